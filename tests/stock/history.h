// History: does a step to the product and to the model, and says where the two part.
//
// After each step (checks.cc): the same answer, with the numbers of the refusal; the same blanks in every account of every
// office and lot, by ListBalances (INV-1, INV-2); entries of the ledger that move blanks from one account to another of the
// lot, and that fold to the balances (INV-3, INV-5); registers, chips (INV-4) and the length of each log as the model says.
// What was refused changed nothing. Some steps lose the reply or the process and are repeated.
// Threads: one test.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/stock/model.h"
#include "tests/stock/step.h"
#include "tests/stock/world.h"

namespace blangko::proof {

// How often each command was done and refused, over many histories.
struct Tally {
  struct Row {
    int64_t done = 0;
    int64_t refused = 0;
    std::map<std::string, int64_t> reasons = {};
  };
  int64_t steps = 0;  // without those that only wait or repeat
  std::map<std::string, Row> rows = {};
};

class History {
 public:
  History(uint64_t seed, Tally& tally);

  // "" while product and model agree.
  std::string Do(const Step& step);
  // The whole ledger once more, from zero, by the product's own check too.
  std::string CheckAll();

 private:
  struct Book {
    uint64_t seq = 0;
    Pile pile;
  };

  // ---- one command each: what parts product and model
  std::string Take(const Step& step);  // goods_steps.cc
  std::string Open(const Step& step);
  std::string Send(const Step& step);
  std::string Arrive(const Step& step);
  std::string Spoil(const Step& step);
  std::string Resolve(const Step& step);  // case_steps.cc
  std::string Lose(const Step& step);
  std::string WriteOff(const Step& step);
  std::string Reverse(const Step& step);
  std::string Count(const Step& step);  // count_steps.cc
  std::string SpoilMeanwhile(const Place& place);
  std::string SettleCount(const Step& step, const std::string& id, const std::string& lot, bool differs);
  std::string Outside(const Step& step);
  std::string Destroy(const Step& step);  // destruction_steps.cc
  std::string CloseList(const Step& step, const std::string& id, const std::vector<uint64_t>& numbers,
                        int64_t pile, bool described);
  std::string Grant(const Step& step);  // job_steps.cc
  std::string Start(const Step& step);
  std::string Release(const Step& step);
  std::string Say(const Step& step);
  std::string Dispatch(const Step& step);

  // Budi, or Ratna who then tries to approve it herself.
  static bool ProposerTriesFirst(const Step& step) { return step.choice % 3 == 0; }
  const access::Actor& Proposer(const Step& step) const {
    return ProposerTriesFirst(step) ? at_.ratna : at_.budi;
  }
  // The first refusal on the way from a proposal to its deed; "" when it was done.
  template <typename Response>
  std::string TwoPersons(const absl::StatusOr<Response>& proposed, const Step& step);
  std::string Approve(const access::Actor& actor, const std::string& proposal);
  void Withdraw(const access::Actor& actor, const std::string& proposal);

  // Sends a request, now and then over a process that dies meanwhile.
  template <typename Domain, typename Request, typename Response>
  absl::StatusOr<Response> Ask(Domain& domain,
                               absl::StatusOr<Response> (Domain::*method)(const access::Act&, const Request&),
                               const access::Actor& actor, const Request& request, const Step& step);

  std::string Answered(const std::string& got, const std::string& want);
  access::Actor Who(const Step& step, const access::Actor& actor) const;
  Place PlaceOf(const Step& step) const;
  // A record and attempt that a station had; nothing before the first grant.
  std::vector<Job> Jobs() const;

  // ---- checks.cc
  std::string Compare();
  std::string CompareBalances();
  std::string CompareLogs();
  std::string ReadEntries(storage::Snapshot& snapshot, const Place& place, uint64_t seq);
  std::string CompareRegisters(storage::Snapshot& snapshot);
  std::string CompareChips(storage::Snapshot& snapshot);

  World at_;
  Model model_;
  Tally& tally_;
  std::vector<std::string> shipments_;
  std::vector<std::string> cases_;
  std::map<Place, Book> books_;          // by our own fold of the log
  std::function<std::string()> repeat_;  // asks the last granted request again
  int orders_ = 0;
  int days_ = 0;  // lists of the ministry
  int chips_ = 0;
  int said_ = 0;                              // numbers of the stations' journals
  absl::Time latest_ = absl::InfinitePast();  // of the clock, which also goes back
  std::string doing_;
  bool refused_ = false;
};

// A refusal as the model writes it; "" for success.
std::string AnswerOf(const absl::Status& status);
std::string Differ(std::string_view what, const std::string& got, const std::string& want);

// The first disagreement over `steps` random steps, with seed, step and the shortest history that has it; "" if none.
std::string RunRandomHistory(uint64_t seed, int steps, Tally& tally);

template <typename Domain, typename Request, typename Response>
absl::StatusOr<Response> History::Ask(Domain& domain,
                                      absl::StatusOr<Response> (Domain::*method)(const access::Act&,
                                                                                 const Request&),
                                      const access::Actor& actor, const Request& request, const Step& step) {
  const access::Act act = at_.ActOf(actor, request);
  if (step.choice % 13 == 0) {
    at_.store.FailSyncs();
    const auto lost = (domain.*method)(act, request);
    at_.store.Crash();
    if (lost.ok()) return absl::InternalError("a reply left though nothing reached the disk");
  }
  const uint64_t before = at_.store.DurableRevision();
  const auto response = (domain.*method)(act, request);
  if (!response.ok() && at_.store.DurableRevision() != before)
    return absl::InternalError("what was refused changed the store");
  if (response.ok()) {
    // Counts, cases and lists of cards are shown as they are now.
    const bool kept = std::is_same_v<Domain, stock::Stock>;
    repeat_ = [&domain, method, act, request, kept, first = response->SerializeAsString()] {
      const auto again = (domain.*method)(act, request);
      if (!again.ok()) return again.status().ToString();
      return kept ? Differ("repeated", again->SerializeAsString(), first) : std::string();
    };
  }
  return response;
}

template <typename Response>
std::string History::TwoPersons(const absl::StatusOr<Response>& proposed, const Step& step) {
  if (!proposed.ok()) return AnswerOf(proposed.status());
  const std::string proposal = proposed->proposal().proposal_id();
  if (ProposerTriesFirst(step)) {
    const std::string alone = Approve(Proposer(step), proposal);
    if (alone != "SAME_PERSON") return "approved by the proposer: " + alone;
  }
  const std::string answer = Approve(ProposerTriesFirst(step) ? at_.dewi : at_.ratna, proposal);
  if (!answer.empty()) Withdraw(Proposer(step), proposal);
  return answer;
}

}  // namespace blangko::proof
