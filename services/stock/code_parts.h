// Parts of office codes: "14.05.02" has three, "14.05-gudang" too. An area covers two offices exactly when its code has no
// more parts than theirs share.
//
// Threads: pure.
#pragma once

#include <string_view>

namespace blangko::stock {

int CodeParts(std::string_view code);
// Leading parts that both codes have: 2 of 14.05.02 and 14.05.03, 2 of 14.05 and 14.05.02, 0 of 14.05 and 31.
int SharedParts(std::string_view a, std::string_view b);

}  // namespace blangko::stock
