#include "printer/parts/blocked_blanks.h"

#include <algorithm>

#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"

namespace blangko::printer {

absl::StatusOr<std::unique_ptr<BlockedBlanks>> BlockedBlanks::Open(const std::string& directory) {
  const std::string path = directory.empty() ? "" : directory + "/blocked.note";
  std::unique_ptr<BlockedBlanks> blocked(new BlockedBlanks(path));
  RETURN_IF_ERROR(blocked->file_.Load(blocked->held_).status());
  return blocked;
}

bool BlockedBlanks::Contains(std::string_view uid) const {
  if (Planted("blocked-uid-printed")) return false;
  return std::any_of(held_.ranges().begin(), held_.ranges().end(), [&](const printers::v1::UidRange& range) {
    return range.first().size() == uid.size() && range.first() <= uid && uid <= range.last();
  });
}

void BlockedBlanks::Ask(printers::v1::HeartbeatRequest& request) {
  request.set_blocked_version(held_.version());
  if (unfinished_.ranges().empty()) return;
  request.set_blocked_asked_version(unfinished_.version());
  request.set_blocked_after(unfinished_.ranges().rbegin()->last());
}

absl::StatusOr<bool> BlockedBlanks::Take(const printers::v1::HeartbeatResponse& response) {
  if (!response.has_blocked_blanks()) return false;
  const printers::v1::BlockedBlanks& page = response.blocked_blanks();
  if (page.from_start()) unfinished_.Clear();
  if (!page.from_start() && page.version() != unfinished_.version()) return false;
  unfinished_.set_version(page.version());
  unfinished_.mutable_ranges()->MergeFrom(page.ranges());
  if (!page.last()) return !page.ranges().empty();
  RETURN_IF_ERROR(file_.Save(unfinished_));
  held_.Swap(&unfinished_);
  unfinished_.Clear();
  Log(LogLevel::kInfo, "station.blocked_blanks",
      {{"version", held_.version()}, {"ranges", held_.ranges_size()}});
  return false;
}

}  // namespace blangko::printer
