#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kCustody[] = {
    // loans
    {Reason::kBypassNotExplained,
     {"BYPASS_NOT_EXPLAINED", Code::kInvalidArgument,
      "A shipment from {from} to {to} passes over {offices}: bypass_reason is needed, and they are told.",
      "Pengiriman dari {from} ke {to} melewati {offices}: bypass_reason wajib diisi, dan kantor itu diberi tahu."}},
    {Reason::kUnknownLoan,
     {"UNKNOWN_LOAN", Code::kNotFound, "There is no loan {loan}.", "Tidak ada pinjaman {loan}."}},
    {Reason::kLoanSettled,
     {"LOAN_SETTLED", Code::kFailedPrecondition, "Nothing is owed of loan {loan}: {state}.",
      "Tidak ada utang dari pinjaman {loan}: {state}."}},
    {Reason::kMoreThanOwed,
     {"MORE_THAN_OWED", Code::kFailedPrecondition,
      "Repayment of loan {loan}: {got} blanks, but {want} are owed beside those on the way.",
      "Pengembalian pinjaman {loan}: {got} keping, padahal yang masih terutang di luar yang dikirim {want}."}},
    {Reason::kLoanWrongOffice,
     {"LOAN_WRONG_OFFICE", Code::kFailedPrecondition,
      "Loan {loan} is repaid to {lender}, by {borrower} or an office above both; got from {from} to {to}.",
      "Pinjaman {loan} dikembalikan kepada {lender}, oleh {borrower} atau kantor di atas keduanya; diterima dari {from} "
      "ke {to}."}},
    {Reason::kLoanWrongType,
     {"LOAN_WRONG_TYPE", Code::kFailedPrecondition,
      "Loan {loan} is of blanks of type {want}; lot {lot} is of type {got}.",
      "Pinjaman {loan} berupa blangko jenis {want}; lot {lot} berjenis {got}."}},
    {Reason::kNoNotice,
     {"NO_NOTICE", Code::kNotFound, "Shipment {shipment} did not pass office {office} over.",
      "Pengiriman {shipment} tidak melewati kantor {office}."}},
    // packs
    {Reason::kUnknownPack,
     {"UNKNOWN_PACK", Code::kNotFound, "There is no pack {pack}.", "Tidak ada pak {pack}."}},
    {Reason::kPackStateWrong,
     {"PACK_STATE_WRONG", Code::kFailedPrecondition,
      "Pack {pack} is {got} at office {office}; wanted: {want}.",
      "Pak {pack} berstatus {got} di kantor {office}; yang diperlukan: {want}."}},
    {Reason::kPacksDoNotAddUp,
     {"PACKS_DO_NOT_ADD_UP", Code::kFailedPrecondition,
      "Packs of lot {lot}: they hold {got} blanks, wanted: {want}.",
      "Pak lot {lot}: isinya {got} keping, yang diperlukan: {want}."}},
    {Reason::kRangeInUse,
     {"RANGE_IN_USE", Code::kFailedPrecondition,
      "The range {first} to {last} stays on the list of lot {lot}: chip {uid} {why}.",
      "Rentang {first} sampai {last} tetap di daftar lot {lot}: keping {uid} {why}."}},
    {Reason::kApplicationTooOld,
     {"APPLICATION_TOO_OLD", Code::kFailedPrecondition,
      "The blanks of site {site} need version {want} of the printing application; station {station} has {got}.",
      "Blangko di tempat cetak {site} memerlukan aplikasi cetak versi {want}; stasiun {station} memakai {got}."}},
    // opening
    {Reason::kOpeningClosed,
     {"OPENING_CLOSED", Code::kFailedPrecondition, "The opening of office {office} was closed by {by}.",
      "Saldo awal kantor {office} sudah ditutup oleh {by}."}},
    {Reason::kUnknownOpening,
     {"UNKNOWN_OPENING", Code::kNotFound, "Nothing was entered for an opening of office {office}.",
      "Belum ada isian saldo awal kantor {office}."}},
    {Reason::kRecordNotForOpening,
     {"RECORD_NOT_FOR_OPENING", Code::kFailedPrecondition,
      "Record {record} is {got}; for an opening it has to be {want}.",
      "Berkas {record} berstatus {got}; untuk saldo awal harus {want}."}},
    // drawers
    {Reason::kUnknownHandOut,
     {"UNKNOWN_HAND_OUT", Code::kNotFound, "Station {station} has no hand-out {number}.",
      "Tempat cetak {station} tidak mempunyai serah terima {number}."}},
    {Reason::kHandOutEnded,
     {"HAND_OUT_ENDED", Code::kFailedPrecondition,
      "Hand-out {number} of station {station} is {state}, by {by}.",
      "Serah terima {number} tempat cetak {station} sudah {state}, oleh {by}."}},
    {Reason::kDrawerShort,
     {"DRAWER_SHORT", Code::kFailedPrecondition,
      "Lot {lot}: {got} blanks to be handed over, {want} are there beside what drawers hold or await.",
      "Lot {lot}: {got} keping hendak diserahkan, yang ada di luar isi laci dan yang ditunggu {want}."}},
    {Reason::kDrawersWaiting,
     {"DRAWERS_WAITING", Code::kFailedPrecondition,
      "Station {station} has {got} hand-outs that nobody has taken; at most {want}.",
      "Tempat cetak {station} mempunyai {got} serah terima yang belum diterima; paling banyak {want}."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfCustody() { return kCustody; }

}  // namespace blangko
