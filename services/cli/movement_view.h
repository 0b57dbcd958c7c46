// How cases of differences and declared losses look.
//
// Threads: pure.
#pragma once

#include <vector>

#include "blangko/movements/v1/movements.pb.h"
#include "services/cli/table.h"

namespace blangko::cli {

Table CaseList();
void AddCase(Table& table, const movements::v1::DifferenceCase& difference);
// The case, its lots, and the steps so far.
std::vector<Table> CaseSheets(const movements::v1::DifferenceCase& difference);

Table LossList();
void AddLoss(Table& table, const movements::v1::DeclaredLoss& loss);
std::vector<Table> LossSheets(const movements::v1::DeclaredLoss& loss);

}  // namespace blangko::cli
