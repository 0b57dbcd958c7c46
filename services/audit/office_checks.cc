#include "services/audit/office_checks.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/drawers.pb.h"
#include "blangko/rows/v1/opening.pb.h"
#include "services/records/record_table.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::audit {
namespace {

using rows::v1::HandOut;
using storage::KeyReader;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

// Visits (first text of the key, row); rows that do not decode are findings.
template <typename Row>
absl::Status VisitRows(Snapshot& snapshot, Table table, Check& check,
                       absl::FunctionRef<absl::Status(const std::string& name, const Row& row)> visit) {
  absl::Status failed;
  RETURN_IF_ERROR(snapshot.Scan(KeyWriter(table).Range(), storage::ScanOrder::kForward,
                                [&](std::string_view key, std::string_view value) {
                                  ++check.rows;
                                  const std::string name = KeyReader(key).Text().value_or("?");
                                  const auto row = storage::DecodeRow<Row>(value);
                                  if (row.ok()) failed = visit(name, *row);
                                  if (!row.ok()) {
                                    check.Bad(absl::StrCat(check.name, " ", name, ": ",
                                                           std::string(row.status().message())));
                                  }
                                  return failed.ok();
                                }));
  return failed;
}

bool HasCardFromBefore(const records::RecordRow& record) {
  return std::any_of(record.attempts().begin(), record.attempts().end(), records::WasPrintedBefore);
}

// What the hand-outs of a station say: by lot, taken into the drawer and given back.
struct HandOuts {
  std::map<std::string, std::pair<int64_t, int64_t>> lots;
  std::set<uint64_t> waiting;
  std::string fault;
};

void TakeHandOut(const HandOut& row, HandOuts& sum) {
  if (row.withdrawn()) return;
  if (row.taken_by().empty()) {
    sum.waiting.insert(row.number());
    return;
  }
  if (row.taken_by() == row.given_by())
    sum.fault = absl::StrCat("hand-out ", row.number(), ": one person gave and took");
  if (row.taken() > row.count())
    sum.fault = absl::StrCat("hand-out ", row.number(), ": more was taken than was given");
  auto& lot = sum.lots[absl::StrCat(row.office(), "/", row.lot())];
  (row.back() ? lot.second : lot.first) += row.taken();
}

std::string FaultOf(const rows::v1::Drawer& drawer, const HandOuts& sum) {
  if (!sum.fault.empty()) return sum.fault;
  if (std::set<uint64_t>(drawer.waiting().begin(), drawer.waiting().end()) != sum.waiting)
    return "the hand-outs that wait are others";
  for (const rows::v1::DrawerLot& lot : drawer.lots()) {
    const auto said = sum.lots.find(absl::StrCat(drawer.office(), "/", lot.lot()));
    const auto [taken, returned] = said == sum.lots.end() ? std::pair<int64_t, int64_t>() : said->second;
    // Of a lot that made room for others, or of another office before, the drawer knows less.
    if (lot.taken() > taken || lot.returned() > returned)
      return absl::StrCat("lot ", lot.lot(), ": more than its hand-outs say");
  }
  return "";
}

}  // namespace

absl::Status CheckOpenings(Snapshot& snapshot, std::vector<Check>& checks) {
  Check check{.name = "openings",
              .invariants = "",
              .what = "an opening counts its cards and sukets; each card was printed before"};
  std::map<std::string, int64_t> cards, sukets;
  RETURN_IF_ERROR(VisitRows<rows::v1::OpeningCard>(
      snapshot, Table::kOpeningCard, check,
      [&](const std::string& office, const rows::v1::OpeningCard& row) -> absl::Status {
        ++cards[office];
        ASSIGN_OR_RETURN(const auto record, records::FindRecord(snapshot, row.record_id()));
        if (!record.has_value() || !HasCardFromBefore(*record))
          check.Bad(absl::StrCat("record ", row.record_id(), ": no card of it was printed before"));
        return absl::OkStatus();
      }));
  RETURN_IF_ERROR(VisitRows<rows::v1::OpeningSuket>(
      snapshot, Table::kOpeningSuket, check, [&](const std::string& office, const rows::v1::OpeningSuket&) {
        ++sukets[office];
        return absl::OkStatus();
      }));
  RETURN_IF_ERROR(VisitRows<rows::v1::Opening>(
      snapshot, Table::kOpening, check, [&](const std::string& office, const rows::v1::Opening& row) {
        if (row.uncollected() != cards[office] || row.sukets() != sukets[office])
          check.Bad(absl::StrCat("office ", office, ": counts ", row.uncollected(), " cards and ",
                                 row.sukets(), " sukets, ", cards[office], " and ", sukets[office],
                                 " are there"));
        return absl::OkStatus();
      }));
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

absl::Status CheckDrawers(Snapshot& snapshot, std::vector<Check>& checks) {
  Check check{.name = "drawers",
              .invariants = "",
              .what = "a drawer holds what its hand-outs say, each by two persons"};
  std::map<std::string, HandOuts> sums;
  RETURN_IF_ERROR(VisitRows<HandOut>(snapshot, Table::kHandOut, check,
                                     [&](const std::string& station, const HandOut& row) {
                                       TakeHandOut(row, sums[station]);
                                       return absl::OkStatus();
                                     }));
  RETURN_IF_ERROR(VisitRows<rows::v1::Drawer>(snapshot, Table::kDrawer, check,
                                              [&](const std::string& station, const rows::v1::Drawer& row) {
                                                const std::string fault = FaultOf(row, sums[station]);
                                                if (!fault.empty())
                                                  check.Bad(absl::StrCat("drawer ", station, ": ", fault));
                                                return absl::OkStatus();
                                              }));
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

}  // namespace blangko::audit
