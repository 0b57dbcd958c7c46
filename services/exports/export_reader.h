// ExportReader makes the lines of an export from the rows of its copy, in the order of their keys, and hands them on in
// pieces.
//
// Failure: EXPORT_DIFFERS when what the client has is not of this export; storage errors; what the sink says.
// Threads: one.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "base/line_chain.h"
#include "blangko/rows/v1/exports.pb.h"
#include "services/exports/export_marks.h"
#include "storage/txn.h"

namespace blangko::exports {

struct ExportPiece {
  std::string lines;  // whole ones, at most kPieceBytes unless one is longer
  std::string after;  // LineChain, with these
  bool done = false;  // the last line is among them, or was before
};

// Where the pieces go. An error ends the reading and is its answer.
struct ExportSink {
  std::function<absl::Status(const ExportPiece&)> take;  // waits as long as the client is slow
  std::function<absl::Status()> going;                   // asked all the time: does anybody still want it?
};

struct ExportSizes {
  size_t piece_bytes = size_t{256} << 10;
  size_t mark_bytes = size_t{4} << 20;  // of lines from one mark to the next
};

class ExportReader {
 public:
  ExportReader(storage::Snapshot& rows, const rows::v1::ExportNote& note, ExportMarks& marks,
               const ExportSizes& sizes = {})
      : rows_(rows), note_(note), marks_(marks), sizes_(sizes) {}

  // Every line after those that the client has.
  absl::Status Read(const LineChain& client, const ExportSink& sink);

 private:
  class Output;

  storage::Snapshot& rows_;
  const rows::v1::ExportNote& note_;
  ExportMarks& marks_;
  const ExportSizes sizes_;
};

}  // namespace blangko::exports
