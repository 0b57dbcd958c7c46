// LateDoubt: a card in doubt whose record is not, or is so because of another attempt: its permission had ended when its
// station said that it may have come out. Two persons may decide it like every doubt, that nothing was printed or that the
// card is missing; whoever has the card in hand settles it alone (card_out.h).
//
//   NOT_PRINTED   its blank is available again      CARD_MISSING  its blank is lost
// The record stays as it is; one that is held for this card alone is held for a person from then on, who releases it.
//
// Failure: FORBIDDEN_MOVE, STALE_ATTEMPT, CARD_IS_OUT; storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "services/incidents/settle_rule.h"
#include "services/scheduler/outcome.h"
#include "services/scheduler/record_edit.h"

namespace blangko::scheduler {

bool IsLateDoubt(const records::RecordRow& record, uint32_t attempt);

// OK for a late doubt, and where `event` may happen to the record, whose newest attempt it is then.
absl::Status CheckInDoubt(const records::RecordRow& record, uint32_t attempt, records::Event event);

// By two persons: NOT_PRINTED or CARD_MISSING.
absl::Status EndLateDoubt(Work& work, RecordEdit& edit, uint32_t attempt, const Finding& finding);

// Nobody settles an incident about a card that is still in doubt: it would be in no list any more.
class DoubtsAreDecidedFirst : public incidents::SettleRule {
 public:
  absl::Status Check(storage::Snapshot& snapshot, const rows::v1::Incident& incident) const override;
};

}  // namespace blangko::scheduler
