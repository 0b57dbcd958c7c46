// Script: what a simulated printer is told to do wrong, and the named moments at which it waits or dies.
//
// Orders, one a line; each is answered with one line, "ok" or what was asked:
//   next WORD         the next card only, or the one that waits at `printing`: jam, double-feed, wrong-done, faint;
//                     without a word it is good again
//   slow MILLIS       every card takes so long
//   hold STEP         wait at the next STEP until `go`
//   off STEP          lose power at the next STEP
//   go                end a hold
//   where             the step at which it waits now, or "-"
// Steps of a card: created (Create-Job carried out), data (first line arrived), half (half of the lines), printing (the
// blank is picked), out (the card lies in the tray, nothing reported yet).
// Threads: any.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace blangko::printer_sim {

class Script {
 public:
  // An order; empty when it is none of this script's.
  std::string Tell(const std::string& line);

  // The printer is at this step. Waits while told to, unless `given_up` holds; does not return when told to lose power.
  void Pass(std::string_view step, const std::function<bool()>& given_up);
  // Lets `time` of printing pass; false when given up.
  bool Print(const std::function<bool()>& given_up);
  // The fault of the card that begins; the next one is good again.
  std::string TakeFault();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string fault_;
  std::string hold_;
  std::string off_;
  std::string where_ = "-";
  absl::Duration card_time_;
};

}  // namespace blangko::printer_sim
