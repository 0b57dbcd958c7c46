// The sentences of Explain: Indonesian and English, by what the answer says.
//
// Threads: pure.
#pragma once

#include <string>
#include <string_view>

#include "blangko/scheduler/v1/scheduler_service.pb.h"

namespace blangko::scheduler {

// Sets both sentences of an answer whose other fields are filled. `place` is the name of the print site.
void FillSentences(v1::ExplainRecordResponse& answer, std::string_view place);

}  // namespace blangko::scheduler
