#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kPolicy[] = {
    {Reason::kCapUsedUp,
     {"CAP_USED_UP", Code::kResourceExhausted,
      "The cards of this day are granted at {site}: {got} of {want}.",
      "Jatah cetak hari ini di {site} sudah habis: {got} dari {want}."}},
    {Reason::kReserveKept,
     {"RESERVE_KEPT", Code::kFailedPrecondition,
      "{got} blanks are left at {site}; the last {want} are kept for classes that may have the reserve.",
      "Tersisa {got} keping di {site}; {want} keping terakhir disimpan untuk golongan yang berhak atas cadangan."}},
    {Reason::kShareKept,
     {"SHARE_KEPT", Code::kFailedPrecondition,
      "The next blank at {site} is the share of class {class}, and nobody of it waits.",
      "Keping berikutnya di {site} adalah jatah golongan {class}, dan belum ada yang menunggu."}},
    {Reason::kSupplyForOthers,
     {"SUPPLY_FOR_OTHERS", Code::kFailedPrecondition,
      "Ribbon or film is good for {got} cards, fewer than {want}: only some classes are served.",
      "Pita atau film hanya cukup untuk {got} kartu, kurang dari {want}: hanya golongan tertentu yang dilayani."}},
    {Reason::kNobodyPresent,
     {"NOBODY_PRESENT", Code::kFailedPrecondition,
      "At {site} only those are served who are present, and nobody is.",
      "Di {site} hanya yang hadir yang dilayani, dan belum ada yang hadir."}},
    {Reason::kLaneUnchanged,
     {"LANE_UNCHANGED", Code::kFailedPrecondition, "Record {record} does not change its lane: {why}.",
      "Jalur berkas {record} tidak berubah: {why}."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfPolicy() { return kPolicy; }

}  // namespace blangko
