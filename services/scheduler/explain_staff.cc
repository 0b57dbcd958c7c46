#include "services/scheduler/explain_staff.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/refusal/words.h"
#include "services/scheduler/explain_text.h"
#include "services/scheduler/wire_time.h"

namespace blangko::scheduler {
namespace {

using records::v1::HistoryEntry;
using records::v1::Hold;
using records::v1::Record;

constexpr Sentence kUpstream = {"Belum siap cetak: di pusat {status} sejak {since}.",
                                "Not ready to print: at the centre {status} since {since}."};
constexpr Sentence kUnder17 = {"Belum siap cetak: pemohon berusia 17 tahun pada {gate}.",
                               "Not ready to print: the applicant is 17 on {gate}."};
constexpr Sentence kReady = {
    "Siap cetak: urutan {place} di kelas {class}, {ahead} dilayani lebih dahulu; blangko tersedia {blanks} keping.",
    "Ready to print: number {place} of class {class}, {ahead} served first; {blanks} blanks available."};
constexpr Sentence kWaitsFor = {" Menunggu: {waits}.", " Waits for: {waits}."};
constexpr Sentence kHeld = {"Ditunda cetak sejak {since} oleh {by}: {reason}.",
                            "On hold since {since} by {by}: {reason}."};
constexpr Sentence kUntil = {" Sampai {until}, lalu dilanjutkan sendiri.",
                             " Until {until}, then it goes on by itself."};
constexpr Sentence kUntilReleased = {" Sampai petugas melanjutkannya.", " Until a person releases it."};
constexpr Sentence kNeedsLook = {" Sampai petugas memeriksa datanya dan melanjutkannya.",
                                 " Until a person has looked into it and releases it."};
constexpr Sentence kNote = {" Catatan: {note}.", " Note: {note}."};
constexpr Sentence kGranted = {
    "Akan dicetak: diberikan ke {station} pada {granted}, blangko lot {lot} dipesan; kembali ke antrean bila tidak "
    "dimulai.",
    "About to be printed: given to {station} at {granted}, a blank of lot {lot} reserved; back into the line if it is "
    "not begun."};
constexpr Sentence kStarted = {
    "Sedang dicetak: izin di {station} sejak {started}, percobaan ke-{attempt}, lot {lot}.",
    "Being printed: permitted to {station} since {started}, attempt {attempt}, lot {lot}."};
constexpr Sentence kInPack = {
    "Dalam paket cetak {station} sejak {started}, percobaan ke-{attempt}, lot {lot}.",
    "In the work pack of {station} since {started}, attempt {attempt}, lot {lot}."};
constexpr Sentence kStop = {" Diminta {stop} ({why}): menunggu jawaban tempat cetak.",
                            " Asked to be {stop} ({why}): waiting for the station's answer."};
constexpr Sentence kUncertain = {
    "Perlu diperiksa: percobaan ke-{attempt} di {station} berakhir tanpa kepastian pada {ended}. Lihat kartunya, lalu "
    "putuskan: blangko jobs resolve {record} --attempt {attempt}.",
    "To be checked: attempt {attempt} at {station} ended in doubt at {ended}. Look at the card, then decide: blangko "
    "jobs resolve {record} --attempt {attempt}."};
constexpr Sentence kPrinted = {"Tercetak pada {ended} di {station}, lot {lot}; belum diserahkan.",
                               "Printed at {ended} by {station}, lot {lot}; not handed over yet."};
constexpr Sentence kStale = {
    "Dibatalkan, tetapi kartu sudah tercetak pada {ended} di {station}, lot {lot}: jangan diserahkan.",
    "Cancelled, but the card was printed at {ended} by {station}, lot {lot}: do not hand it over."};
constexpr Sentence kChanged = {"{state} pada {changed} oleh {actor}.", "{state} at {changed} by {actor}."};
constexpr Sentence kIncident = {
    " Kejadian {incident} belum diselesaikan, jadi kartu belum boleh diserahkan: blangko incidents show {incident}.",
    " Incident {incident} is not settled, so no card is handed over: blangko incidents show {incident}."};
constexpr Sentence kRejected = {
    " Kartu percobaan ke-{attempt} ditolak pada {changed} oleh {actor}: {why}.",
    " The card of attempt {attempt} was rejected at {changed} by {actor}: {why}."};
constexpr Sentence kReason = {" Sebab: {why}.", " Reason: {why}."};

// Says the sentences of one record in one language.
class Teller {
 public:
  Teller(const StaffFacts& facts, const v1::ExplainRecordResponse& answer, Language language)
      : record_(facts.record), facts_(facts), answer_(answer), language_(language) {}

