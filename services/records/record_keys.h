// Keys of the record tables; see storage/keyspace.h for their parts.
// Failure: none. Threads: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/key_codec.h"

namespace blangko::records {

inline constexpr std::string_view kHolderPrefix = "withdrawn:";

inline std::string RecordKey(std::string_view record_id) {
  return storage::KeyWriter(storage::Table::kRecord).Text(record_id).Take();
}
inline std::string PersonalKey(std::string_view record_id) {
  return storage::KeyWriter(storage::Table::kPersonal).Text(record_id).Take();
}
// Where the name and address of somebody stand whose card was taken back and who has no record here.
inline std::string HolderOfWithdrawn(std::string_view office, uint64_t number) {
  return std::string(kHolderPrefix) + std::string(office) + ":" + std::to_string(number);
}
inline std::string PersonKey(std::string_view person_id) {
  return storage::KeyWriter(storage::Table::kPerson).Text(person_id).Take();
}
inline std::string AliasKey(std::string_view alias) {
  return storage::KeyWriter(storage::Table::kAlias).Text(alias).Take();
}
inline std::string WatchKey(std::string_view person_id) {
  return storage::KeyWriter(storage::Table::kWatch).Text(person_id).Take();
}

}  // namespace blangko::records
