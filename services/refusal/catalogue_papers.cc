#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kPapers[] = {
    {Reason::kUnknownPaper,
     {"UNKNOWN_PAPER", Code::kNotFound, "There is no paper {paper}.", "Tidak ada naskah {paper}."}},
    {Reason::kPaperIssued,
     {"PAPER_ISSUED", Code::kAlreadyExists,
      "Paper {paper}, number {number}, was issued for this already. Print that one (`blangko papers get {paper}`), or "
      "void it first.",
      "Untuk ini sudah terbit naskah {paper}, nomor {number}. Cetak naskah itu (`blangko papers get {paper}`), atau "
      "batalkan dahulu."}},
    {Reason::kPaperVoided,
     {"PAPER_VOIDED", Code::kFailedPrecondition, "Paper {paper}, number {number}, was voided.",
      "Naskah {paper}, nomor {number}, sudah dibatalkan."}},
    {Reason::kPaperNotDue,
     {"PAPER_NOT_DUE", Code::kFailedPrecondition,
      "{shipment} is not that far yet (received, counted, destroyed or declared), so there is nothing to sign for.",
      "{shipment} belum sampai di situ (diterima, dihitung, dimusnahkan atau dinyatakan), jadi belum ada yang "
      "ditandatangani."}},
    {Reason::kPaperTakenBack,
     {"PAPER_TAKEN_BACK", Code::kFailedPrecondition, "{what} was taken back: there is nothing to sign for.",
      "{what} sudah dibatalkan: tidak ada yang ditandatangani."}},
    {Reason::kPaperSettingsMissing,
     {"PAPER_SETTINGS_MISSING", Code::kFailedPrecondition,
      "Office {office} has no letterhead and officials yet; set them (`blangko papers settings {office} --file F`).",
      "Kantor {office} belum mempunyai kop surat dan pejabat; isilah (`blangko papers settings {office} --file F`)."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfPapers() { return kPapers; }

}  // namespace blangko