  std::string Tell() const { return StateText() + RejectedText() + IncidentText(); }

 private:
  std::string StateText() const {
    switch (record_.state()) {
      case records::v1::RECORD_STATE_NOT_READY:
        return Said(answer_.gate() == "UNDER_17" ? kUnder17 : kUpstream);
      case records::v1::RECORD_STATE_READY: return Said(kReady) + Waits();
      case records::v1::RECORD_STATE_HELD: return HoldText();
      case records::v1::RECORD_STATE_GRANTED: return Said(kGranted);
      case records::v1::RECORD_STATE_STARTED: return Said(kStarted) + StopText();
      case records::v1::RECORD_STATE_OFFLINE: return Said(kInPack) + StopText();
      case records::v1::RECORD_STATE_UNCERTAIN: return Said(kUncertain) + StopText();
      case records::v1::RECORD_STATE_PRINTED: return Said(kPrinted);
      case records::v1::RECORD_STATE_PRINTED_STALE: return Said(kStale);
      default: return ChangeText();
    }
  }

  // Until the record has ended, or another card is under way.
  std::string RejectedText() const {
    const auto& history = record_.history();
    const auto found = std::find_if(history.rbegin(), history.rend(), [](const HistoryEntry& entry) {
      return entry.event() == "REJECTED" || entry.event() == "REJECTED_TOO_OFTEN";
    });
    const bool tells = record_.state() == records::v1::RECORD_STATE_NOT_READY ||
                       record_.state() == records::v1::RECORD_STATE_READY ||
                       record_.state() == records::v1::RECORD_STATE_HELD ||
                       record_.state() == records::v1::RECORD_STATE_PRINTED;
    if (!tells || found == history.rend()) return {};
    return Say(kRejected, language_,
               {{"{attempt}", absl::StrCat(found->attempt())},
                {"{changed}", Time(found->time())},
                {"{actor}", found->actor()},
                {"{why}", Inside("reason", found->reason())}});
  }

  std::string IncidentText() const {
    if (answer_.open_incidents().empty()) return {};
    return Say(kIncident, language_, {{"{incident}", answer_.open_incidents(0)}});
  }

  std::string Time(const google::protobuf::Timestamp& time) const {
    if (FromWire(time) == 0) return "?";
    return absl::FormatTime("%Y-%m-%d %H:%M", absl::FromUnixMicros(FromWire(time)), facts_.zone);
  }
  std::string Inside(std::string_view of, std::string_view code) const {
    return WordInside(of, code, language_);
  }

  // The newest; of a printed record the one whose card lies there.
  const records::v1::Attempt& ToldAttempt() const {
    static const records::v1::Attempt kNone;
    const auto& attempts = record_.attempts();
    const bool printed = record_.state() == records::v1::RECORD_STATE_PRINTED;
    const auto found = std::find_if(
        attempts.rbegin(), attempts.rend(),
        [&](const records::v1::Attempt& attempt) { return !printed || attempt.outcome() == "PRINTED"; });
    if (found != attempts.rend()) return *found;
    return attempts.empty() ? kNone : attempts[attempts.size() - 1];
  }

  SentenceValues AttemptValues() const {
    const records::v1::Attempt& told = ToldAttempt();
    return {{"{station}", absl::StrCat(told.station_id(), "/", told.printer_id())},
            {"{attempt}", absl::StrCat(told.number())},
            {"{lot}", told.lot()},
            {"{granted}", Time(told.granted_time())},
            {"{started}", Time(told.started_time())},
            {"{ended}", Time(told.outcome_time())}};
  }

