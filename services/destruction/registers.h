// Registers: the use cases of the registers of spoiled and withdrawn cards (stock/card_register.h).
//
// Failure: CARD_IN_REGISTER, CARD_DESTROYED, UNKNOWN_OFFICE, UNKNOWN_RECORD, INVALID_FIELD, OUT_OF_SCOPE, NOT_ALLOWED;
// storage errors. Threads: any.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/destruction/v1/destruction_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "services/destruction/holding_limit.h"
#include "storage/store.h"

namespace blangko::destruction {

using access::PageOf;
using access::PageRequest;

class Registers {
 public:
  explicit Registers(storage::Store& store) : store_(store) {}

  absl::StatusOr<v1::WithdrawCardResponse> WithdrawCard(const access::Act& act,
                                                        const v1::WithdrawCardRequest& request);
  absl::StatusOr<v1::SetHoldingLimitResponse> SetHoldingLimit(const access::Act& act,
                                                              const v1::SetHoldingLimitRequest& request);
  absl::StatusOr<PageOf<v1::RegisteredCard>> ListCards(const access::Act& act,
                                                       const v1::ListRegisteredCardsRequest& request,
                                                       const PageRequest& page);
  absl::StatusOr<PageOf<v1::RegisterSummary>> ListSummaries(const access::Act& act,
                                                            const v1::ListRegisterSummariesRequest& request,
                                                            const PageRequest& page);

 private:
  storage::Store& store_;
};

}  // namespace blangko::destruction
