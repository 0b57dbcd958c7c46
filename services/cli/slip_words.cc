#include "services/cli/slip_words.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/text.h"
#include "base/typed_code.h"
#include "services/cli/cells.h"

namespace blangko::cli {
namespace {

using desk::v1::Receipt;

constexpr std::array<const char*, 12> kMonths = {"Januari",   "Februari", "Maret",    "April",
                                                 "Mei",       "Juni",     "Juli",     "Agustus",
                                                 "September", "Oktober",  "November", "Desember"};

// One of two texts, by the language of the slip.
struct Chooser {
  bool english;
  std::string operator()(std::string_view indonesian, std::string_view other) const {
    return std::string(english ? other : indonesian);
  }
};

// What the clock on the wall is called, also for an office whose zone is only an offset.
std::string ZoneWord(absl::Time time, const absl::TimeZone& zone) {
  constexpr std::array<const char*, 3> kWords = {"WIB", "WITA", "WIT"};  // from UTC+7 on
  constexpr int kFirst = 7 * 3600;
  const int offset = zone.At(time).offset - kFirst;
  if (offset >= 0 && offset <= 2 * 3600 && offset % 3600 == 0) {
    return kWords.at(static_cast<size_t>(offset / 3600));
  }
  return absl::FormatTime("%Z", time, zone);
}

// "30 November 2026, 18.10 WIB"
std::string DateOf(const Receipt& receipt, const Chooser& say) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(receipt.time_zone(), &zone)) zone = absl::UTCTimeZone();
  const absl::Time time = ToTime(receipt.issue_time());
  const absl::CivilSecond civil = absl::ToCivilSecond(time, zone);
  if (say.english) {
    return absl::StrCat(civil.day(), absl::FormatTime(" %B %Y, %H:%M ", time, zone), ZoneWord(time, zone));
  }
  return absl::StrCat(civil.day(), " ", kMonths.at(static_cast<size_t>(civil.month() - 1)), " ", civil.year(),
                      ", ", absl::FormatTime("%H.%M ", time, zone), ZoneWord(time, zone));
}

std::string NumberOf(const Receipt& receipt, const Chooser& say) {
  const std::string number = absl::StrCat(say("ke-", "no. "), receipt.count());
  if (receipt.count() < 2) return number;
  return number + say(", yang sebelumnya tidak berlaku lagi", ", those before it no longer count");
}

std::string RequestOf(const Receipt& receipt, Language language) {
  return WordOf("request_type", EnumCell(receipt.request_type()), language);
}

// The first sentence says what to do, the rest why.
void FillStatus(const Receipt& receipt, const Chooser& say, SlipWords& words) {
  const desk::v1::ReceiptStatus& status = receipt.status();
  const std::string sentence = say(status.sentence_id(), status.sentence_en());
  const std::string expected = say(status.expected_id(), status.expected_en());
  const size_t end = sentence.find(". ");
  words.headline = end == std::string::npos ? sentence : sentence.substr(0, end + 1);
  words.detail = end == std::string::npos ? "" : sentence.substr(end + 2);
  if (!expected.empty()) absl::StrAppend(&words.detail, words.detail.empty() ? "" : " ", expected);
  if (status.state() != desk::v1::RECEIPT_STATE_NOT_YET) return;
  words.promise = say("Urutan dan waktu adalah perkiraan, bukan janji.",
                      "Order and time are an estimate, not a promise.");
}

}  // namespace

SlipWords SlipWordsOf(const Receipt& receipt, Language language) {
  const Chooser say{language == Language::kEnglish};
  SlipWords words;
  words.office = receipt.office_name();
  words.title = say("TANDA TERIMA", "RECEIPT");
  words.subtitle = say("Permohonan KTP-el", "Request for an identity card (KTP-el)");
  words.facts = {{say("Nama", "Name"), receipt.masked_name()},
                 {say("Permohonan", "Request"), RequestOf(receipt, language)},
                 {say("Diberikan", "Issued"), DateOf(receipt, say)},
                 {say("Tanda terima", "Receipt"), NumberOf(receipt, say)}};
  FillStatus(receipt, say, words);
  words.collect = {say("Tempat mengambil", "Where to collect"), receipt.collect_at()};
  words.hours = say("pada jam kerja, setelah kartu selesai", "in office hours, once the card is finished");
  words.bring = say("Yang dibawa saat mengambil", "To bring when collecting");
  const auto& papers = say.english ? receipt.papers_en() : receipt.papers_id();
  words.papers.assign(papers.begin(), papers.end());
  words.code_label = say("Kode tanda terima", "Code of this receipt");
  words.code = InFours(receipt.code());
  words.code_help = say(
      "Dengan kode ini siapa pun dapat menanyakan status kartu; jangan sampai hilang. Kode ini tidak memuat "
      "NIK atau data pribadi.",
      "Whoever has this code can ask how far the card is; keep it well. It holds no personal data.");
  return words;
}

}  // namespace blangko::cli
