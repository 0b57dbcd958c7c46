#include "services/cli/interrupts.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace blangko::cli {
namespace {

constexpr std::array<int, 4> kSignals = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};

// Written by the handler, read by Wait: a byte for each signal.
std::array<int, 2> pipe_ends = {-1, -1};

// A stop signal is taken once: the next one ends the process as if nobody had listened.
void Note(int signal) {
  const char byte = signal == SIGWINCH ? 'w' : 's';
  if (signal != SIGWINCH) std::signal(signal, SIG_DFL);
  if (write(pipe_ends[1], &byte, 1) < 0) return;  // a full pipe has told enough
}

void Handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

}  // namespace

Interrupts::Interrupts() {
  if (pipe2(pipe_ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) pipe_ends = {-1, -1};
  for (const int signal : kSignals) Handle(signal, Note);
}

Interrupts::~Interrupts() {
  for (const int signal : kSignals) Handle(signal, SIG_DFL);
  for (int& end : pipe_ends) {
    if (end >= 0) close(end);
    end = -1;
  }
}

Wake Interrupts::Wait(absl::Duration time) {
  pollfd waiting{.fd = pipe_ends[0], .events = POLLIN, .revents = 0};
  int ready = poll(&waiting, 1, static_cast<int>(absl::ToInt64Milliseconds(time)));
  if (ready < 0 && errno == EINTR) ready = poll(&waiting, 1, 0);  // the handler has written by now
  if (ready <= 0) return Wake::kTime;
  std::array<char, 16> bytes{};
  const ssize_t count = read(pipe_ends[0], bytes.data(), bytes.size());
  const auto end = bytes.begin() + std::max<ssize_t>(count, 0);
  return std::find(bytes.begin(), end, 's') != end ? Wake::kStop : Wake::kResize;
}

}  // namespace blangko::cli
