#include "services/records/import/line_splitter.h"

#include <utility>

#include "base/status_macros.h"
#include "services/records/import/row_reader.h"

namespace blangko::records {

void LineSplitter::Add(std::string_view part) {
  offset_ += static_cast<int64_t>(part.size());
  const size_t room = kRowBytesMax - line_.text.size();
  if (part.size() > room) line_.cut = true;
  line_.text.append(part.substr(0, room));
}

absl::Status LineSplitter::Give(Sink sink) {
  line_.end_offset = offset_;
  line_.number = ++lines_;
  return sink(std::exchange(line_, Line()));
}

absl::Status LineSplitter::Feed(std::string_view bytes, Sink sink) {
  while (!bytes.empty()) {
    const size_t feed = bytes.find('\n');
    const bool whole = feed != std::string_view::npos;
    const std::string_view part = whole ? bytes.substr(0, feed + 1) : bytes;
    Add(part);
    if (whole) RETURN_IF_ERROR(Give(sink));
    bytes.remove_prefix(part.size());
  }
  return absl::OkStatus();
}

absl::Status LineSplitter::Finish(Sink sink) { return line_.text.empty() ? absl::OkStatus() : Give(sink); }

}  // namespace blangko::records
