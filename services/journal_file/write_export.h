// Writes a journal as the file that read_export.h reads.
//
// Threads: belongs to one thread.
#pragma once

#include <string>
#include <string_view>

#include "base/hash.h"
#include "blangko/station/v1/journal_export.pb.h"

namespace blangko::journal_file {

class ExportWriter {
 public:
  // `header`: whose journal, first and last entry, chain before and after, when; the rest is filled in.
  explicit ExportWriter(station::v1::ExportHeader header);

  // `chain`: the chain hash after the entry.
  void Add(const station::v1::Entry& entry, std::string_view chain);

  // The whole file.
  std::string Sign(const SigningKey& key);

 private:
  station::v1::ExportHeader header_;
  std::string lines_;
};

}  // namespace blangko::journal_file
