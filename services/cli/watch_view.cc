#include "services/cli/watch_view.h"

#include <algorithm>
#include <array>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/cli/cells.h"
#include "services/cli/stock_tables.h"
#include "services/cli/table.h"

namespace blangko::cli {
namespace {

using reports::v1::GetOverviewResponse;

std::string ClockOf(const GetOverviewResponse& overview, const absl::TimeZone& zone) {
  return absl::FormatTime("%H:%M:%S", ToTime(overview.time()), zone);
}

std::string Rate(const GetOverviewResponse& overview) {
  return ForPeople(RawDecimal(overview.cards_per_minute()), Kind::kDecimal, absl::UTCTimeZone());
}

// READY records: one row a class, one column an age band.
Table WaitingTable(const GetOverviewResponse& overview) {
  std::map<std::string, std::array<int64_t, kAgeBands>> classes;
  for (const auto& row : overview.backlog()) {
    const bool ready = row.state() == records::v1::RECORD_STATE_READY;
    if (!ready || row.age_band() < 0 || row.age_band() >= kAgeBands) continue;
    auto [found, added] = classes.try_emplace(absl::StrCat(row.class_id(), " ", row.class_name()));
    if (added) found->second.fill(0);
    found->second[static_cast<size_t>(row.age_band())] += row.count();
  }
  Table table{
      .key = "waiting", .title = "Daftar tunggu cetak (hari)", .columns = {{"class", "Kelas"}}, .rows = {}};
  for (int band = 0; band < kAgeBands; ++band) {
    table.columns.push_back({AgeBandName(band), AgeBandName(band), Kind::kCount});
  }
  table.columns.push_back({"total", "jumlah", Kind::kCount});
  for (const auto& [name, counts] : classes) {
    std::vector<std::string> row = {name};
    int64_t total = 0;
    for (const int64_t count : counts) {
      row.push_back(Raw(count));
      total += count;
    }
    row.push_back(Raw(total));
    table.rows.push_back(row);
  }
  return table;
}

Table BlanksTable(const GetOverviewResponse& overview) {
  Table table = AccountsTable(overview.balances());
  table.title = "Blangko";
  return table;
}

std::string CardsLine(const GetOverviewResponse& overview) {
  return absl::StrCat("Tercetak ", WithDots(overview.printed_count()), "   ", Rate(overview),
                      " kartu/menit   menunggu ", WithDots(overview.waiting_count()), "   perlu diperiksa ",
                      WithDots(overview.uncertain_count()), "   pencetak bekerja ",
                      overview.printers_working(), ", ditahan ", overview.printers_held());
}

}  // namespace

std::vector<std::string> WatchScreen(const GetOverviewResponse& overview, const absl::TimeZone& zone) {
  std::vector<std::string> lines = {
      absl::StrCat("Blangko  ", ClockOf(overview, zone), "  revisi ", overview.revision()), ""};
  const std::string tables = Render({WaitingTable(overview), BlanksTable(overview)}, Format::kTable, zone);
  for (const auto& line : absl::StrSplit(tables, '\n')) lines.emplace_back(line);
  lines.push_back(CardsLine(overview));
  lines.push_back(EquationSentence(overview.equation()));
  return lines;
}

std::vector<std::string> Wrapped(const std::vector<std::string>& lines, size_t width) {
  std::vector<std::string> wrapped;
  for (const std::string& line : lines) {
    std::string_view rest = line;
    while (Width(rest) > width) {
      size_t cut = rest.rfind(' ', width);  // bytes: early by a few where letters take two
      if (cut == std::string_view::npos || cut == 0) cut = width;
      wrapped.emplace_back(rest.substr(0, cut));
      rest.remove_prefix(std::min(rest.find_first_not_of(' ', cut), rest.size()));
    }
    wrapped.emplace_back(rest);
  }
  return wrapped;
}

std::string WatchLine(const GetOverviewResponse& overview, const absl::TimeZone& zone) {
  return absl::StrCat(ClockOf(overview, zone), "  menunggu ", WithDots(overview.waiting_count()),
                      "  tercetak ", WithDots(overview.printed_count()), "  ", Rate(overview),
                      " kartu/menit  tersedia ", WithDots(overview.balances().available()),
                      "  perlu diperiksa ", WithDots(overview.uncertain_count()),
                      overview.equation().exact() ? "  tepat" : "  TIDAK TEPAT");
}

}  // namespace blangko::cli
