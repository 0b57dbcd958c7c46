// Fingerprint of a request: a digest of its fields, independent of how the bytes were serialised.
//
// Fields are taken in the order of their numbers, default values are left out, maps are sorted, unknown fields are
// left out. `request_id` at the top level is left out, so a repeat has the fingerprint of the first. Secret fields
// (common.v1.secret) are left out too, because fingerprints are stored.
#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace blangko::access {

// 32 bytes.
std::string Fingerprint(const google::protobuf::Message& request);

// What a station signs for a call: binds method, station, epoch and the content of the request, request_id included.
std::string StationProofText(std::string_view method, std::string_view station_id, uint64_t epoch,
                             std::string_view request_id, std::string_view fingerprint);

}  // namespace blangko::access
