// Quarantine: the server does not believe this station's journal, because it was told two things under one number: this
// machine or another one is a copy. No new card begins until the server says otherwise, over restarts too; the jobs stay
// here, because nothing that this station says of them would be taken.
//
// Failure: of the disk. Threads: one.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "blangko/station/v1/notes.pb.h"
#include "printer/parts/agent_part.h"
#include "printer/parts/note_file.h"

namespace blangko::printer {

class Quarantine : public AgentPart {
 public:
  // An empty directory: nothing is kept, for tests.
  static absl::StatusOr<std::unique_ptr<Quarantine>> Open(const std::string& directory);

  std::optional<Hindrance> Hinders() override;
  absl::StatusOr<bool> Take(const printers::v1::HeartbeatResponse& response) override;
  // Writes into the log that it lasts, and what ends it.
  void Tell() const;

 private:
  explicit Quarantine(const std::string& path) : file_(path) {}

  const NoteFile file_;
  station::v1::QuarantineNote note_;
};

}  // namespace blangko::printer
