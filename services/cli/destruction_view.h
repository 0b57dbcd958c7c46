// Registers of spoiled and withdrawn cards, and destruction lists, as tables; and what to do next with a list.
//
// Threads: pure.
#pragma once

#include <vector>

#include "blangko/destruction/v1/destruction.pb.h"
#include "services/cli/sentence.h"
#include "services/cli/table.h"

namespace blangko::cli {

Table RegisterList();  // of cards
void AddCard(Table& table, const destruction::v1::RegisteredCard& card);

Table SummaryList();
void AddSummary(Table& table, const destruction::v1::RegisterSummary& summary);
Table LotsOfRegisters();
void AddLots(Table& table, const destruction::v1::RegisterSummary& summary);

Table DestructionList();
void AddDestruction(Table& table, const destruction::v1::Destruction& list);
std::vector<Table> DestructionSheets(const destruction::v1::Destruction& list);
Table LineList();
void AddLine(Table& table, const destruction::v1::DestructionLine& line);

// Empty when there is nothing to do.
Sentence NextStep(const destruction::v1::Destruction& list);

}  // namespace blangko::cli
