// A regency that counts its blanks, for tests: Siti counts, Budi proposes, Ratna approves.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "services/counts/count_executor.h"
#include "services/counts/counts.h"
#include "tests/support/two_persons.h"

namespace blangko::counts {

class CountsFixture : public TwoPersons {
 protected:
  // 1,000 blanks of lot A and 200 of lot B.
  CountsFixture() : TwoPersons({{access::v1::PROPOSAL_KIND_SETTLE_COUNT, &settlements_}}) {
    for (const char* lot : {"A", "B", "C"}) EXPECT_OK(at_.CreateLot(lot));
    EXPECT_OK(at_.Receive("A", 1000));
    EXPECT_OK(at_.Receive("B", 200));
  }

  // The id, or the reason of the refusal.
  std::string Open(const std::vector<std::string>& lots = {}) {
    v1::OpenCountRequest request;
    request.set_office(stock::kDinas);
    for (const std::string& lot : lots) request.add_lots(lot);
    return IdOf(counts_.Open(ActOf(siti_, request), request));
  }

  using Counted = std::vector<std::pair<std::string, std::pair<int64_t, int64_t>>>;  // lot -> unused, spoiled
  std::string Enter(const std::string& id, const Counted& counted, std::optional<absl::Time> at = {}) {
    v1::EnterCountRequest request;
    request.set_count_id(id);
    for (const auto& [lot, blanks] : counted) {
      v1::EnteredLine& line = *request.add_lines();
      line.set_lot(lot);
      line.mutable_counted()->set_unused(blanks.first);
      line.mutable_counted()->set_spoiled(blanks.second);
    }
    if (at.has_value()) request.mutable_count_time()->set_seconds(absl::ToUnixSeconds(*at));
    return IdOf(counts_.Enter(ActOf(siti_, request), request));
  }

  // The number of the proposal, or the reason of the refusal.
  std::string Settle(const access::Actor& actor, const std::string& id,
                     const std::vector<std::pair<std::string, std::string>>& explanations) {
    v1::SettleCountRequest request;
    request.set_count_id(id);
    request.set_document("BA-OPNAME-1");
    request.set_pin(kPin);
    for (const auto& [lot, text] : explanations) {
      v1::Explanation& added = *request.add_explanations();
      added.set_lot(lot);
      added.set_text(text);
    }
    return ProposedBy(counts_.Settle(ActOf(actor, request), request));
  }

  v1::Count Shown(const std::string& id) {
    const auto count = counts_.Get(siti_, id);
    EXPECT_OK(count);
    return count.value_or(v1::Count());
  }

  CountExecutor settlements_;
  Counts counts_{at_.store, pins_, book_};

 private:
  static std::string IdOf(const absl::StatusOr<v1::Count>& count) {
    return count.ok() ? count->count_id() : ReasonOf(count.status());
  }
};

}  // namespace blangko::counts
