#include "services/cli/clock_sentence.h"

#include "absl/strings/str_cat.h"
#include "services/cli/cells.h"

namespace blangko::cli {
namespace {

std::string Day(const google::protobuf::Timestamp& time, const absl::TimeZone& zone) {
  return absl::FormatTime("%Y-%m-%d %H:%M", ToTime(time), zone);
}

}  // namespace

std::string ClockSentence(const access::v1::GetClockResponse& clock, const absl::TimeZone& zone) {
  if (clock.verdict() == access::v1::CLOCK_VERDICT_TRUSTED) return "";
  const bool behind = clock.verdict() == access::v1::CLOCK_VERDICT_BEHIND;
  return absl::StrCat(
      "Jam server (", Day(clock.machine_time(), zone), ") ",
      behind ? "lebih awal daripada" : "terlalu jauh sesudah", " perubahan terakhir (",
      Day(clock.newest_time(), zone),
      "). Ulang tahun, akhir penundaan, awal kebijakan dan batas harian menunggu. Betulkan tanggal "
      "komputer, atau bila tanggalnya benar: blangko clock confirm --operator NAMA");
}

}  // namespace blangko::cli
