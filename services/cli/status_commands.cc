// blangko status, blangko watch: how it goes, once or again and again.
#include <iostream>
#include <memory>

#include "base/status_macros.h"
#include "base/stop_flag.h"
#include "blangko/reports/v1/reports_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/stock_tables.h"
#include "services/cli/watch_view.h"

namespace blangko::cli {
namespace {

using reports::v1::GetOverviewResponse;
using reports::v1::ReportsService;

// A server that is started again is waited for; after this the view ends.
constexpr absl::Duration kSilenceMax = absl::Seconds(60);

struct WatchOptions {
  std::string office;
  double interval_seconds = 1;
  int64_t until_printed = 0;
  int count = 0;
};

absl::StatusOr<GetOverviewResponse> GetOverview(Session& session, const std::string& office) {
  reports::v1::GetOverviewRequest request;
  request.set_office(office);
  return session.Call(&ReportsService::Stub::GetOverview, request);
}

Table StatusSheet(const GetOverviewResponse& overview) {
  return {
      .key = "status",
      .title = "",
      .columns = {{"time", "Waktu", Kind::kTime},
                  {"revision", "Revisi", Kind::kCount},
                  {"waiting", "Menunggu", Kind::kCount},
                  {"printed", "Tercetak", Kind::kCount},
                  {"uncertain", "Perlu diperiksa", Kind::kCount},
                  {"stations", "Tempat cetak", Kind::kCount},
                  {"printers_working", "Pencetak bekerja", Kind::kCount},
                  {"printers_held", "Pencetak ditahan", Kind::kCount},
                  {"cards_per_minute", "Kartu per menit", Kind::kDecimal},
                  {"equation_exact", "Neraca tepat", Kind::kYesNo}},
      .rows = {{TimeCell(overview.time()), std::to_string(overview.revision()), Raw(overview.waiting_count()),
                Raw(overview.printed_count()), Raw(overview.uncertain_count()), Raw(overview.station_count()),
                Raw(overview.printers_working()), Raw(overview.printers_held()),
                RawDecimal(overview.cards_per_minute()), RawYesNo(overview.equation().exact())}},
      .single = true};
}

absl::Status Status(Session& session, const std::string& office) {
  ASSIGN_OR_RETURN(const auto overview, GetOverview(session, office));
  Table accounts = AccountsTable(overview.balances());
  session.Print({StatusSheet(overview), accounts});
  session.Say(EquationSentence(overview.equation()));
  return absl::OkStatus();
}

// Draws over what was drawn before, so that the view stands still.
void Draw(const std::vector<std::string>& lines, size_t& drawn) {
  if (drawn > 0) std::cout << "\033[" << drawn << "A";
  for (const std::string& line : lines) std::cout << "\033[K" << line << "\n";
  const size_t left_over = drawn > lines.size() ? drawn - lines.size() : 0;
  for (size_t i = 0; i < left_over; ++i) std::cout << "\033[K\n";
  if (left_over > 0) std::cout << "\033[" << left_over << "A";
  std::cout << std::flush;
  drawn = lines.size();
}

// Shows one picture in the way that fits where it goes.
void Show(Session& session, const GetOverviewResponse& overview, size_t& drawn) {
  if (session.format() != Format::kTable) {
    session.Print({StatusSheet(overview)});
  } else if (OutIsTerminal()) {
    Draw(Wrapped(WatchScreen(overview, session.zone()), TerminalWidth()), drawn);
  } else {
    std::cout << WatchLine(overview, session.zone()) << std::endl;
  }
}

absl::Status Watch(Session& session, const WatchOptions& options) {
  const StopFlag nobody;
  size_t drawn = 0;
  absl::Time heard = session.Now();
  for (int number = 1;; ++number) {
    const absl::StatusOr<GetOverviewResponse> overview = GetOverview(session, options.office);
    if (overview.ok()) {
      Show(session, *overview, drawn);
      heard = session.Now();
      const bool enough = options.until_printed > 0 && overview->printed_count() >= options.until_printed;
      if (enough || number == options.count) return absl::OkStatus();
    } else if (ExitCodeOf(overview.status()) != kUnreachableExit || session.Now() - heard > kSilenceMax) {
      return overview.status();
    }
    nobody.WaitFor(absl::Seconds(options.interval_seconds));
  }
}

}  // namespace

void AddStatusCommands(Menu& menu) {
  auto office = std::make_shared<std::string>();
  auto* status = menu.Add("status", "How it stands, in one picture",
                          [office](Session& session) { return Status(session, *office); });
  status->add_option("--office", *office, "Area code; default: everything in your scope");
  auto options = std::make_shared<WatchOptions>();
  auto* watch =
      menu.Add("watch", "The same, live", [options](Session& session) { return Watch(session, *options); });
  watch->add_option("--office", options->office, "Area code; default: everything in your scope");
  watch->add_option("--interval", options->interval_seconds, "Seconds between pictures")
      ->check(CLI::Range(0.1, 3600.0));
  watch->add_option("--until-printed", options->until_printed, "End when so many cards are printed");
  watch->add_option("--count", options->count, "End after so many pictures");
}

}  // namespace blangko::cli
