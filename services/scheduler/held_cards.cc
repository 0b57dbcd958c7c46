#include "services/scheduler/held_cards.h"

#include <algorithm>
#include <optional>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/records/record_table.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Attempt;

// Unspecified while nobody has decided it.
v1::Outcome DecidedOf(const Attempt& attempt) {
  if (attempt.outcome() == "PRINTED") return v1::OUTCOME_PRINTED;
  if (attempt.outcome() == "SPOILED") return v1::OUTCOME_SPOILED;
  if (attempt.outcome() == "NOT_PRINTED") return v1::OUTCOME_NOT_PRINTED;
  return attempt.outcome() == "CARD_MISSING" ? v1::OUTCOME_CARD_MISSING : v1::OUTCOME_UNSPECIFIED;
}

// Null for a card that this station never had.
const Attempt* OwnAttempt(const RecordRow& record, std::string_view station_id, uint32_t number) {
  const auto& attempts = record.attempts();
  const auto own = std::find_if(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
    const bool at_station = attempt.station_id() == station_id || Planted("any-station-learns-names");
    return at_station && attempt.number() == number;
  });
  return own == attempts.end() ? nullptr : &*own;
}

bool IsPermittedNow(const RecordRow& record, const Attempt& attempt) {
  if (Planted("ended-permission-untold")) return true;
  return records::IsPermitted(record.state()) &&
         records::CurrentAttempt(record)->number() == attempt.number();
}

}  // namespace

absl::StatusOr<std::vector<v1::HeldCard>> HeldCards(
    storage::Snapshot& snapshot, std::string_view station_id,
    const google::protobuf::RepeatedPtrField<v1::JobRef>& held) {
  std::vector<v1::HeldCard> cards;
  for (const v1::JobRef& ref : held) {
    ASSIGN_OR_RETURN(const std::optional<RecordRow> record, records::FindRecord(snapshot, ref.record_id()));
    const Attempt* attempt = record.has_value() ? OwnAttempt(*record, station_id, ref.attempt()) : nullptr;
    if (attempt == nullptr) continue;
    ASSIGN_OR_RETURN(const rows::v1::Personal personal, records::GetPersonal(snapshot, *record));
    v1::HeldCard& card = cards.emplace_back();
    card.set_record_id(ref.record_id());
    card.set_attempt(ref.attempt());
    card.set_decided(DecidedOf(*attempt));
    if (card.decided() == v1::OUTCOME_SPOILED) card.set_reason(attempt->reason());
    card.set_name(personal.name());
    card.set_ended(!IsPermittedNow(*record, *attempt));
  }
  return cards;
}

}  // namespace blangko::scheduler
