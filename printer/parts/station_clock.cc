#include "printer/parts/station_clock.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using Verdict = TrustedClock::Verdict;

constexpr size_t kNameBytesMax = 100;

bool IsName(std::string_view name) {
  const auto is_control = [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); };
  return !name.empty() && name.size() <= kNameBytesMax && std::none_of(name.begin(), name.end(), is_control);
}

absl::Time TimeOf(int64_t micros) {
  return micros == 0 ? absl::InfinitePast() : absl::FromUnixMicros(micros);
}

}  // namespace

absl::StatusOr<std::unique_ptr<StationClock>> StationClock::Open(const std::string& directory,
                                                                 const Clock& machine) {
  const std::string path = directory.empty() ? "" : directory + "/clock.note";
  std::unique_ptr<StationClock> clock(new StationClock(path, machine));
  RETURN_IF_ERROR(clock->file_.Load(clock->note_).status());
  return clock;
}

void StationClock::Learn(uint64_t last_seq, absl::Time newest_time) {
  if (Planted("clock-goes-back-unnoticed")) return;
  clock_.Learn(TimeOf(note_.confirmed_micros()));
  clock_.Learn(TimeOf(note_.newest_micros()));
  if (last_seq > note_.confirmed_after_seq()) clock_.Learn(newest_time);
}

absl::Status StationClock::Confirm(std::string_view by, uint64_t journal_seq) {
  if (!IsName(by)) return absl::InvalidArgumentError("clock: by: want the name of who compared the clocks");
  const TrustedClock::Reading reading = clock_.Read();
  station::v1::ClockNote note;
  note.set_confirmed_by(MaskNiks(by));
  note.set_confirmed_micros(absl::ToUnixMicros(reading.machine));
  note.set_confirmed_after_seq(journal_seq);
  RETURN_IF_ERROR(file_.Save(note));
  note_ = note;
  clock_.Trust(reading.machine);
  Log(LogLevel::kWarning, "station.clock_confirmed",
      {{"machine", absl::FormatTime(reading.machine)},
       {"was", absl::FormatTime(reading.newest)},
       {"by", note_.confirmed_by()}});
  return absl::OkStatus();
}

std::optional<Hindrance> StationClock::Hinders() {
  const TrustedClock::Reading reading = clock_.Read();
  const bool trusted = reading.verdict == Verdict::kTrusted;
  if (trusted != logged_trust_) {
    Log(trusted ? LogLevel::kInfo : LogLevel::kError,
        trusted ? "station.clock_trusted" : "station.clock_not_trusted",
        {{"machine", absl::FormatTime(reading.machine)},
         {"newest", absl::FormatTime(reading.newest)},
         {"want", trusted ? "" : "the right date, or blangko-station clock confirm"}});
  }
  logged_trust_ = trusted;
  clock_.Now();  // goes along with a machine that is right
  if (trusted) return std::nullopt;
  return Hindrance{.reason = "CLOCK_NOT_TRUSTED", .word = "clock-not-trusted"};
}

absl::StatusOr<bool> StationClock::Take(const printers::v1::HeartbeatResponse& response) {
  if (!response.has_server_time() || Planted("clock-goes-back-unnoticed")) return false;
  const absl::Time told = absl::FromUnixSeconds(response.server_time().seconds()) +
                          absl::Nanoseconds(response.server_time().nanos());
  clock_.Learn(told);
  if (note_.newest_micros() != 0 && told < TimeOf(note_.newest_micros()) + kHeardTimeStep) return false;
  note_.set_newest_micros(absl::ToUnixMicros(told));
  RETURN_IF_ERROR(file_.Save(note_));
  return false;
}

std::string ClockTrouble(const TrustedClock::Reading& reading, Language language) {
  switch (reading.verdict) {
    case TrustedClock::Verdict::kTrusted: break;
    case TrustedClock::Verdict::kBehind:
      return In(language, "jam mesin tertinggal dari waktu yang sudah pasti",
                "the machine's clock lies before what is known to be right");
    case TrustedClock::Verdict::kAhead:
      return In(language, "jam mesin terlalu jauh di depan", "the machine's clock lies too far ahead");
  }
  return "";
}

}  // namespace blangko::printer
