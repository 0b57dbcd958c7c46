#include "services/rpc/station_proof.h"

#include "blangko/common/v1/common.pb.h"
#include "services/access/fingerprint.h"

namespace blangko::rpc {
namespace {

std::string RequestIdOf(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  return field == nullptr ? std::string() : request.GetReflection()->GetString(request, field);
}

}  // namespace

std::string ProveStation(const SigningKey& key, std::string_view station_id, uint64_t epoch,
                         const google::protobuf::Message& request) {
  common::v1::StationProof proof;
  proof.set_station_id(std::string(station_id));
  proof.set_epoch(epoch);
  proof.set_signature(
      Sign(key, access::StationProofText(request.GetDescriptor()->full_name(), station_id, epoch,
                                         RequestIdOf(request), access::Fingerprint(request))));
  return proof.SerializeAsString();
}

}  // namespace blangko::rpc
