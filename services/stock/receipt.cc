#include "services/stock/receipt.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/shipment_packs.h"

namespace blangko::stock {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_QUARANTINED;
using rows::v1::ACCOUNT_UNEXPLAINED;
using rows::v1::ShipmentLine;

void AddMove(Movements& movements, const rows::v1::Movement& movement) {
  if (movement.count() > 0) movements.push_back(movement);
}

// A line as received against the line as sent.
absl::StatusOr<ShipmentLine> Match(const ShipmentLine& sent, const v1::ShipmentLine& got) {
  ShipmentLine line = ToRow(got);
  if (line.shipped() != 0 && line.shipped() != sent.shipped()) {
    return BadField("lines.shipped_count", absl::StrCat(line.shipped(), " of lot ", line.lot()),
                    absl::StrCat("what was shipped: ", sent.shipped()));
  }
  line.set_shipped(sent.shipped());
  *line.mutable_packs() = sent.packs();
  *line.mutable_missing_packs() = got.missing_packs();
  RETURN_IF_ERROR(CheckMissingPacks(line));
  RETURN_IF_ERROR(CheckAddsUp(line));
  return line;
}

}  // namespace

rows::v1::Movement Move(int64_t count, rows::v1::Account from, rows::v1::Account to,
                        std::string_view document, std::string_view reason) {
  rows::v1::Movement movement;
  movement.set_count(count);
  movement.set_from(from);
  movement.set_to(to);
  movement.set_document(std::string(document));
  movement.set_reason(std::string(reason));
  return movement;
}

ShipmentLine ToRow(const v1::ShipmentLine& line) {
  ShipmentLine row;
  row.set_lot(line.lot());
  row.set_shipped(line.shipped_count());
  row.set_accepted(line.accepted_count());
  row.set_rejected(line.rejected_count());
  row.set_missing(line.missing_count());
  row.set_surplus(line.surplus_count());
  return row;
}

absl::Status CheckAddsUp(const ShipmentLine& line) {
  const int64_t got = line.accepted() + line.rejected() + line.missing();
  if (got == line.shipped()) return absl::OkStatus();
  return Refuse(Reason::kReceiptDoesNotAddUp,
                {{"lot", line.lot()}, {"got", absl::StrCat(got)}, {"want", absl::StrCat(line.shipped())}});
}

Movements ReceivedMovements(const ShipmentLine& line, rows::v1::Account source, std::string_view document) {
  const int64_t accepted = line.accepted() - (Planted("receipt-off-by-one") && line.accepted() > 0 ? 1 : 0);
  const int64_t rejected = Planted("lost-blank-on-refusal") ? 0 : line.rejected();
  const int64_t surplus = Planted("surplus-unbooked") ? 0 : line.surplus();
  Movements movements;
  AddMove(movements, Move(accepted, source, ACCOUNT_AVAILABLE, document, ""));
  AddMove(movements, Move(rejected, source, ACCOUNT_QUARANTINED, document, "DITOLAK"));
  AddMove(movements, Move(line.missing(), source, ACCOUNT_QUARANTINED, document, "KURANG"));
  AddMove(movements, Move(surplus, ACCOUNT_UNEXPLAINED, ACCOUNT_QUARANTINED, document, "LEBIH"));
  return movements;
}

absl::StatusOr<std::vector<ShipmentLine>> MatchLines(const rows::v1::Shipment& shipment,
                                                     const v1::ReceiveShipmentRequest& request) {
  std::map<std::string, v1::ShipmentLine> received;
  for (const auto& line : request.lines()) received.emplace(line.lot(), line);
  std::vector<ShipmentLine> lines;
  for (const ShipmentLine& sent : shipment.lines()) {
    const auto found = received.find(sent.lot());
    if (found == received.end()) {
      return BadField("lines", absl::StrCat("none for lot ", sent.lot()),
                      "one line for each lot that was shipped");
    }
    ASSIGN_OR_RETURN(ShipmentLine line, Match(sent, found->second));
    lines.push_back(std::move(line));
    received.erase(found);
  }
  for (const auto& [lot, extra] : received) {
    ASSIGN_OR_RETURN(ShipmentLine line, Match({}, extra));
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace blangko::stock
