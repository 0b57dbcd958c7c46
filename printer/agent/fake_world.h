// For tests: a print station's surroundings in memory. A server, a printer whose cards can be counted, blanks with chips,
// a person who looks, and a kill at any chosen step of any of them (the disk: fake_disk.h).
//
// After the kill every call fails and has no effect, as for a process that is gone; Revive begins the next life.
// Threads: one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "printer/agent/device.h"
#include "printer/agent/job_source.h"
#include "printer/agent/waiter.h"
#include "printer/encoder/card_encoder.h"
#include "printer/journal/fake_disk.h"

namespace blangko::printer {

class FakeServer : public JobSource {
 public:
  enum class State { kReady, kStarted, kPrinted, kUncertain };
  struct Record {
    State state = State::kReady;
    uint32_t attempt = 0;
    int spoils = 0;
    std::string envelope = {};  // that the doubtful card is in
    std::string stop;           // HOLD or CANCEL, asked of the station
  };

  explicit FakeServer(Fate& fate) : fate_(fate) {}
  absl::StatusOr<scheduler::v1::ExchangeJobsResponse> Exchange(
      const scheduler::v1::ExchangeJobsRequest& request) override;
  absl::StatusOr<printers::v1::HeartbeatResponse> Heartbeat(
      const printers::v1::HeartbeatRequest& request) override;

  void Enqueue(const std::string& record_id) { records_[record_id]; }
  Record& record(const std::string& record_id) { return records_.at(record_id); }
  const std::map<std::string, Record>& records() const { return records_; }
  bool Permits(const AttemptKey& key) const;
  bool AllPrinted() const;
  void LoseFactsAfter(uint64_t seq);

  bool trusts_driver = true;          // else a person must look
  int looks = 0;                      // cards that the newest call said wait for a look
  bool away = false;                  // no call arrives
  bool lose_reply = false;            // the next call is carried out, its reply is lost
  absl::Status refusal;               // of every call
  std::set<uint64_t> refused_facts;   // not booked, whatever they say
  std::vector<std::string> mistakes;  // what a real server would have refused or found wrong
  std::vector<scheduler::v1::ExchangeJobsRequest> calls;
  std::vector<printers::v1::HeartbeatRequest> beats;
  std::function<void(const printers::v1::HeartbeatRequest&, printers::v1::HeartbeatResponse&)> on_beat;
  std::map<uint64_t, printers::v1::DayCount> counts;        // of days, by their seq
  std::map<AttemptKey, scheduler::v1::OutcomeReport> told;  // what was booked of each attempt
  std::string begin_nothing;                                // STATION_DISABLED or PRINTER_HELD
  std::map<AttemptKey, scheduler::v1::Outcome> decided;     // doubts, by people at the server
  std::set<AttemptKey> late;                                // attempts of which facts came after their end

 private:
  void CheckLooks(const scheduler::v1::ExchangeJobsRequest& request);
  void TellHeld(const scheduler::v1::ExchangeJobsRequest& request,
                scheduler::v1::ExchangeJobsResponse& response) const;
  scheduler::v1::OutcomeResult Book(const scheduler::v1::OutcomeReport& report);
  void Move(const scheduler::v1::OutcomeReport& report);
  bool SaysMoreOfDoubt(const scheduler::v1::OutcomeReport& report);
  void Grant(int max_jobs, scheduler::v1::ExchangeJobsResponse& response);

  Fate& fate_;
  std::map<std::string, Record> records_;  // in order: the smallest id is the oldest
  std::map<uint64_t, std::string> facts_;
  std::map<std::string, std::string> requests_;  // request_id -> the request
  std::map<std::string, scheduler::v1::ExchangeJobsResponse> replies_;
};

class FakeDevice : public Device {
 public:
  FakeDevice(Fate& fate, FakeServer& server) : fate_(fate), server_(server) {}
  std::string_view driver() const override { return "file"; }
  int nominal_per_hour() const override { return 120; }
  DeviceStatus Status() override { return {ready, reasons, begun_, supplies}; }
  absl::StatusOr<DeviceJob> CreateJob(const AttemptKey& card) override;
  absl::Status Send(const DeviceJob& job, const CardImage& image) override;
  absl::StatusOr<CardProgress> Poll(const DeviceJob& job) override;
  void Forget(const DeviceJob&) override { ++forgotten; }

  // The person who looks into tray and printer: how many good cards of that record are there.
  int GoodCards(const std::string& record_id) const;
  int GoodCards(const AttemptKey& key) const;

  bool ready = true;
  std::vector<std::string> reasons;
  std::vector<Supply> supplies;
  bool takes_jobs = true;
  bool answers = true;                      // false: nothing is heard of a card that was begun
  bool unverified = false;                  // its word is a spooler's
  int looks_needed = 1;                     // the card is done at this look, a second after the one before
  int forgotten = 0;                        // jobs
  std::map<std::string, int> spoil_next;    // record -> how many more of its cards fail
  std::vector<AttemptKey> order;            // cards begun
  std::string chip;                         // the UID of the blank that lies in it, once its chip was touched
  std::map<AttemptKey, std::string> chips;  // of the cards begun

 private:
  Fate& fate_;
  FakeServer& server_;
  int64_t begun_ = 0;
  int looks_ = 0;  // at the card in hand
  AttemptKey current_;
  std::map<AttemptKey, int> good_;
};

// Blanks one after the other, each with its UID; the chip takes a second.
class FakeEncoder : public CardEncoder {
 public:
  FakeEncoder(Fate& fate, FakeDevice& device) : fate_(fate), device_(device) {}
  std::string_view name() const override { return "simulated"; }
  BlankView LookAtBlank() override;
  void Begin(const AttemptKey& card) override;
  EncodeProgress Poll() override;

  // A person takes the blank out and sets it aside.
  void TakeOut() { taken_ = true; }
  static std::string UidOf(int blank);

  bool reads_before = true;  // the UID, before the card is begun
  bool is_down = false;
  bool empty = false;                                         // no blank
  EncodeProgress::State ends = EncodeProgress::State::kDone;  // the next chip
  int polls_needed = 2;
  std::optional<int> next_blank;  // instead of a new one

 private:
  Fate& fate_;
  FakeDevice& device_;
  int blank_ = 1;
  bool taken_ = false;
  int polls_ = 0;
};

class FakeWaiter : public Waiter {
 public:
  explicit FakeWaiter(ManualClock& clock) : clock_(clock) {}
  void Sleep(absl::Duration time) override { clock_.Advance(time); }

 private:
  ManualClock& clock_;
};

}  // namespace blangko::printer
