// The changes of the daily comparison.
#include "services/comparison/comparisons.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/planted.h"
#include "base/sha256.h"
#include "base/status_macros.h"
#include "services/access/account.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/access/store_identity.h"
#include "services/access/validate_proposals.h"
#include "services/comparison/compare.h"
#include "services/comparison/day_view.h"
#include "services/comparison/outside.h"
#include "services/comparison/print_list.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/policy_table.h"

namespace blangko::comparison {
namespace {

using access::Act;
using access::Change;
using storage::Snapshot;
using storage::Txn;

constexpr char kImport[] = "comparison.import";
constexpr char kBook[] = "comparison.book";
constexpr char kAnswer[] = "comparison.answer";
constexpr char kClose[] = "comparison.close";
constexpr size_t kRowsACommit = 200;
constexpr size_t kNoteMax = 200;  // bytes
constexpr char kOther[] = "LAINNYA";
constexpr std::array<const char*, 5> kReasons = {"HARI_LAIN", "KANTOR_LAIN", "BELUM_TERKIRIM", "SALAH_CATAT",
                                                 kOther};

absl::Status LogEvent(Txn& txn, const Act& act, const DayRef& ref, std::string_view event,
                      const std::string& detail) {
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("comparison:", ref.office, ":", DayText(ref.day)), event);
  entry.set_detail(detail);
  return access::AppendEvent(txn, act, ref.office, entry).status();
}

absl::Status CheckOpen(const DayRow& row) {
  if (row.state() != v1::ComparisonDay::STATE_CLOSED) return absl::OkStatus();
  return Refuse(Reason::kComparisonClosed,
                {{"day", DayText(row.day())}, {"office", row.office()}, {"by", row.closed_by()}});
}

// The office exists, is in the actor's scope, and the day is not in the future.
absl::StatusOr<ListContext> CheckDay(Snapshot& snapshot, const Act& act, const DayRef& ref) {
  RETURN_IF_ERROR(access::GetOffice(snapshot, ref.office).status());
  ListContext context;
  ASSIGN_OR_RETURN(context.zone, access::ZoneOf(snapshot, ref.office));
  context.day = ref.day;
  const int64_t today = access::OfficeDay(context.zone, act.now);
  if (ref.day > today) return BadField("day", DayText(ref.day), absl::StrCat("at most ", DayText(today)));
  ASSIGN_OR_RETURN(const auto identity, access::ReadIdentity(snapshot));
  context.hash_key = identity.hash_key();
  return context;
}

// ---- the list -------------------------------------------------------------------------------------------------------

// The rows of a list that does not hold yet: written again by whoever brings the same list, under the same keys.
absl::Status WriteRows(storage::Store& store, const DayRef& ref, const PrintList& list) {
  for (size_t begin = 0; begin < list.rows.size(); begin += kRowsACommit) {
    const size_t end = std::min(begin + kRowsACommit, list.rows.size());
    RETURN_IF_ERROR(store.Update("comparison.rows", [&](Txn& txn) {
      for (size_t i = begin; i < end; ++i) PutListed(txn, ref, list.list_id, list.rows[i]);
      return absl::OkStatus();
    }));
  }
  return absl::OkStatus();
}

DayRow NewRow(const DayRef& ref) {
  DayRow row;
  row.set_office(ref.office);
  row.set_day(ref.day);
  row.set_state(v1::ComparisonDay::STATE_OPEN);
  return row;
}

// From this commit on the list holds.
absl::StatusOr<v1::ImportPrintListResponse> TakeList(Txn& txn, const Act& act, const DayRef& ref,
                                                     const PrintList& list) {
  v1::ImportPrintListResponse response;
  ASSIGN_OR_RETURN(const auto before, FindDay(txn, ref));
  if (before.has_value() && before->list_id() == list.list_id) return response;
  if (before.has_value()) RETURN_IF_ERROR(CheckOpen(*before));
  DayRow row = before.value_or(NewRow(ref));
  row.set_list_id(list.list_id);
  row.set_listed(static_cast<int64_t>(list.rows.size()));
  row.set_refused(list.refused);
  row.mutable_errors()->Assign(list.errors.begin(), list.errors.end());
  row.set_listed_by(act.actor.identity);
  row.set_listed_micros(absl::ToUnixMicros(act.now));
  row.set_lists(row.lists() + 1);
  row.set_version(row.version() + 1);
  PutDay(txn, row);
  const char* event = before.has_value() ? "PRINT_LIST_REPLACED" : "PRINT_LIST_TAKEN";
  RETURN_IF_ERROR(LogEvent(txn, act, ref, event,
                           absl::StrCat("list=", list.list_id.substr(0, 16), " cards=", list.rows.size(),
                                        " refused=", list.refused)));
  response.set_changed(true);
  return response;
}

// ---- booking --------------------------------------------------------------------------------------------------------

// The rows of the list by the ids that were asked for, in the order of the request.
absl::StatusOr<std::vector<ListedRow>> RowsAsked(Snapshot& snapshot, const DayRef& ref, const DayRow& day,
                                                 const v1::BookOutsideRequest& request) {
  ASSIGN_OR_RETURN(const Comparison compared, Compare(snapshot, ref, day.list_id()));
  std::map<std::string, v1::ComparedCard> cards;
  for (const v1::ComparedCard& card : compared.cards) cards.emplace(card.card_id(), card);
  std::map<std::string, ListedRow> listed;
  RETURN_IF_ERROR(VisitListed(snapshot, ref, day.list_id(), [&](const ListedRow& row) {
    listed.emplace(absl::StrCat("there:", row.card()), row);
  }));
  std::vector<ListedRow> asked;
  for (const std::string& id : request.card_ids()) {
    const auto card = cards.find(id);
    const auto row = listed.find(id);
    if (card == cards.end() || row == listed.end()) return UnknownCard(ref, id);
    const bool only_there = card->second.side() == v1::ComparedCard::SIDE_ONLY_THERE;
    if (!only_there && !Planted("outside-card-booked-twice"))
      return Refuse(Reason::kCardNotOnlyThere, {{"card", id}, {"why", SideName(card->second.side())}});
    asked.push_back(row->second);
  }
  return asked;
}

absl::Status ValidateBook(const v1::BookOutsideRequest& request) {
  const auto size = static_cast<size_t>(request.card_ids_size());
  if (size < 1 || size > kBookedAtOnceMax)
    return BadField("card_ids", absl::StrCat(size), absl::StrCat("1 to ", kBookedAtOnceMax));
  std::vector<std::string> ids(request.card_ids().begin(), request.card_ids().end());
  std::sort(ids.begin(), ids.end());
  const auto twice = std::adjacent_find(ids.begin(), ids.end());
  if (twice == ids.end()) return absl::OkStatus();
  return BadField("card_ids", absl::StrCat(*twice, " twice"), "each card once");
}

struct DayAsked {
  DayRow row;
  std::vector<ListedRow> listed;
};

absl::StatusOr<v1::BookOutsideResponse> BookIn(Txn& txn, scheduler::Work& work, const DayRef& ref,
                                               const DayAsked& asked, const std::string& lot) {
  ASSIGN_OR_RETURN(DayRow day, GetDay(txn, ref));
  RETURN_IF_ERROR(CheckOpen(day));
  v1::BookOutsideResponse response;
  for (const ListedRow& listed : asked.listed) {
    ASSIGN_OR_RETURN(const OutsideRow row, BookOutside(work, ref, listed, lot));
    *response.add_booked() = ToApi(row);
  }
  day.set_version(day.version() + 1);
  PutDay(txn, day);
  RETURN_IF_ERROR(
      LogEvent(txn, work.act, ref, "BOOKED_OUTSIDE", absl::StrCat("cards=", asked.listed.size())));
  return response;
}

// ---- answers --------------------------------------------------------------------------------------------------------

absl::Status ValidateAnswer(const v1::AnswerDifferenceRequest& request) {
  std::vector<FieldViolation> bad;
  const bool known = std::any_of(kReasons.begin(), kReasons.end(),
                                 [&](const char* reason) { return request.reason() == reason; });
  if (!known) bad.push_back({"reason", MaskNiks(request.reason()), absl::StrJoin(kReasons, ", ")});
  if (request.note().size() > kNoteMax)
    bad.push_back(
        {"note", absl::StrCat(request.note().size(), " bytes"), absl::StrCat("at most ", kNoteMax)});
  access::CheckNoNik("note", request.note(), bad);
  if (request.reason() == kOther && request.note().empty())
    bad.push_back({"note", "", "what it was, for LAINNYA; no personal data"});
  return BadFields(bad);
}

bool MayBeAnswered(v1::ComparedCard::Side side) {
  return side == v1::ComparedCard::SIDE_ONLY_THERE || side == v1::ComparedCard::SIDE_ONLY_HERE;
}

absl::StatusOr<v1::AnswerDifferenceResponse> AnswerIn(Txn& txn, const Act& act, const DayRef& ref,
                                                      const v1::AnswerDifferenceRequest& request) {
  ASSIGN_OR_RETURN(DayRow day, GetDay(txn, ref));
  RETURN_IF_ERROR(CheckOpen(day));
  ReasonRow reason;
  reason.set_code(request.reason());
  reason.set_note(request.note());
  reason.set_by(act.actor.identity);
  reason.set_since_micros(absl::ToUnixMicros(act.now));
  PutReason(txn, ref, request.card_id(), reason);
  day.set_version(day.version() + 1);
  PutDay(txn, day);
  RETURN_IF_ERROR(
      LogEvent(txn, act, ref, "DIFFERENCE_ANSWERED", absl::StrCat(request.card_id(), " ", request.reason())));
  v1::AnswerDifferenceResponse response;
  response.mutable_card()->set_card_id(request.card_id());
  return response;
}

// ---- the end of the day ---------------------------------------------------------------------------------------------

// Rows that nobody could read may be cards: somebody says what became of them.
absl::Status CheckNote(const DayRow& row, const std::string& note) {
  std::vector<FieldViolation> bad;
  access::CheckReason("note", note, bad);
  if (row.refused() > 0 && note.empty() && !Planted("refused-rows-forgotten")) {
    bad.push_back(
        {"note", "", absl::StrCat("what became of the ", row.refused(), " refused rows of the list")});
  }
  return BadFields(bad);
}

absl::Status CheckDone(const DayRow& row, const Comparison& compared) {
  if (compared.counts.unanswered() == 0) return absl::OkStatus();
  return Refuse(Reason::kDayHasDifferences, {{"day", DayText(row.day())},
                                             {"office", row.office()},
                                             {"count", absl::StrCat(compared.counts.unanswered())},
                                             {"card", compared.first_unanswered}});
}

// `seen`: the day as it was compared; a change since then makes the comparison one of another day.
absl::StatusOr<v1::CloseDayResponse> CloseIn(Txn& txn, const Act& act, const DayRow& seen,
                                             const Comparison& compared, const std::string& note) {
  const DayRef ref{seen.office(), seen.day()};
  ASSIGN_OR_RETURN(DayRow row, GetDay(txn, ref));
  RETURN_IF_ERROR(CheckOpen(row));
  if (row.version() != seen.version()) return absl::AbortedError("comparison: the day changed meanwhile");
  RETURN_IF_ERROR(CheckDone(row, compared));
  RETURN_IF_ERROR(CheckNote(row, note));
  row.set_state(v1::ComparisonDay::STATE_CLOSED);
  *row.mutable_counts() = ToRow(compared.counts);
  row.set_closed_by(act.actor.identity);
  row.set_closed_micros(absl::ToUnixMicros(act.now));
  row.set_version(row.version() + 1);
  PutDay(txn, row);
  const v1::ComparisonCounts& counts = compared.counts;
  RETURN_IF_ERROR(LogEvent(
      txn, act, ref, "COMPARISON_CLOSED",
      absl::StrCat("agreed=", counts.agreed(), " booked=", counts.booked(), " there=", counts.only_there(),
                   " here=", counts.only_here(), note.empty() ? "" : " note=", note)));
  return v1::CloseDayResponse();
}

template <typename Request>
absl::StatusOr<DayRef> RefOf(const Act& act, const Request& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  ASSIGN_OR_RETURN(const int64_t day, FromDate(request.day()));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  return DayRef{request.office(), day};
}

}  // namespace

