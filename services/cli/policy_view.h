// Tables of policies: one, its classes, its versions, presets, a preview, what the next grant goes by.
//
// Threads: pure.
#pragma once

#include <vector>

#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/cli/table.h"

namespace blangko::cli {

// A policy and its classes.
std::vector<Table> PolicySheets(const scheduler::v1::Policy& policy);

// One line each.
Table VersionList();
void AddVersion(Table& table, const scheduler::v1::Policy& policy);
Table PresetList();
void AddPreset(Table& table, const scheduler::v1::Policy& preset);

std::vector<Table> PreviewSheets(const scheduler::v1::PolicyPreview& preview);
std::vector<Table> StateSheets(const scheduler::v1::DispatchState& state);

Table LaneList();
void AddLane(Table& table, const scheduler::v1::LaneMark& mark);

}  // namespace blangko::cli
