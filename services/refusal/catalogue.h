// The rows of the catalogue of refusals: reasons with their sentences. Most are in catalogue.cc.
//
// Threads: pure.
#pragma once

#include <span>

#include "services/refusal/reason.h"

namespace blangko {

struct ReasonRow {
  Reason reason;
  ReasonText text;
};

std::span<const ReasonRow> ReasonsOfExports();
std::span<const ReasonRow> ReasonsOfComparison();
std::span<const ReasonRow> ReasonsOfCounts();
std::span<const ReasonRow> ReasonsOfDestruction();
std::span<const ReasonRow> ReasonsOfCustody();  // loans, packs, opening, drawers
std::span<const ReasonRow> ReasonsOfMovements();
std::span<const ReasonRow> ReasonsOfPapers();
std::span<const ReasonRow> ReasonsOfPolicy();
std::span<const ReasonRow> ReasonsOfDocuments();

}  // namespace blangko
