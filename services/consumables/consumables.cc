// The changes of supplies.
#include "services/consumables/consumables.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/once.h"
#include "services/consumables/validate_supplies.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"

namespace blangko::consumables {
namespace {

using access::Act;
using access::Change;
using storage::Txn;

template <typename Request>
absl::StatusOr<SupplyRef> CheckPlace(Txn& txn, const Request& request) {
  RETURN_IF_ERROR(access::GetOffice(txn, request.office()).status());
  RETURN_IF_ERROR(GetKind(txn, request.kind()).status());
  return SupplyRef{request.office(), request.kind()};
}

EntryRow NewEntry(const Act& act, v1::SupplyEntry::Act kind, int64_t pieces) {
  EntryRow entry;
  entry.set_act(kind);
  entry.set_pieces(pieces);
  entry.set_by(act.actor.identity);
  entry.set_booked_micros(absl::ToUnixMicros(act.now));
  return entry;
}

absl::Status Short(const SupplyRef& ref, int64_t balance, int64_t wanted) {
  return Refuse(Reason::kSupplyShort, {{"office", ref.office},
                                       {"kind", ref.kind},
                                       {"balance", absl::StrCat(balance)},
                                       {"wanted", absl::StrCat(wanted)}});
}

void AddUp(const EntryRow& entry, StockRow& stock) {
  const int64_t pieces = entry.pieces();
  switch (entry.act()) {
    case v1::SupplyEntry::ACT_RECEIVED: return stock.set_received(stock.received() + pieces);
    case v1::SupplyEntry::ACT_ISSUED: return stock.set_issued(stock.issued() + pieces);
    case v1::SupplyEntry::ACT_RETURNED: return stock.set_returned(stock.returned() + pieces);
    default: return stock.set_adjusted(stock.adjusted() + pieces);
  }
}

// Writes the entry with the balance after it, and the one log entry.
absl::StatusOr<v1::SupplyEntry> Book(Txn& txn, const Act& act, const SupplyRef& ref, EntryRow entry) {
  ASSIGN_OR_RETURN(StockRow stock, GetStock(txn, ref));
  const bool out = entry.act() == v1::SupplyEntry::ACT_ISSUED;
  const int64_t after = stock.pieces() + (out ? -entry.pieces() : entry.pieces());
  if (after < 0 && !Planted("supplies-below-zero")) return Short(ref, stock.pieces(), entry.pieces());
  stock.set_pieces(after);
  stock.set_entries(stock.entries() + 1);
  AddUp(entry, stock);
  entry.set_number(stock.entries());
  entry.set_after(after);
  PutStock(txn, ref, stock);
  PutEntry(txn, ref, entry);
  const v1::SupplyEntry api = ToApi(ref, entry);
  rows::v1::LogEntry logged = access::EntryOf(act, absl::StrCat("supply:", ref.office, ":", ref.kind),
                                              v1::SupplyEntry::Act_Name(api.act()).substr(4));
  logged.set_event(absl::StrCat("SUPPLY_", logged.event()));
  logged.set_detail(absl::StrCat("pieces=", entry.pieces(), " after=", after));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, ref.office, logged).status());
  return api;
}

// A printer of a station that stands in the office or below it.
absl::Status CheckPrinter(Txn& txn, const std::string& office, const std::string& station,
                          const std::string& printer) {
  ASSIGN_OR_RETURN(const printers::StationRow row, printers::GetStation(txn, station));
  if (!access::Covers(office, row.office()))
    return BadField("station_id", station, absl::StrCat("a station of office ", office));
  return printers::GetPrinter(txn, station, printer).status();
}

absl::StatusOr<v1::SupplyEntry> IssueIn(Txn& txn, const Act& act, const v1::IssueSuppliesRequest& request) {
  ASSIGN_OR_RETURN(const SupplyRef ref, CheckPlace(txn, request));
  RETURN_IF_ERROR(CheckPrinter(txn, ref.office, request.station_id(), request.printer_id()));
  ASSIGN_OR_RETURN(AtPrinterRow at, GetAtPrinter(txn, request.station_id(), request.printer_id(), ref.kind));
  at.set_issued(at.issued() + request.pieces());
  at.set_last_micros(absl::ToUnixMicros(act.now));
  at.set_office(ref.office);
  PutAtPrinter(txn, request.station_id(), request.printer_id(), ref.kind, at);
  EntryRow entry = NewEntry(act, v1::SupplyEntry::ACT_ISSUED, request.pieces());
  entry.set_station_id(request.station_id());
  entry.set_printer_id(request.printer_id());
  return Book(txn, act, ref, std::move(entry));
}

