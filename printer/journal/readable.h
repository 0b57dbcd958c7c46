// CheckReadable: whether a message can be read back from its bytes. Text that is not UTF-8 is written without a word and
// refused for ever by whoever reads it.
//
// Failure: INVALID_ARGUMENT. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "google/protobuf/message_lite.h"

namespace blangko::printer {

absl::Status CheckReadable(const google::protobuf::MessageLite& message);

}  // namespace blangko::printer
