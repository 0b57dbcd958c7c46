// Comparisons: the use cases of the daily comparison with the ministry's application.
//
//   ImportList  the list of one office and day; the same list again changes nothing, another one takes its place while the
//               day is open
//   Book        what is only there is booked as printed outside, card by card (outside.h), in one commit
//   Answer      why a card stands on one side only
//   Close       by a named person, when the day is over and every difference is booked or has a reason
//
// Failure: INVALID_FIELD, UNKNOWN_OFFICE, OUT_OF_SCOPE, NOT_ALLOWED, IMPORT_FORMAT, DAY_NOT_COMPARED, COMPARISON_CLOSED,
// DAY_NOT_OVER, DAY_HAS_DIFFERENCES, UNKNOWN_COMPARED_CARD, CARD_NOT_ONLY_THERE, CARD_AGREES, NAMED_PERSON_NEEDED; storage
// errors. Threads: any.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "blangko/comparison/v1/comparison_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "services/comparison/comparison_table.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"

namespace blangko::comparison {

using access::PageOf;
using access::PageRequest;

inline constexpr size_t kBookedAtOnceMax = 20;

class Comparisons {
 public:
  // Both must live longer.
  Comparisons(storage::Store& store, storage::HeadHint& heads) : store_(store), heads_(heads) {}

  absl::StatusOr<v1::ImportPrintListResponse> ImportList(const access::Act& act,
                                                         const v1::ImportPrintListRequest::Header& header,
                                                         const std::string& bytes);
  absl::StatusOr<v1::BookOutsideResponse> Book(const access::Act& act, const v1::BookOutsideRequest& request);
  absl::StatusOr<v1::AnswerDifferenceResponse> Answer(const access::Act& act,
                                                      const v1::AnswerDifferenceRequest& request);
  absl::StatusOr<v1::CloseDayResponse> Close(const access::Act& act, const v1::CloseDayRequest& request);

  absl::StatusOr<v1::GetDayResponse> Get(const access::Actor& actor, const v1::GetDayRequest& request);
  // `after` of the page: a day number.
  absl::StatusOr<PageOf<v1::ComparisonDay>> Days(const access::Act& act, const std::string& office,
                                                 const PageRequest& page);
  // Of all offices below `office` ("" = the actor's scope) that took a list before, by day and office.
  absl::StatusOr<PageOf<v1::ComparisonDay>> DaysBelow(const access::Act& act, const std::string& office,
                                                      const PageRequest& page);
  // `after` of the page: a code. Offices without such a day are passed over.
  absl::StatusOr<PageOf<v1::NotCompared>> NotCompared(const access::Act& act, const std::string& office,
                                                      const PageRequest& page);
  absl::StatusOr<PageOf<v1::ComparedCard>> Cards(const access::Actor& actor,
                                                 const v1::ListComparedCardsRequest& request,
                                                 const PageRequest& page);
  absl::StatusOr<PageOf<v1::PrintedOutside>> Outside(const access::Actor& actor, const std::string& office,
                                                     const PageRequest& page);

 private:
  storage::Store& store_;
  storage::HeadHint& heads_;
};

}  // namespace blangko::comparison
