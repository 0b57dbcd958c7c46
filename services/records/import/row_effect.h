// RowEffect: what one row of a list does inside its transaction, by the kind of the list.
//
// Lists of print requests go through Intake. Lists of died, moved or duplicate persons leave a Watch at the person,
// which is looked at again before a card is printed, and hold the person's open records.
// Failure: storage errors. What the row itself is to blame for is an answer, not a failure; then nothing was written.
// Threads: borrows one RecordDesk.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "services/records/import/row_check.h"
#include "services/records/intake.h"

namespace blangko::records {

struct RowDone {
  Effect effect = Effect::kUnchanged;
  std::vector<RecordRow> held;  // records that this row put on hold, or asked a station to give back for one
  std::string record_id;        // of a print request
};

using RowResult = std::variant<RowDone, RowError>;

// A row of a list of print requests.
absl::StatusOr<RowResult> ApplyRequestRow(RecordDesk& desk, const CheckContext& context,
                                          std::string_view hash_key, const Incoming& incoming);

// A row of a list of persons; `kind` is DIED, MOVED or DUPLICATE.
absl::StatusOr<RowResult> ApplyWatchRow(RecordDesk& desk, const CheckContext& context,
                                        std::string_view hash_key, std::string_view kind,
                                        const Incoming& incoming);

}  // namespace blangko::records
