#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kComparison[] = {
    {Reason::kDayNotCompared,
     {"DAY_NOT_COMPARED", Code::kNotFound, "No print list of {day} was taken for office {office}.",
      "Belum ada daftar cetak {day} untuk kantor {office}."}},
    {Reason::kComparisonClosed,
     {"COMPARISON_CLOSED", Code::kFailedPrecondition,
      "The comparison of {day} at office {office} is closed, by {by}.",
      "Pencocokan {day} di kantor {office} sudah ditutup oleh {by}."}},
    {Reason::kDayNotOver,
     {"DAY_NOT_OVER", Code::kFailedPrecondition,
      "{day} is not over at office {office}: more cards may be printed. Close it tomorrow.",
      "{day} belum selesai di kantor {office}: masih bisa ada kartu tercetak. Tutup besok."}},
    {Reason::kDayHasDifferences,
     {"DAY_HAS_DIFFERENCES", Code::kFailedPrecondition,
      "{count} cards of {day} at office {office} stand on one side only and have no reason yet, the first of them {card}.",
      "{count} kartu {day} di kantor {office} hanya ada di satu sisi dan belum ada alasannya, yang pertama {card}."}},
    {Reason::kUnknownComparedCard,
     {"UNKNOWN_COMPARED_CARD", Code::kNotFound,
      "There is no card {card} in the comparison of {day} at office {office}.",
      "Tidak ada kartu {card} dalam pencocokan {day} di kantor {office}."}},
    {Reason::kCardNotOnlyThere,
     {"CARD_NOT_ONLY_THERE", Code::kFailedPrecondition,
      "Card {card} cannot be booked as printed outside: {why}. Nothing was booked.",
      "Kartu {card} tidak dapat dibukukan sebagai tercetak di luar: {why}. Tidak ada yang dibukukan."}},
    {Reason::kCardAgrees,
     {"CARD_AGREES", Code::kFailedPrecondition, "Card {card} needs no reason: it is {side}.",
      "Kartu {card} tidak perlu alasan: {side}."}},
    {Reason::kUnknownSupplyKind,
     {"UNKNOWN_SUPPLY_KIND", Code::kNotFound, "There is no kind of supply {kind}. Known: {known}.",
      "Tidak ada jenis bahan {kind}. Yang dikenal: {known}."}},
    {Reason::kSupplyShort,
     {"SUPPLY_SHORT", Code::kFailedPrecondition,
      "The store room of {office} holds {balance} of {kind}; {wanted} were wanted. Nothing was changed.",
      "Gudang {office} menyimpan {balance} {kind}; diminta {wanted}. Tidak ada yang berubah."}},
    {Reason::kSupplyNotAtPrinter,
     {"SUPPLY_NOT_AT_PRINTER", Code::kFailedPrecondition,
      "Printer {printer} of {station} was issued {balance} of {kind} that did not come back; {wanted} cannot. "
      "Nothing was changed.",
      "Printer {printer} di {station} memegang {balance} {kind} yang belum dikembalikan; {wanted} tidak dapat "
      "dikembalikan. Tidak ada yang berubah."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfComparison() { return kComparison; }

}  // namespace blangko
