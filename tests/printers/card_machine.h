// CardMachine: a simulated card printer without its network side. Hopper, ribbon, film, cover, and one card at a time
// on its way through, with the faults of a Script.
//
// Orders besides those of the script: load BLANKS LOT; empty (all blanks out); ribbon PERCENT; film PERCENT;
// cover open|closed; stop; resume; clear (a jam is removed); state (blanks, cards out, ribbon, film).
// A card waits in the printer while a blank, ribbon, film or a closed cover is missing.
// Threads: any; one card at a time.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <string>

#include "printer/face/card_image.h"
#include "tests/printers/card_world.h"
#include "tests/printers/script.h"

namespace blangko::printer_sim {

struct MachineFace {
  std::set<std::string> reasons;  // IPP keywords without suffix
  bool stopped = false;
  int ribbon_percent = 100;
  int film_percent = 100;
  int64_t cards_out = 0;
};

class CardMachine {
 public:
  using GivenUp = std::function<bool()>;
  // `ribbon_cards`: cards of a full ribbon; the film lasts twice as long.
  CardMachine(CardWorld world, int ribbon_cards)
      : world_(std::move(world)), ribbon_cards_(ribbon_cards), left_(world_.ReadSupplies()) {}

  // What the outside is to show; called after every change.
  void set_on_change(std::function<void(const MachineFace&)> on_change) { on_change_ = std::move(on_change); }
  std::string Tell(const std::string& line);
  int64_t cards_out() const { return world_.cards_out(); }  // before others use it
  bool was_loaded() const { return world_.was_loaded(); }   // likewise
  Script& script() { return script_; }

  // Somebody comes by: puts in a new ribbon or film where one has run out, and `blanks` of `lot` into an empty hopper.
  void Attend(int blanks, const std::string& lot);

  // Waits while stopped; false when given up.
  bool WaitToBegin(const GivenUp& given_up);
  // One card from hopper to tray; false when the printer will say that it failed. A picture of which only the first
  // lines came, or none, spoils the blank.
  bool PrintCard(const std::string& job, CardImage image, bool whole, const GivenUp& given_up);

 private:
  bool Obey(const std::string& order, const std::string& what);
  MachineFace Face() const;
  bool CanPick() const;
  bool WaitUntilItCanPick(const GivenUp& given_up);
  void UseSupplies();
  bool EjectAs(const std::string& fault, const std::string& job, size_t card, CardImage& image);
  void Changed();
  std::string StateLine() const;

  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  CardWorld world_;
  const int ribbon_cards_;
  SupplyLevels left_;
  bool wants_card_ = false;  // one waits for a blank
  bool jammed_ = false;
  bool cover_open_ = false;
  bool stopped_ = false;

  Script script_;
  std::function<void(const MachineFace&)> on_change_;
};

}  // namespace blangko::printer_sim
