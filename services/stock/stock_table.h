// StockTable: the ledger of blanks inside a caller's transaction: balances per (office, lot), movements, lots.
//
// Double entry: n > 0 blanks go from one account to another of the same (office, lot); every entry carries the balances
// after it, so the equation at a past moment is one seek. Rule at every entry (INV-1, INV-2):
//   received + opening + received_in + unexplained + transfer_in = the sum of all other accounts, none below zero.
// Two rows are written per entry: the entry and the head of its stream (storage/layers/ledger_log.h), and a third, the
// list of the office's free lots, when a lot becomes free or empty. What moves to or from spoiled_held is also written in
// the register of spoiled cards (card_register.h), in the same commit.
//
// Failure: ACCOUNT_WOULD_BE_NEGATIVE with account, got and want, NO_BLANKS, UNKNOWN_LOT; then nothing is changed.
// Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/stock.pb.h"
#include "services/access/actor.h"
#include "services/stock/balances.h"
#include "storage/layers/ledger_log.h"
#include "storage/txn.h"

namespace blangko::stock {

absl::StatusOr<Balances> ReadBalances(storage::Snapshot& snapshot, std::string_view office,
                                      std::string_view lot);
// As they were at `at`; one seek.
absl::StatusOr<Balances> ReadBalancesAt(storage::Snapshot& snapshot, std::string_view office,
                                        std::string_view lot, absl::Time at);
absl::StatusOr<rows::v1::Lot> GetLot(storage::Snapshot& snapshot, std::string_view lot);

// Lots of which the site has free blanks, first used first; one row.
absl::StatusOr<std::vector<rows::v1::Lot>> FreeLots(storage::Snapshot& snapshot, std::string_view site);

// The version of the application that is to encode a blank: "" = the station tells none. Nothing = any will do, since the
// card is there already or nobody has said who prints it.
using ApplicationVersion = std::optional<std::string>;

// Free blanks of a site that may be used for this request type and blank type ("" = any).
absl::StatusOr<int64_t> CountFree(storage::Snapshot& snapshot, std::string_view site, uint32_t request_type,
                                  std::string_view blank_type, const ApplicationVersion& version = {});

// The oldest minimum version among the site's lots with free blanks that need a newer application; "" = none does.
absl::StatusOr<std::string> NeededVersion(storage::Snapshot& snapshot, std::string_view site,
                                          const std::string& version);

// One entry: its movements (all of one office and lot, applied in order) and what it is about.
struct Posting {
  std::string office;
  std::string lot;
  std::vector<rows::v1::Movement> movements;
  std::optional<rows::v1::RecordChange> record;  // when the blank moves for a job
  std::string subject;                           // otherwise: "shipment:…", "lot:…"
  std::string event;
  std::string detail = {};  // short, no personal data
  // Of movements out of spoiled_held: the line of the register (card_register.h) of each, in their order; 0, or none at
  // all = found by the job or the chip, else only counted.
  std::vector<uint64_t> numbers = {};
};

class StockTable {
 public:
  explicit StockTable(storage::Txn& txn) : txn_(txn) {}

  // Posts one entry. Nothing is written when an account would fall below zero.
  absl::StatusOr<storage::LogPosition> Post(const access::Act& act, const Posting& posting);

  // The oldest lot of `site` with a free blank for this job. NO_BLANKS when there is none, LOT_NOT_ALLOWED when only
  // lots of another allowed use are left, APPLICATION_TOO_OLD when only lots that need a newer application fit.
  absl::StatusOr<std::string> PickLot(std::string_view site, uint32_t request_type,
                                      std::string_view blank_type, const ApplicationVersion& version = {});

 private:
  storage::Txn& txn_;
};

// A movement of one blank for a job.
rows::v1::Movement OneBlank(Account from, Account to, std::string_view record_id, uint32_t attempt);

}  // namespace blangko::stock
