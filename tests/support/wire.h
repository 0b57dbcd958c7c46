// Wire: the cable between two programs, as a TCP forwarder on a port of its own. A test can hold what goes over it at a
// named place, let it go again, cut it, answer with rubbish, or unplug it.
//
// A hold is about one way of the connections that it is of; all others go on. What is held keeps its order and is lost
// only when told so. One hold at a time; a caller that goes away meanwhile is noticed when it ends.
// Failure: Open UNAVAILABLE when there is no port. Threads: any; it forwards on one of its own.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace blangko::support {

class Wire {
 public:
  enum class Way { kThere, kBack };
  // Whether a connection is meant, by the first that its caller has sent since the hold began; nothing while that does
  // not tell it yet. Of a connection that was open before, what does not tell it passes.
  using Meant = std::function<std::optional<bool>(std::string_view sent)>;
  struct Place {
    Way way = Way::kThere;
    Meant meant;       // empty = every connection
    size_t after = 0;  // bytes of that way that still pass
  };
  enum class End { kPass, kCut, kRubbish };

  // To that port of the loopback address, where somebody may listen later.
  static absl::StatusOr<std::unique_ptr<Wire>> Open(int target_port);
  ~Wire();

  int port() const { return port_; }
  void HoldAt(Place place);
  // Waits until something is held there.
  bool WaitUntilHeld(absl::Duration limit = absl::Seconds(20));
  // What was held passes, or its connections are cut, or their callers get bytes that mean nothing and the end.
  void LetGo(End end = End::kPass);
  // Ends every connection and refuses new ones, until Plug.
  void Unplug();
  void Plug();
  // What is heard from the far end: what it says, bytes that mean nothing, or nothing at all.
  enum class Speech { kThrough, kRubbish, kNothing };
  void Speak(Speech speech);
  // New connections go to that port.
  void LeadTo(int target_port);
  // Whether such a call is under way.
  bool Carries(const Meant& meant);

 private:
  // Bytes of one way that were taken and not passed on yet.
  struct Lane {
    int from = -1;
    int to = -1;
    std::string bytes;
    size_t passed = 0;   // since the hold began
    bool ended = false;  // `from` says no more
  };
  struct Connection {
    Lane there;
    Lane back;
    std::string sent;           // the first bytes of the caller, to tell which connection it is
    std::optional<bool> meant;  // by the hold
    bool was_open = false;      // when the hold began
    bool cut = false;
  };
  // Something that the forwarding thread waits for.
  struct Wish {
    Connection* connection;
    Lane* lane;
    bool reads;
  };

  explicit Wire(int target_port) : target_port_(target_port) {}
  absl::Status Listen();
  void Forward();
  void Turn(std::unique_lock<std::mutex>& lock);
  void Wait(std::unique_lock<std::mutex>& lock, std::vector<Wish>& ready);
  std::vector<Wish> Wishes();
  void Accept();
  void Take(Connection& connection, Lane& lane) const;
  void Pass(Connection& connection, Lane& lane) const;
  // How many bytes may go now.
  size_t Allowed(const Connection& connection, const Lane& lane) const;
  bool IsHeldWay(const Connection& connection, const Lane& lane) const;
  bool IsHeld(const Connection& connection) const;
  void AnswerRubbish(Connection& connection) const;
  void DropEnded();
  void Wake() const;

  int port_ = 0;
  int wake_[2] = {-1, -1};
  std::mutex mutex_;  // guards all below
  int target_port_;
  std::condition_variable changed_;
  int listener_ = -1;
  std::list<Connection> connections_;
  std::optional<Place> place_;
  Speech speech_ = Speech::kThrough;
  bool unplugged_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace blangko::support
