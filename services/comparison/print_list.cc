#include "services/comparison/print_list.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/sha256.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "base/utf8.h"
#include "services/access/offices.h"
#include "services/records/identity.h"
#include "services/records/import/date_text.h"
#include "services/records/import/row_reader.h"
#include "services/records/nik.h"
#include "services/refusal/refusal.h"

namespace blangko::comparison {
namespace {

using records::Field;
using records::RowError;
using records::SourceRow;

constexpr size_t kNumberMax = 64;            // bytes
constexpr uint32_t kNoRequestType = 0xFFFF;  // a print is no request: its digest is one of its own

records::Profile ListProfile() {
  records::Profile profile;
  profile.name = "daftar cetak";
  profile.date_forms = {"YYYY-MM-DD", "DD-MM-YYYY", "DD/MM/YYYY"};
  const auto name = [&](Field field, std::vector<std::string> names) {
    profile.rules.at(static_cast<size_t>(field)).names = std::move(names);
  };
  name(Field::kNik, {"nik"});
  name(Field::kRequestNumber, {"nomor permintaan", "nomor_permintaan", "no permintaan", "no_permintaan",
                               "nomor permohonan", "nomor_permohonan", "no_permohonan", "request_number"});
  name(Field::kStatusTime, {"waktu cetak", "waktu_cetak", "tanggal cetak", "tanggal_cetak", "tgl cetak",
                            "tgl_cetak", "print_time"});
  return profile;
}

std::string Clean(std::string_view cell) {
  return std::string(ToStd(absl::StripAsciiWhitespace(ToAbsl(cell))));
}

class Reader {
 public:
  Reader(const ListContext& context, PrintList& list) : context_(context), list_(list) {}

  absl::Status Read(std::string_view bytes) {
    const auto reader = records::NewCsvReader({&profile_, {Field::kNik}, false}, {});
    const auto take = [&](const SourceRow& row) { return Take(row); };
    RETURN_IF_ERROR(reader->Feed(bytes, take));
    return reader->Finish(take);
  }

 private:
  absl::Status Take(const SourceRow& source) {
    ++row_;
    if (static_cast<size_t>(row_) > kListRowsMax)
      return BadField("data", absl::StrCat("more than ", kListRowsMax, " rows"),
                      absl::StrCat("at most ", kListRowsMax, " rows: the list of one day"));
    ListedRow row;
    row.set_row(row_);
    row.set_line(source.line);
    if (const auto error = Check(source, row)) {
      Refuse(source, *error);
    } else {
      list_.rows.push_back(std::move(row));
    }
    return absl::OkStatus();
  }

  void Refuse(const SourceRow& source, const RowError& error) {
    ++list_.refused;
    if (list_.errors.size() >= kErrorsKept) return;
    rows::v1::ImportError& kept = list_.errors.emplace_back();
    kept.set_row(row_);
    kept.set_line(source.line);
    kept.set_field(error.field);
    kept.set_got(error.got);
    kept.set_want(error.want);
    kept.set_reason(error.reason);
  }

  std::optional<RowError> Check(const SourceRow& source, ListedRow& row) {
    if (!source.problems.empty()) return source.problems.front();
    const std::string nik = records::PlainNik(Clean(At(source.cells, Field::kNik)));
    if (nik.empty()) return RowError{"nik", "", "16 digits", "MISSING"};
    if (const auto problem = records::CheckNik(nik))
      return RowError{"nik", problem->got, problem->want, problem->reason};
    if (auto error = CheckNumber(Clean(At(source.cells, Field::kRequestNumber)), row)) return error;
    if (auto error = CheckTime(Clean(At(source.cells, Field::kStatusTime)), row)) return error;
    row.set_person_id(records::PersonIdOf(context_.hash_key, nik));
    row.set_card(records::RecordIdOf(context_.hash_key, nik, kNoRequestType,
                                     absl::StrCat(row.request_number(), "|", row.printed_micros())));
    if (cards_.insert(row.card()).second) return std::nullopt;
    return RowError{"nik", MaskNik(nik), "each print once: this row stands there twice", "ROW_TWICE"};
  }

  std::optional<RowError> CheckNumber(std::string number, ListedRow& row) {
    const bool good = number.size() <= kNumberMax && IsUtf8(number) && !records::HoldsNik(number);
    if (!good)
      return RowError{"nomor permintaan", absl::StrCat(number.size(), " bytes"),
                      "a number without a NIK in it, at most 64 bytes", "NUMBER_INVALID"};
    row.set_request_number(std::move(number));
    return std::nullopt;
  }

  std::optional<RowError> CheckTime(const std::string& text, ListedRow& row) {
    if (text.empty()) return std::nullopt;
    const auto time = records::ParseMoment(text, profile_.date_forms, context_.zone);
    const std::string want = absl::StrCat("a time of ", DayText(context_.day));
    if (!time.has_value()) return RowError{"waktu cetak", "(not shown)", want, "DATE_INVALID"};
    const int64_t day = access::OfficeDay(context_.zone, *time);
    if (day != context_.day) return RowError{"waktu cetak", DayText(day), want, "OTHER_DAY"};
    row.set_printed_micros(absl::ToUnixMicros(*time));
    return std::nullopt;
  }

  const ListContext& context_;
  PrintList& list_;
  const records::Profile profile_ = ListProfile();
  std::set<std::string> cards_;
  int64_t row_ = 0;
};

}  // namespace

absl::StatusOr<PrintList> ReadPrintList(std::string_view bytes, const ListContext& context) {
  PrintList list;
  Sha256 hash;
  hash.Add(bytes);
  list.list_id = hash.Hex();
  RETURN_IF_ERROR(Reader(context, list).Read(bytes));
  return list;
}

}  // namespace blangko::comparison
