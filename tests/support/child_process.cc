#include "tests/support/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

extern char** environ;

namespace blangko {
namespace {

constexpr char kArgument[] = "BLANGKO_TEST_CHILD";

std::vector<std::string> ChildEnvironment(const std::string& argument, const Environment& more) {
  std::vector<std::string> all;
  for (char** word = environ; *word != nullptr; ++word) all.emplace_back(*word);
  all.push_back(std::string(kArgument) + "=" + argument);
  for (const auto& [name, value] : more) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void Fail(const char* what) {
  std::perror(what);
  std::abort();
}

// Starts the program with its output in `pipe_end`.
pid_t Spawn(const std::string& test, const std::string& argument, const Environment& more, int pipe_end) {
  std::vector<std::string> words = {"/proc/self/exe", "--gtest_also_run_disabled_tests",
                                    "--gtest_filter=" + test};
  std::vector<std::string> environment = ChildEnvironment(argument, more);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, pipe_end, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, pipe_end, STDERR_FILENO);
  pid_t child = 0;
  const int error = posix_spawn(&child, "/proc/self/exe", &files, nullptr, Pointers(words).data(),
                                Pointers(environment).data());
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) Fail("posix_spawn");
  return child;
}

std::string ReadAll(int fd) {
  std::string output;
  std::array<char, 4096> buffer{};
  for (ssize_t got = read(fd, buffer.data(), buffer.size()); got > 0;
       got = read(fd, buffer.data(), buffer.size())) {
    output.append(buffer.data(), static_cast<size_t>(got));
  }
  return output;
}

}  // namespace

ChildResult RunChildTest(const std::string& test, const std::string& argument,
                         const Environment& environment) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) Fail("pipe");
  const pid_t child = Spawn(test, argument, environment, ends[1]);
  close(ends[1]);
  ChildResult result;
  result.output = ReadAll(ends[0]);
  close(ends[0]);
  int status = 0;
  if (waitpid(child, &status, 0) != child) Fail("waitpid");
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  return result;
}

std::string ChildArgument() {
  const char* argument = std::getenv(kArgument);
  return argument != nullptr ? argument : "";
}

}  // namespace blangko
