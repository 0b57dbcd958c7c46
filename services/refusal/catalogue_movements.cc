#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kMovements[] = {
    {Reason::kUnknownCase,
     {"UNKNOWN_CASE", Code::kNotFound, "There is no case {case}.", "Tidak ada kasus {case}."}},
    {Reason::kCaseHasFewer,
     {"CASE_HAS_FEWER", Code::kFailedPrecondition,
      "Case {case}, lot {lot}: {got} blanks to resolve as {resolution}, at most {want} are open for that.",
      "Kasus {case}, lot {lot}: {got} keping hendak diselesaikan sebagai {resolution}, paling banyak {want} yang masih "
      "terbuka untuk itu."}},
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
      "Entry {seq} of office {office}, lot {lot} ({event}) cannot be taken back: only openings, declared losses and "
      "receipts from outside without differences, entered by hand, can.",
      "Catatan {seq} kantor {office}, lot {lot} ({event}) tidak dapat dibatalkan: hanya saldo awal, kehilangan, dan "
      "penerimaan dari luar tanpa selisih yang dimasukkan dengan tangan."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfMovements() { return kMovements; }

}  // namespace blangko
