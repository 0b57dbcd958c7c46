// How incidents look on screen and in files.
//
// Threads: pure.
#pragma once

#include <string>

#include "blangko/incidents/v1/incidents.pb.h"
#include "blangko/printers/v1/printers.pb.h"
#include "services/cli/sentence.h"
#include "services/cli/table.h"

namespace blangko::cli {

// A grid of its own, or below the sheets of a record.
Table IncidentList(const std::string& title);
void AddIncident(Table& list, const incidents::v1::Incident& incident);

Table IncidentSheet(const incidents::v1::Incident& incident);

// One line for a list of what is open: "Kejadian 3: … dinas-1, hitungan akhir 2026-11-30: kurang 932 keping blangko".
Sentence IncidentLine(const incidents::v1::Incident& incident);
// What a person does about it; empty when it is settled.
Sentence NextStep(const incidents::v1::Incident& incident);

// What was counted at a station, newest first.
Table DayCountList(const google::protobuf::RepeatedPtrField<printers::v1::DayCount>& counts);
// DAY_END_COUNT or OPENING_COUNT
std::string TurnCell(const printers::v1::DayCount& count);

}  // namespace blangko::cli
