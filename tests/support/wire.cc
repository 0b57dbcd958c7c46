#include "tests/support/wire.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace blangko::support {
namespace {

constexpr int kBacklog = 64;
constexpr size_t kPieceBytes = 32 * 1024;
constexpr size_t kLaneBytesMax = 256 * 1024;
constexpr size_t kSentBytesKept = 4096;
constexpr std::string_view kRubbish = "\x15\x03\x00\x00not what anybody asked for\r\n\r\n\xff\xfe\xfd";

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int ConnectTo(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(port);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  close(fd);
  return -1;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Wire>> Wire::Open(int target_port) {
  std::unique_ptr<Wire> wire(new Wire(target_port));
  if (pipe2(wire->wake_, O_CLOEXEC | O_NONBLOCK) != 0) return absl::UnavailableError("wire: no pipe");
  RETURN_IF_ERROR(wire->Listen());
  wire->thread_ = std::thread([self = wire.get()] { self->Forward(); });
  return wire;
}

Wire::~Wire() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    Wake();
  }
  if (thread_.joinable()) thread_.join();
  for (Connection& connection : connections_) connection.cut = true;
  DropEnded();
  for (const int fd : {listener_, wake_[0], wake_[1]}) {
    if (fd >= 0) close(fd);
  }
}

// The first time at any free port, later at the same one.
absl::Status Wire::Listen() {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int yes = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address = Loopback(port_);
  socklen_t length = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, plain, length) != 0 || listen(listener_, kBacklog) != 0 ||
      getsockname(listener_, plain, &length) != 0) {
    return absl::UnavailableError(absl::StrCat("wire: cannot listen at port ", port_));
  }
  port_ = ntohs(address.sin_port);
  return absl::OkStatus();
}

void Wire::Wake() const { (void)!write(wake_[1], "", 1); }

void Wire::HoldAt(Place place) {
  const std::lock_guard lock(mutex_);
  place_ = std::move(place);
  for (Connection& connection : connections_) {
    connection.was_open = true;
    connection.meant.reset();
    if (!place_->meant) connection.meant = true;
    connection.sent.clear();
    connection.there.passed = connection.back.passed = 0;
  }
}

bool Wire::WaitUntilHeld(absl::Duration limit) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, absl::ToChronoMilliseconds(limit), [this] {
    return std::any_of(connections_.begin(), connections_.end(), [this](auto& one) { return IsHeld(one); });
  });
}

void Wire::LetGo(End end) {
  const std::lock_guard lock(mutex_);
  for (Connection& connection : connections_) {
    if (end == End::kPass || !IsHeld(connection)) continue;
    if (end == End::kRubbish) AnswerRubbish(connection);
    connection.cut = true;
  }
  place_.reset();
  Wake();
}

void Wire::Unplug() {
  std::unique_lock lock(mutex_);
  unplugged_ = true;
  Wake();
  changed_.wait(lock, [this] { return listener_ < 0 && connections_.empty(); });
}

void Wire::Plug() {
  const std::lock_guard lock(mutex_);
  unplugged_ = false;
  if (listener_ < 0) (void)Listen();
  Wake();
}

void Wire::Speak(Speech speech) {
  const std::lock_guard lock(mutex_);
  speech_ = speech;
  for (Connection& connection : connections_) {
    if (speech == Speech::kRubbish) AnswerRubbish(connection);
  }
  Wake();
}

void Wire::LeadTo(int target_port) {
  const std::lock_guard lock(mutex_);
  target_port_ = target_port;
}

bool Wire::Carries(const Meant& meant) {
  const std::lock_guard lock(mutex_);
  return std::any_of(connections_.begin(), connections_.end(),
                     [&](const Connection& one) { return meant(one.sent).value_or(false); });
}

void Wire::AnswerRubbish(Connection& connection) const {
  (void)!send(connection.back.to, kRubbish.data(), kRubbish.size(), MSG_NOSIGNAL);
  connection.cut = true;
}

bool Wire::IsHeldWay(const Connection& connection, const Lane& lane) const {
  return place_.has_value() && &lane == (place_->way == Way::kThere ? &connection.there : &connection.back);
}

// Until it is known which call a new connection makes, nothing passes there.
size_t Wire::Allowed(const Connection& connection, const Lane& lane) const {
  if (speech_ == Speech::kNothing) return 0;
  const bool undecided = !connection.meant.has_value();
  const bool passes = undecided && (connection.was_open || &lane == &connection.back);
  if (!IsHeldWay(connection, lane) || connection.meant == false || passes) return lane.bytes.size();
  const size_t limit = undecided ? 0 : place_->after;
  return std::min(lane.bytes.size(), limit - std::min(limit, lane.passed));
}

