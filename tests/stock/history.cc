#include "tests/stock/history.h"

#include <algorithm>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "services/refusal/refusal.h"
#include "tests/support/status_matchers.h"

namespace blangko::proof {
namespace {

// Refusals that tell what is found and what is wanted.
const std::set<std::string>& TellingNumbers() {
  static const auto* reasons = new std::set<std::string>{"ACCOUNT_WOULD_BE_NEGATIVE", "CASE_HAS_FEWER",
                                                         "RECEIPT_DOES_NOT_ADD_UP", "PILE_DIFFERS"};
  return *reasons;
}

std::string Numbers(const absl::Status& status) {
  std::string text;
  const auto details = DetailsOf(status);
  if (!details.has_value()) return "";
  for (const auto& any : details->details()) {
    google::rpc::ErrorInfo info;
    if (!any.UnpackTo(&info)) continue;
    const auto& data = info.metadata();
    const auto account = data.find("account");
    if (account != data.end()) absl::StrAppend(&text, " ", account->second);
    for (const char* key : {"got", "want"}) {
      const auto found = data.find(key);
      if (found != data.end()) absl::StrAppend(&text, " ", key, " ", found->second);
    }
  }
  return text;
}

std::string Finding(uint64_t seed, const std::vector<Step>& steps) {
  Tally tally;
  History history(seed, tally);
  for (const Step& step : steps) {
    if (std::string apart = history.Do(step); !apart.empty()) return apart;
  }
  return history.CheckAll();
}

// Takes out every step without which the finding stays.
std::vector<Step> Shortest(uint64_t seed, std::vector<Step> steps) {
  for (size_t length = steps.size() / 2; length > 0; length /= 2) {
    for (size_t i = 0; i + length <= steps.size();) {
      std::vector<Step> fewer = steps;
      fewer.erase(fewer.begin() + static_cast<ptrdiff_t>(i),
                  fewer.begin() + static_cast<ptrdiff_t>(i + length));
      if (Finding(seed, fewer).empty()) {
        i += length;
      } else {
        steps = std::move(fewer);
      }
    }
  }
  return steps;
}

}  // namespace

std::string Differ(std::string_view what, const std::string& got, const std::string& want) {
  return got == want ? "" : absl::StrCat(std::string(what), ": got \"", got, "\", want \"", want, "\"");
}

std::string AnswerOf(const absl::Status& status) {
  if (status.ok()) return "";
  const std::string reason = ReasonOf(status);
  if (reason.empty()) return status.ToString();
  return TellingNumbers().contains(reason) ? reason + Numbers(status) : reason;
}

History::History(uint64_t seed, Tally& tally) : at_(seed), tally_(tally) {
  for (const char* lot : {"A", "B"}) {
    EXPECT_OK(at_.AddLot(lot));
    model_.AddLot(lot);
  }
}

access::Actor History::Who(const Step& step, const access::Actor& actor) const {
  return step.choice % 17 == 5 ? World::OutOfScope(actor) : actor;
}

Place History::PlaceOf(const Step& step) const {
  static const auto* lots = new std::array<std::string, 3>{"A", "B", "UNKNOWN"};
  return {Pick(kOffices, step.office), Pick(*lots, step.lot)};
}

std::vector<Job> History::Jobs() const {
  std::vector<Job> jobs;
  for (const auto& [id, order] : model_.orders()) {
    for (size_t i = 1; i <= order.tries.size(); ++i) jobs.emplace_back(id, static_cast<uint32_t>(i));
  }
  return jobs;
}

std::string History::Answered(const std::string& got, const std::string& want) {
  Tally::Row& row = tally_.rows[doing_];
  refused_ = !got.empty();
  ++(refused_ ? row.refused : row.done);
  if (refused_) ++row.reasons[got.substr(0, got.find(' '))];
  return Differ(doing_, got, want);
}

std::string History::Approve(const access::Actor& actor, const std::string& proposal) {
  const auto shown = at_.proposals.Get(actor, proposal);
  if (!shown.ok()) return AnswerOf(shown.status());
  access::v1::ApproveProposalRequest request;
  request.set_proposal_id(proposal);
  request.set_etag(shown->etag());
  request.set_pin(kPin);
  const access::Act act = at_.ActOf(actor, request);
  request.set_request_id(act.request_id);
  return AnswerOf(at_.proposals.Approve(act, request).status());
}

void History::Withdraw(const access::Actor& actor, const std::string& proposal) {
  access::v1::WithdrawProposalRequest request;
  request.set_proposal_id(proposal);
  request.set_reason("tidak jadi");
  const access::Act act = at_.ActOf(actor, request);
  request.set_request_id(act.request_id);
  EXPECT_OK(at_.proposals.Withdraw(act, request).status());
}

std::string History::Dispatch(const Step& step) {
  switch (step.what()) {
    case Doing::kTake: return Take(step);
    case Doing::kOpen: return Open(step);
    case Doing::kSend: return Send(step);
    case Doing::kArrive: return Arrive(step);
    case Doing::kResolve: return Resolve(step);
    case Doing::kSpoil: return Spoil(step);
    case Doing::kLose: return Lose(step);
    case Doing::kWriteOff: return WriteOff(step);
    case Doing::kReverse: return Reverse(step);
    case Doing::kCount: return Count(step);
    case Doing::kDestroy: return Destroy(step);
    case Doing::kGrant: return Grant(step);
    case Doing::kStart: return Start(step);
    case Doing::kRelease: return Release(step);
    case Doing::kSay: return Say(step);
    case Doing::kOutside: return Outside(step);
    case Doing::kRepeat: return repeat_ ? repeat_() : "";
    case Doing::kWait: at_.clock.Advance(absl::Seconds(step.count - 3)); return "";  // clocks also go back
  }
  return "";
}

std::string History::Do(const Step& step) {
  doing_ = std::string(Pick(kDoings, step.doing));
  refused_ = false;
  if (step.what() != Doing::kRepeat && step.what() != Doing::kWait) ++tally_.steps;
  latest_ = std::max(latest_, at_.clock.Now());
  const std::string apart = Dispatch(step);
  return apart.empty() ? Compare() : apart;
}

std::string RunRandomHistory(uint64_t seed, int steps, Tally& tally) {
  SeededRng rng(seed);
  History history(seed, tally);
  std::vector<Step> done;
  std::string apart;
  for (int i = 0; i < steps && apart.empty(); ++i) {
    done.push_back(RandomStep(rng));
    apart = history.Do(done.back());
  }
  if (apart.empty()) apart = history.CheckAll();
  if (apart.empty()) return "";
  std::string text = absl::StrCat("seed ", seed, ", step ", done.size(), ": ", apart);
  const std::vector<Step> shortest = Shortest(seed, done);
  absl::StrAppend(&text, "\nshortest history, which ends with ", Finding(seed, shortest), ":");
  for (const Step& step : shortest) {
    std::ostringstream line;
    line << "\n  " << step;
    text += line.str();
  }
  return text;
}

}  // namespace blangko::proof
