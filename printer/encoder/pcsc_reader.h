// PcscReader reads UIDs by PC/SC (pcscd and libpcsclite): the pseudo-APDU FF CA 00 00 00 of PC/SC part 3.
//
// It opens the service anew for each look, so a pcscd that was started again is no trouble, and leaves the chip
// powered as it was for whoever else uses the reader.
// Failure and threads: as UidReader; with several readers one must be named.
#pragma once

#include <string>

#include "printer/encoder/uid_reader.h"

namespace blangko::printer {

class PcscReader : public UidReader {
 public:
  // `name` is part of the reader's name; "" = the only one.
  explicit PcscReader(std::string name) : name_(std::move(name)) {}
  absl::StatusOr<std::string> ReadUid() override;

 private:
  const std::string name_;
};

// The UID in the answer to GET DATA: the bytes before the status 90 00.
absl::StatusOr<std::string> UidInAnswer(std::string_view answer);

}  // namespace blangko::printer