bool Wire::IsHeld(const Connection& connection) const {
  if (!place_.has_value() || connection.cut || connection.meant != true) return false;
  const Lane& lane = place_->way == Way::kThere ? connection.there : connection.back;
  return !lane.bytes.empty() && Allowed(connection, lane) == 0;
}

void Wire::Forward() {
  std::unique_lock lock(mutex_);
  while (!stop_) Turn(lock);
}

void Wire::Turn(std::unique_lock<std::mutex>& lock) {
  std::vector<Wish> ready;
  Wait(lock, ready);
  if (unplugged_ && listener_ >= 0) {
    close(listener_);
    listener_ = -1;
  }
  for (Connection& connection : connections_) connection.cut |= unplugged_;
  for (const Wish& wish : ready) {
    if (wish.connection == nullptr) {
      Accept();
    } else if (wish.reads) {
      Take(*wish.connection, *wish.lane);
    } else {
      Pass(*wish.connection, *wish.lane);
    }
  }
  DropEnded();
  changed_.notify_all();
}

std::vector<Wire::Wish> Wire::Wishes() {
  std::vector<Wish> wishes;
  if (listener_ >= 0) wishes.push_back({nullptr, nullptr, true});
  for (Connection& connection : connections_) {
    for (Lane* lane : {&connection.there, &connection.back}) {
      if (!lane->ended && lane->bytes.size() < kLaneBytesMax) wishes.push_back({&connection, lane, true});
      if (Allowed(connection, *lane) > 0) wishes.push_back({&connection, lane, false});
    }
  }
  return wishes;
}

// Only this thread takes connections away, so they stay while the lock is open.
void Wire::Wait(std::unique_lock<std::mutex>& lock, std::vector<Wish>& ready) {
  const std::vector<Wish> wishes = Wishes();
  std::vector<pollfd> polled = {{wake_[0], POLLIN, 0}};
  for (const Wish& wish : wishes) {
    const int fd = wish.lane == nullptr ? listener_ : wish.reads ? wish.lane->from : wish.lane->to;
    polled.push_back({fd, static_cast<short>(wish.reads ? POLLIN : POLLOUT), 0});
  }
  lock.unlock();
  poll(polled.data(), polled.size(), -1);
  std::array<char, 64> wakes{};
  while (read(wake_[0], wakes.data(), wakes.size()) > 0) continue;
  lock.lock();
  for (size_t i = 0; i < wishes.size(); ++i) {
    if (polled[i + 1].revents != 0) ready.push_back(wishes[i]);
  }
}

void Wire::Accept() {
  const int caller = listener_ < 0 ? -1 : accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (caller < 0) return;
  const int target = ConnectTo(target_port_);
  if (target < 0) {
    close(caller);
    return;
  }
  fcntl(target, F_SETFL, O_NONBLOCK);
  Connection& connection = connections_.emplace_back();
  connection.there.from = connection.back.to = caller;
  connection.there.to = connection.back.from = target;
  if (!place_.has_value() || !place_->meant) connection.meant = place_.has_value();
}

void Wire::Take(Connection& connection, Lane& lane) const {
  std::array<char, kPieceBytes> piece{};
  const ssize_t got = recv(lane.from, piece.data(), piece.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    lane.ended = true;
    return;
  }
  if (speech_ == Speech::kRubbish) return AnswerRubbish(connection);
  lane.bytes.append(piece.data(), static_cast<size_t>(got));
  if (&lane != &connection.there || connection.sent.size() >= kSentBytesKept) return;
  connection.sent.append(piece.data(), static_cast<size_t>(got));
  if (!connection.meant.has_value() && place_.has_value()) connection.meant = place_->meant(connection.sent);
}

void Wire::Pass(Connection& connection, Lane& lane) const {
  const size_t allowed = Allowed(connection, lane);
  if (allowed == 0) return;
  const ssize_t sent = send(lane.to, lane.bytes.data(), allowed, MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (sent < 0) {
    connection.cut = true;
    return;
  }
  lane.bytes.erase(0, static_cast<size_t>(sent));
  lane.passed += static_cast<size_t>(sent);
}

// A side that has ended ends the connection when what it said has arrived.
void Wire::DropEnded() {
  connections_.remove_if([](const Connection& connection) {
    const auto is_over = [](const Lane& lane) { return lane.ended && lane.bytes.empty(); };
    const bool over = connection.cut || is_over(connection.there) || is_over(connection.back);
    if (over) {
      close(connection.there.from);
      close(connection.there.to);
    }
    return over;
  });
}

}  // namespace blangko::support
