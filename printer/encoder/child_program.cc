#include "printer/encoder/child_program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace blangko::printer {
namespace {

constexpr size_t kInputBytesMax = 4096;  // less than a pipe holds, so that writing never waits
constexpr int kSignalStatus = 128;

// Both ends, closed when nobody has taken them.
struct Pipe {
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) ends = {-1, -1};
  }
  ~Pipe() {
    for (const int fd : ends) {
      if (fd >= 0) close(fd);
    }
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  bool made() const { return ends[0] >= 0; }
  int TakeReader() { return std::exchange(ends[0], -1); }
  void CloseWriter() { close(std::exchange(ends[1], -1)); }

  std::array<int, 2> ends = {-1, -1};
};

// What posix_spawn is told: its own group, no blocked signals, the two pipes.
class SpawnPlan {
 public:
  SpawnPlan(int input, int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  // 0, or the error's number.
  int Run(const std::vector<std::string>& command, pid_t& pid) const {
    std::vector<char*> arguments;
    for (const std::string& text : command) arguments.push_back(const_cast<char*>(text.c_str()));
    arguments.push_back(nullptr);
    return posix_spawnp(&pid, arguments[0], &actions_, &attributes_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

absl::Status NotStarted(const std::string& program, int error) {
  return absl::UnavailableError(absl::StrCat(program, ": cannot be started: ", std::strerror(error)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<ChildProgram>> ChildProgram::Start(const std::vector<std::string>& command,
                                                                  std::string_view input) {
  if (command.empty() || input.size() > kInputBytesMax)
    return absl::InternalError("child program: wrong use");
  Pipe to;
  Pipe from;
  if (!to.made() || !from.made()) return NotStarted(command.front(), EMFILE);
  if (write(to.ends[1], input.data(), input.size()) != static_cast<ssize_t>(input.size())) {
    return NotStarted(command.front(), EIO);
  }
  to.CloseWriter();
  pid_t pid = -1;
  const int error = SpawnPlan(to.ends[0], from.ends[1]).Run(command, pid);
  if (error != 0) return NotStarted(command.front(), error);
  fcntl(from.ends[0], F_SETFL, O_NONBLOCK);
  return std::unique_ptr<ChildProgram>(new ChildProgram(pid, from.TakeReader()));
}

ChildProgram::~ChildProgram() {
  if (!Look().has_value()) Kill();
  Look();
  close(output_fd_);
}

std::optional<int> ChildProgram::Look() {
  if (status_.has_value()) return status_;
  int status = 0;
  const pid_t ended = waitpid(pid_, &status, WNOHANG);
  Read();  // after the look at its end, so that all it wrote before is read
  if (ended == pid_) status_ = WIFSIGNALED(status) ? kSignalStatus + WTERMSIG(status) : WEXITSTATUS(status);
  return status_;
}

void ChildProgram::Read() {
  std::array<char, kChildOutputBytesMax> bytes;
  while (output_.size() <= kChildOutputBytesMax) {
    const ssize_t got = read(output_fd_, bytes.data(), bytes.size());
    if (got <= 0) return;
    const size_t room = kChildOutputBytesMax + 1 - output_.size();
    output_.append(bytes.data(), std::min(room, static_cast<size_t>(got)));
  }
}

// The group's number is the program's own, which is not given to anybody else before it was waited for.
void ChildProgram::Kill() {
  if (!status_.has_value()) kill(-pid_, SIGKILL);
}

}  // namespace blangko::printer
