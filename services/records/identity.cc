#include "services/records/identity.h"

#include "absl/strings/str_cat.h"
#include "base/hash.h"

namespace blangko::records {
namespace {

constexpr size_t kPersonBytes = 20;
constexpr size_t kRecordBytes = 16;

std::string Pseudonym(char first, std::string_view digest, size_t bytes) {
  if (digest.empty()) return {};
  return absl::StrCat(std::string(1, first), ToBase32(digest.substr(0, bytes)));
}

}  // namespace

std::string PersonIdOf(std::string_view hash_key, std::string_view nik) {
  return Pseudonym('p', KeyedDigest(hash_key, {"person", nik}), kPersonBytes);
}

std::string RecordIdOf(std::string_view hash_key, std::string_view nik, uint32_t request_type,
                       std::string_view number_or_date) {
  const std::string digest =
      KeyedDigest(hash_key, {"record", nik, absl::StrCat(request_type), number_or_date});
  return Pseudonym('h', digest, kRecordBytes);
}

}  // namespace blangko::records
