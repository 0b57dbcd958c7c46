// How a physical count looks.
//
// Threads: pure.
#pragma once

#include "blangko/counts/v1/counts.pb.h"
#include "services/cli/sentence.h"
#include "services/cli/table.h"

namespace blangko::cli {

Table CountList();
void AddCount(Table& table, const counts::v1::Count& count);
// The count with its lines: what to count while it is open, what was counted beside the book afterwards.
std::vector<Table> CountSheets(const counts::v1::Count& count);
// What is to be done next; empty when it is over.
Sentence NextStep(const counts::v1::Count& count);

}  // namespace blangko::cli
