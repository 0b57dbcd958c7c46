#include "printer/journal/heal_copies.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal/journal_history.h"

namespace blangko::printer {
namespace {

using Files = std::map<uint64_t, std::string>;  // segment -> bytes

// What one device holds.
struct Copy {
  StationDisk& disk;
  Files files;
  absl::StatusOr<JournalHistory> history;

  bool is_empty() const { return history.ok() && history->newest.entries.empty(); }
  uint64_t last_seq() const { return history->newest.end().seq; }
  // How far it goes, whole or not.
  std::pair<uint64_t, size_t> reach() const {
    return files.empty() ? std::pair<uint64_t, size_t>()
                         : std::pair(files.rbegin()->first, files.rbegin()->second.size());
  }
};

absl::StatusOr<Copy> ReadCopy(StationDisk& disk) {
  ASSIGN_OR_RETURN(const std::vector<uint64_t> numbers, disk.Segments());
  Copy copy{disk, {}, absl::UnknownError("")};
  std::vector<SegmentBytes> segments;
  for (const uint64_t number : numbers) {
    ASSIGN_OR_RETURN(std::string bytes, disk.ReadSegment(number));
    segments.push_back({number, bytes});
    copy.files[number] = std::move(bytes);
  }
  copy.history = HistoryOf(segments);
  return copy;
}

// The segments of a valid history that are whole, without what was torn at the end.
Files GoodFiles(const Copy& copy) {
  Files good;
  for (const PastSegment& past : copy.history->past) {
    if (past.status.ok()) good[past.segment] = copy.files.at(past.segment);
  }
  if (!copy.is_empty()) {
    const uint64_t newest = copy.history->segment;
    good[newest] = copy.files.at(newest).substr(0, copy.history->newest.good_size);
  }
  return good;
}

absl::Status Different(uint64_t segment) {
  return absl::FailedPreconditionError(absl::StrCat(
      "journal: segment ", segment, " and its copy tell different histories: one directory was used ",
      "without the other, or is another station's. Keep both, find out which is right, and start ",
      "with an empty directory in place of the other"));
}

// Whether all that both hold is the same as far as the shorter goes.
absl::Status CheckSame(const Files& some, const Files& others) {
  bool met = false;
  for (const auto& [segment, bytes] : some) {
    const auto found = others.find(segment);
    if (found == others.end()) continue;
    met = true;
    const size_t common = std::min(bytes.size(), found->second.size());
    if (std::string_view(bytes).substr(0, common) != std::string_view(found->second).substr(0, common)) {
      return Different(segment);
    }
  }
  if (met) return absl::OkStatus();
  return absl::FailedPreconditionError(
      "journal: the copy is so old that nothing in it can be compared; start with an empty directory in its place");
}

// Whether some segment begins with the same entry, as far as the damaged copy has it: its chain hash is like no other's.
bool ShareABeginning(const Files& whole, const Files& damaged) {
  return std::any_of(damaged.begin(), damaged.end(), [&whole](const auto& file) {
    const auto found = whole.find(file.first);
    const std::string beginning = file.second.substr(0, kRecordHeaderBytes);
    return found != whole.end() && found->second.starts_with(beginning);
  });
}

// The one that decides. A damaged one never does, and is not healed by one that does not go as far.
absl::StatusOr<Copy*> Choose(Copy& own, Copy& copy) {
  if (own.history.ok() && copy.history.ok()) return copy.last_seq() > own.last_seq() ? &copy : &own;
  Copy& whole = own.history.ok() ? own : copy;
  const Copy& damaged = own.history.ok() ? copy : own;
  if (!whole.history.ok()) {
    return absl::DataLossError(absl::StrCat(damaged.history.status().message(),
                                            "; the copy, too: ", whole.history.status().message()));
  }
  if (whole.reach() >= damaged.reach() && ShareABeginning(whole.files, damaged.files)) return &whole;
  return absl::DataLossError(
      absl::StrCat(damaged.history.status().message(), "; the other copy is whole, but ends before it"));
}

// What both are to hold: every segment that is kept, from whichever copy has it whole.
Files Best(const Copy& winner, const Copy& other) {
  Files best = GoodFiles(winner);
  if (!other.history.ok()) return best;
  for (const PastSegment& past : winner.history->past) {
    if (past.status.ok()) continue;
    if (auto found = GoodFiles(other).extract(past.segment); !found.empty()) best.insert(std::move(found));
  }
  return best;
}

absl::Status WriteSegment(StationDisk& disk, uint64_t segment, std::string_view before,
                          std::string_view after) {
  const size_t same = static_cast<size_t>(
      std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first - before.begin());
  RETURN_IF_ERROR(disk.UseSegment(segment));
  if (same < before.size()) RETURN_IF_ERROR(disk.TruncateJournal(same));
  if (same < after.size()) RETURN_IF_ERROR(disk.AppendJournal(after.substr(same)));
  Log(LogLevel::kWarning, "station.journal_copy_healed",
      {{"segment", segment}, {"had", before.size()}, {"has", after.size()}});
  return disk.SyncJournal();
}

// The newest first: it alone is enough to go on.
absl::Status Heal(const Copy& copy, const Files& best) {
  for (auto file = best.rbegin(); file != best.rend(); ++file) {
    const auto found = copy.files.find(file->first);
    const std::string_view before = found == copy.files.end() ? std::string_view() : found->second;
    if (found != copy.files.end() && before == file->second) continue;
    RETURN_IF_ERROR(WriteSegment(copy.disk, file->first, before, file->second));
  }
  for (const auto& [segment, bytes] : copy.files) {
    if (!best.contains(segment)) RETURN_IF_ERROR(copy.disk.RemoveSegment(segment));
  }
  return copy.disk.SyncNames();
}

absl::Status HealSlot(StationDisk& from, StationDisk& to) {
  ASSIGN_OR_RETURN(const std::string wanted, from.ReadSlot());
  ASSIGN_OR_RETURN(const std::string found, to.ReadSlot());
  return wanted == found ? absl::OkStatus() : to.WriteSlot(wanted);
}

}  // namespace

absl::Status HealCopies(StationDisk& own_disk, StationDisk& copy_disk) {
  ASSIGN_OR_RETURN(Copy own, ReadCopy(own_disk));
  ASSIGN_OR_RETURN(Copy copy, ReadCopy(copy_disk));
  ASSIGN_OR_RETURN(Copy * winner, Choose(own, copy));
  const Copy& other = winner == &own ? copy : own;
  const bool can_compare = !winner->is_empty() && other.history.ok() && !other.is_empty();
  if (can_compare) RETURN_IF_ERROR(CheckSame(GoodFiles(*winner), GoodFiles(other)));
  const Files best = Best(*winner, other);
  // The slot first: once the journals are equal nothing tells any more whose slot is right.
  RETURN_IF_ERROR(HealSlot(winner->disk, other.disk));
  RETURN_IF_ERROR(Heal(own, best));
  return Heal(copy, best);
}

}  // namespace blangko::printer
