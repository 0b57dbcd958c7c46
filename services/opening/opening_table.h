// Rows of what an office had when it began, inside a caller's transaction, and how they look in the API.
//
// Failure: OPENING_CLOSED; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <optional>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/opening/v1/opening.pb.h"
#include "blangko/rows/v1/opening.pb.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::opening {

using OpeningRow = rows::v1::Opening;
using CardRow = rows::v1::OpeningCard;
using SuketRow = rows::v1::OpeningSuket;

absl::StatusOr<std::optional<OpeningRow>> FindOpening(storage::Snapshot& snapshot, std::string_view office);
// The office's own, or a new one that begins with this act. OPENING_CLOSED.
absl::StatusOr<OpeningRow> OpenFor(storage::Snapshot& snapshot, const access::Act& act,
                                   std::string_view office);
void PutOpening(storage::Txn& txn, const OpeningRow& row);

absl::StatusOr<std::optional<CardRow>> FindCard(storage::Snapshot& snapshot, std::string_view office,
                                                std::string_view record_id);
void PutCard(storage::Txn& txn, std::string_view office, const CardRow& row);
// By record, after the one named, until `visit` answers false.
absl::Status VisitCards(storage::Snapshot& snapshot, std::string_view office, std::string_view after,
                        absl::FunctionRef<bool(const CardRow&)> visit);

absl::StatusOr<std::optional<SuketRow>> FindSuket(storage::Snapshot& snapshot, std::string_view office,
                                                  std::string_view number);
void PutSuket(storage::Txn& txn, std::string_view office, const SuketRow& row);
// By number, after the one named, until `visit` answers false.
absl::Status VisitSukets(storage::Snapshot& snapshot, std::string_view office, std::string_view after,
                         absl::FunctionRef<bool(const SuketRow&)> visit);

v1::Opening ToApi(const OpeningRow& row);
v1::UncollectedCard ToApi(const CardRow& row);
v1::OutstandingSuket ToApi(const SuketRow& row);

}  // namespace blangko::opening
