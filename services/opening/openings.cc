// The changes of openings.
#include "services/opening/openings.h"

#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/opening/open_loan.h"
#include "services/opening/opening_items.h"
#include "services/opening/opening_table.h"
#include "services/opening/validate_opening.h"
#include "services/refusal/refusal.h"
#include "services/stock/receipt.h"
#include "services/stock/stock_table.h"
#include "storage/layers/ledger_log.h"

namespace blangko::opening {
namespace {

using access::Act;
using access::Change;
using scheduler::Work;
using storage::Snapshot;
using storage::Txn;

constexpr int64_t kLoanDaysMax = 3660;  // after today, the last day on which a loan may be due

absl::Status CheckActor(const Act& act, std::string_view office) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  return access::CheckScope(act.actor, office);
}

absl::StatusOr<OpeningRow> Begin(Txn& txn, const Act& act, const std::string& office) {
  RETURN_IF_ERROR(access::GetOffice(txn, office).status());
  return OpenFor(txn, act, office);
}

std::string SubjectOf(std::string_view office) { return absl::StrCat("opening:", ToAbsl(office)); }

absl::Status LogEvent(Txn& txn, const Act& act, const std::string& office, std::string_view event,
                      const std::string& detail) {
  rows::v1::LogEntry entry = access::EntryOf(act, SubjectOf(office), event);
  entry.set_detail(MaskNiks(detail));
  return access::AppendEvent(txn, act, office, entry).status();
}

// ---- spoils

std::map<std::string, stock::Posting> PostingsOf(const v1::AddSpoilsRequest& request) {
  const bool bare = Planted("opening-spoils-not-in-register");
  std::map<std::string, stock::Posting> postings;
  for (const v1::SpoiledLot& line : request.lines()) {
    stock::Posting& posting = postings[line.lot()];
    posting.office = request.office();
    posting.lot = line.lot();
    posting.subject = SubjectOf(request.office());
    posting.event = stock::kOpeningSpoils;
    posting.movements.push_back(
        stock::Move(line.count(), rows::v1::ACCOUNT_OPENING,
                    bare ? rows::v1::ACCOUNT_QUARANTINED : rows::v1::ACCOUNT_SPOILED_HELD, request.document(),
                    line.cause()));
  }
  return postings;
}

// A lot whose spoiled blanks were entered from the same document; "" = none. They stand at the beginning of its ledger.
absl::StatusOr<std::string> EnteredBefore(Snapshot& snapshot, const v1::AddSpoilsRequest& request) {
  constexpr int kLooked = 20;  // entries
  std::string found;
  if (request.document().empty()) return found;
  for (const auto& [lot, posting] : PostingsOf(request)) {
    int looked = 0;
    RETURN_IF_ERROR(storage::VisitLog(snapshot, {request.office(), lot}, std::nullopt,
                                      storage::ScanOrder::kForward, [&](const storage::LogRecord& record) {
                                        rows::v1::LogEntry entry;
                                        const bool same = entry.ParseFromString(record.entry) &&
                                                          entry.event() == posting.event &&
                                                          !entry.movements().empty() &&
                                                          entry.movements(0).document() == request.document();
                                        if (same) found = lot;
                                        return found.empty() && ++looked < kLooked;
                                      }));
    if (!found.empty()) break;
  }
  return found;
}

absl::StatusOr<v1::Opening> SpoilsIn(Txn& txn, const Act& act, const v1::AddSpoilsRequest& request,
                                     const std::string& entered) {
  if (!entered.empty() && !Planted("opening-spoils-twice")) {
    return Refuse(Reason::kAlreadyExists,
                  {{"what", absl::StrCat("the spoiled blanks of ", request.document(), ", lot ", entered)}});
  }
  ASSIGN_OR_RETURN(OpeningRow row, Begin(txn, act, request.office()));
  for (const auto& [lot, posting] : PostingsOf(request)) {
    RETURN_IF_ERROR(stock::GetLot(txn, lot).status());
    RETURN_IF_ERROR(stock::StockTable(txn).Post(act, posting).status());
  }
  for (const v1::SpoiledLot& line : request.lines()) row.set_spoiled(row.spoiled() + line.count());
  PutOpening(txn, row);
  return ToApi(row);
}

// ---- lists

v1::RefusedItem RefusedOf(int item, const absl::Status& refusal) {
  v1::RefusedItem refused;
  refused.set_item(item);
  refused.set_reason(ReasonOf(refusal));
  refused.set_message(std::string(ToStd(refusal.message())));
  refused.set_message_id(IndonesianOf(refusal));
  return refused;
}

template <typename Items, typename Response, typename Take>
absl::StatusOr<int64_t> TakeEach(const Items& items, Response& response, Take take) {
  int64_t added = 0;
  for (int i = 0; i < items.size(); ++i) {
    const absl::StatusOr<bool> taken = take(items[i]);
    if (taken.ok()) {
      added += *taken ? 1 : 0;
      continue;
    }
    if (ReasonOf(taken.status()).empty()) return taken.status();
    *response.add_refused() = RefusedOf(i + 1, taken.status());
  }
  return added;
}

absl::StatusOr<Place> PlaceOf(Txn& txn, const Act& act, const std::string& office) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(txn, office));
  return Place{office, access::OfficeDay(zone, act.now)};
}

