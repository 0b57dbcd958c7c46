// The reading half of Packs.
#include "base/status_macros.h"
#include "services/packs/pack_table.h"
#include "services/packs/packs.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"

namespace blangko::packs {
namespace {

using access::Actor;
using storage::Snapshot;

std::string Write(const v1::Pack& last) {
  return storage::KeyWriter(storage::Table::kOfficePack).Text(last.lot()).Text(last.pack_id()).Take();
}

absl::StatusOr<std::optional<ListPlace>> Read(std::string_view after) {
  if (after.empty()) return std::optional<ListPlace>();
  storage::KeyReader reader(after);
  const absl::StatusOr<std::string> lot = reader.Text();
  const absl::StatusOr<std::string> pack_id = lot.ok() ? reader.Text() : lot;
  if (!lot.ok() || !pack_id.ok()) return Refuse(Reason::kPageTokenInvalid);
  return std::optional(ListPlace{*lot, *pack_id});
}

}  // namespace

absl::StatusOr<v1::Pack> Packs::Get(const Actor& actor, std::string_view pack_id) {
  return storage::ViewFor<v1::Pack>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Pack> {
    ASSIGN_OR_RETURN(const PackRow pack, FindSeen(snapshot, actor, pack_id));
    return ToApi(pack);
  });
}

absl::StatusOr<access::PageOf<v1::Pack>> Packs::List(const Actor& actor, const v1::ListPacksRequest& request,
                                                     const access::PageRequest& page) {
  if (request.office().empty()) return BadField("office", "", "the code of one office");
  RETURN_IF_ERROR(access::CheckScope(actor, request.office()));
  ASSIGN_OR_RETURN(const std::optional<ListPlace> after, Read(page.after));
  using Found = access::PageOf<v1::Pack>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitSealed(snapshot, request.office(), request.lot(), after, [&](const PackRow& pack) {
      if (found.rows.size() == page.size) found.next = Write(found.rows.back());
      if (found.next.empty()) found.rows.push_back(ToApi(pack));
      return found.next.empty();
    }));
    return found;
  });
}

}  // namespace blangko::packs
