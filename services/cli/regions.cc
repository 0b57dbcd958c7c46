#include "services/cli/regions.h"

#include <csv.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

using access::v1::PutOfficesRequest;

// What libcsv's callbacks fill: they are called for each field and at the end of each row.
struct Rows {
  std::vector<CsvRow> rows = {{}};
};

void OnField(void* field, size_t length, void* rows) {
  static_cast<Rows*>(rows)->rows.back().emplace_back(static_cast<const char*>(field), length);
}

void OnRow(int, void* rows) { static_cast<Rows*>(rows)->rows.emplace_back(); }

absl::StatusOr<std::vector<CsvRow>> ReadTable(const std::string& path) {
  std::ifstream file(path);
  if (!file) return UsageError(path + ": tidak dapat dibaca", path + ": cannot be read");
  std::stringstream text;
  text << file.rdbuf();
  return ParseCsv(text.str());
}

void AddOffice(PutOfficesRequest& request, const CsvRow& row, std::string_view parent,
               access::v1::OfficeKind kind) {
  auto* office = request.add_offices();
  office->set_code(row[0]);
  office->set_name(row[2]);
  office->set_parent(std::string(parent));
  office->set_kind(kind);
  office->set_time_zone(ZoneOfCode(row[0]));
}

// "RIAU" for 14; "" where the table of provinces is not there or does not know it.
std::string ProvinceName(const std::string& folder, std::string_view regency) {
  const auto provinces = ReadTable(folder + "/provinces.csv");
  if (!provinces.ok()) return "";
  for (const CsvRow& row : *provinces) {
    if (row.size() >= 2 && row[0] == regency.substr(0, 2)) return row[1];
  }
  return "";
}

}  // namespace

absl::StatusOr<std::vector<CsvRow>> ParseCsv(std::string_view text, char separator) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    return absl::ResourceExhaustedError("csv: no memory");
  csv_set_delim(&parser, static_cast<unsigned char>(separator));
  Rows rows;
  const size_t read = csv_parse(&parser, text.data(), text.size(), OnField, OnRow, &rows);
  const bool ended = csv_fini(&parser, OnField, OnRow, &rows) == 0;
  csv_free(&parser);
  if (read != text.size() || !ended)
    return UsageError(absl::StrCat("csv: tanda kutip salah tempat di dekat bita ", read),
                      absl::StrCat("csv: a quote is out of place near byte ", read));
  std::erase_if(rows.rows, [](const CsvRow& row) { return row.empty(); });
  return std::move(rows.rows);
}

absl::StatusOr<PutOfficesRequest> ReadRegency(const std::string& folder, const std::string& regency) {
  ASSIGN_OR_RETURN(const auto regencies, ReadTable(folder + "/regencies.csv"));
  ASSIGN_OR_RETURN(const auto districts, ReadTable(folder + "/districts.csv"));
  PutOfficesRequest request;
  for (const CsvRow& row : regencies) {
    if (row.size() >= 3 && row[0] == regency) AddOffice(request, row, "", access::v1::OFFICE_KIND_REGENCY);
  }
  if (request.offices().empty()) {
    return UsageError("Tidak ada kabupaten " + regency + " di " + folder,
                      "No regency " + regency + " in " + folder);
  }
  request.mutable_offices(0)->set_province_name(ProvinceName(folder, regency));
  for (const CsvRow& row : districts) {
    if (row.size() >= 3 && row[1] == regency)
      AddOffice(request, row, regency, access::v1::OFFICE_KIND_DISTRICT);
  }
  auto* route = request.add_routes();
  route->set_area(regency);
  route->set_site(regency);
  return request;
}

std::string ZoneOfCode(std::string_view code) {
  static constexpr std::array<std::string_view, 12> kMiddle = {"51", "52", "53", "63", "64", "65",
                                                               "71", "72", "73", "74", "75", "76"};
  static constexpr std::array<std::string_view, 8> kEast = {"81", "82", "91", "92", "93", "94", "95", "96"};
  const std::string_view province = code.substr(0, 2);
  const auto in = [province](const auto& list) {
    return std::find(list.begin(), list.end(), province) != list.end();
  };
  if (in(kMiddle)) return "Asia/Makassar";
  return in(kEast) ? "Asia/Jayapura" : "Asia/Jakarta";
}

}  // namespace blangko::cli
