#include "services/cli/import_view.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/cli/cells.h"
#include "services/refusal/told.h"

namespace blangko::cli {
namespace {

constexpr int kBarWidth = 30;

int64_t PerSecond(int64_t rows, absl::Duration elapsed) {
  const double seconds = absl::ToDoubleSeconds(elapsed);
  return seconds > 0 ? static_cast<int64_t>(static_cast<double>(rows) / seconds) : 0;
}

std::string StateOf(const records::v1::Import& import) {
  if (import.done()) return "DONE";
  return import.refusal_sentence_en().empty() ? "UNFINISHED" : "REFUSED";
}

// How long the server worked on it, from its first byte to its end.
absl::Duration TookOf(const records::v1::Import& import) {
  if (!import.has_end_time()) return absl::ZeroDuration();
  return absl::Seconds(import.end_time().seconds() - import.start_time().seconds()) +
         absl::Nanoseconds(import.end_time().nanos() - import.start_time().nanos());
}

std::string RefusalOf(const records::v1::Import& import, Language language) {
  return In(language, import.refusal_sentence_id(), import.refusal_sentence_en());
}

}  // namespace

std::string ProgressBar(const records::v1::Import& import, int64_t file_bytes, absl::Duration elapsed,
                        Language language) {
  const bool english = language == Language::kEnglish;
  const int64_t done = std::clamp<int64_t>(import.next_offset(), 0, file_bytes);
  const int percent = file_bytes == 0 ? 100 : static_cast<int>(done * 100 / file_bytes);
  const int filled = percent * kBarWidth / 100;
  return absl::StrCat(
      "[", std::string(static_cast<size_t>(filled), '#'),
      std::string(static_cast<size_t>(kBarWidth - filled), '.'), "] ", absl::StrFormat("%3d", percent),
      " %  ", Grouped(import.row_count(), language), english ? " rows  " : " baris  ",
      Grouped(PerSecond(import.row_count(), elapsed), language), english ? " rows/s" : " baris/dtk");
}

Table ImportList() {
  return {.key = "imports",
          .title = "",
          .columns = {{"import_id", "Impor"},
                      {"start_time", "Waktu", Kind::kTime},
                      {"actor", "Oleh"},
                      {"office", "Kantor"},
                      {"kind", "Jenis daftar", Kind::kCode},
                      {"file_name", "Berkas"},
                      {"file_sha256", "SHA-256"},
                      {"rows", "Baris", Kind::kCount},
                      {"added", "Masuk", Kind::kCount},
                      {"updated", "Diperbarui", Kind::kCount},
                      {"unchanged", "Sudah ada", Kind::kCount},
                      {"refused", "Ditolak", Kind::kCount},
                      {"held", "Ditunda", Kind::kCount},
                      {"import_state", "Keadaan", Kind::kCode},
                      {"refusal", "Sebab", Kind::kText, Shown::kWhenUsed}},
          .rows = {}};
}

void AddImport(Table& list, const records::v1::Import& import, Format format, Language language) {
  constexpr size_t kShortHash = 12;
  const bool people = format == Format::kTable;
  const std::string& hash = import.file_sha256();
  list.rows.push_back({import.import_id(), TimeCell(import.start_time()), import.actor(), import.office(),
                       EnumCell(import.kind()), import.file_name(),
                       people ? hash.substr(0, kShortHash) : hash, Raw(import.row_count()),
                       Raw(import.added_count()), Raw(import.updated_count()), Raw(import.unchanged_count()),
                       Raw(import.refused_count()), Raw(import.held_count() + import.missing_held_count()),
                       StateOf(import), RefusalOf(import, language)});
}

Table ImportSummary(const records::v1::Import& import, absl::Duration seen, Language language) {
  const absl::Duration elapsed = seen > absl::ZeroDuration() ? seen : TookOf(import);
  const bool timed = elapsed > absl::ZeroDuration();
  return {.key = "import",
          .title = "",
          .columns = {{"import_id", "Impor"},
                      {"file_name", "Berkas"},
                      {"file_sha256", "SHA-256"},
                      {"kind", "Jenis daftar", Kind::kCode},
                      {"profile", "Profil"},
                      {"office", "Kantor"},
                      {"actor", "Oleh"},
                      {"start_time", "Waktu", Kind::kTime},
                      {"end_time", "Selesai", Kind::kTime, Shown::kWhenUsed},
                      {"rows", "Baris", Kind::kCount},
                      {"added", "Masuk", Kind::kCount},
                      {"updated", "Diperbarui", Kind::kCount},
                      {"unchanged", "Sudah ada", Kind::kCount},
                      {"held", "Masuk tetapi ditunda", Kind::kCount},
                      {"missing_held", "Tidak ada di daftar, ditunda", Kind::kCount},
                      {"refused", "Ditolak", Kind::kCount},
                      {"import_state", "Keadaan", Kind::kCode},
                      {"refusal", "Sebab"},
                      {"seconds", "Detik", Kind::kDecimal, Shown::kWhenUsed},
                      {"rows_per_second", "Baris per detik", Kind::kCount, Shown::kWhenUsed},
                      {"ignored_columns", "Kolom yang tidak dibaca"}},
          .rows = {{import.import_id(),
                    import.file_name(),
                    import.file_sha256(),
                    EnumCell(import.kind()),
                    import.profile(),
                    import.office(),
                    import.actor(),
                    TimeCell(import.start_time()),
                    TimeCell(import.end_time()),
                    Raw(import.row_count()),
                    Raw(import.added_count()),
                    Raw(import.updated_count()),
                    Raw(import.unchanged_count()),
                    Raw(import.held_count()),
                    Raw(import.missing_held_count()),
                    Raw(import.refused_count()),
                    StateOf(import),
                    RefusalOf(import, language),
                    timed ? RawDecimal(absl::ToDoubleSeconds(elapsed)) : "",
                    timed ? Raw(PerSecond(import.row_count(), elapsed)) : "",
                    absl::StrJoin(import.ignored_columns(), ", ")}},
          .single = true};
}

Table ImportHeldList() {
  return {.key = "held",
          .title = "Ditunda untuk diperiksa",
          .columns = {{"row", "Baris", Kind::kCount},
                      {"line", "Baris berkas", Kind::kCount},
                      {"record_id", "Nomor"},
                      {"reason", "Ditunda karena", Kind::kCode},
                      {"other_record", "Data lainnya"},
                      {"note", "Catatan"}},
          .rows = {}};
}

void AddImportHeld(Table& list, const records::v1::ImportHeld& held) {
  list.rows.push_back(
      {Raw(held.row()), Raw(held.line()), held.record_id(), held.reason(), held.other_record(), held.note()});
}

Table ImportErrorList() {
  return {.key = "errors",
          .title = "Baris yang ditolak",
          .columns = {{"row", "Baris", Kind::kCount},
                      {"line", "Baris berkas", Kind::kCount},
                      {"field", "Kolom"},
                      {"got", "Isi", Kind::kPhrase},
                      {"want", "Seharusnya", Kind::kPhrase},
                      {"reason", "Sebab", Kind::kCode}},
          .rows = {}};
}

void AddImportError(Table& list, const records::v1::ImportError& error) {
  list.rows.push_back(
      {Raw(error.row()), Raw(error.line()), error.field(), error.got(), error.want(), error.reason()});
}

}  // namespace blangko::cli
