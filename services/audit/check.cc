#include "services/audit/check.h"

#include <cstring>

#include "base/hash.h"

namespace blangko::audit {

void RowSum::Count(std::initializer_list<std::string_view> parts, int sign) {
  const std::string digest = Digest(parts);
  std::array<uint64_t, 2> words;
  std::memcpy(words.data(), digest.data(), sizeof(words));
  for (size_t i = 0; i < words.size(); ++i) sum_[i] = sign > 0 ? sum_[i] + words[i] : sum_[i] - words[i];
}

}  // namespace blangko::audit
