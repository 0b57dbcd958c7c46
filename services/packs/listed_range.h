// A range of a sender's list: how many chips it names, and how it looks in the API.
//
// Threads: pure.
#pragma once

#include <string_view>

#include "absl/numeric/int128.h"
#include "blangko/packs/v1/packs.pb.h"
#include "services/stock/uid_list.h"

namespace blangko::packs {

// The number that hex digits write; a UID has at most 20.
absl::uint128 NumberOf(std::string_view digits);

v1::ListedRange ToApi(const stock::ListedRow& row);

}  // namespace blangko::packs
