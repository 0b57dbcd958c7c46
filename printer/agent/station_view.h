// StationView: what the agent shows on the station's page, as plain values. The page's thread reads a copy of it and
// never the journal.
//
// Names and NIKs are here in memory only, of the cards that this process was given; they are in no journal, file or log.
// Threads: ViewBoard any; a view itself is a value.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/trusted_clock.h"
#include "printer/agent/device.h"
#include "printer/agent/exchange.h"
#include "printer/encoder/blank_desk.h"
#include "printer/journal/journal_state.h"
#include "printer/power/power.h"

namespace blangko::printer {

struct CardInView {
  AttemptKey key;
  std::string name;  // empty: this process started again meanwhile and the server has not told it yet
  std::string nik;
  absl::Time since;  // of a card that waits or is in doubt
};

struct DoubtInView {
  CardInView card;
  std::string reason;
  std::string envelope;
  bool in_printer = false;
  bool nothing_found = false;  // when the printer was cleared
  bool decided = false;        // at the server, or by a newer permission: it takes no place here
  scheduler::v1::Outcome decision = scheduler::v1::OUTCOME_UNSPECIFIED;  // unspecified: not told how
  std::string decision_cause;
};

struct StationView {
  std::string station_id;
  std::string printer_id;
  std::string driver;
  absl::Time now;
  absl::TimeZone zone;  // of the office

  std::optional<CardInView> in_hand;  // in the printer, or to be printed by the operator
  std::string stop;                   // why that card must not be printed any more; empty = it may be
  std::vector<CardInView> next;       // permitted, in the order of their turn
  std::vector<CardInView> waiting;    // for a look
  int tray = 0;                       // cards that may wait
  std::vector<DoubtInView> doubts;
  bool blocked = false;  // the printer waits to be cleared
  std::string next_envelope;
  DayLedger day;
  bool paused = false;                        // by a person: no new card begins
  std::vector<std::string> hindered_by;       // what else keeps a new card from beginning, as in a heartbeat
  std::optional<RefusedBlank> refused_blank;  // that is to be set aside
  absl::Time printer_pause;                   // of hindered_by "job-not-taken": until then

  bool asks_person = false;  // the operator prints elsewhere
  DeviceStatus device;
  bool link_up = false;
  absl::Time link_since;
  absl::Status refusal;      // why the server refused the newest call; OK = it did not
  bool site_closed = false;  // the server waits for journals after a restore and grants nothing here
  size_t unreported = 0;     // outcomes that the server does not have
  std::vector<RefusedFact> refused;

  // Filled in by the program around the agent.
  std::optional<PowerReading> power;  // nothing: no UPS is asked
  TrustedClock::Reading clock;
  std::string journal_copy;  // directory on the second device; empty = none
};

class ViewBoard {
 public:
  void Publish(StationView view) {
    const std::lock_guard lock(mutex_);
    view_ = std::move(view);
  }
  StationView Read() const {
    const std::lock_guard lock(mutex_);
    return view_;
  }

 private:
  mutable std::mutex mutex_;
  StationView view_;
};

}  // namespace blangko::printer
