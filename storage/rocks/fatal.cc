#include "storage/rocks/fatal.h"

#include <unistd.h>

#include "base/log.h"

namespace blangko::storage {
namespace {

constexpr char kForPeople[] =
    "Penulisan ke disk gagal, jadi server berhenti. Yang sudah dijawab tidak hilang. Kosongkan ruang disk, atau ganti\n"
    "disk yang melaporkan kerusakan, lalu jalankan lagi; yang belum dijawab dikirim ulang oleh pengirimnya. (kode 74)\n"
    "A write to the disk failed, so the server has stopped. Nothing that was answered is lost. Free space, or replace a\n"
    "disk that reports errors, then start again; clients repeat what was not answered. (exit code 74)\n";

}  // namespace

void DieOfDisk(std::string_view what, std::string_view detail) {
  Log(LogLevel::kError, "store.disk_failed",
      {{"what", what},
       {"detail", detail},
       {"do",
        "free space on the disk or replace it if it reports errors, then start again; clients repeat what was "
        "not answered"}});
  if (write(STDERR_FILENO, kForPeople, sizeof(kForPeople) - 1) < 0) _exit(kDiskFailedExitCode);
  _exit(kDiskFailedExitCode);
}

}  // namespace blangko::storage
