// Doubt: the pure rules of deciding an UNCERTAIN card: what shows what, and how many persons it takes.
//
//   PRINTED, SPOILED   one person who looked; with the chip's UID where it was read, which a supervisor may do without
//   NOT_PRINTED        two: another card will be printed. Shown by the same chip UID, still blank; else by a count of
//                      all blanks of the site (full_count.h), which is the weaker evidence
//   CARD_MISSING       two: the blank is lost
//
// Failure: UID_DIFFERS, UID_NEEDED, UID_NOT_KNOWN, STALE_ATTEMPT, FORBIDDEN_MOVE. Threads: pure.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/access/actor.h"
#include "services/records/record_state.h"
#include "services/records/record_table.h"
#include "storage/txn.h"

namespace blangko::scheduler {

bool TakesTwoPersons(v1::Outcome outcome);

// "SAME_UID_SHOWN", "FULL_COUNT"
std::string_view NameOf(v1::NotPrintedEvidence evidence);

// The record's current attempt is this one, and the event is one of its state.
absl::Status CheckCurrent(const records::RecordRow& record, uint32_t attempt, records::Event event);

// The same chip, however its UID was written down.
bool IsSameUid(std::string_view a, std::string_view b);

// One person says PRINTED or SPOILED of the attempt's card.
absl::Status CheckUidAlone(const access::Actor& actor, const std::string& record_id,
                           const rows::v1::Attempt& attempt, std::string_view uid);
// Two persons say that this blank is the attempt's and still blank.
absl::Status CheckShownUid(const records::RecordRow& record, uint32_t attempt, std::string_view uid);

}  // namespace blangko::scheduler
