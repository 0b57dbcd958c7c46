// Lanes: which way a waiting request came in, and who is present: what people say about one record beside its list.
//
// The urgent lane is the main door of abuse: into it and out of it takes the right to approve it, a reason code, and it
// stays on a list by site and day. How many a day it may have is the daily cap of its class (class_turn.h).
// Failure: refusals as the methods say; storage errors. Threads: any.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/records/v1/records.pb.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/access/actor.h"
#include "services/scheduler/grant_return.h"
#include "services/scheduler/placement.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"

namespace blangko::scheduler {

class Lanes {
 public:
  // Both outlive it.
  Lanes(storage::Store& store, storage::HeadHint& heads) : store_(store), heads_(heads) {}

  // LANE_UNCHANGED for a record that does not wait, or is in that lane; NOT_ALLOWED, OUT_OF_SCOPE, UNKNOWN_RECORD,
  // INVALID_FIELD. Its class follows from the policy, its place there from its key as ever.
  absl::StatusOr<records::v1::Record> Set(const access::Act& act, const v1::SetLaneRequest& request);

  // Until the end of the working day of the record's site. NOT_IN_LINE for a record that does not wait. Saying it again
  // changes nothing.
  absl::StatusOr<records::v1::Record> MarkPresent(const access::Act& act,
                                                  const v1::MarkPresentRequest& request);

  // By site and day. `after`: `last` of the page before; `last` is empty at the end.
  struct Listed {
    std::vector<v1::LaneMark> marks;
    std::string last;
  };
  absl::StatusOr<Listed> List(const access::Act& act, const v1::ListLaneMarksRequest& request, size_t limit,
                              std::string_view after);

 private:
  absl::StatusOr<records::v1::Record> SetIn(storage::Txn& txn, const access::Act& act,
                                            const v1::SetLaneRequest& request);
  absl::StatusOr<records::v1::Record> MarkIn(storage::Txn& txn, const access::Act& act,
                                             const v1::MarkPresentRequest& request);

  storage::Store& store_;
  storage::HeadHint& heads_;
  Placement placement_;
  GrantReturn grants_;
};

}  // namespace blangko::scheduler