  std::string Said(const Sentence& sentence) const {
    SentenceValues values = AttemptValues();
    const auto& ladder = record_.ladder();
    values.emplace_back("{record}", record_.record_id());
    values.emplace_back("{status}", Inside("upstream", UpstreamName()));
    values.emplace_back("{since}", ladder.empty() ? "?" : Time(ladder[ladder.size() - 1].since()));
    values.emplace_back("{gate}", absl::FormatTime("%Y-%m-%d", facts_.gate, facts_.zone));
    values.emplace_back("{place}", Grouped(answer_.rank() + 1, language_));
    values.emplace_back("{ahead}", Grouped(answer_.ahead(), language_));
    values.emplace_back("{blanks}", Grouped(answer_.available_blanks(), language_));
    values.emplace_back("{class}", answer_.class_name());
    return Say(sentence, language_, values);
  }

  std::string UpstreamName() const {
    return records::v1::UpstreamStatus_Name(record_.upstream()).substr(sizeof("UPSTREAM_STATUS_") - 1);
  }

  std::string Waits() const {
    std::string waits;
    for (const std::string& code : answer_.waits_for()) {
      absl::StrAppend(&waits, waits.empty() ? "" : ", ", Inside("waits_for", code));
    }
    return waits.empty() ? "" : Say(kWaitsFor, language_, {{"{waits}", waits}});
  }

  std::string HoldText() const {
    const Hold& hold = record_.hold();
    std::string text = Say(kHeld, language_,
                           {{"{since}", Time(hold.since())},
                            {"{by}", hold.by()},
                            {"{reason}", Inside("hold_reason", hold.reason())}});
    if (hold.has_until()) {
      text += Say(kUntil, language_, {{"{until}", Time(hold.until())}});
    } else {
      text += Say(facts_.needs_look ? kNeedsLook : kUntilReleased, language_, {});
    }
    return hold.note().empty()
               ? text
               : text + Say(kNote, language_, {{"{note}", Inside("hold_reason", hold.note())}});
  }

  std::string StopText() const {
    if (record_.stop_request().empty()) return {};
    const std::string why = record_.stop_reason().empty() ? "PERSON" : record_.stop_reason();
    return Say(kStop, language_,
               {{"{stop}", Inside("event", record_.stop_request())}, {"{why}", Inside("hold_reason", why)}});
  }

  // CANCELLED, HANDED_OVER, RECALLED: what the newest entry of the history says.
  std::string ChangeText() const {
    const HistoryEntry& change = NewestMove();
    const std::string state =
        records::v1::RecordState_Name(record_.state()).substr(sizeof("RECORD_STATE_") - 1);
    const std::string text = Say(kChanged, language_,
                                 {{"{state}", WordOf("state", state, language_)},
                                  {"{changed}", Time(change.time())},
                                  {"{actor}", change.actor()}});
    if (change.reason().empty()) return text;
    return text + Say(kReason, language_, {{"{why}", Inside("hold_reason", change.reason())}});
  }

  // How it came into its state; facts may have been noted since.
  const HistoryEntry& NewestMove() const {
    static const HistoryEntry kNone;
    const auto& history = record_.history();
    const auto found = std::find_if(history.rbegin(), history.rend(), [&](const HistoryEntry& entry) {
      return entry.to_state() == record_.state() && entry.from_state() != entry.to_state();
    });
    return found == history.rend() ? kNone : *found;
  }

  const Record& record_;
  const StaffFacts& facts_;
  const v1::ExplainRecordResponse& answer_;
  const Language language_;
};

}  // namespace

void FillStaffSentences(const StaffFacts& facts, v1::ExplainRecordResponse& answer) {
  answer.set_staff_sentence_id(Teller(facts, answer, Language::kIndonesian).Tell());
  answer.set_staff_sentence_en(Teller(facts, answer, Language::kEnglish).Tell());
}

}  // namespace blangko::scheduler
