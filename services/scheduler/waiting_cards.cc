#include "services/scheduler/waiting_cards.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/planted.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "services/scheduler/station_desk.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Permit;

std::string KeyOf(const printers::PrinterRow& printer, const v1::JobRef& look) {
  return PermitKey(printer.station_id(), printer.printer_id(), look.record_id());
}

// The permit that a look is about; nothing when the printer has none for this attempt.
absl::StatusOr<std::optional<Permit>> PermitOf(storage::Snapshot& snapshot, const std::string& key,
                                               const v1::JobRef& look) {
  ASSIGN_OR_RETURN(std::optional<Permit> permit, storage::GetRow<Permit>(snapshot, key));
  if (permit.has_value() && permit->attempt() != look.attempt()) permit.reset();
  return permit;
}

}  // namespace

absl::StatusOr<int32_t> CountWaiting(storage::Snapshot& snapshot, const printers::PrinterRow& printer,
                                     const JobRefs& looks) {
  std::set<std::string> counted;
  for (const v1::JobRef& look : looks) {
    const std::string key = KeyOf(printer, look);
    ASSIGN_OR_RETURN(const std::optional<Permit> permit, PermitOf(snapshot, key, look));
    if (permit.has_value() || Planted("look-without-permit")) counted.insert(key);
  }
  return static_cast<int32_t>(counted.size());
}

absl::Status NoteWaiting(storage::Txn& txn, printers::PrinterRow& printer, const JobRefs& looks,
                         absl::Time now) {
  ASSIGN_OR_RETURN(const int32_t waiting, CountWaiting(txn, printer, looks));
  printer.set_looks(waiting);
  for (const v1::JobRef& look : looks) {
    const std::string key = KeyOf(printer, look);
    ASSIGN_OR_RETURN(std::optional<Permit> permit, PermitOf(txn, key, look));
    if (!permit.has_value() || permit->look_micros() != 0) continue;
    permit->set_look_micros(absl::ToUnixMicros(now));
    storage::PutRow(txn, key, *permit);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::map<std::string, int64_t>> CardsWaitingAt(storage::Snapshot& snapshot,
                                                              std::string_view site) {
  std::vector<std::string> ids;
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(storage::KeyWriter(storage::Table::kPermit).Range(),
                                storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
                                  const auto permit = storage::DecodeRow<Permit>(value);
                                  bad = permit.status();
                                  if (bad.ok() && permit->look_micros() != 0)
                                    ids.push_back(permit->record_id());
                                  return bad.ok();
                                }));
  if (!bad.ok()) return bad;
  std::map<std::string, int64_t> waiting;
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(const records::RecordRow record, records::GetRecord(snapshot, id));
    const rows::v1::Attempt* attempt = records::CurrentAttempt(record);
    const bool here = attempt != nullptr && attempt->site() == site && records::IsPermitted(record.state());
    if (here) ++waiting[attempt->lot()];
  }
  return waiting;
}

absl::StatusOr<absl::Time> WaitsSince(storage::Snapshot& snapshot, const records::RecordRow& record) {
  const rows::v1::Attempt* attempt = records::CurrentAttempt(record);
  if (attempt == nullptr || !records::IsPermitted(record.state())) return absl::InfiniteFuture();
  const std::string key = PermitKey(attempt->station_id(), attempt->printer_id(), record.record_id());
  ASSIGN_OR_RETURN(const std::optional<Permit> permit, storage::GetRow<Permit>(snapshot, key));
  if (!permit.has_value() || permit->look_micros() == 0) return absl::InfiniteFuture();
  return absl::FromUnixMicros(permit->look_micros());
}

}  // namespace blangko::scheduler