absl::StatusOr<v1::ImportPrintListResponse> Comparisons::ImportList(
    const Act& act, const v1::ImportPrintListRequest::Header& header, const std::string& bytes) {
  ASSIGN_OR_RETURN(const DayRef ref, RefOf(act, header));
  ASSIGN_OR_RETURN(const ListContext context, storage::ViewFor<ListContext>(store_, [&](Snapshot& snapshot) {
                     return CheckDay(snapshot, act, ref);
                   }));
  ASSIGN_OR_RETURN(const PrintList list, ReadPrintList(bytes, context));
  ASSIGN_OR_RETURN(const auto before,
                   storage::ViewFor<std::optional<DayRow>>(
                       store_, [&](Snapshot& snapshot) { return FindDay(snapshot, ref); }));
  const bool known = before.has_value() && before->list_id() == list.list_id;
  if (before.has_value() && !known) RETURN_IF_ERROR(CheckOpen(*before));
  if (!known) RETURN_IF_ERROR(WriteRows(store_, ref, list));
  Act kept = act;
  kept.request_id = header.request_id();
  Sha256 fingerprint;
  fingerprint.Add(absl::StrCat(ref.office, "|", ref.day, "|", list.list_id));
  kept.fingerprint = fingerprint.Hex().substr(0, 32);
  ASSIGN_OR_RETURN(v1::ImportPrintListResponse response,
                   Change<v1::ImportPrintListResponse>(
                       store_, kept, kImport, [&](Txn& txn) { return TakeList(txn, kept, ref, list); }));
  v1::GetDayRequest again;
  again.set_office(header.office());
  *again.mutable_day() = header.day();
  ASSIGN_OR_RETURN(v1::GetDayResponse day, Get(act.actor, again));
  *response.mutable_day() = std::move(*day.mutable_day());
  *response.mutable_errors() = std::move(*day.mutable_errors());
  return response;
}

