#include "services/cli/watch_view.h"

#include <algorithm>
#include <array>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/text.h"
#include "services/cli/cells.h"
#include "services/cli/stock_tables.h"

namespace blangko::cli {
namespace {

using reports::v1::GetOverviewResponse;

constexpr size_t kNameMin = 8;  // columns of a class name, however narrow the terminal

std::string ClockOf(const GetOverviewResponse& overview, const ViewFace& face) {
  return absl::FormatTime("%H:%M:%S", ToTime(overview.time()), face.zone);
}

// The first `width` columns of a UTF-8 text, with a sign that there was more.
std::string Cut(std::string_view text, size_t width) {
  if (Width(text) <= width) return std::string(text);
  size_t bytes = 0;
  for (size_t columns = 0; bytes < text.size(); ++bytes) {
    const bool begins = (static_cast<unsigned char>(text[bytes]) & 0xc0) != 0x80;
    if (begins && ++columns == width) break;
  }
  return absl::StrCat(ToAbsl(text.substr(0, bytes)), "…");
}

// READY records: one row a class, one column an age band.
Table WaitingTable(const GetOverviewResponse& overview, size_t name_width) {
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
  table.columns.push_back({"total", "Jumlah", Kind::kCount});
  for (const auto& [name, counts] : classes) {
    std::vector<std::string> row = {Cut(name, name_width)};
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

std::vector<std::string> LinesOf(const Table& table, const ViewFace& face) {
  std::vector<std::string> lines =
      absl::StrSplit(Render({table}, Format::kTable, face.zone, face.language), '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

size_t WidthOf(const std::vector<std::string>& lines) {
  size_t width = 0;
  for (const std::string& line : lines) width = std::max(width, Width(line));
  return width;
}

// Long class names give way first, so that the counts stay in sight.
std::vector<std::string> WaitingLines(const GetOverviewResponse& overview, const ViewFace& face,
                                      size_t width) {
  size_t name_width = width;
  std::vector<std::string> lines = LinesOf(WaitingTable(overview, name_width), face);
  const size_t full = WidthOf(lines);
  if (full <= width) return lines;
  size_t longest = 0;
  for (const auto& row : WaitingTable(overview, name_width).rows) longest = std::max(longest, Width(row[0]));
  const size_t over = full - width;
  name_width = longest > over + kNameMin ? longest - over : kNameMin;
  return LinesOf(WaitingTable(overview, name_width), face);
}

struct Labels {
  std::string_view printed, today, last_minute, waiting, uncertain, printers, ready, held, silent, down,
      supply_low, supply_empty, quarantined, incidents, cases, cards, available;
};
constexpr Labels kIndonesian = {"Tercetak",
                                "kartu hari ini",
                                "dalam 60 detik terakhir",
                                "menunggu",
                                "perlu diperiksa",
                                "Pencetak:",
                                "siap",
                                "ditahan",
                                "TIDAK TERDENGAR",
                                "tidak dapat mencetak",
                                "dengan pita/film menipis",
                                "dengan pita/film habis",
                                "tempat cetak DIKARANTINA",
                                "kejadian terbuka",
                                "kasus selisih LEWAT BATAS WAKTU",
                                "kartu TERLALU LAMA disimpan",
                                "tersedia"};
constexpr Labels kEnglish = {"Printed",
                             "cards today",
                             "in the last 60 seconds",
                             "waiting",
                             "to be checked",
                             "Printers:",
                             "ready",
                             "held",
                             "SILENT",
                             "cannot print",
                             "low on ribbon/film",
                             "out of ribbon/film",
                             "stations QUARANTINED",
                             "open incidents",
                             "cases of differences OVERDUE",
                             "cards kept TOO LONG",
                             "available"};

const Labels& LabelsOf(const ViewFace& face) {
  return face.language == Language::kEnglish ? kEnglish : kIndonesian;
}

std::string Count(std::string_view label, int64_t count, const ViewFace& face) {
  return absl::StrCat(ToAbsl(label), " ", Grouped(count, face.language));
}

// What waits for somebody, where something does.
std::string AlarmsPart(const GetOverviewResponse& overview, const ViewFace& face) {
  const Labels& labels = LabelsOf(face);
  std::string part;
  const auto add = [&](std::string_view label, int64_t count) {
    if (count > 0) absl::StrAppend(&part, "   ", Count(label, count, face));
  };
  add(labels.incidents, overview.open_incident_count());
  add(labels.cases, overview.overdue_case_count());
  add(labels.cards, overview.overdue_card_count());
  return part;
}

std::string CardsLine(const GetOverviewResponse& overview, const ViewFace& face) {
  const Labels& labels = LabelsOf(face);
  const auto minute = static_cast<int64_t>(overview.cards_per_minute());
  return absl::StrCat(Count(labels.printed, overview.printed_count(), face), " (", ToAbsl(labels.today), " ",
                      Grouped(overview.printed_today_count(), face.language), ", ",
                      Grouped(minute, face.language), " ", ToAbsl(labels.last_minute), ")   ",
                      Count(labels.waiting, overview.waiting_count(), face), "   ",
                      Count(labels.uncertain, overview.uncertain_count(), face), AlarmsPart(overview, face));
}

std::string PrintersLine(const GetOverviewResponse& overview, const ViewFace& face) {
  const Labels& labels = LabelsOf(face);
  std::string line =
      absl::StrCat(ToAbsl(labels.printers), " ", overview.printers_working(), " ", ToAbsl(labels.ready));
  const auto add = [&](int32_t count, std::string_view label) {
    if (count > 0) absl::StrAppend(&line, ", ", count, " ", ToAbsl(label));
  };
  add(overview.printers_held(), labels.held);
  add(overview.printers_silent(), labels.silent);
  add(overview.printers_down(), labels.down);
  add(overview.printers_supply_low() - overview.printers_supply_empty(), labels.supply_low);
  add(overview.printers_supply_empty(), labels.supply_empty);
  add(overview.stations_quarantined(), labels.quarantined);
  return line;
}

}  // namespace

std::vector<std::string> WatchScreen(const GetOverviewResponse& overview, const ViewFace& face,
                                     size_t width) {
  const bool english = face.language == Language::kEnglish;
  std::vector<std::string> lines = {absl::StrCat("Blangko  ", ClockOf(overview, face),
                                                 english ? "  revision " : "  revisi ", overview.revision()),
                                    ""};
  const auto add = [&](const std::vector<std::string>& more) {
    lines.insert(lines.end(), more.begin(), more.end());
    lines.emplace_back();
  };
  add(WaitingLines(overview, face, width));
  Table blanks = AccountsTable(overview.balances());
  blanks.title = "Blangko";
  add(LinesOf(blanks, face));
  for (std::string& line : lines) line = Cut(line, width);
  for (const std::string& line : Wrapped({CardsLine(overview, face), PrintersLine(overview, face),
                                          EquationSentence(overview.equation(), face.language)},
                                         width)) {
    lines.push_back(line);
  }
  return lines;
}

std::string SilenceLine(absl::Duration since, Language language) {
  const std::string ago = Ago(absl::ToInt64Seconds(since), language);
  return language == Language::kEnglish ? "No answer from the server; this picture is of " + ago
                                        : "Server tidak menjawab; gambar ini dari " + ago;
}

std::string WatchLine(const GetOverviewResponse& overview, const ViewFace& face) {
  const Labels& labels = LabelsOf(face);
  const bool english = face.language == Language::kEnglish;
  const auto minute = static_cast<int64_t>(overview.cards_per_minute());
  return absl::StrCat(ClockOf(overview, face), "  ", Count(labels.waiting, overview.waiting_count(), face),
                      "  ", Count(english ? "printed" : "tercetak", overview.printed_count(), face), "  ",
                      Grouped(minute, face.language), english ? " in 60 s" : " dalam 60 dtk", "  ",
                      Count(labels.available, overview.balances().available(), face), "  ",
                      Count(labels.uncertain, overview.uncertain_count(), face), "  ",
                      ExactWord(overview.equation(), face.language));
}

std::string SummaryLine(const GetOverviewResponse& first, const GetOverviewResponse& last,
                        Language language) {
  const bool english = language == Language::kEnglish;
  const int64_t seconds = absl::ToInt64Seconds(ToTime(last.time()) - ToTime(first.time()));
  const std::string cards = Grouped(last.printed_count() - first.printed_count(), language);
  const std::string waiting = Grouped(last.waiting_count(), language);
  const std::string available = Grouped(last.balances().available(), language);
  const std::string exact = ExactWord(last.equation(), language);
  if (english) {
    return absl::StrCat("Watched for ", seconds, " s: ", cards, " cards printed; ", waiting, " waiting, ",
                        available, " blanks available, balance ", exact, ".");
  }
  return absl::StrCat("Dilihat ", seconds, " detik: ", cards, " kartu tercetak; ", waiting, " menunggu, ",
                      available, " blangko tersedia, neraca ", exact, ".");
}

std::vector<std::string> Wrapped(const std::vector<std::string>& lines, size_t width) {
  std::vector<std::string> wrapped;
  for (const std::string& line : lines) {
    std::string row;
    for (const absl::string_view piece : absl::StrSplit(line, ' ')) {
      const bool fits = row.empty() || Width(row) + 1 + Width(ToStd(piece)) <= width;
      if (fits) {
        absl::StrAppend(&row, row.empty() ? "" : " ", piece);
        continue;
      }
      row.erase(row.find_last_not_of(' ') + 1);
      wrapped.push_back(Cut(row, width));
      row = std::string(piece);
    }
    wrapped.push_back(Cut(row, width));
  }
  return wrapped;
}

std::string Redrawn(const std::vector<std::string>& before, const std::vector<std::string>& now,
                    size_t width) {
  size_t rows = 0;
  for (const std::string& line : before) {
    const size_t columns = Width(line);
    rows += columns == 0 || width == 0 ? 1 : (columns + width - 1) / width;
  }
  std::string text = rows > 0 ? absl::StrCat("\033[", rows, "A\r\033[J") : "";
  for (const std::string& line : now) absl::StrAppend(&text, line, "\n");
  return text;
}

}  // namespace blangko::cli
