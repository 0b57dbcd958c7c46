// blangko status, blangko watch: how it goes, once or again and again.
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "blangko/access/v1/clock_service.grpc.pb.h"
#include "blangko/comparison/v1/comparison_service.grpc.pb.h"
#include "blangko/destruction/v1/destruction_service.grpc.pb.h"
#include "blangko/incidents/v1/incidents_service.grpc.pb.h"
#include "blangko/loans/v1/loans_service.grpc.pb.h"
#include "blangko/recovery/v1/recovery_service.grpc.pb.h"
#include "blangko/reports/v1/reports_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/clock_sentence.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/incident_view.h"
#include "services/cli/interrupts.h"
#include "services/cli/loan_view.h"
#include "services/cli/stock_tables.h"
#include "services/cli/typed_date.h"
#include "services/cli/watch_view.h"

namespace blangko::cli {
namespace {

using incidents::v1::IncidentsService;
using reports::v1::GetOverviewRequest;
using reports::v1::GetOverviewResponse;
using reports::v1::ReportsService;

// A server that is started again is waited for; after this the view ends.
constexpr absl::Duration kSilenceMax = absl::Seconds(60);
// A view does not hang on one question: Ctrl-C is seen between two.
constexpr absl::Duration kAnswerMax = absl::Seconds(5);

struct WatchOptions {
  std::string office;
  double interval_seconds = 1;
  int64_t until_printed = 0;
  int count = 0;
};

GetOverviewRequest RequestOf(const std::string& office) {
  GetOverviewRequest request;
  request.set_office(office);
  return request;
}

Table StatusSheet(const GetOverviewResponse& overview) {
  const bool measured = overview.measured_per_hour() > 0;
  return {.key = "status",
          .title = "",
          .columns =
              {{"time", "Waktu", Kind::kTime},
               {"revision", "Revisi", Kind::kCount},
               {"waiting", "Menunggu (siap cetak)", Kind::kCount},
               {"printed", "Data yang kartunya tercetak", Kind::kCount},
               {"printed_today", "Kartu tercetak hari ini, juga yang lalu ditolak", Kind::kCount},
               {"uncertain", "Perlu diperiksa", Kind::kCount},
               {"stations", "Tempat cetak", Kind::kCount},
               {"stations_silent", "Tempat cetak TIDAK TERDENGAR", Kind::kCount, Shown::kWhenUsed},
               {"printers_working", "Pencetak siap", Kind::kCount},
               {"printers_held", "Pencetak ditahan", Kind::kCount, Shown::kWhenUsed},
               {"printers_silent", "Pencetak TIDAK TERDENGAR", Kind::kCount, Shown::kWhenUsed},
               {"printers_down", "Pencetak tidak dapat mencetak", Kind::kCount, Shown::kWhenUsed},
               {"printers_supply_low", "Pencetak dengan pita/film menipis", Kind::kCount, Shown::kWhenUsed},
               {"printers_supply_empty", "Pencetak dengan pita/film habis", Kind::kCount, Shown::kWhenUsed},
               {"cards_per_minute", "Kartu dalam 60 detik terakhir", Kind::kCount},
               {"measured_per_hour", "Kartu per jam saat bekerja", Kind::kDecimal},
               {"equation_exact", "Neraca tepat", Kind::kYesNo},
               {"stations_quarantined", "Tempat cetak DIKARANTINA", Kind::kCount, Shown::kWhenUsed},
               {"open_cases", "Kasus selisih terbuka", Kind::kCount, Shown::kWhenUsed},
               {"overdue_cases", "Kasus selisih LEWAT BATAS WAKTU", Kind::kCount, Shown::kWhenUsed},
               {"overdue_cards", "Kartu rusak atau ditarik TERLALU LAMA", Kind::kCount, Shown::kWhenUsed},
               {"open_incidents", "Kejadian terbuka", Kind::kCount, Shown::kWhenUsed},
               {"oldest_incident_time", "Kejadian terlama sejak", Kind::kTime, Shown::kWhenUsed}},
          .rows = {{TimeCell(overview.time()),
                    std::to_string(overview.revision()),
                    Raw(overview.waiting_count()),
                    Raw(overview.printed_count()),
                    Raw(overview.printed_today_count()),
                    Raw(overview.uncertain_count()),
                    Raw(overview.station_count()),
                    Raw(overview.stations_silent()),
                    Raw(overview.printers_working()),
                    Raw(overview.printers_held()),
                    Raw(overview.printers_silent()),
                    Raw(overview.printers_down()),
                    Raw(overview.printers_supply_low()),
                    Raw(overview.printers_supply_empty()),
                    Raw(static_cast<int64_t>(overview.cards_per_minute())),
                    measured ? RawDecimal(overview.measured_per_hour()) : "",
                    RawYesNo(overview.equation().exact()),
                    Raw(overview.stations_quarantined()),
                    Raw(overview.open_case_count()),
                    Raw(overview.overdue_case_count()),
                    Raw(overview.overdue_card_count()),
                    Raw(overview.open_incident_count()),
                    TimeCell(overview.oldest_incident_time())}},
          .single = true};
}

// A node of the release before does not know the question.
void SayIfClockIsWrong(Session& session) {
  const auto clock = session.Call(&access::v1::ClockService::Stub::GetClock, access::v1::GetClockRequest());
  const std::string sentence = clock.ok() ? ClockSentence(*clock, session.zone(), session.language()) : "";
  if (!sentence.empty()) session.Say(sentence, sentence);
}

// After a restore, and after an old copy of the store was noticed.
void SayIfJournalsAreAwaited(Session& session) {
  const auto found =
      session.Call(&recovery::v1::RecoveryService::Stub::GetRestore, recovery::v1::GetRestoreRequest());
  if (!found.ok() || found->restore().closed_sites().empty()) return;
  const std::string sites = absl::StrJoin(found->restore().closed_sites(), ", ");
  session.Say(absl::StrCat("PENCETAKAN MENUNGGU JURNAL di ", sites, " (", found->restore().reason(),
                           "): belum ada kartu baru. Yang harus dilakukan: blangko recovery show"),
              absl::StrCat("PRINTING WAITS FOR JOURNALS at ", sites, " (", found->restore().reason(),
                           "): no new card begins. What to do: blangko recovery show"));
}

constexpr int kOfficesNamed = 20;

// A node that does not host the registers has nothing to say of them.
void SayIfCardsAreOverdue(Session& session, const std::string& office) {
  destruction::v1::ListRegisterSummariesRequest request;
  request.set_office(office);
  request.set_overdue(true);
  request.set_page_size(kOfficesNamed);
  const auto found = session.Call(&destruction::v1::DestructionService::Stub::ListRegisterSummaries, request);
  if (!found.ok()) return;
  for (const auto& summary : found->summaries()) {
    session.Say(absl::StrCat("KARTU RUSAK ATAU DITARIK TERLALU LAMA DISIMPAN di ", summary.office(), ": ",
                             summary.overdue(), " keping lebih dari ", summary.limit_days(),
                             " hari. Musnahkan dengan berita acara: blangko destruction open --office ",
                             summary.office()),
                absl::StrCat("SPOILED OR WITHDRAWN CARDS KEPT TOO LONG at ", summary.office(), ": ",
                             summary.overdue(), " for more than ", summary.limit_days(),
                             " days. Destroy them: blangko destruction open --office ", summary.office()));
  }
}

// Debts that are overdue, and shipments that nobody at a passed office has said to know of. A node that does not host them
// has nothing to say.
void SayWhatLoansWaitFor(Session& session, const std::string& office) {
  using loans::v1::LoansService;
  int64_t overdue = 0;
  int64_t unseen = 0;
  loans::v1::ListLoansRequest debts;
  debts.set_office(office);
  const auto count_overdue = [&](const loans::v1::ListLoansResponse& page) {
    for (const auto& loan : page.loans()) overdue += loan.overdue() ? 1 : 0;
    return true;
  };
  loans::v1::ListNoticesRequest notices;
  notices.set_office(office);
  const auto count_unseen = [&](const loans::v1::ListNoticesResponse& page) {
    unseen += page.notices_size();
    return true;
  };
  const bool heard = session.EachPage(&LoansService::Stub::ListLoans, debts, count_overdue).ok() &&
                     session.EachPage(&LoansService::Stub::ListNotices, notices, count_unseen).ok();
  if (!heard) return;
  for (const Sentence& line : {OverdueLine(overdue), UnseenLine(unseen)})
    if (!line.english.empty()) session.Say(line.indonesian, line.english);
}

// A node that does not host the comparison has nothing to say of it.
void SayIfDaysAreNotCompared(Session& session, const std::string& office) {
  comparison::v1::ListNotComparedRequest request;
  request.set_office(office);
  request.set_page_size(kOfficesNamed);
  const auto found = session.Call(&comparison::v1::ComparisonService::Stub::ListNotCompared, request);
  if (!found.ok()) return;
  for (const auto& passed : found->offices()) {
    const std::string since = DayCell(passed.oldest_date());
    session.Say(absl::StrCat("BELUM DICOCOKKAN di ", passed.office(), ": ", passed.days(),
                             " hari dalam 31 hari terakhir, yang pertama ", since,
                             ". Lihat: blangko compare days --office ", passed.office()),
                absl::StrCat("NOT COMPARED at ", passed.office(), ": ", passed.days(),
                             " of the last 31 days, the first of them ", since,
                             ". See: blangko compare days --office ", passed.office()));
  }
}

constexpr int kIncidentsNamed = 5;

// The oldest open ones by name.
absl::Status NameIncidents(Session& session, const std::string& office, int64_t open) {
  if (open == 0) return absl::OkStatus();
  incidents::v1::ListIncidentsRequest request;
  request.set_office(office);
  request.set_page_size(kIncidentsNamed);
  ASSIGN_OR_RETURN(const auto found, session.Call(&IncidentsService::Stub::ListIncidents, request));
  for (const incidents::v1::Incident& incident : found.incidents()) {
    const Sentence line = IncidentLine(incident);
    session.Say(line.indonesian, line.english);
  }
  if (!found.next_page_token().empty()) {
    session.Say("Yang lain: blangko incidents list", "The others: blangko incidents list");
  }
  return absl::OkStatus();
}

absl::Status Status(Session& session, const std::string& office) {
  ASSIGN_OR_RETURN(const auto overview, session.Call(&ReportsService::Stub::GetOverview, RequestOf(office)));
  session.Print({StatusSheet(overview), AccountsTable(overview.balances())});
  session.Say(EquationSentence(overview.equation(), session.language()));
  SayIfJournalsAreAwaited(session);
  SayIfClockIsWrong(session);
  SayIfCardsAreOverdue(session, office);
  SayWhatLoansWaitFor(session, office);
  SayIfDaysAreNotCompared(session, office);
  return NameIncidents(session, office, overview.open_incident_count());
}

// The live view: asks, shows, waits, until it was told to stop or has seen enough.
class View {
 public:
  View(Session& session, const WatchOptions& options)
      : session_(session), options_(options), caller_(CallOptionsOf(session), session.rng()) {}

