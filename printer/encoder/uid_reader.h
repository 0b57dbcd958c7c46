// UidReader is the seam to a chip reader: it reads the UID of the chip that lies on it, which changes nothing on it.
//
// It may wait for its daemon as long as that pleases; ReaderEncoder calls it on a thread of its own.
// Failure: NOT_FOUND no chip there; INVALID_ARGUMENT a chip that cannot be used (it answers wrongly, or draws its
//          UID); UNAVAILABLE no reader, no daemon, or another program holds it; FAILED_PRECONDITION wrong settings.
// Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"

namespace blangko::printer {

class UidReader {
 public:
  virtual ~UidReader() = default;
  virtual absl::StatusOr<std::string> ReadUid() = 0;  // as chip_uid.h writes it
};

}  // namespace blangko::printer