absl::StatusOr<v1::BookOutsideResponse> Comparisons::Book(const Act& act,
                                                          const v1::BookOutsideRequest& request) {
  ASSIGN_OR_RETURN(const DayRef ref, RefOf(act, request));
  RETURN_IF_ERROR(ValidateBook(request));
  const auto effect = [&](Txn& txn, const DayAsked& asked) {
    scheduler::PolicyCache policies(txn, act.now);
    scheduler::Work work{txn, &heads_, act, policies};
    return BookIn(txn, work, ref, asked, request.lot());
  };
  // The sides are told apart before the commit: they take as many reads as the day has cards. Inside it the row of the day
  // and the booking of each card are looked at again. A request that was done before is answered whatever is asked now.
  const auto gathered =
      storage::ViewFor<DayAsked>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<DayAsked> {
        DayAsked asked;
        ASSIGN_OR_RETURN(asked.row, GetDay(snapshot, ref));
        RETURN_IF_ERROR(CheckOpen(asked.row));
        ASSIGN_OR_RETURN(asked.listed, RowsAsked(snapshot, ref, asked.row, request));
        return asked;
      });
  return Change<v1::BookOutsideResponse>(
      store_, act, kBook, [&](Txn& txn) -> absl::StatusOr<v1::BookOutsideResponse> {
        if (!gathered.ok()) return gathered.status();
        ASSIGN_OR_RETURN(const DayRow now, GetDay(txn, ref));
        if (now.list_id() != gathered->row.list_id())
          return absl::AbortedError("comparison: another list was taken meanwhile");
        return effect(txn, *gathered);
      });
}

