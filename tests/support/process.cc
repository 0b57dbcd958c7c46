#include "tests/support/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/support/wait.h"

namespace blangko::support {
namespace {

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// Between fork and exec only calls that are safe there.
[[noreturn]] void BecomeChild(char* const* arguments, char* const* environment, int output) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execvpe(arguments[0], arguments, environment);
  _exit(127);
}

std::vector<std::string> Environment(const std::vector<std::string>& added) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) all.emplace_back(*entry);
  all.insert(all.end(), added.begin(), added.end());
  return all;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Process>> Process::Start(const std::vector<std::string>& command,
                                                        const std::string& output_file,
                                                        const std::vector<std::string>& environment) {
  const int output = open(output_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (output < 0) return absl::UnavailableError(absl::StrCat("process: cannot write ", output_file));
  const std::vector<std::string> variables = Environment(environment);
  const std::vector<char*> arguments = Pointers(command);
  const std::vector<char*> variable_pointers = Pointers(variables);
  const pid_t pid = fork();
  if (pid == 0) BecomeChild(arguments.data(), variable_pointers.data(), output);
  close(output);
  if (pid < 0) return absl::UnavailableError(absl::StrCat("process: no child for ", command.front()));
  return std::unique_ptr<Process>(new Process(pid));
}

Process::~Process() {
  if (!Running()) return;
  Kill(SIGKILL);
  Wait(absl::Seconds(10));
}

void Process::Kill(int signal) const {
  if (!reaped_) kill(pid_, signal);
}

bool Process::Running() {
  if (reaped_) return false;
  if (waitpid(pid_, &status_, WNOHANG) == 0) return true;
  reaped_ = true;
  return false;
}

bool Process::WaitStopped(absl::Duration limit) {
  siginfo_t told{};
  const auto stopped = [&] {
    return !reaped_ && waitid(P_PID, static_cast<id_t>(pid_), &told, WSTOPPED | WNOHANG | WNOWAIT) == 0 &&
           told.si_code == CLD_STOPPED;
  };
  WaitUntil([&] { return stopped() || !Running(); }, limit);
  return told.si_code == CLD_STOPPED;
}

int Process::Wait(absl::Duration limit) {
  if (!WaitUntil([this] { return !Running(); }, limit)) return -1;
  return WIFSIGNALED(status_) ? 128 + WTERMSIG(status_) : WEXITSTATUS(status_);
}

absl::StatusOr<int> RunCommand(const std::vector<std::string>& command, const std::string& output_file,
                               absl::Duration limit) {
  ASSIGN_OR_RETURN(const auto process, Process::Start(command, output_file));
  const int status = process->Wait(limit);
  if (status < 0)
    return absl::DeadlineExceededError(absl::StrCat("process: ", command.front(), " did not end"));
  return status;
}

bool Listens(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool connected = connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  close(fd);
  return connected;
}

absl::StatusOr<int> FreePort() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool bound = fd >= 0 && bind(fd, generic, size) == 0 && getsockname(fd, generic, &size) == 0;
  if (fd >= 0) close(fd);
  if (!bound) return absl::UnavailableError(absl::StrCat("process: no free port, errno ", errno));
  return ntohs(address.sin_port);
}

}  // namespace blangko::support
