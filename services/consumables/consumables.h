// Consumables: the use cases of ribbons and films in the store room. Every act is one entry of (office, kind), which only
// grow in number; the balance after it rides in the entry and in the row of the stock. No balance falls below zero.
//
// A count takes the book to what was counted: its difference is an entry with a reason and the name of who counted. One
// person is enough: a ribbon is no security paper, and the auditor sees each such entry.
// Failure: INVALID_FIELD, UNKNOWN_OFFICE, UNKNOWN_SUPPLY_KIND, SUPPLY_SHORT, SUPPLY_NOT_AT_PRINTER, UNKNOWN_STATION,
// UNKNOWN_PRINTER, NAMED_PERSON_NEEDED, OUT_OF_SCOPE, NOT_ALLOWED; storage errors. Threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/consumables/v1/consumables_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "services/consumables/supply_table.h"
#include "storage/store.h"

namespace blangko::consumables {

using access::PageOf;
using access::PageRequest;

class Consumables {
 public:
  explicit Consumables(storage::Store& store) : store_(store) {}

  absl::StatusOr<v1::SetSupplyKindResponse> SetKind(const access::Act& act, const v1::SupplyKind& kind);
  absl::StatusOr<v1::SupplyEntry> Receive(const access::Act& act, const v1::ReceiveSuppliesRequest& request);
  absl::StatusOr<v1::SupplyEntry> Issue(const access::Act& act, const v1::IssueSuppliesRequest& request);
  absl::StatusOr<v1::SupplyEntry> Return(const access::Act& act, const v1::ReturnSuppliesRequest& request);
  absl::StatusOr<v1::SupplyEntry> Count(const access::Act& act, const v1::CountSuppliesRequest& request);

  absl::StatusOr<std::vector<v1::SupplyKind>> Kinds();
  absl::StatusOr<PageOf<v1::SupplyBalance>> Balances(const access::Actor& actor, std::string_view office,
                                                     const PageRequest& page);
  // `after` of the page: the number of an entry.
  absl::StatusOr<PageOf<v1::SupplyEntry>> Entries(const access::Actor& actor, const SupplyRef& ref,
                                                  const PageRequest& page);
  absl::StatusOr<std::vector<v1::SupplyOutlook>> Outlook(const access::Actor& actor,
                                                         const std::string& office);

 private:
  storage::Store& store_;
};

}  // namespace blangko::consumables
