// Agent is the print station: takes permitted jobs, prints them one by one, reports what became of them.
//
// Drive it with Start once, RunOnce again and again, Finish at the end. A turn never waits for the card in the
// printer, so heartbeats go on whatever the printer does; Finish does wait. When the server is away it prints what
// it is permitted to print and tries again with growing pauses. A card about which nobody knows blocks the printer
// until Clear. A card that came out of a printer whose word is not enough waits for a person (Answer); a full tray of
// such cards stops new ones. Failure: only of the disk, or when the server knows more facts than the journal
// (FAILED_PRECONDITION: the disk went back in time); then the program must stop. Threads: one.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/backoff.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/rng.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/agent/card_runner.h"
#include "printer/agent/exchange.h"
#include "printer/agent/printer_pause.h"
#include "printer/agent/station_view.h"
#include "printer/agent/waiter.h"
#include "printer/encoder/blank_desk.h"
#include "printer/operator/doubts.h"
#include "printer/operator/looks.h"
#include "printer/operator/operator_hold.h"
#include "printer/parts/agent_part.h"

namespace blangko::printer {

struct AgentConfig {
  std::string station_id;
  std::string printer_id;
  std::string version;
  std::string application_version = {};  // of the application that encodes the cards; empty = not told
  int batch = 10;                   // jobs held at a time, at most kJobsPerCallMax
  std::optional<int64_t> cards;     // take no more jobs after so many cards came out
  int looks = kLooksMax;            // cards that may wait for a look before the printer stops
  absl::Duration report_after = absl::Seconds(5);  // an outcome waits no longer than this for company
  absl::Duration poll_wait = absl::Seconds(2);     // how long the server may hold a call for work
  absl::Duration heartbeat_every = absl::Seconds(30);
  absl::Duration listen_every = absl::Seconds(10);  // to the server, while permitted work is here
  absl::TimeZone zone = absl::UTCTimeZone();        // of the office: its dates and times on the page
};

struct AgentCounts {
  int64_t printed = 0;
  int64_t spoiled = 0;
  int64_t uncertain = 0;
  int64_t released = 0;
  int64_t waiting = 0;  // for a look, of this run and of those before it
};

inline constexpr absl::Duration kAppointmentMax =
    absl::Minutes(10);  // a clock may jump: nothing waits longer

class Agent {
 public:
  struct Parties {
    Journal& journal;
    CallSlot& slot;
    JobSource& source;
    Device& device;
    Waiter& waiter;
    // The card's picture; a failure's message is the reason with which the job is given back.
    std::function<absl::StatusOr<CardImage>(const scheduler::v1::Job&)> draw;
    IdSource& ids;
    Rng& rng;
    const Clock& clock;                  // of its pauses: the machine's
    std::vector<AgentPart*> parts = {};  // what else may hinder a new card
    BlankDesk* blanks = nullptr;         // with an encoder; also one of the parts
  };
  Agent(AgentConfig config, Parties parties);

  // Settles what a process before this one left in the middle. Never prints.
  absl::Status Start();
  // At most one heartbeat, one call and one step of one card. Answers how long nothing is to be done.
  absl::StatusOr<absl::Duration> RunOnce();
  // Waits for the card in hand, gives back what was not begun and reports all outcomes. True when the server has
  // them all; else they stay in the journal, and another Finish or the next start reports them.
  absl::StatusOr<bool> Finish();
  // A person has looked into the printer. Durable when it returns; refusals as Doubts.
  absl::Status Clear(const Clearing& clearing);

  // A person has looked at a card, or has printed the one that this station shows. Durable when it returns; refusals as
  // Looks.
  absl::Status Answer(const LookAnswer& answer);
  // The card in hand is finished; no new one begins before somebody says so.
  absl::Status Pause(bool paused, const std::string& by);
  // A person's act wrote a fact into the journal: the server shall hear of it.
  void NoteFact();

  // What there is to see now, for the station's page.
  StationView View();

  // True when the wanted number of cards came out.
  bool done() const { return config_.cards.has_value() && came_out_ >= *config_.cards; }
  // True when a run for a number of cards cannot go on before a person has acted: the tray is full, or the server
  // refuses facts.
  bool stuck() const { return config_.cards.has_value() && (TrayIsFull() || !refused().empty()); }
  AgentCounts counts() const;
  // The number of the journal's newest entry.
  uint64_t journal_seq() const { return p_.journal.state().last_seq(); }
  // Facts that the server refuses; they stay in the journal and are tried again.
  std::vector<RefusedFact> refused() const { return exchange_.refused(); }

