// Desk: the counter. For now the hand-over of a finished card.
//
// Failure: FORBIDDEN_MOVE unless the card is PRINTED, INCIDENT_OPEN, INVALID_FIELD, OUT_OF_SCOPE, NOT_ALLOWED; storage
// errors. Threads: any.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/desk/v1/desk_service.pb.h"
#include "services/access/actor.h"
#include "services/records/record_table.h"
#include "storage/store.h"

namespace blangko::desk {

class Desk {
 public:
  explicit Desk(storage::Store& store) : store_(store) {}

  // PRINTED -> HANDED_OVER. Who collected it, how the person was checked and what was taken back stand in the log.
  absl::StatusOr<records::RecordRow> HandOver(const access::Act& act, const v1::HandOverRequest& request);

 private:
  storage::Store& store_;
};

}  // namespace blangko::desk
