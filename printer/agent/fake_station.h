// For tests: a whole print station over the fake world, which can be killed and started again.
//
// Threads: one.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "printer/agent/agent.h"
#include "printer/agent/fake_world.h"
#include "printer/journal/mirror_disk.h"
#include "printer/parts/count_teller.h"
#include "printer/parts/station_clock.h"

namespace blangko::printer {

class FakeStation {
 public:
  explicit FakeStation(uint64_t seed) : rng_(seed) {}

  // A new process over the same disk, server and printer. Not OK when it was killed while starting.
  absl::Status Open() {
    agent_.reset();
    StationDisk* used = &disk;
    if (has_copy) {
      mirror_.reset();
      auto mirror = MirrorDisk::Open(disk, copy);
      if (!mirror.ok()) return mirror.status();
      mirror_ = *std::move(mirror);
      used = mirror_.get();
    }
    slot_.emplace(*used);
    auto journal = Journal::Open(*used, "rumbai-1", 1, clock, limits);
    if (!journal.ok()) return journal.status();
    journal_ = *std::move(journal);
    if (const absl::Status opened = OpenParts(); !opened.ok()) return opened;
    agent_.emplace(config, Agent::Parties{*journal_, *slot_, other_server != nullptr ? *other_server : server,
                                          other_device != nullptr ? *other_device : device, waiter_, draw,
                                          ids_, rng_, clock, Parts(), has_encoder ? &*blanks_ : nullptr});
    return agent_->Start();
  }

  // The power goes: the process is gone and the disk keeps some of what was not synced.
  void CutPower() {
    agent_.reset();
    journal_.reset();
    fate.Revive();
    disk.LoseUnsynced(rng_);
    copy.LoseUnsynced(rng_);
    if (after_power_cut && mirror_ != nullptr) after_power_cut();
  }

  // Turns until `until` holds, time passing in between; a failed turn ends it.
  template <typename Condition>
  absl::Status RunUntil(Condition until, int turns = 2000) {
    for (int i = 0; i < turns && !until(); ++i) {
      const auto pause = agent_->RunOnce();
      if (!pause.ok()) return pause.status();
      clock.Advance(*pause);
    }
    return until() ? absl::OkStatus() : absl::DeadlineExceededError("it does not get there");
  }

  // Somebody looks into the printer, clears it, and decides every doubtful card by what is there.
  absl::Status LookAndClear() {
    for (const auto& [id, record] : server.records()) {
      if (record.state != FakeServer::State::kUncertain) continue;
      const bool there = device.GoodCards(AttemptKey{id, record.attempt}) > 0;
      server.record(id).state = there ? FakeServer::State::kPrinted : FakeServer::State::kReady;
    }
    if (has_encoder) encoder.TakeOut();
    if (!journal_->state().IsBlocked("p1")) return absl::OkStatus();
    const Doubt* doubt = journal_->state().DoubtIn("p1");
    const bool is_in_one = doubt != nullptr && !doubt->envelope().empty();
    const std::string envelope =
        is_in_one ? doubt->envelope()
                  : Doubts(*journal_).NextEnvelope("rumbai-1", clock.Now(), absl::UTCTimeZone());
    return agent_->Clear(
        {.printer_id = "p1", .card = {}, .envelope = envelope, .no_job_left = true, .by = "sari"});
  }

  // Somebody looks at every card that waits; what is there decides.
  absl::Status LookAtWaiting() {
    while (!journal_->state().waiting().empty()) {
      const AttemptKey card = journal_->state().waiting().front().key;
      const bool good = device.GoodCards(card) > 0;
      const absl::Status answered =
          agent_->Answer({.card = card,
                          .outcome = good ? scheduler::v1::OUTCOME_PRINTED : scheduler::v1::OUTCOME_SPOILED,
                          .cause = good ? "" : "CACAT",
                          .by = "sari"});
      if (!answered.ok()) return answered;
    }
    return absl::OkStatus();
  }

  void GivenRecords(int count) {
    for (int i = 1; i <= count; ++i) server.Enqueue("r" + std::to_string(i));
  }

  StationClock& station_clock() { return *station_clock_; }
  BlankDesk& blanks() { return *blanks_; }
  Agent& agent() { return *agent_; }
  Journal& journal() { return *journal_; }
  Rng& rng() { return rng_; }

  Fate fate;
  FakeDisk disk{fate};
  FakeDisk copy{fate};
  FakeServer server{fate};
  FakeDevice device{fate, server};
  ManualClock clock{absl::FromUnixSeconds(1'500'000'000)};
  AgentConfig config{
      .station_id = "rumbai-1", .printer_id = "p1", .version = "test", .batch = 3, .cards = {}};
  Device* other_device = nullptr;     // instead of `device`
  JobSource* other_server = nullptr;  // instead of `server`
  JournalLimits limits;
  FakeEncoder encoder{fate, device};
  bool has_encoder = false;
  bool minds_clock = false;
  std::string notes;              // where notes beside the journal are kept; empty = nowhere
  std::vector<AgentPart*> parts;  // further ones
  std::function<absl::StatusOr<CardImage>(const scheduler::v1::Job&)> draw = [](const scheduler::v1::Job&) {
    return CardImage();
  };
  bool has_copy = false;                  // of the journal, on `copy`
  std::function<void()> after_power_cut;  // where both copies had been healed before it

 private:
  absl::Status OpenParts() {
    auto station_clock = StationClock::Open(notes, clock);
    if (!station_clock.ok()) return station_clock.status();
    station_clock_ = *std::move(station_clock);
    station_clock_->Learn(journal_->state().last_seq(), journal_->newest_time());
    auto blocked = BlockedBlanks::Open(notes);
    if (!blocked.ok()) return blocked.status();
    blocked_ = *std::move(blocked);
    counts_.emplace(*journal_);
    blanks_.emplace(BlankDesk::Parties{encoder, *journal_, *blocked_, clock});
    return absl::OkStatus();
  }

  std::vector<AgentPart*> Parts() {
    std::vector<AgentPart*> all = parts;
    all.push_back(blocked_.get());
    all.push_back(&*counts_);
    if (minds_clock) all.push_back(station_clock_.get());
    if (has_encoder) all.push_back(&*blanks_);
    return all;
  }

  SeededRng rng_;
  IdSource ids_{clock, rng_};
  FakeWaiter waiter_{clock};
  std::unique_ptr<MirrorDisk> mirror_;
  std::optional<CallSlot> slot_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<StationClock> station_clock_;
  std::unique_ptr<BlockedBlanks> blocked_;
  std::optional<BlankDesk> blanks_;
  std::optional<CountTeller> counts_;
  std::optional<Agent> agent_;
};

}  // namespace blangko::printer
