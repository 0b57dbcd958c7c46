#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kExports[] = {
    {Reason::kExportsFull,
     {"EXPORTS_FULL", Code::kResourceExhausted,
      "Two exports are open already: {exports}. Close one of them (`blangko export close ID`), or wait until it is removed "
      "a day after it began.",
      "Sudah ada dua ekspor yang terbuka: {ekspor}. Tutup salah satunya (`blangko export close ID`), atau tunggu sampai "
      "dihapus sehari setelah dimulai."}},
    {Reason::kUnknownExport,
     {"UNKNOWN_EXPORT", Code::kNotFound,
      "There is no export {export}: it was closed, or it began more than a day ago. Begin a new one.",
      "Tidak ada ekspor {export}: sudah ditutup, atau dimulai lebih dari sehari yang lalu. Mulailah yang baru."}},
    {Reason::kExportDiffers,
     {"EXPORT_DIFFERS", Code::kFailedPrecondition,
      "The {lines} lines that you have are not the first ones of export {export}; begin a new export.",
      "{lines} baris yang Anda punya bukan baris pertama dari ekspor {export}; mulailah ekspor baru."}},
    {Reason::kExportNeedsFiles,
     {"EXPORT_NEEDS_FILES", Code::kUnimplemented,
      "This server keeps its store in memory alone; everything can be exported only from a store on disk.",
      "Server ini menyimpan data hanya di memori; ekspor semua data hanya dapat dari penyimpanan di disk."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfExports() { return kExports; }

}  // namespace blangko
