// Overlay: an ordered map of writes over another state, read as one. Every engine builds its transactions from it: own
// writes over the writes of the group over the engine's rows.
//
// Failure: errors of the state below pass through; INVALID_ARGUMENT for a scan without an upper bound.
// Threads: as the state below; nobody else may change the writes during a call, but the visitor of a scan may.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/txn.h"

namespace blangko::storage {

// Key -> new value, or nothing for an erased row.
using WriteMap = std::map<std::string, std::optional<std::string>, std::less<>>;

// The map's word about `key`: a value, an erasure (inner nothing), or silence (outer nothing).
std::optional<std::optional<std::string>> FindWrite(const WriteMap& writes, std::string_view key);

// Scans `below` with `writes` laid over it. The visitor may add to `writes`: what changes ahead of it is seen.
absl::Status ScanOverlay(const WriteMap& writes, Snapshot& below, const KeyRange& range, ScanOrder order,
                         Snapshot::Visitor visit);

// INVALID_ARGUMENT when the range has no upper bound.
absl::Status CheckRange(const KeyRange& range);

// `writes` over `below` as a Snapshot; both must outlive it.
class OverlaySnapshot : public Snapshot {
 public:
  OverlaySnapshot(const WriteMap& writes, Snapshot& below) : writes_(writes), below_(below) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override;
  absl::Status Scan(const KeyRange& range, ScanOrder order, Visitor visit) override;

 private:
  const WriteMap& writes_;
  Snapshot& below_;
};

}  // namespace blangko::storage
