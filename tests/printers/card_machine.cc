#include "tests/printers/card_machine.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace blangko::printer_sim {
namespace {

constexpr auto kGivenUpLook = std::chrono::milliseconds(20);
constexpr int kLowPercent = 10;
constexpr double kRounding = 1e-6;
constexpr int kFaintness = 4;  // a faint card keeps a fourth of its contrast

// Rounded up: nothing is 0 before the last card.
int WholePercent(double percent) { return static_cast<int>(std::ceil(percent - kRounding)); }

void MakeFaint(CardImage& image) {
  for (uint8_t& byte : image.rgb) byte = static_cast<uint8_t>(255 - (255 - byte) / kFaintness);
}

}  // namespace

std::string CardMachine::Tell(const std::string& line) {
  std::string answer = script_.Tell(line);
  if (!answer.empty()) return answer;
  const std::pair<std::string, std::string> words = absl::StrSplit(line, absl::MaxSplits(' ', 1));
  const std::lock_guard lock(mutex_);
  if (words.first == "state") return StateLine();
  if (!Obey(words.first, words.second)) return "unknown order";
  Changed();
  return "ok";
}

bool CardMachine::Obey(const std::string& order, const std::string& what) {
  const std::vector<std::string> words = absl::StrSplit(what, ' ');
  int number = 0;
  const bool has_number = absl::SimpleAtoi(words[0], &number);
  if (order == "load" && has_number && words.size() == 2) return world_.Load(number, words[1]).ok();
  if (order == "empty") {
    world_.TakeAllOut();
  } else if (order == "ribbon" && has_number) {
    left_.ribbon_percent = number;
  } else if (order == "film" && has_number) {
    left_.film_percent = number;
  } else if (order == "cover") {
    cover_open_ = what == "open";
  } else if (order == "clear") {
    jammed_ = false;
  } else if (order == "stop" || order == "resume") {
    stopped_ = order == "stop";
  } else {
    return false;
  }
  return true;
}

void CardMachine::Changed() {
  world_.KeepSupplies(left_);
  changed_.notify_all();
  if (on_change_) on_change_(Face());
}

std::string CardMachine::StateLine() const {
  return absl::StrCat("blanks=", world_.blanks(), " out=", world_.cards_out(),
                      " ribbon=", WholePercent(left_.ribbon_percent),
                      " film=", WholePercent(left_.film_percent));
}

MachineFace CardMachine::Face() const {
  MachineFace face;
  const double least = std::min(left_.ribbon_percent, left_.film_percent);
  if (world_.blanks() == 0) face.reasons.insert(wants_card_ ? "media-needed" : "media-empty");
  if (least <= 0) face.reasons.insert("marker-supply-empty");
  if (least > 0 && least <= kLowPercent) face.reasons.insert("marker-supply-low");
  if (jammed_) face.reasons.insert("media-jam");
  if (cover_open_) face.reasons.insert("cover-open");
  face.stopped = stopped_;
  face.ribbon_percent = WholePercent(left_.ribbon_percent);
  face.film_percent = WholePercent(left_.film_percent);
  face.cards_out = world_.cards_out();
  return face;
}

bool CardMachine::CanPick() const {
  const bool supplied = world_.blanks() > 0 && left_.ribbon_percent > 0 && left_.film_percent > 0;
  return supplied && !jammed_ && !cover_open_ && !stopped_;
}

bool CardMachine::WaitToBegin(const GivenUp& given_up) {
  std::unique_lock lock(mutex_);
  while (stopped_ && !given_up()) changed_.wait_for(lock, kGivenUpLook);
  return !given_up();
}

bool CardMachine::WaitUntilItCanPick(const GivenUp& given_up) {
  std::unique_lock lock(mutex_);
  wants_card_ = true;
  Changed();
  while (!CanPick() && !given_up()) changed_.wait_for(lock, kGivenUpLook);
  wants_card_ = false;
  Changed();
  return !given_up();
}

bool CardMachine::PrintCard(const std::string& job, CardImage image, bool whole, const GivenUp& given_up) {
  std::string fault = script_.TakeFault();
  if (fault == "wrong-done") return true;
  if (!WaitUntilItCanPick(given_up)) return false;
  size_t card = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto picked = world_.Pick(job);
    if (!picked.ok()) return false;
    card = *picked;
    Changed();
  }
  script_.Pass("printing", given_up);
  if (fault.empty()) fault = script_.TakeFault();
  const bool finished = script_.Print(given_up);
  if (!whole) fault = "half";
  const bool good = EjectAs(finished ? fault : "jam", job, card, image);
  if (good) script_.Pass("out", [] { return false; });
  return good;
}

// What is less than half a card's worth is nothing: so many cards are 100 percent, however it is rounded.
void CardMachine::UseSupplies() {
  const double card = 100.0 / ribbon_cards_;
  const auto use = [](double& left, double percent) {
    left -= percent;
    if (left < percent / 2) left = 0;
  };
  use(left_.ribbon_percent, card);
  use(left_.film_percent, card / 2);
}

void CardMachine::Attend(int blanks, const std::string& lot) {
  const std::lock_guard lock(mutex_);
  const bool wanted = world_.blanks() == 0 || left_.ribbon_percent <= 0 || left_.film_percent <= 0;
  if (!wanted) return;
  if (left_.ribbon_percent <= 0) left_.ribbon_percent = 100;
  if (left_.film_percent <= 0) left_.film_percent = 100;
  if (world_.blanks() == 0) (void)world_.Load(blanks, lot);
  Changed();
}

bool CardMachine::EjectAs(const std::string& fault, const std::string& job, size_t card, CardImage& image) {
  const std::lock_guard lock(mutex_);
  UseSupplies();
  bool good = true;
  if (fault == "jam") {
    jammed_ = true;
    good = false;
    (void)world_.Eject(card, "spoiled", nullptr);
  } else if (fault == "half") {
    (void)world_.Eject(card, "spoiled", &image);
  } else if (fault == "faint") {
    MakeFaint(image);
    (void)world_.Eject(card, "faint", &image);
  } else {
    (void)world_.Eject(card, "card", &image);
  }
  if (fault == "double-feed") {
    const auto second = world_.Pick(job);
    if (second.ok()) (void)world_.Eject(*second, "blank", nullptr);
  }
  Changed();
  return good;
}

}  // namespace blangko::printer_sim
