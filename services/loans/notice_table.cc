#include "services/loans/notice_table.h"

#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::loans {
namespace {

using storage::KeyRange;
using storage::KeyReader;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

absl::StatusOr<NoticePlace> PlaceOf(std::string_view key) {
  KeyReader reader(key);
  NoticePlace place;
  ASSIGN_OR_RETURN(place.office, reader.Text());
  ASSIGN_OR_RETURN(place.shipment_id, reader.Text());
  return place;
}

}  // namespace

std::string CursorOf(const NoticePlace& place) {
  return KeyWriter(Table::kShipmentNotice).Text(place.office).Text(place.shipment_id).Take();
}

absl::StatusOr<std::optional<NoticeRow>> FindNotice(Snapshot& snapshot, const NoticePlace& place) {
  return storage::GetRow<NoticeRow>(snapshot, CursorOf(place));
}

void PutNotice(storage::Txn& txn, const NoticePlace& place, const NoticeRow& notice) {
  storage::PutRow(txn, CursorOf(place), notice);
}

absl::Status VisitNotices(Snapshot& snapshot, std::string_view after,
                          absl::FunctionRef<bool(const NoticePlace&, const NoticeRow&)> visit) {
  KeyRange range = KeyWriter(Table::kShipmentNotice).Range();
  if (!after.empty()) {
    const auto last = PlaceOf(after);
    if (!last.ok()) return Refuse(Reason::kPageTokenInvalid);
    range.begin = CursorOf(*last) + '\0';
  }
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const auto place = PlaceOf(key);
        const auto notice = storage::DecodeRow<NoticeRow>(value);
        if (!place.ok()) bad = place.status();
        if (!notice.ok()) bad = notice.status();
        return bad.ok() && visit(*place, *notice);
      }));
  return bad;
}

v1::ShipmentNotice ToApi(const NoticePlace& place, const NoticeRow& notice) {
  v1::ShipmentNotice api;
  api.set_office(place.office);
  api.set_shipment_id(place.shipment_id);
  api.set_from_office(notice.from_office());
  api.set_to_office(notice.to_office());
  api.set_count(notice.count());
  api.set_reason(notice.reason());
  *api.mutable_time() = stock::ApiTime(notice.since_micros());
  api.set_seen_by(notice.seen_by());
  if (notice.seen_micros() != 0) *api.mutable_seen_time() = stock::ApiTime(notice.seen_micros());
  return api;
}

}  // namespace blangko::loans
