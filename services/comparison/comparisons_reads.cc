// What can be asked about the daily comparison.
#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/comparison/compare.h"
#include "services/comparison/comparisons.h"
#include "services/comparison/day_view.h"
#include "services/refusal/refusal.h"

namespace blangko::comparison {
namespace {

using storage::Snapshot;

constexpr int64_t kDaysMax = 31;  // looked at for one page

absl::StatusOr<v1::ComparisonDay> Described(Snapshot& snapshot, const DayRow& row) {
  v1::ComparisonDay day = ToApi(row);
  ASSIGN_OR_RETURN(const Comparison compared, Compare(snapshot, {row.office(), row.day()}, row.list_id()));
  day.set_printed(compared.printed);
  if (!row.has_counts()) *day.mutable_counts() = compared.counts;
  return day;
}

// Nothing for a day without a list on which nothing was printed.
absl::StatusOr<std::optional<v1::ComparisonDay>> DayFor(Snapshot& snapshot, const DayRef& ref) {
  ASSIGN_OR_RETURN(const auto row, FindDay(snapshot, ref));
  if (row.has_value()) return Described(snapshot, *row);
  ASSIGN_OR_RETURN(const int64_t printed, CountPrinted(snapshot, ref));
  if (printed == 0) return std::nullopt;
  v1::ComparisonDay day;
  day.set_office(ref.office);
  *day.mutable_day() = ToDate(ref.day);
  day.set_state(v1::ComparisonDay::STATE_NOT_COMPARED);
  day.set_printed(printed);
  return day;
}

}  // namespace

absl::StatusOr<v1::GetDayResponse> Comparisons::Get(const access::Actor& actor,
                                                    const v1::GetDayRequest& request) {
  ASSIGN_OR_RETURN(const int64_t day, FromDate(request.day()));
  RETURN_IF_ERROR(access::CheckScope(actor, request.office()));
  return storage::ViewFor<v1::GetDayResponse>(
      store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::GetDayResponse> {
        ASSIGN_OR_RETURN(const DayRow row, GetDay(snapshot, {request.office(), day}));
        v1::GetDayResponse response;
        ASSIGN_OR_RETURN(*response.mutable_day(), Described(snapshot, row));
        for (const auto& error : row.errors()) *response.add_errors() = ToApi(error);
        return response;
      });
}

absl::StatusOr<PageOf<v1::ComparisonDay>> Comparisons::Days(const access::Act& act, const std::string& office,
                                                            const PageRequest& page) {
  using Found = PageOf<v1::ComparisonDay>;
  RETURN_IF_ERROR(access::CheckScope(act.actor, office));
  int64_t before = 0;
  if (!page.after.empty() && !absl::SimpleAtoi(page.after, &before)) return Refuse(Reason::kPageTokenInvalid);
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    RETURN_IF_ERROR(access::GetOffice(snapshot, office).status());
    ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, office));
    const int64_t newest = page.after.empty() ? access::OfficeDay(zone, act.now) : before - 1;
    const int64_t days = std::min(kDaysMax, static_cast<int64_t>(page.size));
    Found found;
    for (int64_t day = newest; day > newest - days; --day) {
      ASSIGN_OR_RETURN(auto described, DayFor(snapshot, {office, day}));
      if (described.has_value()) found.rows.push_back(*std::move(described));
    }
    ASSIGN_OR_RETURN(const bool older, HasOlder(snapshot, {office, newest - days}));
    if (older) found.next = absl::StrCat(newest - days + 1);
    return found;
  });
}

absl::StatusOr<PageOf<v1::ComparedCard>> Comparisons::Cards(const access::Actor& actor,
                                                            const v1::ListComparedCardsRequest& request,
                                                            const PageRequest& page) {
  using Found = PageOf<v1::ComparedCard>;
  ASSIGN_OR_RETURN(const int64_t day, FromDate(request.day()));
  RETURN_IF_ERROR(access::CheckScope(actor, request.office()));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    const DayRef ref{request.office(), day};
    ASSIGN_OR_RETURN(const DayRow row, GetDay(snapshot, ref));
    ASSIGN_OR_RETURN(const Comparison compared, Compare(snapshot, ref, row.list_id()));
    Found found;
    bool begun = page.after.empty();
    for (const v1::ComparedCard& card : compared.cards) {
      const bool counts =
          begun && (!request.differences_only() || card.side() != v1::ComparedCard::SIDE_BOTH);
      if (card.card_id() == page.after) begun = true;
      if (!counts) continue;
      if (found.rows.size() == page.size) found.next = found.rows.back().card_id();
      if (!found.next.empty()) break;
      found.rows.push_back(card);
    }
    if (!begun) return Refuse(Reason::kPageTokenInvalid);
    return found;
  });
}

absl::StatusOr<PageOf<v1::PrintedOutside>> Comparisons::Outside(const access::Actor& actor,
                                                                const std::string& office,
                                                                const PageRequest& page) {
  using Found = PageOf<v1::PrintedOutside>;
  if (!office.empty()) RETURN_IF_ERROR(access::CheckScope(actor, office));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    std::string last;
    RETURN_IF_ERROR(VisitAllOutside(snapshot, page.after, [&](std::string_view key, const OutsideRow& row) {
      if (!access::Covers(actor.scope, row.office()) || !access::Covers(office, row.office())) return true;
      if (found.rows.size() == page.size) found.next = last;
      if (!found.next.empty()) return false;
      found.rows.push_back(ToApi(row));
      last = std::string(key);
      return true;
    }));
    return found;
  });
}

}  // namespace blangko::comparison
