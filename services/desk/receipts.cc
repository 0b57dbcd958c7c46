#include "services/desk/receipts.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/typed_code.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/access/store_identity.h"
#include "services/desk/receipt_table.h"
#include "services/desk/receipt_text.h"
#include "services/desk/validate_desk.h"
#include "services/records/record_table.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/explain.h"
#include "services/scheduler/place_name.h"
#include "services/scheduler/wire_time.h"

namespace blangko::desk {
namespace {

using records::RecordRow;

constexpr char kIssue[] = "desk.issue_receipt";
constexpr char kEvent[] = "ISSUE_RECEIPT";

absl::Status CheckNeeded(const RecordRow& record) {
  switch (record.state()) {
    case rows::v1::RECORD_STATE_HANDED_OVER:
    case rows::v1::RECORD_STATE_RECALLED:
    case rows::v1::RECORD_STATE_CANCELLED:
    case rows::v1::RECORD_STATE_PRINTED_STALE:
      return Refuse(Reason::kForbiddenMove, {{"record", record.record_id()},
                                             {"state", std::string(records::NameOf(record.state()))},
                                             {"event", kEvent}});
    default: return absl::OkStatus();
  }
}

absl::Status NoteInHistory(storage::Txn& txn, const access::Act& act, const RecordRow& before,
                           uint32_t count) {
  rows::v1::LogEntry entry = access::EntryOf(act, "", "");
  entry.set_detail(absl::StrCat("receipt=", count));
  rows::v1::RecordChange& change = *entry.mutable_record();
  change.set_record_id(before.record_id());
  change.set_event(kEvent);
  change.set_from_state(static_cast<uint32_t>(before.state()));
  change.set_to_state(static_cast<uint32_t>(before.state()));
  ASSIGN_OR_RETURN(const storage::LogPosition at, access::AppendEvent(txn, act, before.site(), entry));
  RecordRow after = before;
  records::Remember(after, before.site(), "", at);
  return records::RecordTable(txn, nullptr).Put(before, after, act.now);
}

// What may be kept of the answer: neither code nor name.
absl::StatusOr<v1::IssueReceiptResponse> IssueIn(storage::Txn& txn, const access::Act& act,
                                                 const v1::IssueReceiptRequest& request) {
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(txn, request.record_id()));
  RETURN_IF_ERROR(access::CheckScope(act.actor, record.site()));
  RETURN_IF_ERROR(CheckNeeded(record));
  ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, access::ReadIdentity(txn));
  const std::string code = ReceiptCodeFrom(meta.hash_key(), record.record_id(), request.salt());
  ASSIGN_OR_RETURN(const uint32_t count,
                   ReplaceReceipt(txn, record.record_id(), ReceiptHash(meta.hash_key(), code), act.now));
  RETURN_IF_ERROR(NoteInHistory(txn, act, record, count));
  v1::IssueReceiptResponse kept;
  kept.mutable_receipt()->set_count(count);
  *kept.mutable_receipt()->mutable_issue_time() = scheduler::ToWire(absl::ToUnixMicros(act.now));
  return kept;
}

// Adds what the code and the record give.
absl::Status Complete(storage::Snapshot& snapshot, const access::Act& act,
                      const v1::IssueReceiptRequest& request, v1::Receipt& receipt) {
  ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, access::ReadIdentity(snapshot));
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(snapshot, request.record_id()));
  ASSIGN_OR_RETURN(const rows::v1::Personal personal, records::GetPersonal(snapshot, record));
  ASSIGN_OR_RETURN(const auto explained, scheduler::ExplainIn(snapshot, act, record));
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, record.office()));
  ASSIGN_OR_RETURN(*receipt.mutable_office_name(), scheduler::PlaceName(snapshot, record.office()));
  ASSIGN_OR_RETURN(*receipt.mutable_collect_at(), scheduler::PlaceName(snapshot, record.site()));
  receipt.set_code(ReceiptCodeFrom(meta.hash_key(), record.record_id(), request.salt()));
  receipt.set_time_zone(zone.name());
  receipt.set_masked_name(MaskName(personal.name()));
  receipt.set_request_type(static_cast<records::v1::RequestType>(record.request_type()));
  *receipt.mutable_status() = StatusOf(explained);
  FillPapers(receipt);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::IssueReceiptResponse> Receipts::Issue(const access::Act& act,
                                                         const v1::IssueReceiptRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateIssueReceipt(request));
  ASSIGN_OR_RETURN(v1::IssueReceiptResponse response,
                   storage::UpdateFor<v1::IssueReceiptResponse>(store_, kIssue, [&](storage::Txn& txn) {
                     const auto issue = [&] { return IssueIn(txn, act, request); };
                     return access::Once<v1::IssueReceiptResponse>(txn, act, kIssue, issue);
                   }));
  RETURN_IF_ERROR(store_.View([&](storage::Snapshot& snapshot) {
    return Complete(snapshot, act, request, *response.mutable_receipt());
  }));
  return response;
}

absl::StatusOr<v1::GetReceiptStatusResponse> Receipts::Status(const access::Act& act,
                                                              const v1::GetReceiptStatusRequest& request) {
  const auto look = [&](storage::Snapshot& snapshot) -> absl::StatusOr<v1::GetReceiptStatusResponse> {
    v1::GetReceiptStatusResponse response;
    *response.mutable_status() = UnknownCode();
    ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, access::ReadIdentity(snapshot));
    const std::string hash = ReceiptHash(meta.hash_key(), CleanTypedCode(request.code()));
    ASSIGN_OR_RETURN(const auto receipt, FindReceipt(snapshot, hash));
    if (!receipt.has_value()) return response;
    ASSIGN_OR_RETURN(const auto record, records::FindRecord(snapshot, receipt->record_id()));
    if (!record.has_value()) return response;
    ASSIGN_OR_RETURN(const auto explained, scheduler::ExplainIn(snapshot, act, *record));
    *response.mutable_status() = StatusOf(explained);
    return response;
  };
  return storage::ViewFor<v1::GetReceiptStatusResponse>(store_, look);
}

}  // namespace blangko::desk
