#include "tests/crash/power_person.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tests/support/grpc_call.h"
#include "tests/support/process.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

constexpr char kTwoPersons[] = "two persons";
constexpr int kClearTries = 3;  // an agent that was started meanwhile asks to look once more
constexpr absl::Duration kPrinterTime = absl::Seconds(10);
constexpr absl::Duration kToolTime = absl::Seconds(20);

}  // namespace

Cards PowerPerson::Find(const std::string& record, uint32_t attempt) const {
  return TrayOf(scene_.printer().World()).OfAttempt(record, attempt);
}

bool PowerPerson::LookAtWaiting() {
  const auto waiting = scene_.station().WaitingCards();
  if (!waiting.ok()) {
    Complain("look list", waiting.status());
    return false;
  }
  for (const std::string& card : *waiting) AnswerLook(card);
  return !waiting->empty();
}

void PowerPerson::AnswerLook(const std::string& card) {
  const size_t slash = card.rfind('/');
  uint32_t attempt = 0;
  if (!absl::SimpleAtoi(card.substr(slash + 1), &attempt)) return;
  const Cards found = Find(card.substr(0, slash), attempt);
  absl::Status answered;
  if (found.finished > 0) {
    answered = scene_.station().Look("good", card, {});
  } else if (found.begun > 0) {
    answered = scene_.station().Look("spoiled", card, {"--cause", "gagal-cetak"});
  } else {
    violations_.push_back(absl::StrCat("a look is asked for at ", card, ", which is nowhere"));
    answered = scene_.station().Look("uncertain", card, {});
  }
  ++looks_;
  if (!answered.ok()) Complain("look", answered);
}

void PowerPerson::DecideDoubtful() {
  const auto jobs = scene_.office().Jobs({records::v1::RECORD_STATE_UNCERTAIN});
  if (!jobs.ok()) return;
  const auto is_new = [this](const auto& job) {
    return !decided_.contains(absl::StrCat(job.record_id(), "/", job.attempt()));
  };
  if (std::none_of(jobs->begin(), jobs->end(), is_new)) return;
  // Nobody reaches into a printer that moves.
  support::WaitUntil([this] { return scene_.PrinterStandsStill(); }, kPrinterTime);
  for (const auto& job : *jobs) {
    if (is_new(job)) Decide(job);
  }
  ClearPrinter();
}

void PowerPerson::Decide(const scheduler::v1::JobSummary& job) {
  const Cards found = Find(job.record_id(), job.attempt());
  std::string& decision = decided_[absl::StrCat(job.record_id(), "/", job.attempt())];
  decision = kTwoPersons;
  if (found.finished > 0 && Resolve(job, {"--outcome", "PRINTED"})) decision = "printed";
  if (found.finished == 0 && found.begun > 0 &&
      Resolve(job, {"--outcome", "SPOILED", "--reason", "GAGAL_CETAK"})) {
    decision = "spoiled";
  }
}

bool PowerPerson::Resolve(const scheduler::v1::JobSummary& job, const std::vector<std::string>& outcome) {
  std::vector<std::string> command = {scene_.plan().bin + "/blangko",
                                      "--server",
                                      scene_.server().address(),
                                      "jobs",
                                      "resolve",
                                      job.record_id(),
                                      "--attempt",
                                      absl::StrCat(job.attempt())};
  command.insert(command.end(), outcome.begin(), outcome.end());
  const auto status = support::RunCommand(command, scene_.plan().folder + "/blangko.log", kToolTime);
  if (status.ok() && *status == 0) return true;
  violations_.push_back(absl::StrCat("blangko jobs resolve ", job.record_id(), " was refused"));
  return false;
}

void PowerPerson::ClearPrinter() {
  absl::Status cleared;
  for (int i = 0; i < kClearTries; ++i) {
    cleared = scene_.station().Clear();
    if (cleared.ok()) return;
  }
  Complain("clear", cleared);
}

int64_t PowerPerson::needs_two() const {
  return std::count_if(decided_.begin(), decided_.end(),
                       [](const auto& decision) { return decision.second == kTwoPersons; });
}

void PowerPerson::Complain(const std::string& what, const absl::Status& why) {
  violations_.push_back(absl::StrCat(what, ": ", support::Brief(why)));
}

}  // namespace blangko::crash
