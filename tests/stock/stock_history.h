// StockHistory: does a step to the product and to the model, and says where the two part.
//
// After each step: same answer, the same blanks in every account (INV-1, INV-2), log and balances and free lists that
// agree (CheckLedger: INV-3, INV-5), and an exact equation. Some steps lose the reply or the process and are repeated.
// Threads: one test.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "tests/stock/stock_model.h"
#include "tests/support/stock_fixture.h"

namespace blangko::stock {

enum class Doing { kTake, kOpen, kSend, kArrive, kJob, kRepeat, kWait };
inline constexpr int kDoings = 7;

// One step; the numbers are choices, taken modulo what there is to choose from.
struct Step {
  int doing = 0;
  int office = 0;
  int other = 0;
  int lot = 0;
  int count = 0;
  int rejected = 0;
  int missing = 0;
  int surplus = 0;
  int choice = 0;
};
std::ostream& operator<<(std::ostream& out, const Step& step);
Step RandomStep(Rng& rng);

class StockHistory {
 public:
  explicit StockHistory(uint64_t seed);

  // "" while product and model agree.
  std::string Do(const Step& step);

  // "arrive ok", "send ACCOUNT_WOULD_BE_NEGATIVE": what the steps so far have tried.
  const std::set<std::string>& seen() const { return seen_; }

 private:
  std::string Answered(std::string_view doing, const absl::Status& got, const std::string& want);
  std::string Take(const Step& step);
  std::string Open(const Step& step);
  std::string Send(const Step& step);
  std::string Arrive(const Step& step);
  std::string Job(const Step& step);
  std::string Compare();

  // Sends a request, now and then over a process that dies meanwhile.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Stock::*method)(const access::Act&, const Request&),
                               const Request& request, const Step& step);

  Pelalawan at_;
  StockModel model_;
  std::vector<std::string> shipments_;
  std::set<std::string> seen_;
  std::function<std::string()> repeat_;  // asks the last granted request again
};

// The first disagreement over `steps` random steps, with seed and step; "" if there is none.
std::string RunRandomHistory(uint64_t seed, int steps);
// What `steps` random steps of this seed try.
std::set<std::string> SeenInHistory(uint64_t seed, int steps);

}  // namespace blangko::stock
