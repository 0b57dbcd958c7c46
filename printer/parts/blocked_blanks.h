// BlockedBlanks: the station's copy of the list of blanks that no station may print on: stolen, missing, withdrawn.
//
// It comes page by page with the heartbeats. The list that is held stays in force until the next one is whole; then it is
// durable before it counts. A list that was lost with its file is asked for again.
// Failure: of the disk. Threads: one.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/station/v1/notes.pb.h"
#include "printer/parts/agent_part.h"
#include "printer/parts/note_file.h"

namespace blangko::printer {

class BlockedBlanks : public AgentPart {
 public:
  // An empty directory: nothing is kept, for tests.
  static absl::StatusOr<std::unique_ptr<BlockedBlanks>> Open(const std::string& directory);

  bool Contains(std::string_view uid) const;
  uint64_t version() const { return held_.version(); }

  std::optional<Hindrance> Hinders() override { return std::nullopt; }
  void Ask(printers::v1::HeartbeatRequest& request) override;
  absl::StatusOr<bool> Take(const printers::v1::HeartbeatResponse& response) override;

 private:
  explicit BlockedBlanks(const std::string& path) : file_(path) {}

  const NoteFile file_;
  station::v1::BlockedNote held_;  // in the order of their UIDs
  station::v1::BlockedNote unfinished_;
};

}  // namespace blangko::printer
