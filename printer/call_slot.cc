#include "printer/call_slot.h"

#include <string>

#include "base/crc32c.h"
#include "base/status_macros.h"
#include "printer/bytes.h"

namespace blangko::printer {
namespace {

// u32 length, u32 CRC-32C of the rest, the serialised call; what an older, longer call left behind it is ignored.
constexpr size_t kHeaderBytes = 8;

std::string Framed(const std::string& payload) {
  return LittleEndian(static_cast<uint32_t>(payload.size())) + LittleEndian(Crc32c(payload)) + payload;
}

}  // namespace

absl::StatusOr<std::optional<scheduler::v1::ExchangeJobsRequest>> CallSlot::Load() {
  ASSIGN_OR_RETURN(const std::string bytes, disk_.ReadSlot());
  if (bytes.size() < kHeaderBytes) return std::nullopt;
  const auto length = ReadLittleEndian<uint32_t>(bytes);
  if (length == 0 || bytes.size() - kHeaderBytes < length) return std::nullopt;
  const std::string payload = bytes.substr(kHeaderBytes, length);
  if (Crc32c(payload) != ReadLittleEndian<uint32_t>(std::string_view(bytes).substr(4))) return std::nullopt;
  scheduler::v1::ExchangeJobsRequest call;
  if (!call.ParseFromString(payload)) return std::nullopt;
  return call;
}

absl::Status CallSlot::Save(const scheduler::v1::ExchangeJobsRequest& call) {
  return disk_.WriteSlot(Framed(call.SerializeAsString()));
}

absl::Status CallSlot::Clear() { return disk_.WriteSlot(Framed("")); }

}  // namespace blangko::printer
