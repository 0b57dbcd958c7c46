// Names of the metadata that Blangko's calls carry.
#pragma once

namespace blangko::rpc {

inline constexpr char kStationMetadata[] = "blangko-station-bin";
inline constexpr char kOperatorMetadata[] = "blangko-operator";
inline constexpr char kSessionMetadata[] = "blangko-session";
inline constexpr char kTraceMetadata[] = "traceparent";
inline constexpr char kRevisionTrailer[] = "blangko-revision";

}  // namespace blangko::rpc
