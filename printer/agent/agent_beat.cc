// The agent's heartbeats: what it tells of itself and its printer, and what it learns from the answer.
#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/agent/agent.h"
#include "printer/agent/device_report.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr absl::Duration kNewsPause = absl::Seconds(1);  // between heartbeats that only news called for

absl::Status DiskWentBack(const std::string& station, uint64_t server_has, uint64_t journal_has) {
  return Told(absl::StatusCode::kFailedPrecondition,
              absl::StrCat("tempat cetak ", station, ": server memegang catatan ", server_has,
                           ", jurnal berakhir pada ", journal_has,
                           ": disk ini mundur; daftarkan tempat cetak dari awal di direktori kosong"),
              absl::StrCat("station ", station, ": the server holds fact ", server_has,
                           ", the journal ends at ", journal_has,
                           ": this disk went back in time; register the station anew in an empty directory"));
}

}  // namespace

absl::Status Agent::BeatIfDue() {
  const DeviceStatus device = p_.device.Status();
  std::string news = NewsOf(device);
  for (const Hindrance& hindrance : Hindrances()) absl::StrAppend(&news, " ", ToAbsl(hindrance.word));
  const std::vector<ToldCount>& counts = p_.journal.state().day_counts();
  if (!counts.empty()) absl::StrAppend(&news, " count ", counts.back().seq());
  if (!Reached(beat_time_) && (news == told_ || !Reached(news_time_))) return absl::OkStatus();
  told_ = news;
  news_time_ = p_.clock.Now() + kNewsPause;
  printers::v1::HeartbeatRequest request;
  request.set_station_id(config_.station_id);
  request.set_version(config_.version);
  request.set_application_version(config_.application_version);
  request.set_acknowledged_seq(NewestBooked());
  *request.add_printers() = PrinterNow(device);
  for (AgentPart* part : p_.parts) part->Ask(request);
  const auto response = p_.source.Heartbeat(request);
  NoteLink(response.ok());
  if (response.ok()) return TakeBeat(*response);
  beat_time_ = p_.clock.Now() + backoff_.Next();
  call_time_ = std::max(call_time_, beat_time_);
  NoteTrouble("station.server_away", response.status());
  return absl::OkStatus();
}

printers::v1::HeartbeatRequest::PrinterStatus Agent::PrinterNow(const DeviceStatus& device) {
  printers::v1::HeartbeatRequest::PrinterStatus printer;
  const bool printing = runner_.card().has_value() || !queue_.empty();
  printer.set_printer_id(config_.printer_id);
  printer.set_driver(std::string(p_.device.driver()));
  printer.set_nominal_per_hour(p_.device.nominal_per_hour());
  printer.set_state(!CanPrint() ? printers::v1::PRINTER_STATE_STOPPED
                    : printing  ? printers::v1::PRINTER_STATE_PROCESSING
                                : printers::v1::PRINTER_STATE_IDLE);
  Describe(device, printer);
  if (p_.journal.state().IsBlocked(config_.printer_id)) printer.add_reasons("paused");
  if (TrayIsFull()) printer.add_reasons("output-area-full");
  for (const Hindrance& hindrance : Hindrances()) {
    if (!hindrance.word.empty()) printer.add_reasons(std::string(hindrance.word));
  }
  return printer;
}

absl::Status Agent::HearParts(const printers::v1::HeartbeatResponse& response) {
  for (AgentPart* part : p_.parts) {
    ASSIGN_OR_RETURN(const bool asks_more, part->Take(response));
    if (asks_more) beat_time_ = absl::InfinitePast();
  }
  return absl::OkStatus();
}

absl::Status Agent::TakeBeat(const printers::v1::HeartbeatResponse& response) {
  const absl::Duration wanted = absl::Seconds(response.next_heartbeat_after().seconds());
  beat_time_ = p_.clock.Now() + (wanted > absl::ZeroDuration() ? std::min(wanted, kAppointmentMax / 2)
                                                               : config_.heartbeat_every);
  RETURN_IF_ERROR(HearParts(response));
  const JournalState& state = p_.journal.state();
  if (response.last_seq() > state.last_fact_seq()) {
    return DiskWentBack(config_.station_id, response.last_seq(), state.last_fact_seq());
  }
  HearWhatServerHolds(response.last_seq());
  return absl::OkStatus();
}

uint64_t Agent::NewestBooked() const {
  const JournalState& state = p_.journal.state();
  uint64_t newest = state.last_fact_seq();
  while (newest > 0 && state.unbooked().contains(newest)) --newest;
  return newest;
}

void Agent::HearWhatServerHolds(uint64_t last_seq) {
  const uint64_t newest_booked = NewestBooked();
  const bool went_back = last_seq < newest_booked;
  if (went_back) exchange_.ReportAgainAfter(last_seq);
  const std::optional<uint64_t> now = went_back ? std::optional(last_seq) : std::nullopt;
  if (std::exchange(server_went_back_, now) == now) return;
  if (!went_back) {
    Log(LogLevel::kInfo, "station.server_has_all_facts");
    return;
  }
  Log(LogLevel::kError, "station.server_lost_facts",
      {{"has", last_seq},
       {"had", newest_booked},
       {"why", "the server is older than what it acknowledged: restored, or an old copy of its data folder"},
       {"want",
        "no new card begins; blangko recovery show names the code: blangko-station journal export --code"}});
}

}  // namespace blangko::printer
