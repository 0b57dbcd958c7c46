#include "services/cli/clock_sentence.h"

#include "absl/strings/str_cat.h"
#include "services/cli/cells.h"

namespace blangko::cli {
namespace {

std::string Day(const google::protobuf::Timestamp& time, const absl::TimeZone& zone) {
  return absl::FormatTime("%Y-%m-%d %H:%M", ToTime(time), zone);
}

}  // namespace

std::string ClockSentence(const access::v1::GetClockResponse& clock, const absl::TimeZone& zone,
                          Language language) {
  if (clock.verdict() == access::v1::CLOCK_VERDICT_TRUSTED) return "";
  const bool behind = clock.verdict() == access::v1::CLOCK_VERDICT_BEHIND;
  const std::string machine = Day(clock.machine_time(), zone);
  const std::string newest = Day(clock.newest_time(), zone);
  if (language == Language::kEnglish) {
    return absl::StrCat(
        "The server's clock (", machine, ") lies ", behind ? "before" : "implausibly far past",
        " the newest change (", newest,
        "). Birthdays, ends of holds, new policies and daily limits wait. Set the computer's date "
        "right, or if it is right: blangko clock confirm --operator NAME");
  }
  return absl::StrCat(
      "Jam server (", machine, ") ", behind ? "lebih awal daripada" : "terlalu jauh sesudah",
      " perubahan terakhir (", newest,
      "). Ulang tahun, akhir penundaan, awal kebijakan dan batas harian menunggu. Betulkan tanggal "
      "komputer, atau bila tanggalnya benar: blangko clock confirm --operator NAMA");
}

}  // namespace blangko::cli