  absl::Status Run() {
    heard_ = session_.Now();
    for (int number = 1;; ++number) {
      RETURN_IF_ERROR(Look());
      if (Enough(number) || !WaitForNext()) break;
    }
    return End();
  }

 private:
  static rpc::CallOptions CallOptionsOf(const Session& session) {
    rpc::CallOptions options = session.call_options();
    options.timeout = std::min(options.timeout, kAnswerMax);
    options.tries = 1;
    return options;
  }

  // A new picture; while nobody answers the old one stays, and says so.
  absl::Status Look() {
    ReportsService::Stub stub(session_.channel());
    const auto overview = caller_.Call(stub, &ReportsService::Stub::GetOverview, RequestOf(options_.office));
    if (overview.ok()) {
      heard_ = session_.Now();
      silent_ = false;
      if (!first_.has_value()) first_ = *overview;
      last_ = *overview;
      Show();
      return absl::OkStatus();
    }
    if (ExitCodeOf(overview.status()) != kUnreachableExit || session_.Now() - heard_ > kSilenceMax) {
      return overview.status();
    }
    silent_ = true;
    if (OutIsTerminal() && last_.has_value()) Show();
    return absl::OkStatus();
  }

  bool Enough(int number) const {
    const bool printed =
        options_.until_printed > 0 && last_.has_value() && last_->printed_count() >= options_.until_printed;
    return printed || number == options_.count;
  }

