#include "printer/program/station_program.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "printer/day/office_time.h"
#include "printer/face/card_face.h"
#include "printer/face/photos.h"
#include "printer/journal/segment_files.h"
#include "printer/journal/station_disks.h"
#include "printer/operator/inbox.h"
#include "printer/operator/operator_desk.h"
#include "printer/operator/operator_refusal.h"
#include "printer/page/station_page.h"
#include "printer/program/driver_note.h"
#include "printer/program/grpc_job_source.h"
#include "printer/program/look_tool.h"
#include "printer/program/open_device.h"
#include "printer/program/station_epoch.h"
#include "printer/program/station_key.h"
#include "printer/program/station_parts.h"
#include "printer/program/station_tools.h"
#include "services/screen/exits.h"

namespace blangko::printer {
namespace {

constexpr char kVersion[] = "0.1.0";
constexpr absl::Duration kPollWithPage =
    absl::Milliseconds(500);  // somebody waits for an answer on the screen
constexpr int kFinishTries = 4;
constexpr absl::Duration kFinishPause = absl::Seconds(1);

// A card in hand is finished whatever happens: nobody interrupts this wait.
class SteadyWaiter : public Waiter {
 public:
  void Sleep(absl::Duration time) override { nobody_.WaitFor(time); }

 private:
  StopFlag nobody_;
};

AgentConfig ConfigOf(const StationOptions& options) {
  AgentConfig config;
  config.station_id = options.station_id;
  config.printer_id = options.printer_id;
  config.version = kVersion;
  config.application_version = options.application_version;
  config.batch = options.batch;
  config.looks = options.looks;
  config.zone = ZoneNamed(options.time_zone);
  if (options.page_port != "off") config.poll_wait = kPollWithPage;
  if (options.cards > 0) config.cards = options.cards;
  if (options.report_only) config.cards = 0;
  return config;
}

// What the agent shows after every turn, with what only the program knows.
struct Display {
  ViewBoard& board;
  const StationOptions& options;
  StationParts& parts;

