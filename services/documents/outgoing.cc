#include "services/documents/outgoing.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/store_identity.h"
#include "services/access/wire_time.h"
#include "services/documents/body.h"
#include "services/documents/document_key.h"
#include "services/documents/envelope.h"

namespace blangko::documents {
namespace {

using access::Act;
using storage::Txn;

// Store, epoch, number and time.
absl::Status Number(Txn& txn, const Act& act, v1::DocumentContent& content) {
  ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, access::ReadIdentity(txn));
  ASSIGN_OR_RETURN(
      const auto series,
      ReadSeries(txn, {.key = "", .to_office = content.to_office(), .epoch = meta.store_epoch()}));
  content.set_kind(KindOf(content));
  content.set_from_store(meta.store_id());
  content.set_store_epoch(meta.store_epoch());
  content.set_number(series.highest() + 1);
  *content.mutable_time() = access::ToWire(absl::ToUnixMicros(act.now));
  return absl::OkStatus();
}

absl::Status NoteSent(Txn& txn, const Act& act, const std::string& office) {
  ASSIGN_OR_RETURN(ForeignRow foreign, FindForeign(txn, office));
  foreign.set_last_sent_micros(absl::ToUnixMicros(act.now));
  foreign.set_sent(foreign.sent() + 1);
  PutForeign(txn, foreign);
  return absl::OkStatus();
}

DocumentRow RowOf(const Act& act, const v1::DocumentContent& content, const v1::SignedDocument& document) {
  DocumentRow row;
  row.set_content(document.content());
  row.set_signature(document.signature());
  row.set_kept_micros(absl::ToUnixMicros(act.now));
  row.set_by(act.actor.identity);
  row.set_number(content.number());
  row.set_from_office(content.from_office());
  return row;
}

v1::DocumentContent Between(const std::string& from, const std::string& to) {
  v1::DocumentContent content;
  content.set_from_office(from);
  content.set_to_office(to);
  return content;
}

// What each pack holds; without `packs` none is named.
absl::Status TellPacks(storage::Snapshot& snapshot, const rows::v1::Shipment& shipment, stock::Packs* packs,
                       v1::ShipmentBody& body) {
  for (int i = 0; i < body.lines_size(); ++i) {
    v1::ShippedLot& line = *body.mutable_lines(i);
    if (packs == nullptr) line.clear_packs();
    if (line.packs().empty()) continue;
    ASSIGN_OR_RETURN(const std::vector<int64_t> counts, packs->CountsOf(snapshot, shipment.lines(i)));
    line.mutable_pack_counts()->Assign(counts.begin(), counts.end());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DocumentPlace> MakeDocument(Txn& txn, const Act& act, v1::DocumentContent content) {
  RETURN_IF_ERROR(Number(txn, act, content));
  ASSIGN_OR_RETURN(const rows::v1::DocumentKey key, ReadDocumentKey(txn));
  const v1::SignedDocument document = SignContent(SigningKeyOf(key), content);
  const DocumentPlace place{{.key = "", .to_office = content.to_office(), .epoch = content.store_epoch()},
                            content.number()};
  RETURN_IF_ERROR(KeepDocument(txn, place, RowOf(act, content, document)));
  RETURN_IF_ERROR(NoteSent(txn, act, content.to_office()));
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("document:", IdOf(place)), "MAKE_DOCUMENT");
  entry.set_detail(v1::DocumentKind_Name(content.kind()));
  RETURN_IF_ERROR(access::AppendEvent(txn, act, content.from_office(), entry).status());
  return place;
}

absl::StatusOr<bool> ShipmentPapers::Trusts(storage::Snapshot& snapshot, std::string_view office) {
  ASSIGN_OR_RETURN(const ForeignRow foreign, FindForeign(snapshot, office));
  return !foreign.public_key().empty();
}

absl::Status ShipmentPapers::Leaves(Txn& txn, const Act& act, const rows::v1::Shipment& shipment,
                                    const std::vector<rows::v1::Lot>& lots) {
  v1::DocumentContent content = Between(shipment.from_office(), shipment.to_office());
  *content.mutable_shipment() = ShipmentOf(shipment, lots);
  RETURN_IF_ERROR(TellPacks(txn, shipment, packs_, *content.mutable_shipment()));
  return MakeDocument(txn, act, std::move(content)).status();
}

absl::Status ShipmentPapers::Arrived(Txn& txn, const Act& act, const rows::v1::Shipment& shipment) {
  ASSIGN_OR_RETURN(const auto brought, FindShipmentDocument(txn, shipment.shipment_id()));
  if (!brought.has_value()) return absl::OkStatus();
  v1::DocumentContent content = Between(shipment.to_office(), shipment.from_office());
  *content.mutable_receipt() = ReceiptOf(shipment, brought->number());
  return MakeDocument(txn, act, std::move(content)).status();
}

}  // namespace blangko::documents
