// Fixture of the import tests: lists of made-up people, brought in whole or in pieces.
//
// Threads: belongs to one test.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/records_fixture.h"

namespace blangko::records {

inline constexpr char kHeader[] =
    "record_id,nik,name,birth_date,area,upstream_status,status_time,recorded_time,address\n";

inline std::string Row(int serial, const std::string& status = "PRR", const std::string& status_time = "") {
  return absl::StrCat("R-", serial, ",140502170895", 1000 + serial, ",SITI ", serial,
                      ",1995-08-17,14.05.02.2003,", status, ",", status_time, ",2025-0", 1 + serial % 9, "-1",
                      serial % 10, " 08:00,Jl. Melati\n");
}

inline std::string Rows(int first, int last) {
  std::string text;
  for (int serial = first; serial <= last; ++serial) text += Row(serial);
  return text;
}

class ImporterTest : public RecordsFixture {
 protected:
  ImportStart Start(v1::ImportKind kind = v1::IMPORT_KIND_ADDITIONAL) {
    ImportStart start;
    start.import_id = ids_.Next();
    start.kind = kind;
    start.office = kRegency;
    start.file_name = "daftar.csv";
    return start;
  }

  absl::StatusOr<ImportRow> TryImport(const ImportStart& start, std::string_view text, size_t piece = 4096,
                                      const std::string& scope = "") {
    auto importer = records_->OpenImport(Staff(scope), start);
    if (!importer.ok()) return importer.status();
    for (size_t at = 0; at < text.size(); at += piece) {
      const absl::Status fed = (*importer)->Feed(text.substr(at, piece));
      if (!fed.ok()) return fed;
    }
    return (*importer)->Finish();
  }
  ImportRow Import(std::string_view rows, v1::ImportKind kind = v1::IMPORT_KIND_ADDITIONAL) {
    auto done = TryImport(Start(kind), absl::StrCat(kHeader, std::string(rows)));
    EXPECT_OK(done);
    return done.value_or(ImportRow());
  }

  std::vector<std::string> Reasons(const std::string& import_id) {
    std::vector<std::string> reasons;
    auto errors = records_->ListImportErrors(Staff(), import_id, 0, 1000);
    EXPECT_OK(errors);
    if (!errors.ok()) return reasons;
    for (const auto& error : *errors)
      reasons.push_back(absl::StrCat(error.row(), " ", error.field(), " ", error.reason()));
    return reasons;
  }

  // "row record reason other" of what an import held, page by page.
  std::vector<std::string> HeldBy(const std::string& import_id) {
    std::vector<std::string> held;
    Records::ListedHeld page;
    do {
      auto listed = records_->ListImportHeld(Staff(), import_id, page.last_key, 2);
      EXPECT_OK(listed);
      if (!listed.ok()) break;
      page = *std::move(listed);
      for (const auto& row : page.held) {
        held.push_back(absl::StrCat(row.row(), " ", row.record_id(), " ", row.reason(),
                                    row.other_record().empty() ? "" : " ", row.other_record()));
      }
    } while (!page.last_key.empty());
    return held;
  }

  v1::RecordState StateOf(const std::string& id) { return Get(id).state(); }
};

}  // namespace blangko::records
