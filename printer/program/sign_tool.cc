#include "printer/program/sign_tool.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "printer/program/station_key.h"
#include "services/rpc/station_proof.h"
#include "services/screen/exits.h"

namespace blangko::printer {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

absl::StatusOr<std::unique_ptr<Message>> ParseRequest(const SignOptions& request) {
  const auto* type = DescriptorPool::generated_pool()->FindMessageTypeByName(request.message);
  if (type == nullptr) {
    return screen::UsageError(
        absl::StrCat("sign: --message: diisi ", request.message,
                     ", seharusnya permintaan, misalnya blangko.scheduler.v1.PullJobsRequest"),
        absl::StrCat("sign: --message: got ", request.message,
                     ", want a request, e.g. blangko.scheduler.v1.PullJobsRequest"));
  }
  std::unique_ptr<Message> message(MessageFactory::generated_factory()->GetPrototype(type)->New());
  if (!google::protobuf::util::JsonStringToMessage(request.json, message.get()).ok()) {
    return screen::UsageError(absl::StrCat("sign: --json: bukan ", request.message),
                              absl::StrCat("sign: --json: it is no ", request.message));
  }
  return message;
}

}  // namespace

absl::StatusOr<std::string> SignRequest(const StationOptions& station, const SignOptions& request) {
  ASSIGN_OR_RETURN(const auto message, ParseRequest(request));
  ASSIGN_OR_RETURN(const SigningKey key, LoadOrMakeKey(station.directory));
  const uint64_t epoch = std::max<uint64_t>(station.epoch, 1);
  return absl::StrCat("blangko-station-bin: ",
                      absl::Base64Escape(rpc::ProveStation(key, station.station_id, epoch, *message)), "\n");
}

}  // namespace blangko::printer
