#include "printer/day_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "printer/day_ledger.h"
#include "printer/operator_refusal.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using absl::StatusCode;
using station::v1::BlanksReceived;
using station::v1::DayCount;

constexpr size_t kDocumentBytesMax = 100;

absl::Status CheckNumber(const char* field, int64_t number, int64_t least) {
  if (number >= least && number <= kBlanksMax) return absl::OkStatus();
  return Told(StatusCode::kInvalidArgument,
              absl::StrCat(field, ": tertulis ", number, ", isi ", least, " sampai ", kBlanksMax),
              absl::StrCat(field, ": got ", number, ", want ", least, " to ", kBlanksMax));
}

absl::Status CheckForm(const DayCount& count) {
  RETURN_IF_ERROR(CheckName(count.by()));
  RETURN_IF_ERROR(CheckNumber("blangko", count.blanks(), 0));
  RETURN_IF_ERROR(CheckNumber("rusak", count.spoiled(), 0));
  return CheckNumber("amplop", count.envelopes(), 0);
}

absl::Status CheckTurn(const DayLedger& day, bool day_end) {
  if (day.open() == day_end) return absl::OkStatus();
  return day_end ? Told(StatusCode::kAlreadyExists, "Hari ini belum dibuka atau sudah ditutup.",
                        "day: it has no opening count, or is closed already")
                 : Told(StatusCode::kAlreadyExists,
                        "Hitungan awal sudah dicatat; tutup dahulu hari yang terbuka.",
                        "day: it is open already; close it first");
}

// Who counts alone cannot close a day that does not add up.
absl::Status CheckSecond(const DayCount& count, int64_t expected) {
  if (count.blanks() == expected && count.second().empty()) return absl::OkStatus();
  const bool other = !count.second().empty() && count.second() != count.by();
  if (other) return CheckSecondName(count.second());
  return Told(StatusCode::kInvalidArgument,
              absl::StrCat("Dihitung ", count.blanks(), " keping, seharusnya ", expected, ": ",
                           DifferenceInWords(count.blanks(), expected, Language::kIndonesian),
                           ". Minta orang kedua menghitung ulang, lalu isi namanya."),
              absl::StrCat("day: counted ", count.blanks(), ", the journal expects ", expected,
                           ": want another person who counts again"));
}

}  // namespace

absl::StatusOr<bool> DayBook::Count(const DayCount& asked) {
  const DayLedger& day = journal_.state().day();
  if (HasAct(day, asked.act())) return false;
  RETURN_IF_ERROR(CheckForm(asked));
  RETURN_IF_ERROR(CheckTurn(day, asked.day_end()));
  if (asked.day_end()) RETURN_IF_ERROR(CheckSecond(asked, ExpectedBlanks(day)));
  Entry entry;
  *entry.mutable_day_count() = asked;
  if (asked.day_end()) entry.mutable_day_count()->set_expected_blanks(ExpectedBlanks(day));
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  return true;
}

absl::StatusOr<bool> DayBook::Receive(const BlanksReceived& received) {
  const DayLedger& day = journal_.state().day();
  if (HasAct(day, received.act())) return false;
  RETURN_IF_ERROR(CheckName(received.by()));
  RETURN_IF_ERROR(CheckNumber("blangko", received.blanks(), 1));
  if (received.document().size() > kDocumentBytesMax) {
    return Told(StatusCode::kInvalidArgument, "Nomor surat: paling banyak 100 huruf.",
                "document: want at most 100 bytes");
  }
  if (!day.open()) {
    return Told(StatusCode::kAborted, "Hari ini belum dibuka: hitung dahulu blangko yang ada.",
                "day: it has no opening count yet: count what lies there first");
  }
  Entry entry;
  *entry.mutable_blanks_received() = received;
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  return true;
}

std::string DifferenceInWords(int64_t counted, int64_t expected, Language language) {
  if (counted == expected) return In(language, "cocok", "it fits");
  const std::string blanks = In(language, " keping", " blanks");
  return counted < expected ? absl::StrCat(In(language, "kurang ", "short by "), expected - counted, blanks)
                            : absl::StrCat(In(language, "lebih ", "over by "), counted - expected, blanks);
}

}  // namespace blangko::printer
