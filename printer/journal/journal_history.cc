#include "printer/journal/journal_history.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace blangko::printer {
namespace {

absl::Status InSegment(uint64_t segment, std::string_view what) {
  return absl::DataLossError(absl::StrCat("journal: segment ", segment, ": ", ToAbsl(what)));
}

absl::StatusOr<SegmentContents> Decode(const SegmentBytes& segment) {
  absl::StatusOr<SegmentContents> contents = DecodeSegment(segment.bytes);
  if (!contents.ok()) return InSegment(segment.segment, ToStd(contents.status().message()));
  if (contents->entries.empty()) return contents;
  const Entry& first = contents->entries.front();
  const uint64_t own = first.has_checkpoint() ? first.checkpoint().segment() : 1;
  if (own != segment.segment) return InSegment(segment.segment, absl::StrCat("is segment ", own));
  return contents;
}

// The newest segment that holds an entry. One above it may have been torn while it was made; a first one, too.
absl::Status FindNewest(const std::vector<SegmentBytes>& segments, JournalHistory& history) {
  for (size_t i = segments.size(); i-- > 0;) {
    const uint64_t number = segments[i].segment;
    ASSIGN_OR_RETURN(history.newest, Decode(segments[i]));
    history.segment = number;
    if (!history.newest.entries.empty() || number == 1) break;
    const bool has_one_before = i > 0 && segments[i - 1].segment == number - 1;
    if (!history.leftovers.empty() || !has_one_before) {
      return InSegment(number, "holds no entry, and the one before it is not there");
    }
    history.leftovers.push_back(number);
  }
  return absl::OkStatus();
}

PastSegment ReadPast(const std::vector<SegmentBytes>& segments, uint64_t number) {
  const auto found = std::find_if(segments.begin(), segments.end(),
                                  [number](const SegmentBytes& one) { return one.segment == number; });
  if (found == segments.end()) return {number, InSegment(number, "is missing"), {}};
  absl::StatusOr<SegmentContents> contents = Decode(*found);
  if (!contents.ok()) return {number, contents.status(), {}};
  if (contents->entries.empty() || contents->torn_size > 0) {
    return {
        number, InSegment(number, absl::StrCat("ends at byte ", contents->good_size, " in the middle")), {}};
  }
  return {number, absl::OkStatus(), *std::move(contents)};
}

// Whether each segment ends where the next one says that it begins.
void CheckLinks(JournalHistory& history) {
  const SegmentContents* next = &history.newest;
  for (size_t i = history.past.size(); i-- > 0;) {
    PastSegment& past = history.past[i];
    const bool can_tell = past.status.ok() && next != nullptr;
    if (can_tell &&
        (past.contents.end().seq != next->before.seq || past.contents.end().chain != next->before.chain)) {
      past.status = InSegment(past.segment, "does not lead to the next one");
    }
    next = past.status.ok() ? &past.contents : nullptr;
  }
}

}  // namespace

absl::StatusOr<JournalHistory> HistoryOf(const std::vector<SegmentBytes>& segments) {
  JournalHistory history;
  RETURN_IF_ERROR(FindNewest(segments, history));
  if (history.newest.entries.empty()) return history;
  const Entry& first = history.newest.entries.front();
  const uint64_t first_kept = first.has_checkpoint() ? first.checkpoint().first_segment() : 1;
  history.owner = first.has_checkpoint() ? first.checkpoint().owner() : first.header();
  for (uint64_t number = first_kept; number < history.segment; ++number) {
    history.past.push_back(ReadPast(segments, number));
  }
  for (const SegmentBytes& segment : segments) {
    if (segment.segment < first_kept) history.leftovers.push_back(segment.segment);
  }
  CheckLinks(history);
  return history;
}

absl::StatusOr<JournalHistory> ReadHistory(StationDisk& disk) {
  ASSIGN_OR_RETURN(const std::vector<uint64_t> numbers, disk.Segments());
  std::vector<SegmentBytes> segments;
  for (const uint64_t number : numbers) {
    ASSIGN_OR_RETURN(std::string bytes, disk.ReadSegment(number));
    segments.push_back({number, std::move(bytes)});
  }
  return HistoryOf(segments);
}

absl::StatusOr<JournalState> AuditHistory(const JournalHistory& history) {
  JournalState state;
  const auto audit = [&state](uint64_t segment, const std::vector<Entry>& entries) -> absl::Status {
    for (const Entry& entry : entries) {
      if (absl::Status legal = state.Check(entry); !legal.ok()) {
        return InSegment(segment, absl::StrCat("entry ", entry.seq(), ": ", legal.message()));
      }
      state.Apply(entry);
    }
    return absl::OkStatus();
  };
  for (const PastSegment& past : history.past) {
    RETURN_IF_ERROR(past.status);
    RETURN_IF_ERROR(audit(past.segment, past.contents.entries));
  }
  RETURN_IF_ERROR(audit(history.segment, history.newest.entries));
  return state;
}

}  // namespace blangko::printer
