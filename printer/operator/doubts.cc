#include "printer/operator/doubts.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/journal/journal_entries.h"
#include "printer/operator/doubt_refusals.h"
#include "printer/operator/looks.h"
#include "printer/operator/operator_refusal.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using absl::StatusCode;
using scheduler::v1::EVIDENCE_OPERATOR;
using scheduler::v1::OUTCOME_PRINTED;
using scheduler::v1::OUTCOME_SPOILED;
using scheduler::v1::OUTCOME_UNCERTAIN;

constexpr size_t kEnvelopeBytesMax = 40;
constexpr size_t kOwnPartMax = 28;  // of a suggested number: a day and a count follow
constexpr size_t kUidBytesMax = 64;
constexpr size_t kFoundAtBytesMax = 150;

bool IsEnvelope(const std::string& envelope) {
  return !envelope.empty() && envelope.size() <= kEnvelopeBytesMax &&
         std::all_of(envelope.begin(), envelope.end(),
                     [](char c) { return absl::ascii_isgraph(static_cast<unsigned char>(c)); });
}

// As people and readers write it, "04 a1:b2": the same chip however it is written.
std::string PlainUid(const std::string& typed) {
  std::string uid;
  for (const char c : typed) {
    if (c != ' ' && c != ':' && c != '-') uid += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return uid;
}

bool IsUid(const std::string& uid) {
  return uid.size() <= kUidBytesMax && uid.size() % 2 == 0 && std::all_of(uid.begin(), uid.end(), [](char c) {
           return absl::ascii_isxdigit(static_cast<unsigned char>(c));
         });
}

absl::Status CheckNoJobLeft(const Clearing& clearing, int64_t jobs) {
  if (jobs > 0) {
    return Told(
        StatusCode::kAborted,
        absl::StrCat("Pencetak masih menunjukkan ", jobs, " pekerjaan. Batalkan di pencetak, lalu ulangi."),
        absl::StrCat("clear: the printer still shows ", jobs,
                     " job(s); cancel them at the printer, then clear again"));
  }
  if (jobs == 0 || clearing.no_job_left) return absl::OkStatus();
  return Told(StatusCode::kInvalidArgument,
              "Pencetak tidak memberi tahu pekerjaannya: lihat dahulu bahwa tidak ada pekerjaan tersisa, "
              "lalu beri tanda.",
              "clear: the printer does not tell its jobs: somebody must see that it shows none");
}

absl::Status CheckEnvelope(const Clearing& clearing) {
  if (IsEnvelope(clearing.envelope) != clearing.nothing_found &&
      (clearing.envelope.empty() || !clearing.nothing_found)) {
    return absl::OkStatus();
  }
  if (clearing.nothing_found && !clearing.envelope.empty()) return OneOfBoth();
  return NoEnvelope(clearing.envelope);
}

absl::Status CheckForm(const Decision& decision) {
  RETURN_IF_ERROR(CheckName(decision.by));
  if (decision.outcome != OUTCOME_PRINTED && decision.outcome != OUTCOME_SPOILED) {
    return Told(StatusCode::kInvalidArgument,
                "Di tempat cetak hanya dapat diputuskan: hasil baik atau rusak. Tidak tercetak atau kartu "
                "hilang diputuskan dua orang di server.",
                "decide: outcome: want PRINTED or SPOILED; that nothing was printed, or that the card is "
                "missing, takes two persons: blangko jobs resolve");
  }
  RETURN_IF_ERROR(CheckCause(decision.outcome, decision.cause));
  if (decision.found_at.size() > kFoundAtBytesMax) {
    return Told(StatusCode::kInvalidArgument, "Tempat ditemukan: paling banyak 150 huruf.",
                "decide: found: want at most 150 bytes");
  }
  if (IsUid(PlainUid(decision.blank_uid))) return absl::OkStatus();
  return Told(StatusCode::kInvalidArgument,
              absl::StrCat("UID chip: tertulis \"", decision.blank_uid, "\". Isi angka heksadesimal."),
              absl::StrCat("decide: uid: got '", decision.blank_uid, "', want hex digits, at most 64"));
}

// Whoever names no UID says nothing else than before.
bool SaysTheSame(const station::v1::CardOutcome& said, const Decision& decision) {
  const std::string uid = PlainUid(decision.blank_uid);
  return said.evidence() == EVIDENCE_OPERATOR && said.outcome() == decision.outcome &&
         said.reason() == decision.cause && (uid.empty() || PlainUid(said.blank_uid()) == uid) &&
         said.operator_() == decision.by;
}

}  // namespace

