#include "services/exports/export_reader.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/exports/export_line.h"
#include "services/refusal/refusal.h"

namespace blangko::exports {

// Counts lines until those that the client has are over and compares their digest; hands on what comes after them.
class ExportReader::Output {
 public:
  Output(const ExportReader& reader, LineChain client, const ExportSink& sink, ExportMark from)
      : reader_(reader), client_(std::move(client)), sink_(sink), chain_(std::move(from.chain)) {}

  const LineChain& chain() const { return chain_; }

  // Once before the first line, in case the client has just what stands before it.
  absl::Status Compare() const {
    if (chain_.lines() != client_.lines() || chain_ == client_) return absl::OkStatus();
    return Differs();
  }

  // `key`: empty for the first and the last line, which are no rows.
  absl::Status Take(const std::string& line, std::string_view key) {
    const bool wanted = chain_.lines() >= client_.lines();
    if (wanted && !piece_.empty() && piece_.size() + line.size() > reader_.sizes_.piece_bytes)
      RETURN_IF_ERROR(HandOn(false));
    const bool first_after_resume = client_.lines() > 0 && chain_.lines() == client_.lines();
    chain_.Add(line);
    if (wanted && !(first_after_resume && Planted("export-skips-a-row-at-resume"))) piece_ += line;
    RETURN_IF_ERROR(Mark(line.size(), key));
    return wanted ? absl::OkStatus() : Compare();
  }

  absl::Status Finish() { return chain_.lines() < client_.lines() ? Differs() : HandOn(true); }

 private:
  absl::Status HandOn(bool done) {
    RETURN_IF_ERROR(sink_.going());
    return sink_.take({std::exchange(piece_, ""), chain_.Text(), done});
  }

  absl::Status Mark(size_t bytes, std::string_view key) {
    since_mark_ += bytes;
    since_asked_ += bytes;
    if (since_asked_ >= reader_.sizes_.piece_bytes) {
      since_asked_ = 0;
      RETURN_IF_ERROR(sink_.going());
    }
    if (since_mark_ < reader_.sizes_.mark_bytes || key.empty()) return absl::OkStatus();
    since_mark_ = 0;
    reader_.marks_.Add({chain_, std::string(key)});
    return absl::OkStatus();
  }

  absl::Status Differs() const {
    return Refuse(Reason::kExportDiffers,
                  {{"lines", absl::StrCat(client_.lines())}, {"export", reader_.note_.export_id()}});
  }

  const ExportReader& reader_;
  const LineChain client_;
  const ExportSink& sink_;
  LineChain chain_;
  std::string piece_;
  size_t since_mark_ = 0;   // bytes
  size_t since_asked_ = 0;  // bytes
};

absl::Status ExportReader::Read(const LineChain& client, const ExportSink& sink) {
  const ExportMark mark = marks_.Before(client.lines());
  Output out(*this, client, sink, mark);
  RETURN_IF_ERROR(out.Compare());
  if (mark.chain.lines() == 0) RETURN_IF_ERROR(out.Take(FirstLine(note_), ""));
  storage::KeyRange range{mark.key.empty() ? std::string(1, '\x01') : mark.key + '\0',
                          std::string(1, '\xff')};
  absl::Status status;
  RETURN_IF_ERROR(
      rows_.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const std::optional<std::string> line = LineOfRow(key, value);
        if (line.has_value()) status = out.Take(*line, key);
        return status.ok();
      }));
  RETURN_IF_ERROR(status);
  RETURN_IF_ERROR(out.Take(LastLine(out.chain()), ""));
  return out.Finish();
}

}  // namespace blangko::exports
