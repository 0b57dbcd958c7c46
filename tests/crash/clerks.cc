#include "tests/crash/clerks.h"

#include <mutex>

#include "absl/strings/str_cat.h"
#include "tests/crash/campaign_office.h"

namespace blangko::crash {
namespace {

constexpr size_t kClerks = 3;
constexpr int64_t kNumbersOfEach = 2000;
constexpr absl::Duration kPause = absl::Microseconds(200);

MutatorPlan PlanOf(size_t clerk, const std::vector<cases::CaseRow>& rows, uint64_t seed) {
  MutatorPlan plan{kOffice, kLot, {}, absl::StrCat("RUN", seed, "-", clerk), seed * kClerks + clerk};
  for (size_t i = clerk; i < rows.size(); i += kClerks) plan.records.push_back(rows[i].record_id);
  plan.pause = kPause;
  plan.first_number = static_cast<int64_t>(clerk) * kNumbersOfEach + 1;
  return plan;
}

void Append(const Acknowledged& more, Acknowledged& all) {
  all.held.insert(more.held.begin(), more.held.end());
  all.touched.insert(more.touched.begin(), more.touched.end());
  all.created.insert(all.created.end(), more.created.begin(), more.created.end());
  all.answers.insert(all.answers.end(), more.answers.begin(), more.answers.end());
  all.received += more.received;
  all.received_open += more.received_open;
  all.changes += more.changes;
  all.resent += more.resent;
}

}  // namespace

Clerks::Clerks(const std::shared_ptr<grpc::Channel>& channel, const std::vector<cases::CaseRow>& rows,
               uint64_t seed) {
  for (size_t i = 0; i < kClerks; ++i)
    clerks_.push_back(std::make_unique<Mutator>(channel, PlanOf(i, rows, seed)));
}

Clerks::~Clerks() {
  GiveUp();
  Join();
}

void Clerks::Begin() {
  for (const auto& clerk : clerks_) {
    sent_again_ += clerk->has_open() ? 1 : 0;
    clerk->ComeBack();
    threads_.emplace_back([&clerk = *clerk] { clerk.Run(); });
  }
}

// Of two acknowledgements at once only the first acts.
void Clerks::ArmAtAcknowledgement(const std::function<void()>& action) {
  const auto once = std::make_shared<std::once_flag>();
  for (const auto& clerk : clerks_) {
    if (action == nullptr) {
      clerk->ArmAtAcknowledgement(nullptr);
    } else {
      clerk->ArmAtAcknowledgement([once, action] { std::call_once(*once, action); });
    }
  }
}

void Clerks::GiveUp() {
  for (const auto& clerk : clerks_) clerk->GiveUp();
}

void Clerks::Join() {
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Clerks::SendWhatIsOpen() {
  for (const auto& clerk : clerks_) {
    sent_again_ += clerk->has_open() ? 1 : 0;
    clerk->ComeBack();
    clerk->Stop();
    clerk->Run();
  }
}

Acknowledged Clerks::acknowledged() const {
  Acknowledged all;
  for (const auto& clerk : clerks_) Append(clerk->acknowledged(), all);
  return all;
}

std::vector<std::string> Clerks::violations() const {
  std::vector<std::string> all;
  for (const auto& clerk : clerks_) {
    all.insert(all.end(), clerk->violations().begin(), clerk->violations().end());
  }
  return all;
}

}  // namespace blangko::crash