  // False when the view is to end.
  bool WaitForNext() {
    const absl::Time next = session_.Now() + absl::Seconds(options_.interval_seconds);
    while (session_.Now() < next) {
      const Wake wake = interrupts_.Wait(next - session_.Now());
      if (wake == Wake::kStop) {
        stopped_ = true;
        return false;
      }
      if (wake == Wake::kResize && OutIsTerminal() && last_.has_value()) Show();
    }
    return true;
  }

  // One picture in the way that fits where it goes.
  void Show() {
    const ViewFace face{session_.zone(), session_.language()};
    if (session_.format() != Format::kTable) {
      ShowRow();
    } else if (OutIsTerminal()) {
      Draw(face);
    } else {
      std::cout << WatchLine(*last_, face) << std::endl;
    }
  }

  // JSON: an object a line. CSV: one heading, then a row a picture.
  void ShowRow() {
    const std::string text = Render({StatusSheet(*last_)}, session_.format(), session_.zone());
    const bool heading = session_.format() == Format::kCsv && rows_++ > 0;
    std::cout << (heading ? text.substr(text.find('\n') + 1) : text) << std::flush;
  }

  void Draw(const ViewFace& face) {
    const TerminalSize size = SizeOfTerminal();
    std::vector<std::string> lines = WatchScreen(*last_, face, size.columns);
    if (silent_)
      lines.push_back(Wrapped({SilenceLine(session_.Now() - heard_, face.language)}, size.columns)[0]);
    // A picture that is higher than the window would scroll, and no longer be drawn over.
    if (lines.size() >= size.rows) lines.resize(std::max<size_t>(size.rows, 2) - 1);
    std::cout << Redrawn(drawn_, lines, size.columns) << std::flush;
    drawn_ = lines;
  }

