// How cards of the registers are named, and what the row of a lot says (card_register.h).
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/stock/card_register.h"

namespace blangko::stock {

using rows::v1::CardRegister;
using rows::v1::RegisterLot;

CardKey KeyOf(const CardRow& card) { return {card.office(), card.register_(), card.number()}; }

std::string JobName(std::string_view record_id, uint32_t attempt) {
  return absl::StrCat("job:", ToAbsl(record_id), "/", attempt);
}
std::string RecordName(std::string_view record_id) { return absl::StrCat("record:", ToAbsl(record_id)); }
std::string ChipName(std::string_view uid) { return absl::StrCat("uid:", ToAbsl(uid)); }

RegisterLot LotOf(const CardRegister& office, std::string_view lot) {
  for (const RegisterLot& known : office.lots()) {
    if (known.lot() == lot) return known;
  }
  RegisterLot none;
  none.set_lot(std::string(lot));
  return none;
}

int64_t HeldPieces(const RegisterLot& lot) { return lot.listed() + lot.before() - lot.missing(); }

}  // namespace blangko::stock