absl::StatusOr<bool> Doubts::Clear(const Clearing& clearing, int64_t jobs_in_printer) {
  RETURN_IF_ERROR(CheckName(clearing.by));
  const JournalState& state = journal_.state();
  const bool named = !clearing.card.record_id.empty();
  const Doubt* doubt = named ? state.FindDoubt(clearing.card) : state.DoubtIn(clearing.printer_id);
  if (named && doubt == nullptr) return NotInDoubt(clearing.card);
  if (doubt == nullptr && !state.IsBlocked(clearing.printer_id)) {
    if (!clearing.envelope.empty() && IsTaken(clearing.envelope)) return false;
    return NothingToClear(clearing.printer_id);
  }
  if (doubt == nullptr || doubt->in_printer()) RETURN_IF_ERROR(CheckNoJobLeft(clearing, jobs_in_printer));
  if (doubt != nullptr) return ClearDoubt(*doubt, clearing);
  RETURN_IF_ERROR(journal_.AppendAndSync(ClearedEntry(clearing.printer_id, clearing.by)));
  return true;
}

// The envelope first: without it the printer stays blocked, and the act is asked for again.
absl::StatusOr<bool> Doubts::ClearDoubt(const Doubt& doubt, const Clearing& clearing) {
  RETURN_IF_ERROR(CheckEnvelope(clearing));
  if (!doubt.envelope().empty() && doubt.envelope() != clearing.envelope) {
    return Told(StatusCode::kAlreadyExists, absl::StrCat("Kartu ini sudah di amplop ", doubt.envelope(), "."),
                absl::StrCat("clear: the card is in envelope ", doubt.envelope(), " already"));
  }
  if (doubt.envelope().empty() && IsTaken(clearing.envelope)) return HoldsAnother(clearing.envelope);
  const bool forgotten = Planted("envelope-forgotten");
  const bool new_envelope = doubt.envelope().empty() && !clearing.envelope.empty() && !forgotten;
  const bool in_printer = doubt.in_printer();
  Entry cleared = ClearedEntry(doubt.printer_id(), clearing.by);
  cleared.set_record_id(doubt.record_id());
  cleared.set_attempt(doubt.attempt());
  if (!forgotten) cleared.mutable_cleared()->set_envelope(clearing.envelope);
  cleared.mutable_cleared()->set_nothing_found(clearing.nothing_found);
  // The doubt is the journal's: from here on it is another one.
  if (new_envelope) RETURN_IF_ERROR(WriteEnvelope(doubt, clearing));
  if (!in_printer) return new_envelope;
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(cleared)));
  return true;
}

absl::Status Doubts::WriteEnvelope(const Doubt& doubt, const Clearing& clearing) {
  Entry entry = OutcomeEntry({doubt.record_id(), doubt.attempt()}, doubt.printer_id(), OUTCOME_UNCERTAIN,
                             EVIDENCE_OPERATOR, doubt.reason());
  entry.mutable_card_outcome()->set_operator_(clearing.by);
  entry.mutable_card_outcome()->set_envelope(clearing.envelope);
  return journal_.AppendAndSync(std::move(entry));
}

// Whether this can be the card in doubt.
absl::Status Doubts::CheckFound(const Doubt& doubt, const Decision& decision) const {
  if (doubt.in_printer()) return WaitsToBeCleared();
  if (!decision.envelope.empty() && !doubt.envelope().empty() && decision.envelope != doubt.envelope())
    return InAnotherEnvelope(doubt, decision.envelope);
  const bool told = !doubt.envelope().empty() || !decision.envelope.empty() || !decision.found_at.empty();
  if (doubt.nothing_found() && !told && !Planted("nothing-found-then-printed"))
    return WhereWasIt(decision.card);
  if (!decision.envelope.empty() && doubt.envelope().empty()) {
    if (!IsEnvelope(decision.envelope)) return NoEnvelope(decision.envelope);
    if (IsTaken(decision.envelope)) return HoldsAnother(decision.envelope);
  }
  const std::string want = PlainUid(journal_.state().Find(decision.card)->blank_uid);
  const std::string got = PlainUid(decision.blank_uid);
  // A spoiled chip may be past reading.
  if (!want.empty() && got.empty() && decision.outcome == OUTCOME_PRINTED &&
      !Planted("journal-uid-counts-as-read"))
    return UidNotRead(decision.card);
  const bool differs = !want.empty() && !got.empty() && got != want && !Planted("station-takes-any-uid");
  return differs && !decision.other_uid ? UidDiffers(got, want) : absl::OkStatus();
}