 private:
  // Why no card can be printed now; "" when one can.
  std::string_view Obstacle();
  bool CanPrint() { return Obstacle().empty(); }
  std::vector<Hindrance> Hindrances();
  // A card could begin at once; else permitted jobs may still wait for it.
  bool CanBegin() { return CanPrint() && Hindrances().empty(); }
  bool TrayIsFull() const { return LooksLeft() <= 0; }
  int64_t LooksLeft() const { return config_.looks - static_cast<int64_t>(looks_.waiting().size()); }
  bool CallIsDue();
  bool HasNews() const;
  bool ListensNow() const;
  int WantedJobs();
  absl::Status BeatIfDue();
  printers::v1::HeartbeatRequest::PrinterStatus PrinterNow(const DeviceStatus& device);
  absl::Status HearParts(const printers::v1::HeartbeatResponse& response);
  absl::Status TakeBeat(const printers::v1::HeartbeatResponse& response);
  // Newest fact that a server acknowledged; 0 = none.
  uint64_t NewestBooked() const;
  void HearWhatServerHolds(uint64_t last_seq);
  absl::Status CallIfDue();
  absl::Status TakeResult(const CallResult& result);
  std::vector<AttemptKey> Unknown() const;
  std::vector<AttemptKey> NextToBegin() const;
  std::vector<AttemptKey> ToAsk();
  absl::Status TakeHeld(const scheduler::v1::ExchangeJobsResponse& response);
  void TakeAnswer(const scheduler::v1::ExchangeJobsResponse& response);
  void TakeStops(const scheduler::v1::ExchangeJobsResponse& response);
  // Why this permitted card must not be printed any more: HOLD, CANCEL or MOVE, as the server asked, or OLDER_CARD_OUT;
  // "" when it may.
  std::string StopOf(const AttemptKey& key) const;
  absl::Status GiveBackStopped();
  void NoteTrouble(std::string_view event, const absl::Status& error);
  void QueueJob(const scheduler::v1::Job& job);
  bool IsUnbegun(const AttemptKey& key) const;
  absl::Status PrintOn();
  absl::StatusOr<CardStep> BeginNext();
  absl::Status TakeStep(const AttemptKey& card, const CardStep& step);
  void NoteWaiting(const AttemptKey& card);
  absl::Duration IdleTime();
  absl::Status FinishCard();
  void Count(scheduler::v1::Outcome outcome);
  absl::Status Release(const AttemptKey& key, std::string_view reason);
  absl::Status ReleaseQueue(std::string_view reason);
  absl::Status ReleaseOrphans();
  bool Reached(absl::Time time) const;
  absl::Status AnswerInHand(const LookAnswer& answer);
  void NoteLink(bool up);
  void Know(const scheduler::v1::Job& job);
  CardInView CardOf(const AttemptKey& key, int64_t since_micros) const;
  void ShowCards(StationView& view) const;
  void ShowDoubts(StationView& view) const;
  void ShowLink(StationView& view) const;

  const AgentConfig config_;
  Parties p_;
  Exchange exchange_;
  CardRunner runner_;
  Looks looks_;
  OperatorHold hold_;
  PrinterPause printer_pause_;
  Backoff backoff_;
  std::deque<scheduler::v1::Job> queue_;  // permitted, not begun; its jobs are open in the journal
  AgentCounts counts_;
  int64_t came_out_ = 0;                         // cards of this run
  absl::Time call_time_ = absl::InfinitePast();  // no call before
  absl::Time take_time_ = absl::InfinitePast();  // no jobs before
  absl::Time beat_time_ = absl::InfinitePast();
  absl::Time news_time_ = absl::InfinitePast();         // no heartbeat for news before
  std::string told_;                                    // news in the newest heartbeat
  absl::Time look_time_ = absl::InfinitePast();         // no look at the card in hand before
  absl::Time oldest_outcome_ = absl::InfiniteFuture();  // of those not yet reported
  absl::Time ask_time_ = absl::InfinitePast();          // nothing asked about cards here before
  absl::Time listen_time_ = absl::InfinitePast();       // no call before that only listens
  size_t asked_ = 0;                                    // cards asked about so far: each has its turn
  bool report_only_ = false;                 // the last call was refused: report first, then ask for jobs
  std::string trouble_;                      // what the server last said, or why it did not answer
  absl::Status refusal_;                     // of the newest call
  bool link_up_ = false;                     // the newest call was answered
  absl::Time link_time_;                     // since then
  std::map<AttemptKey, std::string> stops_;  // what the server asked of permitted work, in its newest answer
  std::string server_stop_;   // why nothing permitted may begin, in its newest answer; empty = it may
  std::string stop_in_hand_;  // of the card in hand, as it was logged
  std::string empty_reason_;  // why the server granted nothing, in its newest answer to that question
  // Newest fact that the server holds where it acknowledged more: it is an old copy, and grants what is printed already.
  std::optional<uint64_t> server_went_back_;
  std::map<AttemptKey, CardInView>
      people_;  // whose cards are in hand, for the screen; never written anywhere
};

}  // namespace blangko::printer
