#include "services/loans/loans.h"

#include <limits>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/once.h"
#include "services/access/region_code.h"
#include "services/loans/loan_table.h"
#include "services/loans/notice_table.h"
#include "services/refusal/refusal.h"

namespace blangko::loans {
namespace {

using access::Act;
using access::Covers;
using storage::Snapshot;
using storage::Txn;

constexpr char kAcknowledge[] = "loans.acknowledge";

bool IsShown(const Act& act, std::string_view asked, std::string_view office) {
  return Covers(act.actor.scope, office) && Covers(asked, office);
}

absl::Status CheckAsked(const Act& act, const std::string& office) {
  return office.empty() ? absl::OkStatus() : access::CheckScope(act.actor, office);
}

absl::StatusOr<v1::AcknowledgeNoticeResponse> See(Txn& txn, const Act& act, const NoticePlace& place) {
  ASSIGN_OR_RETURN(auto notice, FindNotice(txn, place));
  if (!notice.has_value())
    return Refuse(Reason::kNoNotice, {{"shipment", place.shipment_id}, {"office", place.office}});
  v1::AcknowledgeNoticeResponse response;
  if (notice->seen_by().empty()) {
    notice->set_seen_by(act.actor.identity);
    notice->set_seen_micros(absl::ToUnixMicros(act.now));
    PutNotice(txn, place, *notice);
    const rows::v1::LogEntry entry =
        access::EntryOf(act, absl::StrCat("shipment:", place.shipment_id), "NOTICE_SEEN");
    RETURN_IF_ERROR(access::AppendEvent(txn, act, place.office, entry).status());
  }
  *response.mutable_notice() = ToApi(place, *notice);
  return response;
}

absl::Status ValidateAcknowledge(const v1::AcknowledgeNoticeRequest& request) {
  std::vector<FieldViolation> bad;
  if (!access::IsOfficeCode(request.office()))
    bad.push_back({"office", request.office().substr(0, 100), "an office code such as 14.05 or 14.05.02"});
  if (request.shipment_id().empty() || request.shipment_id().size() > 100)
    bad.push_back({"shipment_id", absl::StrCat(request.shipment_id().size(), " bytes"),
                   "the shipment, from loans notices"});
  return BadFields(bad);
}

}  // namespace

absl::StatusOr<PageOf<v1::Loan>> Loans::ListLoans(const Act& act, const v1::ListLoansRequest& request,
                                                  const PageRequest& page) {
  using Found = PageOf<v1::Loan>;
  RETURN_IF_ERROR(CheckAsked(act, request.office()));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    std::vector<LoanRow> rows;
    RETURN_IF_ERROR(VisitLoans(snapshot, page.after, [&](const LoanRow& loan) {
      const bool ours =
          IsShown(act, request.office(), loan.lender()) || IsShown(act, request.office(), loan.borrower());
      if (!ours || (!request.settled() && loan.settled_micros() != 0)) return true;
      if (rows.size() == page.size) found.next = rows.back().loan_id();
      if (found.next.empty()) rows.push_back(loan);
      return found.next.empty();
    }));
    for (const LoanRow& loan : rows) {
      ASSIGN_OR_RETURN(v1::Loan api, ToApi(snapshot, loan, act.now));
      found.rows.push_back(std::move(api));
    }
    return found;
  });
}

absl::StatusOr<v1::Loan> Loans::GetLoan(const Act& act, std::string_view loan_id) {
  return storage::ViewFor<v1::Loan>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Loan> {
    ASSIGN_OR_RETURN(const LoanRow loan, FindLoan(snapshot, act.actor, loan_id));
    return ToApi(snapshot, loan, act.now);
  });
}

absl::StatusOr<PageOf<v1::ShipmentNotice>> Loans::ListNotices(const Act& act,
                                                              const v1::ListNoticesRequest& request,
                                                              const PageRequest& page) {
  using Found = PageOf<v1::ShipmentNotice>;
  RETURN_IF_ERROR(CheckAsked(act, request.office()));
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    NoticePlace last;
    RETURN_IF_ERROR(
        VisitNotices(snapshot, page.after, [&](const NoticePlace& place, const NoticeRow& notice) {
          const bool ours = IsShown(act, request.office(), place.office);
          if (!ours || (!request.seen() && !notice.seen_by().empty())) return true;
          if (found.rows.size() == page.size) found.next = CursorOf(last);
          if (found.next.empty()) found.rows.push_back(ToApi(place, notice));
          last = place;
          return found.next.empty();
        }));
    return found;
  });
}

absl::StatusOr<v1::AcknowledgeNoticeResponse> Loans::Acknowledge(
    const Act& act, const v1::AcknowledgeNoticeRequest& request) {
  using Response = v1::AcknowledgeNoticeResponse;
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateAcknowledge(request));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.office()));
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "An acknowledgement"}});
  const NoticePlace place{request.office(), request.shipment_id()};
  return storage::UpdateFor<Response>(store_, kAcknowledge, [&](Txn& txn) {
    return access::Once<Response>(txn, act, kAcknowledge, [&] { return See(txn, act, place); });
  });
}

absl::StatusOr<Waiting> Loans::CountWaiting(absl::Time now) {
  return storage::ViewFor<Waiting>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Waiting> {
    Waiting waiting;
    ASSIGN_OR_RETURN(const auto open, OpenLoans(snapshot, "", std::numeric_limits<size_t>::max()));
    for (const LoanRow& loan : open) {
      ASSIGN_OR_RETURN(const bool overdue, IsOverdueAt(snapshot, loan, now));
      if (overdue) ++waiting.overdue_loans;
    }
    RETURN_IF_ERROR(VisitNotices(snapshot, "", [&](const NoticePlace&, const NoticeRow& notice) {
      if (notice.seen_by().empty()) ++waiting.unseen_notices;
      return true;
    }));
    return waiting;
  });
}

}  // namespace blangko::loans
