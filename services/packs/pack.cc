#include "services/packs/pack.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/planted.h"
#include "base/text.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"

namespace blangko::packs {

std::string StateName(const PackRow& pack) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  const std::string name = v1::Pack::State_Name(static_cast<v1::Pack::State>(pack.state()));
  return name.size() > kPrefix ? name.substr(kPrefix) : absl::StrCat(pack.state());
}

bool IsSealed(const PackRow& pack) { return pack.state() == v1::Pack::STATE_SEALED; }

absl::Status StateWrong(const PackRow& pack, std::string_view want) {
  return Refuse(Reason::kPackStateWrong, {{"pack", pack.pack_id()},
                                          {"got", StateName(pack)},
                                          {"office", pack.office()},
                                          {"want", std::string(want)}});
}

absl::Status CheckSealed(const PackRow& pack) {
  return IsSealed(pack) ? absl::OkStatus() : StateWrong(pack, "SEALED");
}

absl::Status CheckLies(const PackRow& pack, std::string_view office) {
  if (pack.state() == v1::Pack::STATE_ON_THE_WAY && Planted("pack-shipped-twice")) return absl::OkStatus();
  const bool opened = pack.state() == v1::Pack::STATE_OPENED && Planted("opened-pack-shipped");
  if ((IsSealed(pack) || opened) && pack.office() == office) return absl::OkStatus();
  return StateWrong(pack, absl::StrCat("SEALED, ", ToAbsl(office)));
}

void Move(const access::Act& act, v1::Pack::State to, PackRow& pack) {
  pack.set_state(to);
  pack.set_by(act.actor.identity);
  pack.set_since_micros(absl::ToUnixMicros(act.now));
}

v1::Pack ToApi(const PackRow& pack) {
  v1::Pack api;
  api.set_pack_id(pack.pack_id());
  api.set_lot(pack.lot());
  api.set_count(pack.count());
  api.set_state(static_cast<v1::Pack::State>(pack.state()));
  api.set_office(pack.office());
  api.set_shipment_id(pack.shipment_id());
  *api.mutable_parents() = pack.parents();
  *api.mutable_children() = pack.children();
  api.set_by(pack.by());
  *api.mutable_time() = stock::ApiTime(pack.since_micros());
  *api.mutable_register_time() = stock::ApiTime(pack.registered_micros());
  api.set_sampled_count(static_cast<int32_t>(pack.sampled()));
  api.set_wrong_count(static_cast<int32_t>(pack.wrong()));
  return api;
}

}  // namespace blangko::packs