absl::StatusOr<v1::AnswerDifferenceResponse> Comparisons::Answer(const Act& act,
                                                                 const v1::AnswerDifferenceRequest& request) {
  using Response = v1::AnswerDifferenceResponse;
  ASSIGN_OR_RETURN(const DayRef ref, RefOf(act, request));
  RETURN_IF_ERROR(ValidateAnswer(request));
  const auto find = [&](Snapshot& snapshot) -> absl::StatusOr<v1::ComparedCard> {
    ASSIGN_OR_RETURN(const DayRow day, GetDay(snapshot, ref));
    ASSIGN_OR_RETURN(const Comparison compared, Compare(snapshot, ref, day.list_id()));
    return FindCard(compared, ref, request.card_id());
  };
  const auto seen = storage::ViewFor<v1::ComparedCard>(store_, find);
  RETURN_IF_ERROR(
      Change<Response>(store_, act, kAnswer, [&](Txn& txn) -> absl::StatusOr<Response> {
        if (!seen.ok()) return seen.status();
        if (!MayBeAnswered(seen->side()))
          return Refuse(Reason::kCardAgrees, {{"card", request.card_id()}, {"side", SideName(seen->side())}});
        return AnswerIn(txn, act, ref, request);
      }).status());
  Response response;
  ASSIGN_OR_RETURN(*response.mutable_card(), storage::ViewFor<v1::ComparedCard>(store_, find));
  return response;
}

absl::StatusOr<v1::CloseDayResponse> Comparisons::Close(const Act& act, const v1::CloseDayRequest& request) {
  using Response = v1::CloseDayResponse;
  struct Seen {
    DayRow row;
    Comparison compared;
  };
  ASSIGN_OR_RETURN(const DayRef ref, RefOf(act, request));
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "Closing a day"}});
  const auto seen = storage::ViewFor<Seen>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Seen> {
    Seen found;
    ASSIGN_OR_RETURN(found.row, GetDay(snapshot, ref));
    ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, ref.office));
    if (ref.day >= access::OfficeDay(zone, act.now))
      return Refuse(Reason::kDayNotOver, {{"day", DayText(ref.day)}, {"office", ref.office}});
    ASSIGN_OR_RETURN(found.compared, Compare(snapshot, ref, found.row.list_id()));
    return found;
  });
  RETURN_IF_ERROR(Change<Response>(store_, act, kClose, [&](Txn& txn) -> absl::StatusOr<Response> {
                    if (!seen.ok()) return seen.status();
                    return CloseIn(txn, act, seen->row, seen->compared, request.note());
                  }).status());
  v1::GetDayRequest again;
  again.set_office(request.office());
  *again.mutable_day() = request.day();
  ASSIGN_OR_RETURN(v1::GetDayResponse day, Get(act.actor, again));
  Response response;
  *response.mutable_day() = std::move(*day.mutable_day());
  return response;
}

}  // namespace blangko::comparison