std::string DetailOf(int64_t added, int refused) {
  return absl::StrCat("added=", added, " refused=", refused);
}

absl::StatusOr<v1::AddUncollectedCardsResponse> CardsIn(Work& work,
                                                        const v1::AddUncollectedCardsRequest& request) {
  ASSIGN_OR_RETURN(OpeningRow row, Begin(work.txn, work.act, request.office()));
  ASSIGN_OR_RETURN(const Place place, PlaceOf(work.txn, work.act, request.office()));
  v1::AddUncollectedCardsResponse response;
  ASSIGN_OR_RETURN(const int64_t added,
                   TakeEach(request.cards(), response,
                            [&](const v1::UncollectedCard& card) { return TakeCard(work, place, card); }));
  row.set_uncollected(row.uncollected() + added);
  PutOpening(work.txn, row);
  RETURN_IF_ERROR(LogEvent(work.txn, work.act, request.office(), "OPENING_CARDS",
                           DetailOf(added, response.refused_size())));
  *response.mutable_opening() = ToApi(row);
  return response;
}

absl::StatusOr<v1::AddSuketsResponse> SuketsIn(Work& work, const v1::AddSuketsRequest& request) {
  ASSIGN_OR_RETURN(OpeningRow row, Begin(work.txn, work.act, request.office()));
  ASSIGN_OR_RETURN(const Place place, PlaceOf(work.txn, work.act, request.office()));
  v1::AddSuketsResponse response;
  ASSIGN_OR_RETURN(const int64_t added,
                   TakeEach(request.sukets(), response, [&](const v1::OutstandingSuket& suket) {
                     return TakeSuket(work, place, suket);
                   }));
  row.set_sukets(row.sukets() + added);
  PutOpening(work.txn, row);
  RETURN_IF_ERROR(LogEvent(work.txn, work.act, request.office(), "OPENING_SUKETS",
                           DetailOf(added, response.refused_size())));
  *response.mutable_opening() = ToApi(row);
  return response;
}

// ---- loans and the end

// Whose opening it is.
absl::StatusOr<std::string> OfficeOf(storage::Snapshot& snapshot, const v1::OpenLoan& loan) {
  ASSIGN_OR_RETURN(const bool borrower, access::IsOffice(snapshot, loan.borrower()));
  if (borrower) return loan.borrower();
  RETURN_IF_ERROR(access::GetOffice(snapshot, loan.lender()).status());
  return loan.lender();
}

