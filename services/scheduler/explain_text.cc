#include "services/scheduler/explain_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::scheduler {
namespace {

constexpr Sentence kUpstream = {"Belum perlu datang. Menunggu pemeriksaan di pusat.",
                                "No need to come yet. Waiting for the check at the centre."};
constexpr Sentence kUnder17 = {"Belum perlu datang. Kartu dicetak setelah pemohon berusia 17 tahun.",
                               "No need to come yet. The card is printed once the applicant is 17."};
constexpr Sentence kAskOffice = {"Ada data yang perlu diperiksa, silakan datang ke Dinas.",
                                 "Some data need checking, please come to the office."};
constexpr Sentence kNext = {"Belum perlu datang. Siap cetak, mendapat giliran berikutnya{trouble}.",
                            "No need to come yet. Ready to print, next in line{trouble}."};
constexpr Sentence kWaiting = {
    "Belum perlu datang. Siap cetak, {ahead} orang dicetak lebih dahulu{trouble}.",
    "No need to come yet. Ready to print, {ahead} people are printed first{trouble}."};
constexpr Sentence kCome = {
    "Silakan datang ke {place} pada jam kerja. Siap cetak: kartu dicetak bagi yang hadir.",
    "Please come to {place} in office hours. Ready to print: cards are printed for those who are there."};
constexpr Sentence kNoBlanks = {"; blangko di {place} habis, jadi menunggu kiriman blangko",
                                "; {place} has no blanks left, so it waits for blanks"};
constexpr Sentence kFewBlanks = {
    "; blangko di {place} tinggal {blanks} keping, jadi menunggu kiriman blangko",
    "; {place} has {blanks} blanks left, so it waits for blanks"};
constexpr Sentence kNoPrinter = {"; pencetak di {place} sedang tidak dapat dipakai",
                                 "; the printer of {place} cannot be used now"};
constexpr Sentence kNoRibbon = {"; pita pencetak di {place} habis, jadi menunggu pita baru",
                                "; the printer of {place} has no ribbon left, so it waits for a new one"};
constexpr Sentence kNoLink = {"; tempat cetak di {place} sedang tidak terhubung",
                              "; the print station of {place} is not connected now"};
constexpr Sentence kDayIsFull = {"; jatah cetak hari ini di {place} sudah habis",
                                 "; the cards of this day are granted at {place}"};
constexpr Sentence kForOthers = {"; blangko yang ada di {place} disimpan untuk golongan lain",
                                 "; the blanks at {place} are kept for others"};
constexpr Sentence kRestored = {
    "; catatan server sedang dicocokkan dengan tempat cetak di {place}",
    "; the server's records are being compared with the print stations of {place}"};
constexpr Sentence kOldApplication = {
    "; aplikasi cetak di {place} belum cukup baru untuk blangko yang ada",
    "; the printing application of {place} is too old for the blanks that are there"};
constexpr Sentence kSoon = {"Belum perlu datang. Kartu segera dicetak.",
                            "No need to come yet. The card is about to be printed."};
constexpr Sentence kPrinting = {"Belum perlu datang. Kartu sedang dicetak.",
                                "No need to come yet. The card is being printed."};
constexpr Sentence kInPack = {"Belum perlu datang. Kartu ada dalam paket yang sedang dicetak.",
                              "No need to come yet. The card is in a pack that is being printed."};
constexpr Sentence kChecking = {"Belum perlu datang. Hasil cetak sedang diperiksa.",
                                "No need to come yet. The printed card is being checked."};
constexpr Sentence kCollect = {
    "Silakan ambil di {place} pada jam kerja; bawa Kartu Keluarga, dan Suket atau kartu lama bila ada.",
    "Please collect it at {place} in office hours; bring the family card, and the Suket or old card if there is one."};
constexpr Sentence kDone = {"Kartu sudah diserahkan.", "The card was handed over."};
constexpr Sentence kRecalled = {"Kartu ini sudah ditarik dan tidak berlaku lagi, silakan datang ke Dinas.",
                                "This card was recalled and is no longer valid, please come to the office."};
constexpr Sentence kCancelled = {
    "Dibatalkan: tidak ada kartu yang akan diserahkan atas permohonan ini. Bila masih memerlukan kartu, silakan datang "
    "ke Dinas.",
    "Cancelled: no card will be handed over for this request. Whoever still needs a card, please come to the office."};

bool WaitsFor(const v1::ExplainRecordResponse& answer, std::string_view what) {
  return std::find(answer.waits_for().begin(), answer.waits_for().end(), what) != answer.waits_for().end();
}

// A person has asked to stop what the station holds: until it answers, nobody can promise a card.
bool IsToStop(const v1::ExplainRecordResponse& answer) {
  return answer.stop_request() == "HOLD" || answer.stop_request() == "CANCEL";
}

Sentence TroubleOf(const v1::ExplainRecordResponse& answer) {
  if (WaitsFor(answer, TextOf(Reason::kSiteClosed).name)) return kRestored;
  if (WaitsFor(answer, "BLANKS")) return answer.available_blanks() == 0 ? kNoBlanks : kFewBlanks;
  if (WaitsFor(answer, "RESERVE") || WaitsFor(answer, "SHARE")) return kForOthers;
  if (WaitsFor(answer, "CAP")) return kDayIsFull;
  if (WaitsFor(answer, TextOf(Reason::kApplicationTooOld).name)) return kOldApplication;
  if (WaitsFor(answer, "PRINTER")) return kNoPrinter;
  if (WaitsFor(answer, "RIBBON")) return kNoRibbon;
  return WaitsFor(answer, "LINK") ? kNoLink : Sentence{};
}

const Sentence& WhileReady(const v1::ExplainRecordResponse& answer) {
  if (WaitsFor(answer, "PRESENCE") && TroubleOf(answer).english.empty()) return kCome;
  return answer.ahead() == 0 ? kNext : kWaiting;
}

const Sentence& SentenceOf(const v1::ExplainRecordResponse& answer) {
  if (IsToStop(answer)) return kAskOffice;
  switch (answer.state()) {
    case records::v1::RECORD_STATE_NOT_READY: return answer.gate() == "UNDER_17" ? kUnder17 : kUpstream;
    case records::v1::RECORD_STATE_READY: return WhileReady(answer);
    case records::v1::RECORD_STATE_GRANTED: return kSoon;
    case records::v1::RECORD_STATE_STARTED: return WaitsFor(answer, "CHECK") ? kChecking : kPrinting;
    case records::v1::RECORD_STATE_OFFLINE: return WaitsFor(answer, "CHECK") ? kChecking : kInPack;
    case records::v1::RECORD_STATE_UNCERTAIN: return kChecking;
    case records::v1::RECORD_STATE_PRINTED: return WaitsFor(answer, "INCIDENT") ? kAskOffice : kCollect;
    case records::v1::RECORD_STATE_HANDED_OVER: return kDone;
    case records::v1::RECORD_STATE_RECALLED: return kRecalled;
    case records::v1::RECORD_STATE_CANCELLED:
    case records::v1::RECORD_STATE_PRINTED_STALE: return kCancelled;
    default: return kAskOffice;
  }
}

std::string PublicSentence(const v1::ExplainRecordResponse& answer, Language language,
                           std::string_view place) {
  const SentenceValues values = {{"{ahead}", Grouped(answer.ahead(), language)},
                                 {"{blanks}", Grouped(answer.available_blanks(), language)},
                                 {"{place}", std::string(place)}};
  const std::string trouble = Say(TroubleOf(answer), language, values);
  SentenceValues all = values;
  all.emplace_back("{trouble}", trouble);
  return Say(SentenceOf(answer), language, all);
}

}  // namespace

std::string Say(const Sentence& sentence, Language language, const SentenceValues& values) {
  return absl::StrReplaceAll(ToAbsl(language == Language::kEnglish ? sentence.english : sentence.indonesian),
                             values);
}

std::string Grouped(int64_t number, Language language) {
  std::string digits = absl::StrCat(number);
  const char mark = language == Language::kEnglish ? ',' : '.';
  for (size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, mark);
  }
  return digits;
}

void FillSentences(v1::ExplainRecordResponse& answer, std::string_view place) {
  answer.set_sentence_id(PublicSentence(answer, Language::kIndonesian, place));
  answer.set_sentence_en(PublicSentence(answer, Language::kEnglish, place));
}

}  // namespace blangko::scheduler
