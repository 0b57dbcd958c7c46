#include "tests/bench/cpu_meter.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace blangko::bench {
namespace {

struct ProcessTicks {
  pid_t parent = 0;
  int64_t ticks = 0;  // its own, and those of children that ended
};

// The fields after the name, which stands in brackets and may hold anything: state, parent, …
ProcessTicks ReadProcess(const std::string& folder) {
  std::ifstream file(folder + "/stat");
  std::string line;
  std::getline(file, line);
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream fields(line.substr(name_end + 1));
  std::string skipped;
  ProcessTicks process;
  fields >> skipped >> process.parent;
  for (int field = 5; field <= 13; ++field) fields >> skipped;
  std::array<int64_t, 4> times{};
  for (int64_t& time : times) fields >> time;
  for (const int64_t time : times) process.ticks += time;
  return process;
}

std::map<pid_t, ProcessTicks> ReadProcesses() {
  std::map<pid_t, ProcessTicks> processes;
  std::error_code gone;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", gone)) {
    pid_t pid = 0;
    if (absl::SimpleAtoi(entry.path().filename().string(), &pid)) processes[pid] = ReadProcess(entry.path());
  }
  return processes;
}

int64_t TicksOfTree(const std::map<pid_t, ProcessTicks>& processes, pid_t root) {
  int64_t sum = 0;
  for (const auto& [pid, process] : processes) {
    pid_t at = pid;
    while (at > 1 && at != root) {
      const auto parent = processes.find(at);
      at = parent == processes.end() ? 0 : parent->second.parent;
    }
    if (at == root) sum += process.ticks;
  }
  return sum;
}

double Share(int64_t part, int64_t whole) {
  return whole <= 0 ? 0 : std::max(0.0, static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

// /proc/stat: cpu user nice system idle iowait irq softirq steal
CpuMeter::Ticks CpuMeter::Now() const {
  std::ifstream file("/proc/stat");
  std::string name;
  std::array<int64_t, 8> times{};
  file >> name;
  for (int64_t& time : times) file >> time;
  Ticks ticks;
  for (const int64_t time : times) ticks.all += time;
  ticks.busy = ticks.all - times[3] - times[4] - times[7];
  ticks.client = ReadProcess("/proc/self").ticks;
  if (server_ > 0) ticks.server = TicksOfTree(ReadProcesses(), server_);
  return ticks;
}

CpuShares CpuMeter::Read() const {
  const Ticks end = Now();
  const int64_t all = end.all - begin_.all;
  const int64_t client = end.client - begin_.client;
  const int64_t server = end.server - begin_.server;
  return {.client = Share(client, all),
          .server = Share(server, all),
          .others = Share(end.busy - begin_.busy - client - server, all)};
}

int64_t ResidentBytes(pid_t pid) {
  std::ifstream file(absl::StrCat("/proc/", pid, "/statm"));
  int64_t size = 0;
  int64_t resident = 0;
  file >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

}  // namespace blangko::bench
