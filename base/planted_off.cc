#include "base/planted.h"

namespace blangko {

bool Planted(std::string_view) { return false; }

}  // namespace blangko
