// Movements: the use cases of blanks beside receiving, sending and printing. Each change is one transaction, whole or
// refused, or a proposal that another person approves (case_executor.h, loss_executor.h, write_off_executor.h,
// reversal_executor.h).
//
// Failure: INVALID_FIELD, UNKNOWN_CASE, CASE_HAS_FEWER, UNKNOWN_LOSS, UNKNOWN_LOT, UNKNOWN_OFFICE, UNKNOWN_ENTRY,
// ENTRY_REVERSED, ENTRY_NOT_REVERSIBLE, ACCOUNT_WOULD_BE_NEGATIVE, NAMED_PERSON_NEEDED, OUT_OF_SCOPE, NOT_ALLOWED; storage
// errors. Threads: any.
#pragma once

#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/movements/v1/movements_service.pb.h"
#include "services/access/page.h"
#include "services/access/pins.h"
#include "services/access/proposal_book.h"
#include "services/stock/ports.h"
#include "storage/store.h"

namespace blangko::movements {

using access::PageOf;
using access::PageRequest;

class Movements {
 public:
  // All must live longer. `above` is told of shipments that bring rejected blanks back.
  Movements(storage::Store& store, access::Pins& pins, const access::ProposalBook& proposals,
            const stock::DomainsAbove& above = {})
      : store_(store), pins_(pins), proposals_(proposals), above_(above) {}

  // ---- changes (movements.cc) ------------------------------------------------------------------------------------
  absl::StatusOr<v1::ResolveCaseResponse> Resolve(const access::Act& act,
                                                  const v1::ResolveCaseRequest& request);
  absl::StatusOr<v1::DeclareLossResponse> DeclareLoss(const access::Act& act,
                                                      const v1::DeclareLossRequest& request);
  absl::StatusOr<v1::SpoilBlanksResponse> Spoil(const access::Act& act,
                                                const v1::SpoilBlanksRequest& request);
  absl::StatusOr<v1::WriteOffLotResponse> WriteOff(const access::Act& act,
                                                   const v1::WriteOffLotRequest& request);
  absl::StatusOr<v1::ReverseEntryResponse> Reverse(const access::Act& act,
                                                   const v1::ReverseEntryRequest& request);

  // ---- reading (movements_reads.cc) --------------------------------------------------------------------------------
  absl::StatusOr<v1::DifferenceCase> GetCase(const access::Actor& actor, std::string_view case_id,
                                             absl::Time now);
  absl::StatusOr<PageOf<v1::DifferenceCase>> ListCases(const access::Act& act,
                                                       const v1::ListCasesRequest& request,
                                                       const PageRequest& page);
  absl::StatusOr<v1::DeclaredLoss> GetLoss(const access::Actor& actor, std::string_view loss_id);
  absl::StatusOr<PageOf<v1::DeclaredLoss>> ListLosses(const access::Actor& actor, std::string_view office,
                                                      const PageRequest& page);

 private:
  using Wanted = absl::FunctionRef<absl::StatusOr<access::NewProposal>(storage::Txn&)>;
  // Checks the person's PIN, and opens what is wanted in a commit of its own.
  absl::StatusOr<access::v1::Proposal> Propose(const access::Act& act, std::string_view use_case,
                                               std::string_view pin, Wanted wanted);

  storage::Store& store_;
  access::Pins& pins_;
  const access::ProposalBook& proposals_;
  const stock::DomainsAbove above_;
};

}  // namespace blangko::movements
