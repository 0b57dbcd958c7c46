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
#include "services/comparison/not_compared.h"
#include "services/refusal/refusal.h"

namespace blangko::comparison {
namespace {

using storage::Snapshot;

constexpr int64_t kDaysMax = 31;    // looked at for one page
constexpr size_t kOfficesMax = 20;  // looked at for one page

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

// The day after the last one of the page before, or 0 for the first page.
absl::StatusOr<int64_t> DayBefore(const PageRequest& page) {
  int64_t before = 0;
  if (!page.after.empty() && !absl::SimpleAtoi(page.after, &before)) return Refuse(Reason::kPageTokenInvalid);
  return before;
}

// One day of each office that compared by then.
absl::Status AddDayOfEach(Snapshot& snapshot, const std::vector<DayRef>& first, int64_t day,
                          std::vector<v1::ComparisonDay>& rows) {
  for (const DayRef& office : first) {
    if (day < office.day) continue;
    ASSIGN_OR_RETURN(auto described, DayFor(snapshot, {office.office, day}));
    if (described.has_value()) rows.push_back(*std::move(described));
  }
  return absl::OkStatus();
}

// The newest day that is there yet at one of the offices: they may lie in several time zones.
absl::StatusOr<int64_t> NewestDay(Snapshot& snapshot, const std::vector<DayRef>& offices, absl::Time now) {
  int64_t newest = 0;
  for (const DayRef& office : offices) {
    ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, office.office));
    newest = std::max(newest, access::OfficeDay(zone, now));
  }
  return newest;
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
  ASSIGN_OR_RETURN(const int64_t before, DayBefore(page));
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

absl::StatusOr<PageOf<v1::ComparisonDay>> Comparisons::DaysBelow(const access::Act& act,
                                                                 const std::string& office,
                                                                 const PageRequest& page) {
  using Found = PageOf<v1::ComparisonDay>;
  const std::string prefix = office.empty() ? act.actor.scope : office;
  RETURN_IF_ERROR(access::CheckScope(act.actor, prefix));
  ASSIGN_OR_RETURN(const int64_t before, DayBefore(page));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    ASSIGN_OR_RETURN(const std::vector<DayRef> offices, FirstDays(snapshot, prefix));
    if (offices.empty()) return found;
    ASSIGN_OR_RETURN(const int64_t today, NewestDay(snapshot, offices, act.now));
    const int64_t newest = page.after.empty() ? today : before - 1;
    // About as many days of offices as one office has on its pages.
    const auto size = static_cast<int64_t>(std::min(page.size, static_cast<size_t>(kDaysMax)));
    const int64_t days = std::max(int64_t{1}, size / static_cast<int64_t>(offices.size()));
    for (int64_t day = newest; day > newest - days; --day)
      RETURN_IF_ERROR(AddDayOfEach(snapshot, offices, day, found.rows));
    const bool older = std::any_of(offices.begin(), offices.end(),
                                   [&](const DayRef& first) { return first.day <= newest - days; });
    if (older) found.next = absl::StrCat(newest - days + 1);
    return found;
  });
}

absl::StatusOr<PageOf<v1::NotCompared>> Comparisons::NotCompared(const access::Act& act,
                                                                 const std::string& office,
                                                                 const PageRequest& page) {
  using Found = PageOf<v1::NotCompared>;
  const std::string prefix = office.empty() ? act.actor.scope : office;
  RETURN_IF_ERROR(access::CheckScope(act.actor, prefix));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    ASSIGN_OR_RETURN(const std::vector<DayRef> offices, FirstDays(snapshot, prefix));
    size_t looked = 0;
    for (const DayRef& first : offices) {
      if (first.office <= page.after) continue;
      if (looked++ == std::min(page.size, kOfficesMax)) break;
      found.next = first.office == offices.back().office ? "" : first.office;
      ASSIGN_OR_RETURN(const Passed passed, CountNotCompared(snapshot, first, act.now));
      if (passed.days == 0) continue;
      v1::NotCompared& row = found.rows.emplace_back();
      row.set_office(first.office);
      row.set_days(passed.days);
      *row.mutable_oldest_date() = ToDate(passed.oldest);
    }
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
