#include "tests/bench/office_under_load.h"

#include <signal.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "services/rpc/channel.h"
#include "tests/support/process.h"

namespace blangko::bench {
namespace {

constexpr char kLot[] = "LOT-1";
constexpr int64_t kBlanks = 10'000'000;
constexpr int64_t kPeopleAList = 100'000;  // bounds the memory of the driver
constexpr absl::Duration kStopLimit = absl::Seconds(30);

}  // namespace

OfficeUnderLoad::OfficeUnderLoad(const std::string& program, int port)
    : server_(program, dir_.path().string(), port) {}

OfficeUnderLoad::~OfficeUnderLoad() {
  server_.Kill(SIGTERM);
  server_.Wait(kStopLimit);
}

absl::StatusOr<std::unique_ptr<OfficeUnderLoad>> OfficeUnderLoad::Open(const std::string& program,
                                                                       int stations) {
  ASSIGN_OR_RETURN(const int port, support::FreePort());
  auto office = std::unique_ptr<OfficeUnderLoad>(new OfficeUnderLoad(program, port));
  RETURN_IF_ERROR(office->Start());
  RETURN_IF_ERROR(office->Furnish(stations));
  return office;
}

absl::Status OfficeUnderLoad::Furnish(int stations) {
  office_ = std::make_unique<support::OfficeClient>(rpc::OpenChannel(server_.address()), clock_);
  RETURN_IF_ERROR(office_->PutRegency(kRegency, kDistricts, false));
  RETURN_IF_ERROR(office_->CreateLot(kLot));
  RETURN_IF_ERROR(office_->Receive(kRegency, kLot, kBlanks, "SJ-1"));
  for (int number = 1; number <= stations; ++number) {
    stations_.emplace_back(absl::StrCat("cetak-", number), clock_);
    RETURN_IF_ERROR(stations_.back().Register(*office_));
  }
  return absl::OkStatus();
}

absl::Status OfficeUnderLoad::Fill(int64_t people) {
  while (people > 0) {
    const int64_t now = std::min(people, kPeopleAList);
    ASSIGN_OR_RETURN(const auto reply, office_->Import(kRegency, applicants_.NextList(now)));
    if (reply.import().added_count() != now) {
      return absl::InternalError(
          absl::StrCat("bench: imported ", reply.import().added_count(), ", want ", now));
    }
    people -= now;
  }
  return absl::OkStatus();
}

void OfficeUnderLoad::Kill() {
  server_.Kill(SIGKILL);
  server_.Wait(kStopLimit);
}

std::shared_ptr<grpc::Channel> OfficeUnderLoad::NewChannel() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(server_.address(), grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace blangko::bench
