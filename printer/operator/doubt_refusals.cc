#include "printer/operator/doubt_refusals.h"

#include "absl/strings/str_cat.h"
#include "printer/operator/looks.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using absl::StatusCode;

std::string NameOf(const AttemptKey& card) { return absl::StrCat(card.record_id, "/", card.attempt); }

}  // namespace

absl::Status OneOfBoth() {
  return Told(StatusCode::kInvalidArgument,
              "Isi nomor amplop atau nyatakan tidak ada kartu (--nothing-found), salah satu saja.",
              "clear: want the number of the envelope or --nothing-found, only one of both");
}

absl::Status NothingToClear(const std::string& printer) {
  return Told(
      StatusCode::kNotFound,
      absl::StrCat("Pencetak ", printer, " tidak menunggu dikosongkan: tidak ada yang perlu dicatat."),
      absl::StrCat("clear: printer ", printer, " does not wait to be cleared: nothing to clear"));
}

absl::Status DecidedAtServer(const AttemptKey& card) {
  return Told(StatusCode::kAlreadyExists,
              absl::StrCat("Kartu ", NameOf(card), " sudah diputuskan di server."),
              absl::StrCat("decide: card ", NameOf(card), " was decided at the server"));
}

absl::Status NoEnvelope(const std::string& typed) {
  return Told(StatusCode::kInvalidArgument,
              absl::StrCat("Nomor amplop: tertulis \"", typed,
                           "\". Isi 1 sampai 40 huruf tanpa spasi, atau pilih bahwa tidak ada kartu."),
              absl::StrCat("clear: envelope: got '", typed,
                           "', want the number of the envelope, 1 to 40 characters without spaces, or "
                           "that nothing was found (--nothing-found)"));
}

absl::Status HoldsAnother(const std::string& envelope) {
  return Told(StatusCode::kAlreadyExists, absl::StrCat("Amplop ", envelope, " sudah berisi kartu lain."),
              absl::StrCat("clear: envelope ", envelope, " holds another card"));
}

absl::Status NotInDoubt(const AttemptKey& card) {
  return Told(StatusCode::kNotFound,
              absl::StrCat("Kartu ", NameOf(card), " tidak termasuk perlu diperiksa di tempat cetak ini."),
              absl::StrCat("card ", NameOf(card), " is not in doubt at this station"));
}

absl::Status SaidOtherwise(const AttemptKey& card, const station::v1::CardOutcome& said) {
  const auto words = [&](Language language) {
    return WordsOf(static_cast<scheduler::v1::Outcome>(said.outcome()), said.reason(), language);
  };
  const std::string report = absl::StrCat("blangko jobs report ", card.record_id, " --attempt ", card.attempt,
                                          " --station-cannot --outcome …");
  return Told(StatusCode::kAlreadyExists,
              absl::StrCat("Kartu ", NameOf(card), " sudah diputuskan: ", words(Language::kIndonesian),
                           said.operator_().empty() ? "" : ", oleh ", said.operator_(),
                           ". Bila itu keliru, catat yang benar di server: ", report, "."),
              absl::StrCat("decide: card ", NameOf(card), " was decided before: ", words(Language::kEnglish),
                           said.operator_().empty() ? "" : " by ", said.operator_(),
                           "; if that was wrong, say what is right at the server: ", report));
}

absl::Status WhereWasIt(const AttemptKey& card) {
  return Told(
      StatusCode::kInvalidArgument,
      absl::StrCat("Kartu ", NameOf(card),
                   ": saat pencetak dikosongkan dinyatakan tidak ada kartu. Isi nomor amplopnya, atau "
                   "di mana kartu itu ditemukan (--found)."),
      absl::StrCat("decide: card ", NameOf(card),
                   ": nothing was found in the printer when it was cleared; want the number of its "
                   "envelope, or where it was found (--found)"));
}

absl::Status InAnotherEnvelope(const Doubt& doubt, const std::string& typed) {
  return Told(StatusCode::kInvalidArgument,
              absl::StrCat("Amplop: tertulis ", typed, ", seharusnya ", doubt.envelope(), "."),
              absl::StrCat("decide: envelope: got ", typed, ", want ", doubt.envelope()));
}

absl::Status UidNotRead(const AttemptKey& card) {
  return Told(
      StatusCode::kInvalidArgument,
      absl::StrCat("Jurnal mengenal UID chip kartu ini: baca chipnya dan isi (--uid). Bila tidak terbaca, "
                   "putuskan di server: blangko jobs resolve ",
                   card.record_id, " --attempt ", card.attempt, " --outcome …"),
      absl::StrCat(
          "decide: uid: it is empty, and the journal knows the chip: read it and give it (--uid); if "
          "it cannot be read, decide at the server: blangko jobs resolve ",
          card.record_id, " --attempt ", card.attempt, " --outcome …"));
}

absl::Status UidDiffers(const std::string& got, const std::string& want) {
  return Told(StatusCode::kInvalidArgument,
              absl::StrCat("UID chip: terbaca ", got, ", seharusnya ", want,
                           ". Baca sekali lagi; bila memang lain, nyatakan itu (--other-uid)."),
              absl::StrCat("decide: uid: got ", got, ", want ", want,
                           "; read it again, and if it is another chip, say so (--other-uid)"));
}

absl::Status WaitsToBeCleared() {
  return Told(StatusCode::kAborted, "Pencetak belum dikosongkan: masukkan dahulu kartunya ke amplop.",
              "decide: the printer waits to be cleared: first the card goes into its envelope");
}

}  // namespace blangko::printer
