// Pseudonyms: ids of persons and records that carry no NIK. Keyed hashes, so that a list of all NIKs does not help
// without the store's key.
//
// Failure: empty text for a key of a wrong size. Threads: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace blangko::records {

// "p" and 32 characters.
std::string PersonIdOf(std::string_view hash_key, std::string_view nik);

// "h" and 26 characters: the id of a record whose source gave none. `number_or_date` is the request number, else the
// application date (YYYY-MM-DD), else empty.
std::string RecordIdOf(std::string_view hash_key, std::string_view nik, uint32_t request_type,
                       std::string_view number_or_date);

}  // namespace blangko::records
