// The reading half of Documents.
#include <optional>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "services/access/store_identity.h"
#include "services/access/wire_time.h"
#include "services/documents/document_key.h"
#include "services/documents/documents.h"
#include "services/documents/envelope.h"
#include "services/refusal/refusal.h"

namespace blangko::documents {
namespace {

using access::Actor;
using access::ToWire;
using storage::Snapshot;

constexpr int kMissingMax = 1000;

v1::SignedDocument SignedOf(const DocumentRow& row) {
  v1::SignedDocument document;
  document.set_content(row.content());
  document.set_signature(row.signature());
  return document;
}

// By the office of this store that it is from or for.
bool MaySee(const Actor& actor, const DocumentPlace& place, const DocumentRow& row) {
  return access::Covers(actor.scope, place.series.sent() ? row.from_office() : place.series.to_office);
}

void SetTime(int64_t micros, google::protobuf::Timestamp* (v1::ForeignOffice::*field)(),
             v1::ForeignOffice& api) {
  if (micros != 0) *(api.*field)() = ToWire(micros);
}

v1::ForeignOffice ToApi(const ForeignRow& row) {
  v1::ForeignOffice api;
  api.set_office(row.office());
  api.set_name(row.name());
  if (!row.public_key().empty()) {
    api.set_public_key(ToHex(row.public_key()));
    api.set_fingerprint(FingerprintOf(row.public_key()));
  }
  SetTime(row.since_micros(), &v1::ForeignOffice::mutable_trust_time, api);
  api.set_trusted_by(row.by());
  api.set_second_actor(row.second_by());
  SetTime(row.last_sent_micros(), &v1::ForeignOffice::mutable_last_sent_time, api);
  SetTime(row.last_taken_micros(), &v1::ForeignOffice::mutable_last_taken_time, api);
  SetTime(row.last_taken_document_micros(), &v1::ForeignOffice::mutable_last_taken_document_time, api);
  api.set_sent_count(row.sent());
  api.set_taken_count(row.taken());
  return api;
}

// Numbers that lie between two that are here.
class Gaps {
 public:
  explicit Gaps(const Actor& actor) : actor_(actor) {}

  bool Take(const DocumentPlace& place, const DocumentRow& row) {
    const Series& series = place.series;
    if (series.key != last_.key || series.to_office != last_.to_office || series.epoch != last_.epoch) {
      last_ = series;
      number_ = 0;
    }
    if (place.number > number_ + 1 && MaySee(actor_, place, row)) Add(place, row);
    number_ = place.number;
    return found_.missing_size() < kMissingMax;
  }

  v1::ListMissingDocumentsResponse TakeFound() { return std::move(found_); }

 private:
  void Add(const DocumentPlace& place, const DocumentRow& row) {
    v1::MissingNumbers& missing = *found_.add_missing();
    missing.set_from_office(row.from_office());
    missing.set_to_office(place.series.to_office);
    missing.set_fingerprint(place.series.key);
    missing.set_store_epoch(place.series.epoch);
    missing.set_first(number_ + 1);
    missing.set_last(place.number - 1);
  }

  const Actor& actor_;
  Series last_;
  uint64_t number_ = 0;
  v1::ListMissingDocumentsResponse found_;
};

}  // namespace

absl::StatusOr<v1::Document> ToApi(const DocumentPlace& place, const DocumentRow& row) {
  v1::Document document;
  document.set_document_id(IdOf(place));
  document.set_sent(place.series.sent());
  if (!document.mutable_content()->ParseFromString(row.content())) {
    return absl::DataLossError("documents: a document does not parse");
  }
  *document.mutable_keep_time() = ToWire(row.kept_micros());
  document.set_by(row.by());
  return document;
}

absl::StatusOr<v1::StoreIdentity> Documents::Identity() {
  return storage::ViewFor<v1::StoreIdentity>(store_, ReadStoreIdentity);
}

absl::StatusOr<PageOf<v1::ForeignOffice>> Documents::ListOffices(const PageRequest& page) {
  using Found = PageOf<v1::ForeignOffice>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitForeign(snapshot, page.after, [&](const ForeignRow& row) {
      if (found.rows.size() == page.size) found.next = found.rows.back().office();
      if (found.next.empty()) found.rows.push_back(ToApi(row));
      return found.next.empty();
    }));
    return found;
  });
}

absl::StatusOr<PageOf<v1::SignedDocument>> Documents::Export(const Actor& actor,
                                                             const v1::ExportDocumentsRequest& request,
                                                             const PageRequest& page) {
  using Found = PageOf<v1::SignedDocument>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    uint64_t after = request.after_number();
    if (!page.after.empty()) {
      ASSIGN_OR_RETURN(const DocumentPlace last, PlaceOf(page.after));
      after = last.number;
    }
    ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, access::ReadIdentity(snapshot));
    const Series series{.key = "", .to_office = request.to_office(), .epoch = meta.store_epoch()};
    Found found;
    std::string last;
    RETURN_IF_ERROR(
        VisitSeries(snapshot, series, after, [&](const DocumentPlace& place, const DocumentRow& row) {
          if (!MaySee(actor, place, row)) return true;
          if (found.rows.size() == page.size) found.next = last;
          if (found.next.empty()) found.rows.push_back(SignedOf(row));
          last = IdOf(place);
          return found.next.empty();
        }));
    return found;
  });
}

absl::StatusOr<v1::GetDocumentResponse> Documents::Get(const Actor& actor, std::string_view document_id) {
  using Response = v1::GetDocumentResponse;
  ASSIGN_OR_RETURN(const DocumentPlace place, PlaceOf(document_id));
  return storage::ViewFor<Response>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Response> {
    ASSIGN_OR_RETURN(const auto row, FindDocument(snapshot, place));
    if (!row.has_value() || !MaySee(actor, place, *row)) {
      return Refuse(Reason::kUnknownDocument, {{"document", IdOf(place)}});
    }
    Response response;
    ASSIGN_OR_RETURN(*response.mutable_document(), ToApi(place, *row));
    *response.mutable_signed_() = SignedOf(*row);
    return response;
  });
}

absl::StatusOr<PageOf<v1::Document>> Documents::List(const Actor& actor, bool sent, const PageRequest& page) {
  using Found = PageOf<v1::Document>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    std::optional<DocumentPlace> after;
    if (!page.after.empty()) {
      ASSIGN_OR_RETURN(after, PlaceOf(page.after));
    }
    Found found;
    absl::Status bad;
    RETURN_IF_ERROR(
        VisitDocuments(snapshot, sent, after, [&](const DocumentPlace& place, const DocumentRow& row) {
          if (!MaySee(actor, place, row)) return true;
          if (found.rows.size() == page.size) found.next = found.rows.back().document_id();
          if (!found.next.empty()) return false;
          auto document = ToApi(place, row);
          bad = document.status();
          if (document.ok()) found.rows.push_back(*std::move(document));
          return bad.ok();
        }));
    RETURN_IF_ERROR(bad);
    return found;
  });
}

absl::StatusOr<v1::ListMissingDocumentsResponse> Documents::Missing(const access::Act& act) {
  using Response = v1::ListMissingDocumentsResponse;
  return storage::ViewFor<Response>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Response> {
    Gaps gaps(act.actor);
    RETURN_IF_ERROR(VisitDocuments(
        snapshot, false, std::nullopt,
        [&](const DocumentPlace& place, const DocumentRow& row) { return gaps.Take(place, row); }));
    Response response = gaps.TakeFound();
    *response.mutable_time() = ToWire(absl::ToUnixMicros(act.now));
    return response;
  });
}

}  // namespace blangko::documents
