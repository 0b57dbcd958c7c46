#include "printer/journal/journal_words.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/text.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using Pair = std::pair<const char*, const char*>;

// The places, then what is wrong there. What is missing here stays as it is.
constexpr std::array<Pair, 26> kWords = {{
    {"journal export: line ", "ekspor jurnal: baris "},
    {"journal: segment ", "jurnal: segmen "},
    {"damaged at byte ", "rusak pada bita "},
    {"the payload is no entry", "payload bukan catatan"},
    {"the entry is not the next one", "catatan ini bukan yang berikutnya"},
    {"the chain hash does not follow", "hash rantai tidak menyambung"},
    {"its words are not what the entry says", "kata-katanya tidak sama dengan catatannya"},
    {"the entry is of another station or epoch than the header says",
     "catatan ini dari tempat cetak atau masa lain daripada yang di kepala berkas"},
    {"the digest is not that of the lines before it", "digest tidak sama dengan baris-baris sebelumnya"},
    {"the signature is not the station's", "tanda tangan bukan dari tempat cetak itu"},
    {"it is no exported journal of this format", "bukan ekspor jurnal dengan bentuk ini"},
    {"the file ends here; it was cut off", "berkas berakhir di sini; terpotong"},
    {"the file ends here, without a signature", "berkas berakhir di sini, tanpa tanda tangan"},
    {"it is no entry", "bukan catatan"},
    {"the header names another last entry", "kepala berkas menyebut catatan terakhir yang lain"},
    {"it is no signature", "bukan tanda tangan"},
    {"it comes after the signature", "ini datang setelah tanda tangan"},
    {"holds no entry, and the one before it is not there",
     "tidak berisi catatan, dan segmen sebelumnya tidak ada"},
    {"is missing", "tidak ada"},
    {"does not lead to the next one", "tidak menyambung ke yang berikutnya"},
    {"neither header nor checkpoint at the start", "tidak ada kepala maupun titik periksa di awal"},
    {"a checksum does not fit", "jumlah periksa tidak cocok"},
    {": no entry", ": bukan catatan"},
    {": is segment ", ": sebenarnya segmen "},
    {": ends at byte ", ": berakhir pada bita "},
    {" in the middle", " di tengah catatan"},
}};

}  // namespace

absl::Status JournalErrorInBoth(const absl::Status& error) {
  if (!absl::IsDataLoss(error) || IsTold(error)) return error;
  const std::string english(error.message());
  return Told(error.code(), absl::StrReplaceAll(english, kWords), english);
}

}  // namespace blangko::printer
