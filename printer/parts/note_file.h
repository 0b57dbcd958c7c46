// NoteFile: one message in one small file of the station's directory, replaced as a whole and durable when Save returns.
// What the station can lose without losing a card: the journal is not here.
//
// Failure: UNAVAILABLE with path and cause; a file that is torn or damaged is as none, and logged. Threads: one.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message_lite.h"

namespace blangko::printer {

class NoteFile {
 public:
  // An empty path: nothing is kept, for tests.
  explicit NoteFile(std::string path) : path_(std::move(path)) {}

  // False when there is none.
  absl::StatusOr<bool> Load(google::protobuf::MessageLite& note) const;
  absl::Status Save(const google::protobuf::MessageLite& note) const;

 private:
  const std::string path_;
};

}  // namespace blangko::printer