absl::StatusOr<v1::AddOpenLoanResponse> LoanIn(Txn& txn, const Act& act, const v1::OpenLoan& loan) {
  ASSIGN_OR_RETURN(const std::string office, OfficeOf(txn, loan));
  RETURN_IF_ERROR(access::CheckScope(act.actor, office));
  ASSIGN_OR_RETURN(OpeningRow row, Begin(txn, act, office));
  ASSIGN_OR_RETURN(const Place place, PlaceOf(txn, act, office));
  ASSIGN_OR_RETURN(const int64_t due, DayOf("loan.due_date", loan.due_date(), place.today + kLoanDaysMax));
  ASSIGN_OR_RETURN(const bool twice, IsOpenAlready(txn, loan));
  if (twice)
    return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("the open loan of ", loan.document())}});
  v1::AddOpenLoanResponse response;
  response.set_loan_id(PutOpenLoan(txn, act, loan, due));
  row.set_loans(row.loans() + 1);
  PutOpening(txn, row);
  RETURN_IF_ERROR(LogEvent(
      txn, act, office, "OPENING_LOAN",
      absl::StrCat("loan=", response.loan_id(), " lender=", loan.lender(), " borrower=", loan.borrower(),
                   " type=", loan.blank_type(), " owed=", loan.owed_count(), " document=", loan.document())));
  return response;
}

absl::StatusOr<v1::Opening> CloseIn(Txn& txn, const Act& act, const v1::CloseOpeningRequest& request) {
  ASSIGN_OR_RETURN(OpeningRow row, Begin(txn, act, request.office()));
  row.set_closed_micros(absl::ToUnixMicros(act.now));
  row.set_closed_by(act.actor.identity);
  row.set_document(request.document());
  PutOpening(txn, row);
  RETURN_IF_ERROR(
      LogEvent(txn, act, request.office(), "OPENING_CLOSED",
               absl::StrCat("document=", request.document(), " spoiled=", row.spoiled(),
                            " cards=", row.uncollected(), " sukets=", row.sukets(), " loans=", row.loans())));
  return ToApi(row);
}

}  // namespace

absl::StatusOr<v1::Opening> Openings::AddSpoils(const Act& act, const v1::AddSpoilsRequest& request) {
  RETURN_IF_ERROR(CheckActor(act, request.office()));
  RETURN_IF_ERROR(ValidateSpoils(request));
  // Looked at outside the commit, which has no room for it: entries of a ledger never change.
  ASSIGN_OR_RETURN(const std::string entered, storage::ViewFor<std::string>(store_, [&](Snapshot& snapshot) {
                     return EnteredBefore(snapshot, request);
                   }));
  return Change<v1::Opening>(store_, act, "opening.add_spoils",
                             [&](Txn& txn) { return SpoilsIn(txn, act, request, entered); });
}

absl::StatusOr<v1::AddUncollectedCardsResponse> Openings::AddCards(
    const Act& act, const v1::AddUncollectedCardsRequest& request) {
  RETURN_IF_ERROR(CheckActor(act, request.office()));
  RETURN_IF_ERROR(ValidateCards(request));
  return Change<v1::AddUncollectedCardsResponse>(store_, act, "opening.add_cards", [&](Txn& txn) {
    scheduler::PolicyCache policies(txn, act.now);
    Work work{txn, &heads_, act, policies};
    return CardsIn(work, request);
  });
}

absl::StatusOr<v1::AddSuketsResponse> Openings::AddSukets(const Act& act,
                                                          const v1::AddSuketsRequest& request) {
  RETURN_IF_ERROR(CheckActor(act, request.office()));
  RETURN_IF_ERROR(ValidateSukets(request));
  return Change<v1::AddSuketsResponse>(store_, act, "opening.add_sukets", [&](Txn& txn) {
    scheduler::PolicyCache policies(txn, act.now);
    Work work{txn, &heads_, act, policies};
    return SuketsIn(work, request);
  });
}

absl::StatusOr<v1::AddOpenLoanResponse> Openings::AddLoan(const Act& act,
                                                          const v1::AddOpenLoanRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateLoan(request));
  return Change<v1::AddOpenLoanResponse>(store_, act, "opening.add_loan",
                                         [&](Txn& txn) { return LoanIn(txn, act, request.loan()); });
}

absl::StatusOr<v1::Opening> Openings::Close(const Act& act, const v1::CloseOpeningRequest& request) {
  RETURN_IF_ERROR(CheckActor(act, request.office()));
  RETURN_IF_ERROR(ValidateClose(request));
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "Closing an opening"}});
  return Change<v1::Opening>(store_, act, "opening.close",
                             [&](Txn& txn) { return CloseIn(txn, act, request); });
}

}  // namespace blangko::opening
