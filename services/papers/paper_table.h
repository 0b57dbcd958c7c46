// Rows of papers inside a caller's transaction.
//
// Failure: UNKNOWN_PAPER; storage errors pass through. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "blangko/papers/v1/papers.pb.h"
#include "blangko/rows/v1/papers.pb.h"
#include "storage/txn.h"

namespace blangko::papers {

using PaperRow = rows::v1::Paper;

// Which paper: its key.
struct PaperRef {
  std::string office;
  v1::PaperKind kind = v1::PAPER_KIND_UNSPECIFIED;
  uint32_t year = 0;
  uint64_t seq = 0;
};

PaperRef RefOf(const PaperRow& paper);
// "14.05:RECEIPT:2026:7" and back; nothing for any other text.
std::string IdOf(const PaperRef& ref);
std::optional<PaperRef> ParseId(std::string_view paper_id);

absl::StatusOr<PaperRow> GetPaperRow(storage::Snapshot& snapshot, const PaperRef& ref);
void PutPaperRow(storage::Txn& txn, const PaperRow& paper);
absl::StatusOr<rows::v1::PaperFacts> GetFacts(storage::Snapshot& snapshot, const PaperRef& ref);
void PutFacts(storage::Txn& txn, const PaperRef& ref, const rows::v1::PaperFacts& facts);

// Gives the next running number of office, kind and year, from 1.
absl::StatusOr<uint64_t> TakeNumber(storage::Txn& txn, const PaperRef& ref);

// The paper that holds for a subject of the office.
absl::StatusOr<std::optional<PaperRef>> FindHolding(storage::Snapshot& snapshot, const PaperRef& of,
                                                    std::string_view subject);
void PutHolding(storage::Txn& txn, const PaperRef& ref, std::string_view subject);
void EraseHolding(storage::Txn& txn, const PaperRef& ref, std::string_view subject);

// Oldest first.
absl::StatusOr<std::vector<rows::v1::PaperScan>> ScansOf(storage::Snapshot& snapshot, const PaperRef& ref);
void PutScan(storage::Txn& txn, const PaperRef& ref, uint64_t number, const rows::v1::PaperScan& scan);

// Papers of the offices in `prefix`, by office, kind, year and number, after the key `after`, until the visitor answers
// false.
absl::Status VisitPapers(storage::Snapshot& snapshot, std::string_view prefix, std::string_view after,
                         absl::FunctionRef<bool(std::string_view key, const PaperRow&)> visit);

// Of the office; nothing where it has none. Version 0 = the newest.
absl::StatusOr<std::optional<rows::v1::PaperSettings>> FindSettings(storage::Snapshot& snapshot,
                                                                    std::string_view office,
                                                                    uint64_t version);
void PutSettings(storage::Txn& txn, const rows::v1::PaperSettings& settings);

}  // namespace blangko::papers
