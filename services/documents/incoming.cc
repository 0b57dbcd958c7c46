#include "services/documents/incoming.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/documents/body.h"
#include "services/documents/document_key.h"
#include "services/documents/envelope.h"
#include "services/documents/validate_documents.h"
#include "services/refusal/refusal.h"

namespace blangko::documents {
namespace {

using access::Act;
using storage::Txn;
using Content = v1::DocumentContent;

absl::StatusOr<ForeignRow> TrustedSender(storage::Snapshot& snapshot, const Content& content) {
  ASSIGN_OR_RETURN(ForeignRow sender, FindForeign(snapshot, content.from_office()));
  if (!sender.public_key().empty()) return sender;
  return Refuse(Reason::kSenderNotTrusted, {{"office", content.from_office()}});
}

absl::Status CheckSignature(const ForeignRow& sender, const v1::SignedDocument& document) {
  if (HasSignatureOf(sender.public_key(), document)) return absl::OkStatus();
  return Refuse(Reason::kSignatureWrong, {{"office", sender.office()}},
                {{"signature", absl::StrCat(document.signature().size(), " bytes"),
                  absl::StrCat("the signature of key ", FingerprintOf(sender.public_key()))}});
}

absl::Status CheckAddressee(storage::Snapshot& snapshot, const Act& act, const Content& content) {
  ASSIGN_OR_RETURN(const bool ours, access::IsOffice(snapshot, content.to_office()));
  if (!ours && !Planted("document-for-others-taken")) {
    return Refuse(Reason::kWrongAddressee, {{"office", content.to_office()}},
                  {{"to_office", content.to_office(), "an office of this store"}});
  }
  RETURN_IF_ERROR(access::CheckScope(act.actor, content.to_office()));
  ASSIGN_OR_RETURN(const bool own, access::IsOffice(snapshot, content.from_office()));
  if (!own) return absl::OkStatus();
  return BadField("from_office", content.from_office(), "an office outside this store");
}

// True when it was applied before. The same number with other content is refused.
absl::StatusOr<bool> IsKnown(storage::Snapshot& snapshot, const Content& content, const DocumentPlace& place,
                             const v1::SignedDocument& document) {
  ASSIGN_OR_RETURN(const std::optional<DocumentRow> known, FindDocument(snapshot, place));
  if (!known.has_value()) return false;
  if (known->content() == document.content()) return true;
  if (Planted("document-number-applied-again")) return false;
  return Refuse(
      Reason::kDocumentReused,
      {{"document", absl::StrCat(content.number())}, {"office", content.from_office()}},
      {{"number", absl::StrCat(content.number()), "a number that was not applied with other content"}});
}

absl::Status Apply(Txn& txn, const Act& act, const Content& content, stock::Loans* loans,
                   stock::Packs* packs) {
  switch (content.body_case()) {
    case Content::kShipment: {
      const stock::Announcement announced = AnnouncementOf(content);
      RETURN_IF_ERROR(stock::Announce(txn, act, announced, loans));
      if (packs != nullptr) {
        RETURN_IF_ERROR(packs->Announced(txn, act, announced.shipment, AnnouncedPacksOf(content)));
      }
      rows::v1::ShipmentDocument brought;
      brought.set_from_office(content.from_office());
      brought.set_number(content.number());
      PutShipmentDocument(txn, content.shipment().shipment_id(), brought);
      return absl::OkStatus();
    }
    case Content::kReceipt: return stock::BookForeignReceipt(txn, act, ForeignReceiptOf(content), loans);
    default: return absl::OkStatus();  // needs and plan lines are kept for who reads them
  }
}

absl::Status NoteTaken(Txn& txn, const Act& act, ForeignRow sender, const Content& content) {
  const int64_t told = content.time().seconds() * 1'000'000 + content.time().nanos() / 1000;
  sender.set_last_taken_micros(absl::ToUnixMicros(act.now));
  sender.set_last_taken_document_micros(std::max(sender.last_taken_document_micros(), told));
  sender.set_taken(sender.taken() + 1);
  PutForeign(txn, sender);
  return absl::OkStatus();
}

absl::Status Keep(Txn& txn, const Act& act, const Content& content, const DocumentPlace& place,
                  const v1::SignedDocument& document) {
  DocumentRow row;
  row.set_content(document.content());
  row.set_signature(document.signature());
  row.set_kept_micros(absl::ToUnixMicros(act.now));
  row.set_by(act.actor.identity);
  row.set_number(content.number());
  row.set_from_office(content.from_office());
  RETURN_IF_ERROR(KeepDocument(txn, place, row));
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("document:", IdOf(place)), "TAKE_DOCUMENT");
  entry.set_detail(absl::StrCat(v1::DocumentKind_Name(content.kind()), " from=", content.from_office()));
  return access::AppendEvent(txn, act, content.to_office(), entry).status();
}

}  // namespace

absl::StatusOr<Taken> TakeDocument(Txn& txn, const Act& act, const v1::SignedDocument& document,
                                   stock::Loans* loans, stock::Packs* packs) {
  ASSIGN_OR_RETURN(const Content content, OpenContent(document));
  RETURN_IF_ERROR(ValidateContent(content));
  ASSIGN_OR_RETURN(const ForeignRow sender, TrustedSender(txn, content));
  RETURN_IF_ERROR(CheckSignature(sender, document));
  RETURN_IF_ERROR(CheckAddressee(txn, act, content));
  Taken taken{.place = {{.key = FingerprintOf(sender.public_key()),
                         .to_office = content.to_office(),
                         .epoch = content.store_epoch()},
                        content.number()}};
  ASSIGN_OR_RETURN(taken.known, IsKnown(txn, content, taken.place, document));
  if (taken.known) return taken;
  RETURN_IF_ERROR(Apply(txn, act, content, loans, packs));
  RETURN_IF_ERROR(NoteTaken(txn, act, sender, content));
  RETURN_IF_ERROR(Keep(txn, act, content, taken.place, document));
  return taken;
}

}  // namespace blangko::documents
