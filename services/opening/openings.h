// Openings: what an office had in hand when it began (saldo awal), beside the free blanks that stock::Stock::RecordOpening
// books. It is entered in as many steps as it takes, each once under its request_id, and closed by a named person with the
// number of the BA. After that nothing of it is entered; free blanks of a lot that nothing moved yet still are, because that
// rule is the lot's own.
//
// Spoiled blanks go from the source `opening` to spoiled_held, one entry for each lot, and into the register of spoiled
// cards with their cause; so they are destroyed like all others. A loan is counted with its borrower, or with its lender
// where the borrower is outside this store.
// Of a list of cards or sukets the items that do not fit are answered with their refusals, the others are in.
// Failure: INVALID_FIELD, UNKNOWN_OFFICE, UNKNOWN_LOT, OPENING_CLOSED, UNKNOWN_OPENING, NAMED_PERSON_NEEDED, OUT_OF_SCOPE,
// NOT_ALLOWED; storage errors. Threads: any.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "blangko/opening/v1/opening_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"

namespace blangko::opening {

using access::PageOf;
using access::PageRequest;

class Openings {
 public:
  // Both outlive it.
  Openings(storage::Store& store, storage::HeadHint& heads) : store_(store), heads_(heads) {}

  // ---- changes (openings.cc)
  absl::StatusOr<v1::Opening> AddSpoils(const access::Act& act, const v1::AddSpoilsRequest& request);
  absl::StatusOr<v1::AddUncollectedCardsResponse> AddCards(const access::Act& act,
                                                           const v1::AddUncollectedCardsRequest& request);
  absl::StatusOr<v1::AddSuketsResponse> AddSukets(const access::Act& act,
                                                  const v1::AddSuketsRequest& request);
  absl::StatusOr<v1::AddOpenLoanResponse> AddLoan(const access::Act& act,
                                                  const v1::AddOpenLoanRequest& request);
  absl::StatusOr<v1::Opening> Close(const access::Act& act, const v1::CloseOpeningRequest& request);

  // ---- reading (openings_reads.cc)
  absl::StatusOr<v1::Opening> Get(const access::Actor& actor, const std::string& office);
  // `after` of a page: a record, the number of a suket.
  absl::StatusOr<PageOf<v1::UncollectedCard>> Cards(const access::Actor& actor, const std::string& office,
                                                    const PageRequest& page);
  absl::StatusOr<PageOf<v1::OutstandingSuket>> Sukets(const access::Actor& actor, const std::string& office,
                                                      const PageRequest& page);

 private:
  storage::Store& store_;
  storage::HeadHint& heads_;
};

}  // namespace blangko::opening
