// The printer drivers under test, each with a printer whose physical cards can be counted.
//
// To put another driver under test: a DriverUnderTest in driver_under_test.cc and a line in
// AllDrivers.
// Failure: a fixture that cannot start fails the test. Threads: one.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "printer/agent/device.h"

namespace blangko::printer {

class DriverUnderTest {
 public:
  virtual ~DriverUnderTest() = default;

  virtual Device& device() = 0;
  // The station's process begins anew: another Device at the same printer.
  virtual void Reopen() = 0;
  // The device of another station at the same printer.
  virtual std::unique_ptr<Device> OtherStation() { return nullptr; }
  // Names (record/attempt) of the cards that came out well, in order; half and spoiled ones do not count.
  virtual std::vector<std::string> GoodCards() = 0;
  // What the printer got for its newest card, turned back to how the card was drawn; empty where it is given none.
  virtual CardImage NewestPicture() { return {}; }
  // What a picture looks like on this printer's card.
  virtual CardImage AsPrinted(const CardImage& sent) { return sent; }

  // Of a printer that is a process of its own.
  virtual void PowerOff() {}
  virtual void PowerOn() {}
  // The next card stays in the printer until LetGo; WaitUntilHeld returns when it is there.
  virtual void HoldNextCard() {}
  virtual void WaitUntilHeld() {}
  virtual void LetGo() {}
  // The next card meets an empty hopper; the printer then says media-empty.
  virtual void RunOutOfBlanks() {}
  virtual bool counts_cards() const { return false; }
};

struct DriverCase {
  std::string name;
  bool own_printer = false;  // a process that can be switched off; it also tells its supplies
  // What is missing for it on this machine; empty when nothing.
  std::function<std::string()> missing;
  std::function<std::unique_ptr<DriverUnderTest>(const std::string& directory)> make;
};

inline void PrintTo(const DriverCase& driver, std::ostream* out) { *out << driver.name; }

const std::vector<DriverCase>& AllDrivers();

// A picture in which every pixel tells where it was, of the size of a card.
CardImage TestPicture(int seed);

// Polls until the card is no longer busy. A job that the device does not know is unknown.
CardProgress WaitForEnd(Device& device, const DeviceJob& job, absl::Duration limit = absl::Seconds(30));
// Waits until the printer is ready, or is not.
bool WaitForReady(Device& device, bool ready, absl::Duration limit = absl::Seconds(30));

}  // namespace blangko::printer
