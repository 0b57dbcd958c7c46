#include "printer/journal/call_slot.h"

#include <string>

#include "base/crc32c.h"
#include "base/status_macros.h"
#include "printer/journal/bytes.h"

namespace blangko::printer {
namespace {

// u32 length, u32 CRC-32C of the rest, u64 last entry of the journal and its chain hash, the serialised call; what an
// older, longer call left behind it is ignored.
constexpr size_t kHeaderBytes = 8;
constexpr size_t kSeqBytes = 8;
constexpr size_t kMarkBytes = kSeqBytes + 32;

std::string Framed(const std::string& payload) {
  return LittleEndian(static_cast<uint32_t>(payload.size())) + LittleEndian(Crc32c(payload)) + payload;
}

}  // namespace

absl::StatusOr<std::optional<CallSlot::Kept>> CallSlot::Load() {
  ASSIGN_OR_RETURN(const std::string bytes, disk_.ReadSlot());
  if (bytes.size() < kHeaderBytes) return std::nullopt;
  const auto length = ReadLittleEndian<uint32_t>(bytes);
  if (length < kMarkBytes || bytes.size() - kHeaderBytes < length) return std::nullopt;
  const std::string payload = bytes.substr(kHeaderBytes, length);
  if (Crc32c(payload) != ReadLittleEndian<uint32_t>(std::string_view(bytes).substr(4))) return std::nullopt;
  Kept kept;
  kept.journal = {ReadLittleEndian<uint64_t>(payload), payload.substr(kSeqBytes, kMarkBytes - kSeqBytes)};
  if (!kept.call.ParseFromString(payload.substr(kMarkBytes))) return std::nullopt;
  return kept;
}

absl::Status CallSlot::Save(const Kept& kept) {
  return disk_.WriteSlot(
      Framed(LittleEndian(kept.journal.seq) + kept.journal.chain + kept.call.SerializeAsString()));
}

absl::Status CallSlot::Clear() { return disk_.WriteSlot(Framed("")); }

}  // namespace blangko::printer
