// Drawers: custody inside an office (laci). Blanks go from the store room to the drawer of a station, or back, in two steps:
// a named person gives, another named person counts and takes. The book takes what was counted; a difference needs a note,
// and what was not taken stays where it was. No account of the ledger moves: blanks in a drawer are the office's.
//
// Given is at most what the office has free and reserved beside what its drawers hold (drawer_content.h) or await: in all
// its lots, and of the one that is given. Lots in a drawer are what persons handed over; which lot a card was booked on is
// the ledger's.
// A drawer is of the office where its station stands; a station that moved gives its blanks back first.
// Failure: INVALID_FIELD, UNKNOWN_STATION, UNKNOWN_LOT, UNKNOWN_HAND_OUT, HAND_OUT_ENDED, DRAWER_SHORT, DRAWERS_WAITING,
// SAME_PERSON, NAMED_PERSON_NEEDED, OUT_OF_SCOPE, NOT_ALLOWED; storage errors. Threads: any.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/drawers/v1/drawers_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "storage/store.h"

namespace blangko::drawers {

using access::PageOf;
using access::PageRequest;

class Drawers {
 public:
  explicit Drawers(storage::Store& store) : store_(store) {}

  // ---- changes (drawers.cc)
  absl::StatusOr<v1::HandOut> Give(const access::Act& act, const v1::GiveBlanksRequest& request);
  absl::StatusOr<v1::HandOut> Take(const access::Act& act, const v1::TakeBlanksRequest& request);
  absl::StatusOr<v1::HandOut> Withdraw(const access::Act& act, const v1::WithdrawHandOutRequest& request);

  // ---- reading (drawers_reads.cc)
  absl::StatusOr<v1::Drawer> Get(const access::Actor& actor, const std::string& station_id);
  // By station; `office` is a code prefix.
  absl::StatusOr<PageOf<v1::Drawer>> List(const access::Actor& actor, std::string_view office,
                                          const PageRequest& page);
  // Newest first; `after` of the page: the number of a hand-out.
  absl::StatusOr<PageOf<v1::HandOut>> HandOuts(const access::Actor& actor, const std::string& station_id,
                                               const PageRequest& page);

 private:
  storage::Store& store_;
};

}  // namespace blangko::drawers
