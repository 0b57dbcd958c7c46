// A pack: blanks in one sealed wrapper with a label. Pure rules over its row, and how it looks in the API.
//
//   SEALED -> ON_THE_WAY -> SEALED | MISSING     with a shipment inside this store, or announced from outside
//   SEALED -> SENT_OUT                           with one to outside
//   SEALED -> OPENED | SPLIT | MERGED            for ever
// Where sealed packs lie changes no account of the ledger: they only say in which wrappers blanks of it are.
// Failure: PACK_STATE_WRONG, INVALID_FIELD. Threads: pure.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "blangko/packs/v1/packs.pb.h"
#include "blangko/rows/v1/packs.pb.h"
#include "services/access/actor.h"

namespace blangko::packs {

using PackRow = rows::v1::Pack;

// "SEALED"
std::string StateName(const PackRow& pack);

bool IsSealed(const PackRow& pack);

// PACK_STATE_WRONG unless it is sealed.
absl::Status CheckSealed(const PackRow& pack);
// PACK_STATE_WRONG unless it is sealed and lies there.
absl::Status CheckLies(const PackRow& pack, std::string_view office);

absl::Status StateWrong(const PackRow& pack, std::string_view want);

// The step that `act` takes with it.
void Move(const access::Act& act, v1::Pack::State to, PackRow& pack);

v1::Pack ToApi(const PackRow& pack);

}  // namespace blangko::packs
