#include "tests/crash/served_check.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "tests/crash/campaign_office.h"
#include "tests/support/grpc_call.h"

namespace blangko::crash {
namespace {

using Lines = std::vector<std::string>;
using States = std::map<std::string, records::v1::RecordState>;

void CompareRecords(const States& states, const Promised& promised, Lines& lost) {
  for (const cases::CaseRow& row : *promised.rows) {
    if (!states.contains(row.record_id))
      lost.push_back(absl::StrCat("served without the imported record ", row.record_id));
  }
  for (const std::string& id : promised.acknowledged->created) {
    if (!states.contains(id)) lost.push_back(absl::StrCat("served without the acknowledged record ", id));
  }
  for (const auto& [id, held] : promised.acknowledged->held) {
    const auto found = states.find(id);
    const bool is_held = found != states.end() && found->second == records::v1::RECORD_STATE_HELD;
    if (is_held != held)
      lost.push_back(absl::StrCat("served without the acknowledged ", held ? "hold" : "release", " of ", id));
  }
}

void CheckRecords(support::OfficeClient& office, const Promised& promised, Lines& lost) {
  const auto all = office.ListRecords(kOffice, {});
  if (!all.ok())
    return lost.push_back(absl::StrCat("served, but the list says: ", support::Brief(all.status())));
  States states;
  for (const auto& record : *all) states[record.record_id()] = record.state();
  CompareRecords(states, promised, lost);
}

void CheckBlanks(support::OfficeClient& office, const Promised& promised, Lines& lost) {
  const auto balances = office.BalancesOf(kOffice);
  if (!balances.ok())
    return lost.push_back(absl::StrCat("served, but the balances say: ", support::Brief(balances.status())));
  const int64_t least = promised.blanks + promised.acknowledged->received;
  const int64_t most = least + promised.acknowledged->received_open;
  if (balances->received() < least || balances->received() > most)
    lost.push_back(
        absl::StrCat("served with ", balances->received(), " blanks received, acknowledged were ", least));
}

}  // namespace

Lines FindLost(support::OfficeClient& office, const Promised& promised) {
  Lines lost;
  CheckRecords(office, promised, lost);
  CheckBlanks(office, promised, lost);
  return lost;
}

}  // namespace blangko::crash
