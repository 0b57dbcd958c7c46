#include "tests/crash/disk_damage.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace blangko::crash {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFiles[] = {"WAL", "SST", "MANIFEST", "CURRENT", "witness"};
constexpr const char* kKinds[] = {"flip", "cut", "delete", "swap"};

bool IsOfKind(const fs::path& path, DamagedFile file) {
  const std::string name = path.filename();
  switch (file) {
    case DamagedFile::kLog: return path.extension() == ".log";
    case DamagedFile::kTable: return path.extension() == ".sst";
    case DamagedFile::kManifest: return name.starts_with("MANIFEST-");
    case DamagedFile::kCurrent: return name == "CURRENT";
    case DamagedFile::kWitness: return name == "witness";
  }
  return false;
}

// Of that kind and with something in them, in the order of their names.
std::vector<fs::path> FilesOf(const std::string& directory, DamagedFile file) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file() && IsOfKind(entry.path(), file) && entry.file_size() > 0)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string Flip(const fs::path& path, Rng& rng) {
  const auto at = static_cast<std::streamoff>(rng.Below(fs::file_size(path)));
  const auto bit = static_cast<int>(rng.Below(8));
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(at);
  const char byte = static_cast<char>(file.get() ^ (1 << bit));
  file.seekp(at);
  file.put(byte);
  return absl::StrCat("bit ", bit, " of byte ", static_cast<int64_t>(at), " flipped");
}

std::string Cut(const fs::path& path, Rng& rng) {
  const uint64_t length = rng.Below(fs::file_size(path));
  fs::resize_file(path, length);
  return absl::StrCat("cut to ", length, " bytes");
}

// Takes the older copy of the same file, or another of its kind from either folder.
std::string Swap(const fs::path& path, const DiskDamage& damage, const std::string& directory,
                 const std::string& old, Rng& rng) {
  std::vector<fs::path> others = FilesOf(old, damage.file);
  for (const fs::path& other : FilesOf(directory, damage.file)) {
    if (other != path) others.push_back(other);
  }
  if (others.empty()) {
    fs::remove(path);
    return "deleted, for want of another";
  }
  const fs::path& other = others[rng.Below(others.size())];
  fs::copy_file(other, path, fs::copy_options::overwrite_existing);
  const bool older = other.string().starts_with(old);
  return absl::StrCat("swapped for ", older ? "an older " : "", other.filename().string());
}

}  // namespace

std::string NameOf(DamagedFile file) { return kFiles[static_cast<int>(file)]; }
std::string NameOf(DamageKind kind) { return kKinds[static_cast<int>(kind)]; }

DiskDamage DiskDamageOf(uint64_t index) {
  return {static_cast<DamagedFile>(index % kDamagedFiles),
          static_cast<DamageKind>(index / kDamagedFiles % kDamageKinds)};
}

absl::StatusOr<std::string> Inflict(const DiskDamage& damage, const std::string& directory,
                                    const std::string& old, Rng& rng) {
  const std::vector<fs::path> files = FilesOf(directory, damage.file);
  if (files.empty()) return absl::NotFoundError("campaign: no file of the kind " + NameOf(damage.file));
  const fs::path& path = files[rng.Below(files.size())];
  const std::string name = path.filename();
  switch (damage.kind) {
    case DamageKind::kFlip: return absl::StrCat(name, ": ", Flip(path, rng));
    case DamageKind::kCut: return absl::StrCat(name, ": ", Cut(path, rng));
    case DamageKind::kDelete: fs::remove(path); return absl::StrCat(name, ": deleted");
    case DamageKind::kSwap: return absl::StrCat(name, ": ", Swap(path, damage, directory, old, rng));
  }
  return absl::InternalError("campaign: no such damage");
}

}  // namespace blangko::crash
