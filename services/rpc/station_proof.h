// StationProof on the client's side: signs a call with the station's key. The server checks it against the pinned half.
//
//   caller.Call(stub, &Stub::PullJobs, request, rpc::ProveStation(key, "rumbai-1", epoch, request));
//
// What is signed: access::StationProofText over the full name of the request message, station, epoch, request_id and
// the fingerprint of the content. The same message gives the same proof, so a resend needs no new one.
// Threads: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "google/protobuf/message.h"

namespace blangko::rpc {

// The value of the metadata key blangko-station-bin.
std::string ProveStation(const SigningKey& key, std::string_view station_id, uint64_t epoch,
                         const google::protobuf::Message& request);

}  // namespace blangko::rpc
