// A shipment that leaves an office of this store: what is posted at the sender, and who is told in the same commit.
//
// Failure: ACCOUNT_WOULD_BE_NEGATIVE, UNKNOWN_LOT, BYPASS_NOT_EXPLAINED, refusals of the domains above (ports.h), storage
// errors; then nothing is written. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/access/actor.h"
#include "services/stock/balances.h"
#include "services/stock/ports.h"
#include "storage/txn.h"

namespace blangko::stock {

// What moves at the sender of a shipment.
struct SentMove {
  Account from;
  Account to;
  std::string_view event;
  int64_t document_day = 0;  // 0 = the day of booking
};

// Posts each line at the sender.
absl::Status PostSent(storage::Txn& txn, const access::Act& act, const rows::v1::Shipment& shipment,
                      const SentMove& move);

// Posts what leaves `source`, an account of the sender, and keeps the shipment; tells debts, passed offices, and the
// office outside that it goes to.
absl::Status Leave(storage::Txn& txn, const access::Act& act, const DomainsAbove& above,
                   rows::v1::Shipment shipment, Account source);

// Blanks of a lot that an office rejected when they came: they are quarantined there.
struct RejectedBlanks {
  std::string case_id;
  std::string office;  // that rejected them
  std::string sender;  // where they came from, and go back to
  std::string lot;
  int64_t count = 0;
  std::string note;  // why; also said to offices that are passed over
};

// Sends them back out of QUARANTINED, in a shipment of kind RETURN under the request's id, which it answers.
absl::StatusOr<std::string> SendBack(storage::Txn& txn, const access::Act& act, const DomainsAbove& above,
                                     const RejectedBlanks& rejected);

}  // namespace blangko::stock
