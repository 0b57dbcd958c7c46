#include "storage/rocks/fatal.h"

#include <unistd.h>

#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/text.h"
#include "storage/rocks/scrub.h"

namespace blangko::storage {
namespace {

constexpr char kForPeople[] =
    "Penulisan ke disk gagal, jadi server berhenti. Yang sudah dijawab tidak hilang. Kosongkan ruang disk, atau ganti\n"
    "disk yang melaporkan kerusakan, lalu jalankan lagi; yang belum dijawab dikirim ulang oleh pengirimnya. (kode 74)\n"
    "A write to the disk failed, so the server has stopped. Nothing that was answered is lost. Free space, or replace a\n"
    "disk that reports errors, then start again; clients repeat what was not answered. (exit code 74)\n";

constexpr char kDamageForPeople[] =
    "Sebuah berkas penyimpanan rusak: tidak terbaca seperti saat ditulis, jadi server berhenti. Tidak ada yang sudah\n"
    "dijawab yang diubah. Periksa disk dan salin direktori data. Saat dijalankan lagi server membaca semuanya; bila tetap\n"
    "rusak ia dalam mode AMAN, dan cadangan terbaru dipulihkan (blangkod store restore). (kode 74)\n"
    "A file of the store is damaged: it does not read back as it was written, so the server has stopped. Nothing that was\n"
    "answered was changed. Check the disk and copy the data directory. When it is started again the server reads\n"
    "everything; if the damage stays it is in SAFE mode, and the newest backup is restored (blangkod store restore).\n"
    "(exit code 74)\n";

[[noreturn]] void SayAndEnd(const std::string& text) {
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

void DieOfDamage(std::string_view directory, std::string_view detail) {
  std::ofstream(DamagedPath(std::string(directory))) << detail << "\n";
  Log(LogLevel::kError, "store.damaged", {{"detail", detail}, {"do", "check the disk, then start again"}});
  SayAndEnd(absl::StrCat(kDamageForPeople, "blangkod: detail: ", ToAbsl(detail), "\n"));
}

}  // namespace blangko::storage
