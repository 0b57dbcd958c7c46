#include "tests/conformance/fault_rig.h"

#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "printer/journal/journal_entries.h"
#include "tests/conformance/driver_under_test.h"
#include "tests/printers/ipp_operation.h"
#include "tests/support/status_matchers.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using printer_sim::CallsOf;
using printer_sim::EvePrinter;
using printer_sim::IppOperation;
using printer_sim::PapplPrinter;
using printer_sim::PickedBlank;
using support::Wire;

constexpr char kPrinterId[] = "p1";
constexpr int kBlanks = 300;
constexpr size_t kInDocumentBytes = 8 * 1024;
constexpr absl::Duration kLook = absl::Milliseconds(30);
constexpr absl::Duration kAnswerWithin = absl::Seconds(2);
constexpr absl::Duration kPatience = absl::Seconds(60);

}  // namespace

FaultRig::FaultRig(Kind kind) : kind_(kind), printer_(MakePrinter("printer")) {
  EXPECT_OK(printer_->Start());
  wire_ = Wire::Open(printer_->port()).value();
  disk_ = FileDisk::Open(folder_.File("station")).value();
  journal_ = Journal::Open(*disk_, "s1", 1, clock_).value();
  driver_ = IppDriver::Open(ConfigFor("blangko-s1"), nullptr).value();
  runner_ = std::make_unique<CardRunner>(kPrinterId, *journal_, *driver_);
}

std::unique_ptr<printer_sim::SimulatedPrinter> FaultRig::MakePrinter(const std::string& name) const {
  if (kind_ == Kind::kEve) return std::make_unique<EvePrinter>(folder_.File(name), kBlanks);
  PapplPrinter::Options options;
  options.blanks = kBlanks;
  options.ribbon_cards = 10 * kBlanks;
  options.name = name;
  return std::make_unique<PapplPrinter>(folder_.File(name), options);
}

IppDriverConfig FaultRig::ConfigFor(const std::string& owner) const {
  IppDriverConfig config;
  config.uri = absl::StrCat("ipp://127.0.0.1:", wire_->port(), "/ipp/print");
  config.owner = owner;
  config.busy_look = config.idle_look = kLook;
  config.answer_within = kAnswerWithin;
  return config;
}

void FaultRig::HoldAt(CardStage stage) {
  const auto document = CallsOf(IppOperation::kSendDocument);
  switch (stage) {
    case CardStage::kBeforeJob: break;
    case CardStage::kBeforeDocument: wire_->HoldAt({Wire::Way::kThere, document, 0}); break;
    case CardStage::kInDocument: wire_->HoldAt({Wire::Way::kThere, document, kInDocumentBytes}); break;
    case CardStage::kPrinting: EXPECT_OK(printer_->HoldAt("printing")); break;
    case CardStage::kCardOut: EXPECT_OK(printer_->HoldAt("out")); break;
  }
}

// ippeveprinter answers for the document while the card is being printed: that answer arrives first.
void FaultRig::WaitAt(CardStage stage) {
  const bool in_printer = stage == CardStage::kPrinting || stage == CardStage::kCardOut;
  if (!in_printer) {
    EXPECT_TRUE(wire_->WaitUntilHeld());
    return;
  }
  EXPECT_TRUE(printer_->WaitAt(stage == CardStage::kPrinting ? "printing" : "out"));
  if (kind_ == Kind::kPappl) return;
  const auto document = CallsOf(IppOperation::kSendDocument);
  EXPECT_TRUE(support::WaitUntil([&] { return !wire_->Carries(document); }, kPatience));
}

void FaultRig::LetGo(CardStage stage) {
  wire_->LetGo();
  const bool in_printer = stage == CardStage::kPrinting || stage == CardStage::kCardOut;
  if (in_printer && printer_->running()) {
    EXPECT_OK(printer_->Tell("go"));
  }
}

void FaultRig::Begin(const AttemptKey& card) {
  end_.clear();
  Entry permit = EntryFor(card, kPrinterId);
  permit.mutable_permit();
  EXPECT_OK(journal_->Append(permit));
  TakeStep(runner_->Begin(card, TestPicture(1)));
}

void FaultRig::TakeStep(const absl::StatusOr<CardStep>& step) {
  ASSERT_OK(step.status());
  if (step->waits_for_look) end_ = "look";
  if (!step->outcome.has_value()) return;
  end_ = *step->outcome == scheduler::v1::OUTCOME_UNCERTAIN     ? "doubt"
         : *step->outcome == scheduler::v1::OUTCOME_NOT_PRINTED ? "not printed"
                                                                : scheduler::v1::Outcome_Name(*step->outcome);
}

bool FaultRig::FollowUntil(const std::function<bool()>& seen) {
  const auto settled = [&] {
    if (end_.empty()) TakeStep(runner_->Look());
    return !end_.empty() || seen();
  };
  EXPECT_TRUE(support::WaitUntil(settled, kPatience)) << "the card neither ends nor is it seen to wait";
  return !end_.empty();
}

void FaultRig::ClearIfBlocked() {
  if (!journal_->state().IsBlocked(kPrinterId)) return;
  EXPECT_OK(journal_->AppendAndSync(ClearedEntry(kPrinterId, "sari")));
}

std::vector<PickedBlank> FaultRig::World() const {
  std::vector<PickedBlank> world = printer_->World();
  if (another_ == nullptr) return world;
  for (const PickedBlank& blank : another_->World()) world.push_back(blank);
  return world;
}

std::string FaultRig::Found(const std::string& card) const {
  static const std::map<std::string, std::string> kWords = {{"card", "good card"},
                                                            {"faint", "faint card"},
                                                            {"spoiled", "spoiled card"},
                                                            {"blank", "unprinted blank"},
                                                            {"picked", "blank in the printer"}};
  std::vector<std::string> found;
  for (const PickedBlank& blank : World()) {
    if (blank.job == card) found.push_back(kWords.at(blank.event));
  }
  return found.empty() ? "no blank taken" : absl::StrJoin(found, " and ");
}

int FaultRig::GoodCards(const std::string& card) const {
  int good = 0;
  for (const PickedBlank& blank : World()) good += blank.job == card && blank.event == "card" ? 1 : 0;
  return good;
}

void FaultRig::SwapForAnother() {
  printer_->PowerOff();
  if (another_ == nullptr) another_ = MakePrinter("another");
  EXPECT_OK(another_->Start());
  wire_->LeadTo(another_->port());
}

void FaultRig::SwapBack() {
  another_->PowerOff();
  EXPECT_OK(printer_->Start());
  wire_->LeadTo(printer_->port());
}

void FaultRig::PrintForOtherStation(const std::string& record) {
  IppDriverConfig config = ConfigFor("blangko-s2");
  config.uri = printer_->uri();
  const auto other = IppDriver::Open(std::move(config), nullptr).value();
  ASSERT_TRUE(WaitForReady(*other, true));
  ASSERT_OK_AND_ASSIGN(const DeviceJob job, other->CreateJob({record, 1}));
  EXPECT_OK(other->Send(job, TestPicture(2)));
  EXPECT_EQ(WaitForEnd(*other, job).state, CardProgress::State::kDone);
}

}  // namespace blangko::printer