absl::StatusOr<v1::SupplyEntry> ReturnIn(Txn& txn, const Act& act, const v1::ReturnSuppliesRequest& request) {
  ASSIGN_OR_RETURN(const SupplyRef ref, CheckPlace(txn, request));
  RETURN_IF_ERROR(CheckPrinter(txn, ref.office, request.station_id(), request.printer_id()));
  ASSIGN_OR_RETURN(AtPrinterRow at, GetAtPrinter(txn, request.station_id(), request.printer_id(), ref.kind));
  const int64_t there = at.issued() - at.returned();
  if (request.pieces() > there)
    return Refuse(Reason::kSupplyNotAtPrinter, {{"station", request.station_id()},
                                                {"printer", request.printer_id()},
                                                {"kind", ref.kind},
                                                {"balance", absl::StrCat(there)},
                                                {"wanted", absl::StrCat(request.pieces())}});
  at.set_returned(at.returned() + request.pieces());
  PutAtPrinter(txn, request.station_id(), request.printer_id(), ref.kind, at);
  EntryRow entry = NewEntry(act, v1::SupplyEntry::ACT_RETURNED, request.pieces());
  entry.set_station_id(request.station_id());
  entry.set_printer_id(request.printer_id());
  entry.set_reason(MaskNiks(request.reason()));
  return Book(txn, act, ref, std::move(entry));
}

absl::StatusOr<v1::SupplyEntry> CountIn(Txn& txn, const Act& act, const v1::CountSuppliesRequest& request) {
  ASSIGN_OR_RETURN(const SupplyRef ref, CheckPlace(txn, request));
  ASSIGN_OR_RETURN(const StockRow stock, GetStock(txn, ref));
  const int64_t difference = request.counted() - stock.pieces();
  if (difference != 0 && request.reason().empty())
    return BadField(
        "reason", "",
        absl::StrCat("why ", request.counted(), " were counted and the book says ", stock.pieces()));
  EntryRow entry = NewEntry(act, v1::SupplyEntry::ACT_COUNTED, difference);
  entry.set_document(request.document());
  entry.set_reason(MaskNiks(request.reason()));
  return Book(txn, act, ref, std::move(entry));
}

absl::Status CheckActor(const Act& act, std::string_view office) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  return access::CheckScope(act.actor, office);
}

absl::StatusOr<v1::SetSupplyKindResponse> SetKindIn(Txn& txn, const Act& act, const v1::SupplyKind& kind) {
  ASSIGN_OR_RETURN(const std::vector<KindRow> all, AllKinds(txn));
  if (all.size() >= kKindsMax && !GetKind(txn, kind.kind()).ok())
    return BadField("kind.kind", kind.kind(), absl::StrCat("one of the ", kKindsMax, " that are there"));
  KindRow row;
  row.set_kind(kind.kind());
  row.set_cards_each(kind.cards_each());
  row.set_by(act.actor.identity);
  row.set_set_micros(absl::ToUnixMicros(act.now));
  PutKind(txn, row);
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("supply_kind:", kind.kind()), "SET_SUPPLY_KIND");
  entry.set_detail(absl::StrCat("cards_each=", kind.cards_each()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, act.actor.scope, entry).status());
  v1::SetSupplyKindResponse response;
  *response.mutable_kind() = ToApi(row);
  return response;
}

}  // namespace

absl::StatusOr<v1::SetSupplyKindResponse> Consumables::SetKind(const Act& act, const v1::SupplyKind& kind) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateKind(kind));
  return Change<v1::SetSupplyKindResponse>(store_, act, "consumables.set_kind",
                                           [&](Txn& txn) { return SetKindIn(txn, act, kind); });
}

absl::StatusOr<v1::SupplyEntry> Consumables::Receive(const Act& act,
                                                     const v1::ReceiveSuppliesRequest& request) {
  RETURN_IF_ERROR(CheckActor(act, request.office()));
  RETURN_IF_ERROR(ValidateReceive(request));
  const auto body = [&](Txn& txn) -> absl::StatusOr<v1::SupplyEntry> {
    ASSIGN_OR_RETURN(const SupplyRef ref, CheckPlace(txn, request));
    ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(txn, ref.office));
    EntryRow entry = NewEntry(act, v1::SupplyEntry::ACT_RECEIVED, request.pieces());
    ASSIGN_OR_RETURN(const int64_t day, DocumentDay(request, access::OfficeDay(zone, act.now)));
    entry.set_document_day(day);
    entry.set_document(request.document());
    return Book(txn, act, ref, std::move(entry));
  };
  return Change<v1::SupplyEntry>(store_, act, "consumables.receive", body);
}

absl::StatusOr<v1::SupplyEntry> Consumables::Issue(const Act& act, const v1::IssueSuppliesRequest& request) {
  RETURN_IF_ERROR(CheckActor(act, request.office()));
  RETURN_IF_ERROR(ValidateIssue(request));
  return Change<v1::SupplyEntry>(store_, act, "consumables.issue",
                                 [&](Txn& txn) { return IssueIn(txn, act, request); });
}

absl::StatusOr<v1::SupplyEntry> Consumables::Return(const Act& act,
                                                    const v1::ReturnSuppliesRequest& request) {
  RETURN_IF_ERROR(CheckActor(act, request.office()));
  RETURN_IF_ERROR(ValidateReturn(request));
  return Change<v1::SupplyEntry>(store_, act, "consumables.return",
                                 [&](Txn& txn) { return ReturnIn(txn, act, request); });
}

absl::StatusOr<v1::SupplyEntry> Consumables::Count(const Act& act, const v1::CountSuppliesRequest& request) {
  RETURN_IF_ERROR(CheckActor(act, request.office()));
  RETURN_IF_ERROR(ValidateCount(request));
  return Change<v1::SupplyEntry>(store_, act, "consumables.count",
                                 [&](Txn& txn) { return CountIn(txn, act, request); });
}

}  // namespace blangko::consumables