  // Stopped by hand it looks once more, so that the picture that stays is a true one; then a line of what happened.
  absl::Status End() {
    if (stopped_ && OutIsTerminal()) static_cast<void>(Look());
    if (!last_.has_value()) return absl::UnavailableError("no answer");
    const size_t width = OutIsTerminal() ? SizeOfTerminal().columns : std::string::npos;
    const std::string summary = SummaryLine(*first_, *last_, session_.language());
    for (const std::string& line : Wrapped({summary}, width)) session_.Say(line, line);
    return absl::OkStatus();
  }

  Session& session_;
  const WatchOptions& options_;
  Interrupts interrupts_;
  rpc::Caller caller_;
  absl::Time heard_;
  bool silent_ = false;
  bool stopped_ = false;
  std::optional<GetOverviewResponse> first_, last_;
  std::vector<std::string> drawn_;
  int rows_ = 0;
};

}  // namespace

void AddStatusCommands(Menu& menu) {
  auto office = std::make_shared<std::string>();
  auto* status = menu.Add("status", "How it stands, in one picture",
                          [office](Session& session) { return Status(session, *office); });
  status->add_option("--office", *office, "Area code; default: everything in your scope");
  auto options = std::make_shared<WatchOptions>();
  auto* watch = menu.Add("watch", "The same, live",
                         [options](Session& session) { return View(session, *options).Run(); });
  watch->add_option("--office", options->office, "Area code; default: everything in your scope");
  watch->add_option("--interval", options->interval_seconds, "Seconds between pictures")
      ->check(CLI::Range(0.1, 3600.0));
  watch->add_option("--until-printed", options->until_printed, "End when so many cards are printed");
  watch->add_option("--count", options->count, "End after so many pictures");
}

}  // namespace blangko::cli
