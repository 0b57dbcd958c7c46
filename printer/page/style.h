// The look of the station's page, and the few lines of script that keep it fresh. Without the script all forms work.
#pragma once

namespace blangko::printer {

extern const char kStyle[];
extern const char kFreshScript[];

}  // namespace blangko::printer
