#include "tests/conformance/driver_under_test.h"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/clock.h"
#include "printer/drivers/assisted_driver.h"
#include "printer/drivers/file_driver.h"
#include "printer/drivers/ipp_driver.h"
#include "printer/face/photos.h"
#include "printer/ipp/pwg_page.h"
#include "tests/printers/simulated_printer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using printer_sim::EvePrinter;
using printer_sim::PapplPrinter;
using printer_sim::PickedBlank;
using printer_sim::SimulatedPrinter;

constexpr int kCardWidth = 1011;
constexpr int kCardHeight = 638;

class FileUnderTest : public DriverUnderTest {
 public:
  explicit FileUnderTest(std::string directory) : directory_(std::move(directory)) { Reopen(); }

  Device& device() override { return *device_; }
  void Reopen() override {
    auto tray = Tray::Open(directory_);
    ASSERT_OK(tray);
    device_.emplace(FileDriverConfig(), *std::move(tray), clock_);
  }
  std::vector<std::string> GoodCards() override {
    std::vector<std::string> cards;
    std::ifstream log(directory_ + "/tray.csv");
    for (std::string line; std::getline(log, line);) {
      const std::vector<std::string> fields = absl::StrSplit(line, ',');
      if (fields.back() == "done") cards.push_back(fields[1] + "/" + fields[2]);
    }
    return cards;
  }
  CardImage NewestPicture() override {
    const std::vector<std::string> cards = GoodCards();
    const std::vector<std::string> words = absl::StrSplit(cards.back(), '/');
    return Photos(directory_)
        .Find(absl::StrFormat("%06d-%s-%s", cards.size(), words[0], words[1]), "")
        .value_or(CardImage());
  }
  bool counts_cards() const override { return true; }

 private:
  const std::string directory_;
  SystemClock clock_;
  std::optional<FileDriver> device_;
};

// The operator prints each card that is shown, at once, and says so; what was printed is what the operator has.
class PrintedByHand : public Device {
 public:
  explicit PrintedByHand(std::vector<std::string>& cards) : cards_(cards) {}
  std::string_view driver() const override { return station_.driver(); }
  int nominal_per_hour() const override { return station_.nominal_per_hour(); }
  DeviceStatus Status() override { return station_.Status(); }
  absl::StatusOr<DeviceJob> CreateJob(const AttemptKey& card) override {
    card_ = card;
    return station_.CreateJob(card);
  }
  absl::Status Send(const DeviceJob& job, const CardImage& image) override {
    const absl::Status shown = station_.Send(job, image);
    if (!shown.ok()) return shown;
    cards_.push_back(absl::StrCat(card_.record_id, "/", card_.attempt));
    CardProgress word;
    word.state = CardProgress::State::kDone;
    word.by = "sari";
    return station_.Hear(card_, word);
  }
  absl::StatusOr<CardProgress> Poll(const DeviceJob& job) override { return station_.Poll(job); }
  void Forget(const DeviceJob& job) override { station_.Forget(job); }
  bool asks_person() const override { return station_.asks_person(); }

 private:
  AssistedDriver station_;
  AttemptKey card_;
  std::vector<std::string>& cards_;
};

class AssistedUnderTest : public DriverUnderTest {
 public:
  AssistedUnderTest() { Reopen(); }
  Device& device() override { return *device_; }
  void Reopen() override { device_.emplace(cards_); }
  std::vector<std::string> GoodCards() override { return cards_; }

 private:
  std::vector<std::string> cards_;
  std::optional<PrintedByHand> device_;
};

class IppUnderTest : public DriverUnderTest {
 public:
  explicit IppUnderTest(std::unique_ptr<SimulatedPrinter> printer) : printer_(std::move(printer)) {
    EXPECT_OK(printer_->Start());
    Reopen();
  }

