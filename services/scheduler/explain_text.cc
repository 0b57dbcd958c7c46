#include "services/scheduler/explain_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/text.h"

namespace blangko::scheduler {
namespace {

struct Sentence {
  std::string_view indonesian;
  std::string_view english;
};

constexpr Sentence kUpstream = {"Belum perlu datang. Menunggu pemeriksaan di pusat.",
                                "No need to come yet. Waiting for the check at the centre."};
constexpr Sentence kUnder17 = {"Belum perlu datang. Kartu dicetak setelah pemohon berusia 17 tahun.",
                               "No need to come yet. The card is printed once the applicant is 17."};
constexpr Sentence kAskOffice = {"Ada data yang perlu diperiksa, silakan datang ke Dinas.",
                                 "Some data need checking, please come to the office."};
constexpr Sentence kWaiting = {"Belum perlu datang. Siap cetak, {ahead} orang dicetak lebih dahulu.",
                               "No need to come yet. Ready to print, {ahead} people are printed first."};
constexpr Sentence kNoBlanks = {
    "Belum perlu datang. Siap cetak, {ahead} orang dicetak lebih dahulu; blangko di {place} tinggal {blanks} keping, "
    "jadi menunggu kiriman blangko.",
    "No need to come yet. Ready to print, {ahead} people are printed first; {place} has {blanks} blanks left, so it "
    "waits for blanks."};
constexpr Sentence kNoPrinter = {
    "Belum perlu datang. Siap cetak, {ahead} orang dicetak lebih dahulu; pencetak di {place} sedang tidak dapat "
    "dipakai.",
    "No need to come yet. Ready to print, {ahead} people are printed first; the printer of {place} cannot be used now."};
constexpr Sentence kPrinting = {"Belum perlu datang. Kartu sedang dicetak.",
                                "No need to come yet. The card is being printed."};
constexpr Sentence kChecking = {"Belum perlu datang. Hasil cetak sedang diperiksa.",
                                "No need to come yet. The printed card is being checked."};
constexpr Sentence kCollect = {
    "Silakan ambil di {place} pada jam kerja; bawa Kartu Keluarga, dan Suket atau kartu lama bila ada.",
    "Please collect it at {place} in office hours; bring the family card, and the Suket or old card if there is one."};
constexpr Sentence kDone = {"Belum perlu datang. Kartu sudah diserahkan.",
                            "No need to come. The card was handed over."};

bool WaitsFor(const v1::ExplainRecordResponse& answer, std::string_view what) {
  return std::find(answer.waits_for().begin(), answer.waits_for().end(), what) != answer.waits_for().end();
}

const Sentence& ReadySentence(const v1::ExplainRecordResponse& answer) {
  if (WaitsFor(answer, "BLANKS")) return kNoBlanks;
  if (WaitsFor(answer, "PRINTER")) return kNoPrinter;
  return kWaiting;
}

const Sentence& SentenceOf(const v1::ExplainRecordResponse& answer) {
  switch (answer.state()) {
    case records::v1::RECORD_STATE_NOT_READY: return answer.gate() == "UNDER_17" ? kUnder17 : kUpstream;
    case records::v1::RECORD_STATE_READY: return ReadySentence(answer);
    case records::v1::RECORD_STATE_GRANTED:
    case records::v1::RECORD_STATE_STARTED:
    case records::v1::RECORD_STATE_OFFLINE: return WaitsFor(answer, "CHECK") ? kChecking : kPrinting;
    case records::v1::RECORD_STATE_UNCERTAIN: return kChecking;
    case records::v1::RECORD_STATE_PRINTED: return kCollect;
    case records::v1::RECORD_STATE_HANDED_OVER: return kDone;
    default: return kAskOffice;
  }
}

}  // namespace

void FillSentences(v1::ExplainRecordResponse& answer, std::string_view place) {
  const Sentence& sentence = SentenceOf(answer);
  const auto fill = [&](std::string_view text) {
    return absl::StrReplaceAll(ToAbsl(text), {{"{ahead}", absl::StrCat(answer.ahead())},
                                              {"{blanks}", absl::StrCat(answer.available_blanks())},
                                              {"{place}", ToAbsl(place)}});
  };
  answer.set_sentence_id(fill(sentence.indonesian));
  answer.set_sentence_en(fill(sentence.english));
}

}  // namespace blangko::scheduler
