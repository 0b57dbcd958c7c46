// A print queue of CUPS before a simulated card printer: a cupsd of its own, in a folder of its own, at a free port; the
// system's cupsd is neither asked nor touched. The queue hands PWG raster on as it is.
//
// Failure: UNAVAILABLE when it does not start, with the place of its logs. Threads: one.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace blangko::printer_sim {

class CupsQueue {
 public:
  // Why there can be none on this machine; empty when there can.
  static std::string Missing();

  absl::Status Start(const std::string& printer_uri);
  std::string uri() const;

 private:
  absl::Status MakeFolders();
  absl::Status Configure() const;
  std::string Log() const { return folder_.File("cupsd.out"); }

  const TempDir folder_;
  int port_ = 0;
  std::unique_ptr<support::Process> cupsd_;
};

}  // namespace blangko::printer_sim
