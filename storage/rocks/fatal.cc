#include "storage/rocks/fatal.h"

#include <unistd.h>

#include "base/log.h"

namespace blangko::storage {

void DieOfDisk(std::string_view what, std::string_view detail) {
  Log(LogLevel::kError, "store.disk_failed",
      {{"what", what},
       {"detail", detail},
       {"do",
        "free space on the disk or replace it if it reports errors, then start again; clients repeat what was "
        "not answered"}});
  _exit(kDiskFailedExitCode);
}

}  // namespace blangko::storage
