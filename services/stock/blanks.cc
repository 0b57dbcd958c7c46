// Blanks by the UID of their chip: what is known of one, what somebody must look at, and what is blocked.
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/once.h"
#include "services/access/rights.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/blank_uids.h"
#include "services/stock/blocked_uids.h"
#include "services/stock/stock.h"
#include "storage/key_codec.h"

namespace blangko::stock {
namespace {

using access::Act;
using access::Actor;
using rows::v1::BlockedUids;
using storage::Snapshot;
using storage::Txn;

constexpr size_t kReasonMax = 200;  // bytes

// Elsewhere than in the actor's area the card is not named, that there is one is.
v1::BlankUse ToApi(const Actor& actor, const rows::v1::BlankUse& row) {
  v1::BlankUse use;
  const bool inside = access::Covers(actor.scope, row.office());
  if (inside) use.set_record_id(row.record_id());
  if (inside) use.set_attempt(row.attempt());
  use.set_office(row.office());
  use.set_lot(row.lot());
  if (row.account() != rows::v1::ACCOUNT_UNSPECIFIED) {
    use.set_account(rows::v1::Account_Name(static_cast<rows::v1::Account>(row.account())).substr(8));
  }
  *use.mutable_time() = ApiTime(row.since_micros());
  use.set_station_id(row.station_id());
  use.set_incident(row.incident());
  return use;
}

v1::BlockedRange ToApi(const BlockedUids& row) {
  v1::BlockedRange range;
  range.set_first(row.first());
  range.set_last(row.last());
  range.set_reason(row.reason());
  range.set_by(row.by());
  *range.mutable_time() = ApiTime(row.since_micros());
  return range;
}

absl::StatusOr<v1::Blank> BlankOf(Snapshot& snapshot, const Actor& actor, const std::string& uid) {
  v1::Blank blank;
  blank.set_uid(uid);
  ASSIGN_OR_RETURN(const rows::v1::BlankUid row, ReadUid(snapshot, uid));
  for (const rows::v1::BlankUse& use : row.uses()) *blank.add_uses() = ToApi(actor, use);
  ASSIGN_OR_RETURN(const auto block, FindBlock(snapshot, uid));
  if (block.has_value()) *blank.mutable_blocked() = ToApi(*block);
  return blank;
}

bool Concerns(const Actor& actor, const v1::Blank& blank) {
  for (const v1::BlankUse& use : blank.uses()) {
    if (access::Covers(actor.scope, use.office())) return true;
  }
  return false;
}

absl::StatusOr<BlockedUids> Wanted(const Act& act, std::string_view first, std::string_view last,
                                   std::string_view reason) {
  RETURN_IF_ERROR(access::CheckRight(act.actor, access::Verb::kAdjustStock, access::Right::kTwo));
  if (reason.empty() || reason.size() > kReasonMax) {
    return BadField("reason", absl::StrCat(reason.size(), " bytes"), "why, 1 to 200 bytes");
  }
  std::vector<FieldViolation> bad;
  access::CheckNoNik("reason", reason, bad);
  RETURN_IF_ERROR(BadFields(bad));
  ASSIGN_OR_RETURN(BlockedUids range, RangeOf(first, last));
  range.set_reason(std::string(reason));
  return range;
}

}  // namespace

absl::StatusOr<v1::Blank> Stock::GetBlank(const Actor& actor, std::string_view uid) {
  ASSIGN_OR_RETURN(const BlockedUids checked, RangeOf(uid, ""));
  return storage::ViewFor<v1::Blank>(
      store_, [&](Snapshot& snapshot) { return BlankOf(snapshot, actor, checked.first()); });
}

absl::StatusOr<PageOf<v1::Blank>> Stock::ListBlankIncidents(const Actor& actor, const PageRequest& page) {
  return storage::ViewFor<PageOf<v1::Blank>>(
      store_, [&](Snapshot& snapshot) -> absl::StatusOr<PageOf<v1::Blank>> {
        PageOf<v1::Blank> found;
        storage::KeyRange range = storage::KeyWriter(storage::Table::kBlankIncident).Range();
        if (!page.after.empty()) {
          range.begin = storage::KeyWriter(storage::Table::kBlankIncident).Text(page.after).Take() + '\0';
        }
        absl::Status bad;
        RETURN_IF_ERROR(
            snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view) {
              const auto uid = storage::KeyReader(key).Text();
              const auto blank = uid.ok() ? BlankOf(snapshot, actor, *uid) : uid.status();
              bad = blank.status();
              if (!bad.ok()) return false;
              if (!Concerns(actor, *blank)) return true;
              if (found.rows.size() == page.size) found.next = found.rows.back().uid();
              if (found.next.empty()) found.rows.push_back(*blank);
              return found.next.empty();
            }));
        RETURN_IF_ERROR(bad);
        return found;
      });
}

absl::StatusOr<v1::BlockBlanksResponse> Stock::BlockBlanks(const Act& act,
                                                           const v1::BlockBlanksRequest& request) {
  ASSIGN_OR_RETURN(const BlockedUids range, Wanted(act, request.first(), request.last(), request.reason()));
  constexpr char kMethod[] = "stock.block_blanks";
  using Response = v1::BlockBlanksResponse;
  return storage::UpdateFor<Response>(store_, kMethod, [&](Txn& txn) {
    return access::Once<Response>(txn, act, kMethod, [&]() -> absl::StatusOr<Response> {
      Response response;
      ASSIGN_OR_RETURN(const BlockedUids added, AddBlock(txn, act, range));
      *response.mutable_blocked() = ToApi(added);
      return response;
    });
  });
}

absl::StatusOr<v1::UnblockBlanksResponse> Stock::UnblockBlanks(const Act& act,
                                                               const v1::UnblockBlanksRequest& request) {
  ASSIGN_OR_RETURN(const BlockedUids range, Wanted(act, request.first(), request.last(), request.reason()));
  constexpr char kMethod[] = "stock.unblock_blanks";
  using Response = v1::UnblockBlanksResponse;
  return storage::UpdateFor<Response>(store_, kMethod, [&](Txn& txn) {
    return access::Once<Response>(txn, act, kMethod, [&]() -> absl::StatusOr<Response> {
      RETURN_IF_ERROR(RemoveBlock(txn, act, range));
      return Response();
    });
  });
}

absl::StatusOr<PageOf<v1::BlockedRange>> Stock::ListBlockedBlanks(const PageRequest& page) {
  return storage::ViewFor<PageOf<v1::BlockedRange>>(
      store_, [&](Snapshot& snapshot) -> absl::StatusOr<PageOf<v1::BlockedRange>> {
        PageOf<v1::BlockedRange> found;
        RETURN_IF_ERROR(VisitBlocked(snapshot, page.after, [&](const BlockedUids& row) {
          if (found.rows.size() == page.size) found.next = found.rows.back().first();
          if (found.next.empty()) found.rows.push_back(ToApi(row));
          return found.next.empty();
        }));
        return found;
      });
}

}  // namespace blangko::stock