absl::StatusOr<bool> Doubts::Decide(const Decision& decision) {
  RETURN_IF_ERROR(CheckForm(decision));
  const Doubt* doubt = journal_.state().FindDoubt(decision.card);
  if (doubt == nullptr) {
    const Entry* said = journal_.state().OutcomeOf(decision.card);
    if (said == nullptr) return NotInDoubt(decision.card);
    if (SaysTheSame(said->card_outcome(), decision)) return false;
    if (said->card_outcome().outcome() == OUTCOME_UNCERTAIN) return DecidedAtServer(decision.card);
    return SaidOtherwise(decision.card, said->card_outcome());
  }
  RETURN_IF_ERROR(CheckFound(*doubt, decision));
  Entry entry =
      OutcomeEntry(decision.card, doubt->printer_id(), decision.outcome, EVIDENCE_OPERATOR, decision.cause);
  entry.mutable_card_outcome()->set_operator_(decision.by);
  entry.mutable_card_outcome()->set_blank_uid(PlainUid(decision.blank_uid));
  entry.mutable_card_outcome()->set_envelope(doubt->envelope().empty() ? decision.envelope
                                                                       : doubt->envelope());
  entry.mutable_card_outcome()->set_found_at(decision.found_at);
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  return true;
}

absl::StatusOr<bool> Doubts::Drop(const AttemptKey& card, const std::string& by) {
  RETURN_IF_ERROR(CheckName(by));
  const Doubt* doubt = journal_.state().FindDoubt(card);
  if (doubt == nullptr) return NotInDoubt(card);
  if (doubt->closed()) return false;
  if (doubt->in_printer()) return WaitsToBeCleared();
  Entry entry = EntryFor(card, doubt->printer_id());
  entry.mutable_decided_elsewhere()->set_by(by);
  RETURN_IF_ERROR(journal_.AppendAndSync(std::move(entry)));
  return true;
}

absl::StatusOr<bool> Doubts::Learn(const DecidedThere& decided) {
  const Doubt* doubt = journal_.state().FindDoubt(decided.card);
  if (doubt == nullptr || doubt->decision() != 0 || decided.outcome == scheduler::v1::OUTCOME_UNSPECIFIED)
    return false;
  Entry entry = EntryFor(decided.card, doubt->printer_id());
  entry.mutable_decided_elsewhere()->set_outcome(decided.outcome);
  entry.mutable_decided_elsewhere()->set_reason(decided.cause);
  RETURN_IF_ERROR(journal_.Append(std::move(entry)));
  return true;
}

bool Doubts::IsTaken(const std::string& envelope) const {
  const std::vector<Entry> outcomes = journal_.state().OutcomesAfter(0);
  return !envelope.empty() && std::any_of(outcomes.begin(), outcomes.end(), [&](const Entry& entry) {
    return entry.card_outcome().envelope() == envelope;
  });
}

std::string Doubts::NextEnvelope(const std::string& station, absl::Time now, absl::TimeZone zone) const {
  const std::string own =
      station.size() > kOwnPartMax ? station.substr(station.size() - kOwnPartMax) : station;
  const std::string day = absl::StrCat(own, absl::FormatTime("-%m%d-", now, zone));
  int newest = 0;
  for (const Entry& entry : journal_.state().OutcomesAfter(0)) {
    const std::string& envelope = entry.card_outcome().envelope();
    int number = 0;
    if (envelope.starts_with(day) && absl::SimpleAtoi(envelope.substr(day.size()), &number))
      newest = std::max(newest, number);
  }
  return absl::StrCat(day, newest + 1);
}

}  // namespace blangko::printer
