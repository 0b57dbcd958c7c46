#include "tests/bench/socket_lanes.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <map>

#include "base/clock.h"
#include "base/status_macros.h"

namespace blangko::bench {
namespace {

constexpr int kSilenceMillisMax = 60'000;

class Run {
 public:
  Run() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {}
  ~Run() { close(epoll_); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  absl::StatusOr<Tally> Finish(std::span<SocketLane* const> lanes) {
    const absl::Time begin = clock_.Now();
    for (SocketLane* lane : lanes) {
      Watch(*lane);
      RETURN_IF_ERROR(Begin(*lane));
    }
    while (!since_.empty()) RETURN_IF_ERROR(Turn());
    tally_.seconds = absl::ToDoubleSeconds(clock_.Now() - begin);
    return std::move(tally_);
  }

 private:
  void Watch(SocketLane& lane) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &lane;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, lane.fd(), &event);
  }

  absl::Status Begin(SocketLane& lane) {
    const absl::Time now = clock_.Now();
    ASSIGN_OR_RETURN(const bool begun, lane.Begin());
    if (begun) since_[&lane] = now;
    return absl::OkStatus();
  }

  absl::Status Turn() {
    std::array<epoll_event, 64> events;
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), kSilenceMillisMax);
    if (count <= 0) return absl::UnavailableError("bench: the server says nothing");
    for (int i = 0; i < count; ++i) {
      RETURN_IF_ERROR(Read(*static_cast<SocketLane*>(events[static_cast<size_t>(i)].data.ptr)));
    }
    return absl::OkStatus();
  }

  absl::Status Read(SocketLane& lane) {
    ASSIGN_OR_RETURN(const std::optional<int64_t> jobs, lane.Read());
    if (!jobs.has_value()) return absl::OkStatus();
    const auto since = since_.extract(&lane);
    tally_.latencies_us.push_back(absl::ToDoubleMicroseconds(clock_.Now() - since.mapped()));
    tally_.jobs += *jobs;
    return Begin(lane);
  }

  const SteadyClock clock_;
  const int epoll_;
  std::map<SocketLane*, absl::Time> since_;  // lanes with a request in flight
  Tally tally_;
};

}  // namespace

absl::StatusOr<Tally> RunSocketLanes(std::span<SocketLane* const> lanes) { return Run().Finish(lanes); }

}  // namespace blangko::bench
