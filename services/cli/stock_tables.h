// Tables and sentences of blanks, shared by the stock commands and the live view.
#pragma once

#include <string>
#include <vector>

#include "blangko/stock/v1/stock.pb.h"
#include "blangko/stock/v1/stock_service.pb.h"
#include "services/cli/table.h"

namespace blangko::cli {

// One row per office and lot; accounts that are zero everywhere are left out for people.
Table BalancesTable(const std::vector<stock::v1::OfficeLotBalances>& balances);

// Blanks that were used and are known by number alone: nobody read their chips.
int64_t CountedAlone(const stock::v1::OfficeLotBalances& row);

// All accounts of all of them together, in the columns of BalancesTable.
Table TotalTable(const stock::v1::Balances& total);

// Accounts that are not zero, one a row.
Table AccountsTable(const stock::v1::Balances& balances);

// "Neraca blangko: diterima 8.000 = sisa 7.700 + tercetak 298 + rusak 2 + dikirim 0 + selisih 0  (tepat)"
std::string EquationSentence(const stock::v1::GetEquationResponse& equation, Language language);
// "tepat" or "TIDAK TEPAT"
std::string ExactWord(const stock::v1::GetEquationResponse& equation, Language language);
Table EquationTable(const stock::v1::GetEquationResponse& equation);
std::string ProofSentence(const stock::v1::ProveEquationResponse& proof, Language language);
Table ProofTable(const stock::v1::ProveEquationResponse& proof);

Table ShipmentList();
void AddShipment(Table& list, const stock::v1::Shipment& shipment);
Table ShipmentLines(const stock::v1::Shipment& shipment);

}  // namespace blangko::cli
