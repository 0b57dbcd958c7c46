// A receipt slip as PDF: on the 80 mm paper of a receipt printer, of which 72 mm can be printed, as long as it needs; or
// on A4.
//
// Failure: INVALID_ARGUMENT when `qr_content` is too long for a QR code; INTERNAL when the PDF cannot be made.
// Threads: one.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/cli/slip_words.h"

namespace blangko::cli {

enum class SlipPaper { k80Millimetres, kA4 };

// The bytes of the file.
absl::StatusOr<std::string> DrawSlip(const SlipWords& words, const std::string& qr_content, SlipPaper paper);

}  // namespace blangko::cli
