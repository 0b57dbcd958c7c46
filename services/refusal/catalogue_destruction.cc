#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kDestruction[] = {
    {Reason::kUnknownDestruction,
     {"UNKNOWN_DESTRUCTION", Code::kNotFound, "There is no destruction list {destruction}.",
      "Tidak ada daftar pemusnahan {destruction}."}},
    {Reason::kDestructionStateWrong,
     {"DESTRUCTION_STATE_WRONG", Code::kFailedPrecondition,
      "Destruction list {destruction} is not open any more: {state}.",
      "Daftar pemusnahan {destruction} tidak lagi terbuka: {state}."}},
    {Reason::kDestructionIncomplete,
     {"DESTRUCTION_INCOMPLETE", Code::kFailedPrecondition,
      "Destruction list {destruction} cannot be closed yet: {what} is not said.",
      "Daftar pemusnahan {destruction} belum dapat ditutup: {what} belum diisi."}},
    {Reason::kDestructionChanged,
     {"DESTRUCTION_CHANGED", Code::kFailedPrecondition,
      "Destruction list {destruction} is not what was proposed: it has version {got}, proposed was {want}. Withdraw the "
      "proposal and propose it again.",
      "Daftar pemusnahan {destruction} tidak lagi seperti yang diajukan: versinya {got}, yang diajukan {want}. Tarik "
      "kembali usulan itu lalu ajukan lagi."}},
    {Reason::kPileDiffers,
     {"PILE_DIFFERS", Code::kFailedPrecondition,
      "In the pile are {got} cards, on list {destruction} are {want}. Find the cards that are not on the list, or those "
      "that are not there; a list is closed only when both agree.",
      "Di tumpukan ada {got} keping, di daftar {destruction} ada {want}. Cari kartu yang belum didaftar atau yang tidak "
      "ada; daftar hanya ditutup bila keduanya sama."}},
    {Reason::kCardNotHeld,
     {"CARD_NOT_HELD", Code::kFailedPrecondition,
      "Office {office} does not keep {card}. Record it first, or look at the number again.",
      "Kantor {office} tidak menyimpan {card}. Catat dahulu, atau periksa lagi nomornya."}},
    {Reason::kCardListed,
     {"CARD_LISTED", Code::kFailedPrecondition, "{card} is on destruction list {destruction} already.",
      "{card} sudah ada di daftar pemusnahan {destruction}."}},
    {Reason::kCardInRegister,
     {"CARD_IN_REGISTER", Code::kAlreadyExists, "{card} is kept already: number {number} of office {office}.",
      "{card} sudah disimpan: nomor {number} di kantor {office}."}},
    {Reason::kCardDestroyed,
     {"CARD_DESTROYED", Code::kFailedPrecondition,
      "{card} was destroyed.[ It was on list {destruction}.] A card that is there now is another one, or was not burnt: "
      "tell the supervisor.",
      "{card} sudah dimusnahkan.[ Daftarnya: {destruction}.] Kartu yang ada sekarang bukan kartu itu, atau dahulu tidak "
      "dibakar: laporkan kepada penyelia."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfDestruction() { return kDestruction; }

}  // namespace blangko
