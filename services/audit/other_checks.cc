#include "services/audit/other_checks.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/ids.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/stock.pb.h"
#include "services/stock/blank_uids.h"
#include "storage/key_codec.h"
#include "storage/layers/meta.h"
#include "storage/row_codec.h"

namespace blangko::audit {
namespace {

using storage::KeyReader;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

constexpr size_t kFingerprintBytes = 32;

// Visits (text of the key, value) of a table whose keys are one text.
absl::Status VisitNamed(Snapshot& snapshot, Table table,
                        absl::FunctionRef<void(const std::string& name, std::string_view value)> visit) {
  return snapshot.Scan(KeyWriter(table).Range(), storage::ScanOrder::kForward,
                       [&](std::string_view key, std::string_view value) {
                         KeyReader reader(key);
                         visit(reader.Text().value_or("?"), value);
                         return true;
                       });
}

// What is wrong with the uses of a chip, or "".
std::string FaultOf(const rows::v1::BlankUid& row) {
  if (row.uses().empty()) return "no use";
  for (int i = 1; i < row.uses_size(); ++i) {
    if (row.uses(i).incident() != stock::kUidUsed)
      return absl::StrCat("used again for record ", row.uses(i).record_id(), " without an incident");
  }
  return "";
}

std::string FaultOf(const std::string& id, const rows::v1::RequestRow& row, const std::string& horizon) {
  if (!TimeOfUuid7(id).has_value()) return "the id is no UUIDv7";
  if (id < horizon) return "older than the horizon, which says that it was pruned";
  if (row.method().empty()) return "no method";
  if (row.fingerprint().size() != kFingerprintBytes) return "a fingerprint of a wrong size";
  return "";
}

}  // namespace

absl::Status CheckChips(Snapshot& snapshot, std::vector<Check>& checks) {
  Check check{.name = "chips",
              .invariants = "INV-4",
              .what = "each chip is in one card, or an incident says otherwise"};
  RETURN_IF_ERROR(VisitNamed(snapshot, Table::kBlankUid, [&](const std::string& uid, std::string_view value) {
    ++check.rows;
    const auto row = storage::DecodeRow<rows::v1::BlankUid>(value);
    const std::string fault = row.ok() ? FaultOf(*row) : std::string(row.status().message());
    if (!fault.empty()) check.Bad(absl::StrCat("chip ", uid, ": ", fault));
  }));
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

absl::Status CheckRequests(Snapshot& snapshot, std::vector<Check>& checks) {
  Check check{.name = "requests",
              .invariants = "INV-14",
              .what = "served requests are well formed, none below the horizon"};
  ASSIGN_OR_RETURN(const auto meta, storage::ReadMeta(snapshot));
  RETURN_IF_ERROR(VisitNamed(snapshot, Table::kRequest, [&](const std::string& id, std::string_view value) {
    ++check.rows;
    const auto row = storage::DecodeRow<rows::v1::RequestRow>(value);
    const std::string fault =
        row.ok() ? FaultOf(id, *row, meta.request_horizon()) : std::string(row.status().message());
    if (!fault.empty()) check.Bad(absl::StrCat("request ", id, ": ", fault));
  }));
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

absl::Status ReadEveryRow(Snapshot& snapshot, std::vector<Check>& checks) {
  Check check{.name = "every row", .invariants = "", .what = "the checksum of every block fits"};
  const storage::KeyRange all{std::string(1, '\x01'), std::string(1, '\xff')};
  const absl::Status read =
      snapshot.Scan(all, storage::ScanOrder::kForward, [&](std::string_view, std::string_view) {
        ++check.rows;
        return true;
      });
  if (!read.ok()) check.Bad(absl::StrCat("after ", check.rows, " rows: ", read.message()));
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

}  // namespace blangko::audit