  void Show(Agent& agent) const {
    StationView view = agent.View();
    view.journal_copy = options.journal_copy;
    view.power = parts.power();
    view.clock = parts.clock().Read();
    board.Publish(std::move(view));
  }
};

absl::Status Turn(Agent& agent, const OperatorDesk& desk, const Display& display, const StopFlag& stop) {
  while (!stop.stopped() && !agent.done() && !agent.stuck()) {
    RETURN_IF_ERROR(desk.TakeUp());
    display.Show(agent);
    ASSIGN_OR_RETURN(const absl::Duration pause, agent.RunOnce());
    if (pause > absl::ZeroDuration()) stop.WaitFor(pause);
  }
  return desk.TakeUp();
}

absl::Status GiveBack(Agent& agent) {
  SteadyWaiter waiter;
  for (int i = 0; i < kFinishTries; ++i) {
    if (i > 0) waiter.Sleep(kFinishPause);
    ASSIGN_OR_RETURN(const bool all_reported, agent.Finish());
    if (all_reported || !agent.refused().empty()) return absl::OkStatus();
  }
  Log(LogLevel::kWarning, "station.stopped_with_unreported_outcomes");
  return absl::OkStatus();
}

RunReport ReportOf(const std::string& station, const Agent& agent, const Journal& journal, size_t waited,
                   const StopFlag& stop) {
  const size_t unreported = journal.state().unbooked().size();
  RunReport report{station, agent.counts(), agent.refused(), waited - std::min(waited, unreported),
                   unreported};
  report.complete = report.refused.empty() && (agent.done() || stop.stopped());
  return report;
}

std::string CountsText(const AgentCounts& counts, Language language) {
  return absl::StrCat(In(language, "tercetak ", "printed "), counts.printed,
                      In(language, ", rusak ", ", spoiled "), counts.spoiled,
                      In(language, ", perlu diperiksa ", ", uncertain "), counts.uncertain,
                      In(language, ", dikembalikan ", ", given back "), counts.released, "\n");
}

// A permission that never began takes two persons at the server; of a card somebody says what became of it.
std::string WayOut(const RefusedFact& fact, const std::string& station, Language language) {
  if (fact.never_begun) {
    return absl::StrCat(In(language, "tidak pernah dimulai; hanguskan izinnya, berdua: ",
                           "it was never begun; two persons give the permission up: "),
                        "blangko jobs void ", station, " --job ", fact.card.record_id, ":", fact.card.attempt,
                        " --reason …");
  }
  return absl::StrCat(In(language, "setelah kartu dilihat: ", "after a look at the card: "),
                      "blangko jobs report ", fact.card.record_id, " --attempt ", fact.card.attempt,
                      " --station-cannot --outcome …");
}

std::string RefusedText(const RefusedFact& fact, const std::string& station, Language language) {
  return absl::StrCat(In(language, "ditolak server: ", "refused by the server: "), fact.card.record_id, "/",
                      fact.card.attempt, ": ", WordOf("", fact.why, language), "; ",
                      WayOut(fact, station, language), "\n");
}

// What goes into every entry as it was typed.
absl::Status CheckIds(const StationOptions& options) {
  if (!options.station_id.empty()) RETURN_IF_ERROR(CheckId("--station", options.station_id));
  return CheckId("--printer", options.printer_id);
}

// A report goes on with the copy that the last run had.
absl::StatusOr<StationDisks> OpenDisks(const StationOptions& options) {
  if (!options.report_only) return StationDisks::Open(options.directory, options.journal_copy);
  ASSIGN_OR_RETURN(auto own, FileDisk::Open(options.directory));
  return StationDisks::OpenAsBefore(std::move(own), options.directory);
}

absl::Status NoName(const StationOptions& options) {
  return screen::UsageError(
      absl::StrCat("--station: sebutkan nomor tempat cetak; ", options.directory, " belum berisi jurnal"),
      absl::StrCat("--station: want the station's id; ", options.directory, " holds no journal yet"));
}

// Whose journal it is, else whom the options name.
absl::StatusOr<std::string> StationIdOf(StationDisk& disk, const StationOptions& options) {
  if (!options.station_id.empty()) return options.station_id;
  const auto header = ReadJournalHeader(disk);
  if (header.ok()) return header->station_id();
  if (!absl::IsNotFound(header.status())) return header.status();
  return NoName(options);
}

// Before a directory is made for it.
absl::Status CheckIsNamed(const StationOptions& options) {
  const bool has_journal = HasSegmentFiles(options.directory) || !options.journal_copy.empty();
  return has_journal || !options.station_id.empty() ? absl::OkStatus() : NoName(options);
}

// Null when no page is wanted.
absl::StatusOr<std::unique_ptr<StationPage>> StartPage(const StationOptions& options,
                                                       const StationPage::Parties& parties) {
  if (options.page_port == "off" || options.report_only) return nullptr;
  ASSIGN_OR_RETURN(auto page, StationPage::Start(options.page_port, parties));
  Log(LogLevel::kInfo, "station.page", {{"address", page->address()}});
  return page;
}

}  // namespace

std::string TextOf(const RunReport& report, const StationOptions& options) {
  const AgentCounts& counts = report.counts;
  const Language language = options.language;
  std::string text = options.report_only
                         ? absl::StrCat(report.reported,
                                        In(language, " hasil dilaporkan ke server\n", " outcomes reported\n"))
                         : CountsText(counts, language);
  absl::StrAppend(&text, LookHint(counts.waiting, options));
  if (counts.waiting >= options.looks) {
    absl::StrAppend(&text, In(language, "Baki penuh: kartu baru dicetak setelah ada yang dilihat\n",
                              "The tray is full: new cards are printed when some were looked at\n"));
  }
  for (const RefusedFact& fact : report.refused)
    absl::StrAppend(&text, RefusedText(fact, report.station_id, language));
  const size_t waiting_facts = report.unreported - std::min(report.unreported, report.refused.size());
  if (waiting_facts > 0) {
    absl::StrAppend(&text, waiting_facts,
                    In(language, " hasil belum dilaporkan: dilaporkan saat dijalankan lagi\n",
                       " outcomes not reported yet: the next start reports them\n"));
  }
  return text;
}

int ExitCodeOf(const RunReport& report, const StationOptions& options) {
  const bool no_answer = options.report_only && report.refused.empty() && report.unreported > 0;
  if (no_answer) return screen::kUnreachableExit;
  return report.complete ? 0 : screen::kRefusedExit;
}

absl::StatusOr<RunReport> RunStation(const StationOptions& wanted, const Clock& clock, Rng& rng,
                                     const StopFlag& stop) {
  RETURN_IF_ERROR(CheckServer(wanted));
  RETURN_IF_ERROR(CheckIds(wanted));
  RETURN_IF_ERROR(CheckIsNamed(wanted));
  ASSIGN_OR_RETURN(StationDisks disks, OpenDisks(wanted));
  StationDisk& disk = disks.disk();
  StationOptions options = wanted;
  ASSIGN_OR_RETURN(options.station_id, StationIdOf(disk, wanted));
  ASSIGN_OR_RETURN(SigningKey key, LoadOrMakeKey(options.directory));
  StationIdentity identity{options.station_id, 0, std::move(key)};
  ASSIGN_OR_RETURN(const auto parts, StationParts::Open(options, clock));
  const Clock& dated = parts->clock().clock();
  IdSource ids(dated, rng);
  const ServerLink link(options.server);
  ASSIGN_OR_RETURN(identity.epoch, FindEpoch(disk, {link, identity, options, ids, rng}, stop));
  ASSIGN_OR_RETURN(const auto journal, Journal::Open(disk, identity.station_id, identity.epoch, dated));
  RETURN_IF_ERROR(parts->Attach(options, *journal, rng));
  const size_t waited = journal->state().unbooked().size();
  ASSIGN_OR_RETURN(const auto device, OpenDevice(options, clock));
  if (!options.report_only) RETURN_IF_ERROR(CheckDriver(options, *journal));
  ASSIGN_OR_RETURN(const auto face, CardFace::Create({options.province, options.regency}));
  const Photos photos(options.photos);
  CallSlot slot(disk);
  GrpcJobSource source(link, identity, rng);
  SteadyWaiter waiter;
  const auto draw = [&](const scheduler::v1::Job& job) -> absl::StatusOr<CardImage> {
    absl::StatusOr<CardImage> photo = photos.Find(job.record_id(), job.personal().nik());
    if (!photo.ok() && options.without_photo == "hold") return photo.status();
    return face->Draw(job.personal(), photo.ok() ? *photo : CardImage(),
                      absl::StrCat(job.record_id(), "/", job.attempt()));
  };
  Agent agent(ConfigOf(options), {*journal, slot, source, *device, waiter, draw, ids, rng, clock,
                                  parts->list(), parts->blanks()});
  Log(LogLevel::kInfo, "station.starts",
      {{"station", options.station_id},
       {"epoch", identity.epoch},
       {"driver", options.report_only ? "none" : options.driver}});
  RETURN_IF_ERROR(agent.Start());
  const Inbox inbox(options.directory);
  const OperatorDesk desk(inbox, agent, *journal, parts->clock());
  desk.Open();
  ViewBoard board;
  const Display display{board, options, *parts};
  display.Show(agent);
  ASSIGN_OR_RETURN(const auto page, StartPage(options, {board, inbox, dated, rng}));
  RETURN_IF_ERROR(Turn(agent, desk, display, stop));
  RETURN_IF_ERROR(GiveBack(agent));
  Log(LogLevel::kInfo, "station.stops");
  return ReportOf(options.station_id, agent, *journal, waited, stop);
}

}  // namespace blangko::printer