  Device& device() override { return *device_; }
  void Reopen() override {
    device_.reset();
    device_ = OpenFor("blangko-s1");
  }
  std::unique_ptr<Device> OtherStation() override { return OpenFor("blangko-s2"); }
  std::vector<std::string> GoodCards() override {
    std::vector<std::string> cards;
    for (const PickedBlank& blank : printer_->World()) {
      if (blank.event == "card") cards.push_back(blank.job);
    }
    return cards;
  }
  CardImage NewestPicture() override {
    return printer_sim::ReadPicture(printer_->directory(), printer_->World().size()).value_or(CardImage());
  }
  CardImage AsPrinted(const CardImage& sent) override {
    return LayOutPage(sent, PageSizeOf(kCardMedia).value()).value();
  }
  void HoldNextCard() override { EXPECT_OK(printer_->HoldAt("printing")); }
  void WaitUntilHeld() override { EXPECT_TRUE(printer_->WaitAt("printing")); }
  void PowerOff() override { printer_->PowerOff(); }
  void PowerOn() override { EXPECT_OK(printer_->Start()); }
  void LetGo() override { EXPECT_OK(printer_->Tell("go")); }

 protected:
  const std::unique_ptr<SimulatedPrinter> printer_;

 private:
  std::unique_ptr<Device> OpenFor(const std::string& owner) {
    IppDriverConfig config;
    config.uri = printer_->uri();
    config.owner = owner;
    config.busy_look = absl::Milliseconds(50);
    config.idle_look = absl::Milliseconds(50);
    auto driver = IppDriver::Open(std::move(config), nullptr);
    EXPECT_OK(driver);
    return *std::move(driver);
  }

  std::unique_ptr<Device> device_;
};

class PapplUnderTest : public IppUnderTest {
 public:
  explicit PapplUnderTest(const std::string& directory)
      : IppUnderTest(std::make_unique<PapplPrinter>(directory, PapplPrinter::Options())) {}

  void RunOutOfBlanks() override { EXPECT_OK(printer_->Tell("empty")); }
  void LetGo() override {
    if (printer_->Tell("load 5 L9").ok()) IppUnderTest::LetGo();
  }
  bool counts_cards() const override { return true; }
};

class EveUnderTest : public IppUnderTest {
 public:
  explicit EveUnderTest(const std::string& directory)
      : IppUnderTest(std::make_unique<EvePrinter>(directory)) {}

  void RunOutOfBlanks() override { EXPECT_OK(printer_->Tell("lack media-empty")); }
};

std::string Nothing() { return ""; }

}  // namespace

const std::vector<DriverCase>& AllDrivers() {
  static const std::vector<DriverCase> kCases = {
      {"file", false, Nothing,
       [](const std::string& directory) { return std::make_unique<FileUnderTest>(directory); }},
      {"assisted", false, Nothing, [](const std::string&) { return std::make_unique<AssistedUnderTest>(); }},
      {"ipp_pappl", true, Nothing,
       [](const std::string& directory) { return std::make_unique<PapplUnderTest>(directory); }},
      {"ipp_ippeveprinter", true, EvePrinter::Missing,
       [](const std::string& directory) { return std::make_unique<EveUnderTest>(directory); }},
  };
  return kCases;
}

CardImage TestPicture(int seed) {
  CardImage image{kCardWidth, kCardHeight, {}};
  image.rgb.reserve(static_cast<size_t>(kCardWidth) * kCardHeight * 3);
  for (int y = 0; y < kCardHeight; ++y) {
    for (int x = 0; x < kCardWidth; ++x) {
      for (const int value : {x + seed, y * 7 + seed, x / 4 + y / 4}) {
        image.rgb.push_back(static_cast<uint8_t>(value % 256));
      }
    }
  }
  return image;
}

CardProgress WaitForEnd(Device& device, const DeviceJob& job, absl::Duration limit) {
  CardProgress progress;
  const auto ended = [&] {
    const absl::StatusOr<CardProgress> polled = device.Poll(job);
    if (polled.ok()) progress = *polled;
    if (absl::IsNotFound(polled.status())) progress.state = CardProgress::State::kUnknown;
    return progress.state != CardProgress::State::kBusy;
  };
  support::WaitUntil(ended, limit);
  return progress;
}

bool WaitForReady(Device& device, bool ready, absl::Duration limit) {
  return support::WaitUntil([&] { return device.Status().ready == ready; }, limit);
}

}  // namespace blangko::printer
