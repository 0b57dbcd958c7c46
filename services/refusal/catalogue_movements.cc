#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kMovements[] = {
    {Reason::kUnknownCase,
     {"UNKNOWN_CASE", Code::kNotFound, "There is no case {case}.", "Tidak ada kasus {case}."}},
    {Reason::kCaseClosed,
     {"CASE_CLOSED", Code::kFailedPrecondition,
      "Of case {case} no {kind} blank is open any more: got {got}, want at most {want}.",
      "Pada kasus {case} tidak ada lagi blangko {jenis} yang terbuka: diberikan {got}, paling banyak {want}."}},
    {Reason::kUnknownLoss,
     {"UNKNOWN_LOSS", Code::kNotFound, "There is no declared loss {loss}.",
      "Tidak ada pernyataan kehilangan {loss}."}},
    {Reason::kUnknownEntry,
     {"UNKNOWN_ENTRY", Code::kNotFound, "The ledger of office {office}, lot {lot} has no entry {seq}.",
      "Buku kantor {office}, lot {lot} tidak mempunyai catatan {seq}."}},
    {Reason::kEntryReversed,
     {"ENTRY_REVERSED", Code::kFailedPrecondition,
      "Entry {seq} of office {office}, lot {lot} was taken back before, by entry {by}.",
      "Catatan {seq} kantor {office}, lot {lot} sudah dibatalkan oleh catatan {by}."}},
    {Reason::kEntryNotReversible,
     {"ENTRY_NOT_REVERSIBLE", Code::kFailedPrecondition,
      "Entry {seq} of office {office}, lot {lot} ({event}) cannot be taken back: only receipts from outside, openings, "
      "spoils in the store room, write-offs, losses and steps of a case can.",
      "Catatan {seq} kantor {office}, lot {lot} ({event}) tidak dapat dibatalkan: hanya penerimaan dari luar, saldo "
      "awal, rusak di gudang, penghapusan, kehilangan dan langkah kasus yang dapat."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfMovements() { return kMovements; }

}  // namespace blangko
