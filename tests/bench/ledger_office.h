// LedgerOffice: a node in this process on RocksDB, with one office whose ledger of one lot has as many entries as one wants,
// and a quiet month after them. What is asked of it goes through the public API; the entries are posted beside it.
//
// Failure: what the server says. Threads: belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/rng.h"
#include "blangko/papers/v1/papers_service.grpc.pb.h"
#include "services/node/node.h"
#include "tests/support/office_client.h"
#include "tests/support/request_ids.h"
#include "tests/support/temp_dir.h"

namespace blangko::bench {

class LedgerOffice {
 public:
  static absl::StatusOr<std::unique_ptr<LedgerOffice>> Open(int64_t entries);
  ~LedgerOffice();

  absl::Status AskEquation();
  // In the middle of all the entries.
  absl::Status AskPastEquation();
  // 100 movements: the newest ones, and those in the middle.
  absl::Status AskNewestPage();
  absl::Status AskMiddlePage();
  // A kartu persediaan with some days of the quiet month, another one each time; issued, and drawn as CSV.
  absl::Status AskStockCard();
  // The stock at the end of a day of the quiet month.
  absl::Status AskStockAt();

  static constexpr int kStockCardsMax = 200;

 private:
  LedgerOffice();
  // A node over the folder; again where one served before, so that everything is read from files, as after any restart.
  absl::Status Start();
  absl::Status Furnish(int64_t blanks);
  absl::Status Fill(int64_t entries);
  absl::Status FillQuietMonth();
  absl::Status FindMiddle(int64_t entries);

  const TempDir dir_;
  ManualClock clock_;
  SystemRng rng_;
  support::RequestIds ids_;
  std::unique_ptr<node::Node> node_;
  std::unique_ptr<support::OfficeClient> office_;
  std::unique_ptr<papers::v1::PapersService::Stub> papers_;
  int64_t posted_ = 0;
  stock::v1::ListMovementsRequest middle_;
  int cards_ = 0;
};

}  // namespace blangko::bench
