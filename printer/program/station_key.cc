#include "printer/program/station_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr size_t kSeedBytes = 32;

std::string KeyPath(const std::string& directory) { return directory + "/station.key"; }

absl::Status KeyError(const std::string& path) {
  return absl::UnavailableError(absl::StrCat("station key: cannot write ", path, ": ", std::strerror(errno)));
}

// Whole or not at all: written under another name, made durable, then renamed.
absl::Status WriteKey(const std::string& path, const std::string& text) {
  const std::string draft = path + ".new";
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return KeyError(draft);
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool durable = written && ::fsync(file) == 0;
  ::close(file);
  if (!durable || ::rename(draft.c_str(), path.c_str()) != 0) return KeyError(path);
  return absl::OkStatus();
}

absl::StatusOr<SigningKey> ReadKey(const std::string& path) {
  std::ifstream file(path);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::string seed = absl::HexStringToBytes(std::string(absl::StripSuffix(text, "\n")));
  if (text.size() < 2 * kSeedBytes || seed.size() != kSeedBytes || ToHex(seed) + "\n" != text) {
    return Told(
        absl::StatusCode::kDataLoss,
        absl::StrCat("kunci tempat cetak: ", path, " tidak berisi kunci; pulihkan, atau daftarkan dari awal"),
        absl::StrCat("station key: ", path, " holds no key; restore it, or register anew"));
  }
  return SigningKeyFromSeed(seed);
}

}  // namespace

absl::StatusOr<SigningKey> ReadStationKey(const std::string& directory) {
  const std::string path = KeyPath(directory);
  if (std::filesystem::exists(path)) return ReadKey(path);
  return absl::NotFoundError(absl::StrCat("station key: none in ", directory));
}

absl::StatusOr<SigningKey> LoadOrMakeKey(const std::string& directory) {
  const std::string path = KeyPath(directory);
  if (std::filesystem::exists(path)) return ReadKey(path);
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  SigningKey key = NewSigningKey();
  RETURN_IF_ERROR(WriteKey(path, ToHex(key.seed) + "\n"));
  return key;
}

}  // namespace blangko::printer
