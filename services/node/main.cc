// blangkod: the node. Hosts the services over one store, until SIGTERM or SIGINT.
//
// Exit codes: 0 stopped as asked, 1 cannot start or a check failed, 2 wrong usage or configuration, 65 the store is not
// whole and --no-safe-mode was given, 74 the disk failed while serving (storage/rocks/fatal.h).
#include <sys/stat.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/rng.h"
#include "base/status_macros.h"
#include "services/node/config.h"
#include "services/node/node.h"
#include "services/node/safe_node.h"
#include "services/node/store_commands.h"
#include "services/node/trouble.h"

namespace blangko::node {
namespace {

constexpr int kCannotStart = 1;
constexpr int kUsage = 2;
constexpr int kStoreDamaged = 65;  // EX_DATAERR
constexpr int kFloorMostMib = 1 << 20;

struct Flags {
  std::string config_file;
  std::string ready_file;
  bool check_config = false;
  bool insecure = false;
  bool no_safe_mode = false;
  int free_space_floor_mib = 0;
  std::string listen, data_dir, store, metrics_listen, log_level, operator_role, operator_scope;
  std::vector<std::string> services;
};

void Offer(CLI::App& app, Flags& flags) {
  app.add_option("--config", flags.config_file,
                 "Configuration in protobuf text format (blangko.config.v1.Config)");
  app.add_flag("--check-config", flags.check_config, "Check the configuration and end");
  app.add_option("--listen", flags.listen,
                 "host:port of gRPC; default 127.0.0.1:7070; port 0 = any free port");
  app.add_option("--data-dir", flags.data_dir, "Folder of everything that is kept; default ./blangko-data");
  app.add_option("--store", flags.store, "rocks:DIR or memory:; default: RocksDB in the data folder");
  app.add_option("--services", flags.services, "Which to host, with commas; default: all")->delimiter(',');
  app.add_option("--metrics-listen", flags.metrics_listen,
                 "host:port of /metrics, or off; default 127.0.0.1:9464");
  app.add_option("--operator-role", flags.operator_role,
                 "Role of a person who did not log in; default administrator; none = log in first");
  app.add_option("--operator-scope", flags.operator_scope,
                 "Area of the person at this machine; default: everything");
  app.add_option("--log-level", flags.log_level, "debug, info, warning or error");
  app.add_flag("--insecure", flags.insecure, "Listen where other machines reach it, in clear text");
  app.add_option(
         "--free-space-floor", flags.free_space_floor_mib,
         "MiB; with less free on the disk new work is refused; default: a tenth of the disk, 1 to 10 GiB")
      ->check(CLI::Range(1, kFloorMostMib));
  app.add_flag(
      "--no-safe-mode", flags.no_safe_mode,
      "End with exit code 65 when the store is not whole, instead of answering every call with what is wrong");
  app.add_option("--ready-file", flags.ready_file, "Write the addresses there once it serves");
  app.set_version_flag("--version", "blangkod 0.1.0");
}

// What was typed stands above what the file says.
void Override(const Flags& flags, Config& config) {
  if (!flags.listen.empty()) config.set_listen(flags.listen);
  if (!flags.data_dir.empty()) config.set_data_dir(flags.data_dir);
  if (!flags.store.empty()) config.set_store(flags.store);
  if (!flags.metrics_listen.empty()) config.set_metrics_listen(flags.metrics_listen);
  if (!flags.log_level.empty()) config.set_log_level(flags.log_level);
  if (!flags.operator_role.empty()) config.mutable_operator_()->set_role(flags.operator_role);
  if (!flags.operator_scope.empty()) config.mutable_operator_()->set_scope(flags.operator_scope);
  if (flags.insecure) config.set_insecure(true);
  if (flags.free_space_floor_mib > 0) config.set_free_space_floor_mib(flags.free_space_floor_mib);
  if (!flags.services.empty())
    config.mutable_services()->Assign(flags.services.begin(), flags.services.end());
}

absl::StatusOr<Config> Configure(const Flags& flags) {
  Config config;
  if (!flags.config_file.empty()) {
    ASSIGN_OR_RETURN(config, LoadConfig(flags.config_file));
  }
  Override(flags, config);
  config = WithDefaults(std::move(config));
  RETURN_IF_ERROR(CheckConfig(config));
  return config;
}

LogLevel LevelOf(const std::string& name) {
  if (name == "debug") return LogLevel::kDebug;
  if (name == "warning") return LogLevel::kWarning;
  return name == "error" ? LogLevel::kError : LogLevel::kInfo;
}

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// Whole or not at all: whoever waits for the file never reads half of it.
bool WriteReadyFile(const std::string& path, const Node& node) {
  if (path.empty()) return true;
  const std::string made = path + ".new";
  std::ofstream file(made);
  file << node.address() << "\n";
  if (node.metrics_port() != 0) file << "metrics 127.0.0.1:" << node.metrics_port() << "\n";
  file.close();
  return !file.fail() && std::rename(made.c_str(), path.c_str()) == 0;
}

// Until a signal asks for the end; a second one ends the process at once.
template <typename Served>
int ServeUntilSignal(const Config& config, std::unique_ptr<Served> served) {
  const sigset_t signals = StopSignals();
  int signal = 0;
  sigwait(&signals, &signal);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  Log(LogLevel::kInfo, "node.stopping", {{"signal", signal}});
  served->Stop(absl::Seconds(config.stop_grace_seconds()));
  served.reset();
  Log(LogLevel::kInfo, "node.stopped");
  return 0;
}

// Nobody is served, so the ready file is not written.
int ServeDiagnostics(const Config& config, const storage::StoreDamage& damage) {
  absl::StatusOr<std::unique_ptr<SafeNode>> safe = SafeNode::Start(config, damage);
  if (!safe.ok()) {
    std::cerr << CannotStart(safe.status()) << std::flush;
    return kCannotStart;
  }
  std::cout << "blangkod in SAFE mode on " << (*safe)->address() << ", store " << config.store() << std::endl;
  return ServeUntilSignal(config, *std::move(safe));
}

int FailToStart(const Config& config, const Flags& flags, const absl::Status& status) {
  const auto damage = DamageBehind(status);
  std::cerr << (damage.has_value() ? InSafeMode(*damage) : CannotStart(status)) << std::flush;
  if (!damage.has_value()) return kCannotStart;
  return flags.no_safe_mode ? kStoreDamaged : ServeDiagnostics(config, *damage);
}

int Serve(const Config& config, const Flags& flags) {
  const SystemClock clock;
  SystemRng rng;
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread, so that only this one takes them
  absl::StatusOr<std::unique_ptr<Node>> node = Node::Start(config, clock, rng);
  if (!node.ok()) return FailToStart(config, flags, node.status());
  std::cout << "blangkod listening on " << (*node)->address() << ", store " << config.store() << std::endl;
  if (!WriteReadyFile(flags.ready_file, **node)) {
    std::cerr << "blangkod: cannot write " << flags.ready_file << std::endl;
    return kCannotStart;
  }
  return ServeUntilSignal(config, *std::move(node));
}

int Run(int argc, char** argv) {
  CLI::App app("Blangko's node: print queue and blank stock of identity cards", "blangkod");
  app.footer(
      "Exit codes: 0 stopped as asked; 1 cannot start; 2 wrong usage or configuration; 65 the store is not whole "
      "(with --no-safe-mode); 74 the disk failed while serving.");
  Flags flags;
  StoreCommands commands;
  Offer(app, flags);
  OfferStoreCommands(app, commands);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  if (!InitCrypto()) {
    std::cerr << "blangkod: the system gives no random numbers" << std::endl;
    return kCannotStart;
  }
  if (const std::optional<int> code = RunStoreCommand(commands, {std::cout, std::cerr})) return *code;
  const absl::StatusOr<Config> config = Configure(flags);
  if (!config.ok()) {
    std::cerr << config.status().message() << std::endl;
    return kUsage;
  }
  if (flags.check_config) {
    std::cout << "configuration is in order: listen " << config->listen() << ", store " << config->store()
              << std::endl;
    return 0;
  }
  SetLogLevel(LevelOf(config->log_level()));
  return Serve(*config, flags);
}

}  // namespace
}  // namespace blangko::node

int main(int argc, char** argv) {
  umask(S_IRWXG | S_IRWXO);  // names and NIKs are in what it writes: for nobody but the owner
  return blangko::node::Run(argc, argv);
}
