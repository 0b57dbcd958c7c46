// The commands of blangkod on a store that is not being served: `fsck`, and `store accept-loss`, `restore`,
// `check-backup` and `give-up-ballast`.
//
// Exit codes: 0 done, 1 refused, or something was found, 2 wrong usage (the file of the PINs too). Threads: one.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "CLI/CLI.hpp"
#include "services/node/accept_loss.h"
#include "services/node/fsck.h"
#include "services/node/restore.h"

namespace blangko::node {

// Where answers and refusals are printed.
struct Screen {
  std::ostream& out;
  std::ostream& err;
};

struct StoreCommands {
  LossDecision loss;
  RestoreDecision restore;
  std::string pin_file;
  std::string backup_directory;
  FsckRequest fsck;
  std::string ballast_directory;
  // Set by OfferStoreCommands.
  const CLI::App* accept_loss_typed = nullptr;
  const CLI::App* restore_typed = nullptr;
  const CLI::App* check_backup_typed = nullptr;
  const CLI::App* fsck_typed = nullptr;
  const CLI::App* ballast_typed = nullptr;
};

void OfferStoreCommands(CLI::App& app, StoreCommands& commands);

// The exit code of the command that was given; nothing when none was.
std::optional<int> RunStoreCommand(const StoreCommands& commands, const Screen& screen);

}  // namespace blangko::node
