// DiskDamage: what a bad disk or a wrong hand does to the data folder of a server that is not running: one file of one
// kind is flipped in one bit, cut, deleted, or swapped for another of its kind or for an older copy of itself.
//
// Failure: NOT_FOUND when the folder has no such file. Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "base/rng.h"

namespace blangko::crash {

enum class DamagedFile { kLog, kTable, kManifest, kCurrent, kWitness };
enum class DamageKind { kFlip, kCut, kDelete, kSwap };
inline constexpr int kDamagedFiles = 5;
inline constexpr int kDamageKinds = 4;

std::string NameOf(DamagedFile file);  // "WAL"
std::string NameOf(DamageKind kind);   // "flip"

struct DiskDamage {
  DamagedFile file;
  DamageKind kind;
};

// The cases in turn: twenty of them hold every file with every kind once.
DiskDamage DiskDamageOf(uint64_t index);

// Does it to the store in `directory`; `old` is a copy of it from before. Says what was done.
absl::StatusOr<std::string> Inflict(const DiskDamage& damage, const std::string& directory,
                                    const std::string& old, Rng& rng);

}  // namespace blangko::crash
