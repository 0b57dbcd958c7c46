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

constexpr char kDamageForPeople[] =
    "Sebuah berkas penyimpanan tidak terbaca seperti saat ditulis, jadi server berhenti menulis. Periksa disk dan salin\n"
    "direktori data; saat dijalankan lagi server memeriksa semuanya dan mengatakan apa yang rusak. (kode 74)\n"
    "A file of the store does not read back as it was written, so the server has stopped writing. Check the disk and\n"
    "copy the data directory; when it is started again the server reads everything and says what is damaged. (exit code "
    "74)\n";

[[noreturn]] void SayAndEnd(std::string_view text) {
  if (write(STDERR_FILENO, text.data(), text.size()) < 0) _exit(kDiskFailedExitCode);
  _exit(kDiskFailedExitCode);
}

}  // namespace

void DieOfDisk(std::string_view what, std::string_view detail) {
  Log(LogLevel::kError, "store.disk_failed",
      {{"what", what},
       {"detail", detail},
       {"do",
        "free space on the disk or replace it if it reports errors, then start again; clients repeat what was "
        "not answered"}});
  SayAndEnd(kForPeople);
}

void DieOfDamage(std::string_view detail) {
  Log(LogLevel::kError, "store.damaged", {{"detail", detail}, {"do", "check the disk, then start again"}});
  SayAndEnd(kDamageForPeople);
}

}  // namespace blangko::storage
