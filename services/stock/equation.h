// The closed equation (neraca blangko): diterima = sisa + tercetak + rusak + dikirim + selisih.
//
// Computed from the balances of every (office, lot) that is asked about; `exact` says that each of them closes by
// itself and that none of their accounts is below zero. Blanks that moved between two of these offices are neither
// diterima nor dikirim for them as a whole, so they are taken off both.
// Failure: none; ReadEquation passes storage errors through. Threads: pure; ReadEquation borrows one Snapshot.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/stock/v1/stock_service.pb.h"
#include "services/stock/balances.h"
#include "storage/txn.h"

namespace blangko::stock {

struct OfficeLot {
  std::string office;
  std::string lot;
  Balances balances;
  storage::LogPosition newest;  // entry of its ledger
};

v1::Balances ToApi(const Balances& balances);

// `moved_within`: blanks of received shipments between two of the offices. Everything but `at` is filled in.
v1::GetEquationResponse EquationOf(const std::vector<OfficeLot>& rows, int64_t moved_within);

// As it stands now, of all offices in `prefix` ("" = all), inside a snapshot that the caller holds.
absl::StatusOr<v1::GetEquationResponse> ReadEquation(storage::Snapshot& snapshot, std::string_view prefix);

}  // namespace blangko::stock
