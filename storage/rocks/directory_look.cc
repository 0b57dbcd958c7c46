#include "storage/rocks/directory_look.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "storage/rocks/mark_row.h"
#include "storage/rocks/rocks_options.h"
#include "storage/rocks/rocks_snapshot.h"

namespace blangko::storage {
namespace {

// Written while a store is open, and never before its witness.
bool WasOpened(const std::string& directory) {
  return std::filesystem::exists(directory + "/manifest") || std::filesystem::exists(directory + "/scrub");
}

bool HasDatabase(const std::string& directory) {
  return std::filesystem::exists(DatabasePath(directory) + "/CURRENT");
}

// Reads the witness; one that cannot be read is a finding.
absl::Status ReadWitness(const std::string& directory, DirectoryLook& look) {
  absl::StatusOr<std::optional<Witness>> witness = Witness::Open(WitnessPath(directory));
  if (absl::IsDataLoss(witness.status())) {
    look.damage = StoreDamage{.what = "the commit witness cannot be read",
                              .detail = std::string(witness.status().message())};
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(witness.status());
  look.witness = *std::move(witness);
  return absl::OkStatus();
}

// Reads the newest group; a database that does not open is a finding.
void ReadDatabase(const std::string& directory, DirectoryLook& look) {
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::OpenForReadOnly(ReadOnlyOptions(), DatabasePath(directory), &opened);
  look.db.reset(opened);
  if (!status.ok()) {
    look.damage = StoreDamage{.what = "the database does not open", .detail = status.ToString()};
    return;
  }
  RocksSnapshot rows(*look.db, nullptr);
  absl::StatusOr<CommitMark> mark = ReadMark(rows);
  if (mark.ok()) {
    look.found = *std::move(mark);
  } else {
    look.damage = StoreDamage{.what = "the newest commit group cannot be read",
                              .detail = std::string(mark.status().message())};
  }
}

// Where there is no database: a new store, unless something was acknowledged.
std::optional<StoreDamage> WithoutDatabase(const std::string& directory, const DirectoryLook& look) {
  if (look.damage.has_value()) return look.damage;
  if (!look.witness.has_value() && WasOpened(directory) && !Planted("wiped-store-begins-anew")) {
    return StoreDamage{.what = "the database and the commit witness are missing, but a store was open here"};
  }
  if (!look.witness.has_value() || look.witness->newest().group == 0) return std::nullopt;
  const uint64_t group = look.witness->newest().group;
  return StoreDamage{
      .what = absl::StrCat("the database is missing, but commit groups up to ", group, " were acknowledged"),
      .acknowledged = group};
}

std::optional<StoreDamage> OlderEpoch(const CommitMark& found, const CommitMark& acknowledged) {
  StoreDamage damage{.what = absl::StrCat("the database is of epoch ", found.store_epoch,
                                          ", the commit witness of epoch ", acknowledged.store_epoch),
                     .found = found.group,
                     .tail_lost = true};
  if (acknowledged.group > found.group) damage.acknowledged = acknowledged.group;
  return damage;
}

// Nothing acknowledged may be missing. The database may be ahead: a group that was written but not yet recorded, or
// the newer epoch of a loss that was accepted.
std::optional<StoreDamage> Compare(const CommitMark& found, const CommitMark& acknowledged) {
  if (found.store_epoch > acknowledged.store_epoch) return std::nullopt;
  if (found.store_epoch < acknowledged.store_epoch) return OlderEpoch(found, acknowledged);
  if (found.group < acknowledged.group) {
    return StoreDamage{.what = absl::StrCat("the database ends with commit group ", found.group,
                                            ", but groups up to ", acknowledged.group, " were acknowledged: ",
                                            acknowledged.group - found.group, " are lost"),
                       .found = found.group,
                       .acknowledged = acknowledged.group,
                       .tail_lost = true};
  }
  const bool same = found.group == acknowledged.group && found.hash == acknowledged.hash;
  const bool next = found.group == acknowledged.group + 1 && found.previous_hash == acknowledged.hash;
  if (same || next || found.group > acknowledged.group + 1) return std::nullopt;
  return StoreDamage{
      .what = absl::StrCat("commit group ", acknowledged.group, " is not the one that was acknowledged"),
      .found = found.group,
      .acknowledged = acknowledged.group};
}

// A slot that cannot be read was torn, and then the database has its group (witness.h), or it was damaged. A copy that
// was never open has one slot that was never written.
std::optional<StoreDamage> HalfWitness(const CommitMark& found, const Witness& witness) {
  if (witness.whole() || IsNewer(found, witness.newest()) || Planted("half-a-witness-believed"))
    return std::nullopt;
  return StoreDamage{
      .what = absl::StrCat("half of the commit witness cannot be read, and the database ends with commit ",
                           "group ", found.group, ", which the other half names"),
      .found = found.group,
      .tail_lost = true};
}

std::optional<StoreDamage> WithDatabase(const std::string& directory, const DirectoryLook& look) {
  if (look.witness.has_value() && look.found.has_value()) {
    auto damage = Compare(*look.found, look.witness->newest());
    if (damage.has_value() || !WasOpened(directory)) return damage;
    return HalfWitness(*look.found, *look.witness);
  }
  StoreDamage damage = look.damage.value_or(StoreDamage{.what = "the commit witness is missing"});
  if (look.witness.has_value()) damage.acknowledged = look.witness->newest().group;
  damage.found = look.found.has_value() ? std::optional(look.found->group) : std::nullopt;
  damage.tail_lost = look.found.has_value();
  return damage;
}

}  // namespace

std::string DatabasePath(const std::string& directory) { return directory + "/db"; }
std::string WitnessPath(const std::string& directory) { return directory + "/witness"; }

bool HoldsTraces(const std::string& directory) {
  return std::filesystem::exists(DatabasePath(directory)) ||
         std::filesystem::exists(WitnessPath(directory)) || WasOpened(directory);
}

absl::StatusOr<DirectoryLook> LookInto(const std::string& directory) {
  DirectoryLook look;
  RETURN_IF_ERROR(ReadWitness(directory, look));
  if (HasDatabase(directory)) {
    ReadDatabase(directory, look);
    look.damage = WithDatabase(directory, look);
  } else {
    look.damage = WithoutDatabase(directory, look);
  }
  return look;
}

}  // namespace blangko::storage
