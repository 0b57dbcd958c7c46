#include "printer/page/page_acts.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/operator/looks.h"
#include "printer/operator/operator_refusal.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using scheduler::v1::Outcome;
using station::v1::OperatorRequest;

absl::Status Unclear(const std::string& field) {
  return Told(absl::StatusCode::kInvalidArgument,
              absl::StrCat("Isian \"", field, "\" kosong atau tidak terbaca."),
              absl::StrCat(field, ": it is missing or cannot be read"));
}

absl::StatusOr<int64_t> NumberIn(const Fields& form, const char* field) {
  int64_t number = 0;
  if (!absl::SimpleAtoi(FieldOf(form, field), &number)) return Unclear(field);
  return number;
}

absl::StatusOr<AttemptKey> CardIn(const Fields& form) {
  ASSIGN_OR_RETURN(const int64_t attempt, NumberIn(form, "attempt"));
  if (attempt < 1 || attempt > std::numeric_limits<uint32_t>::max()) return Unclear("attempt");
  return AttemptKey{FieldOf(form, "record"), static_cast<uint32_t>(attempt)};
}

Outcome OutcomeIn(const Fields& form) {
  const std::string& said = FieldOf(form, "outcome");
  if (said == "PRINTED") return scheduler::v1::OUTCOME_PRINTED;
  if (said == "SPOILED") return scheduler::v1::OUTCOME_SPOILED;
  return said == "UNCERTAIN" ? scheduler::v1::OUTCOME_UNCERTAIN : scheduler::v1::OUTCOME_UNSPECIFIED;
}

// A choice of causes is sent with every answer of a form; it counts for a spoil alone.
std::string CauseIn(const Fields& form) {
  return OutcomeIn(form) == scheduler::v1::OUTCOME_SPOILED ? FieldOf(form, "cause") : "";
}

std::string NameIn(const StationView& view, const AttemptKey& key) {
  const auto is_it = [&](const CardInView& card) { return card.key == key; };
  const auto waiting = std::find_if(view.waiting.begin(), view.waiting.end(), is_it);
  std::string name = waiting == view.waiting.end() ? "" : waiting->name;
  if (view.in_hand.has_value() && is_it(*view.in_hand)) name = view.in_hand->name;
  for (const DoubtInView& doubt : view.doubts) {
    if (is_it(doubt.card)) name = doubt.card.name;
  }
  return absl::StrCat(name, name.empty() ? "" : ", ", key.record_id, "/", key.attempt);
}

OperatorRequest RequestBy(const Screen& screen) {
  OperatorRequest request;
  request.set_by(screen.who);
  return request;
}

OperatorRequest LookRequest(const Screen& screen, const AttemptKey& card, Outcome outcome,
                            const std::string& cause) {
  OperatorRequest request = RequestBy(screen);
  station::v1::LookAnswer& answer = *request.mutable_look_answer();
  answer.set_record_id(card.record_id);
  answer.set_attempt(card.attempt);
  answer.set_outcome(outcome);
  answer.set_cause(cause);
  return request;
}

absl::StatusOr<Act> LookAct(const Fields& form, const Screen& screen) {
  ASSIGN_OR_RETURN(const AttemptKey card, CardIn(form));
  const Outcome outcome = OutcomeIn(form);
  Act act;
  act.requests = {LookRequest(screen, card, outcome, CauseIn(form))};
  // Whoever calls has compared the NIK where there is one to compare.
  act.requests.front().mutable_look_answer()->set_nik_confirmed(!FieldOf(form, "in_hand").empty());
  act.words = absl::StrCat(NameIn(screen.view, card), ": ", WordsOf(outcome, CauseIn(form), screen.language));
  return act;
}

absl::Status NotSoMany(int64_t first, size_t shown) {
  return Told(absl::StatusCode::kInvalidArgument,
              absl::StrCat("Berapa kartu pertama: tertulis ", first, ", di halaman ada ", shown, "."),
              absl::StrCat("first: got ", first, ", want 1 to ", shown, ": the page shows no more"));
}

absl::StatusOr<Act> FirstGoodAct(const Fields& form, const Screen& screen) {
  ASSIGN_OR_RETURN(const int64_t first, NumberIn(form, "first"));
  const std::vector<std::string> shown = absl::StrSplit(FieldOf(form, "cards"), '\n', absl::SkipWhitespace());
  if (first < 1 || first > static_cast<int64_t>(shown.size())) return NotSoMany(first, shown.size());
  Act act;
  for (const std::string& name : std::vector<std::string>(shown.begin(), shown.begin() + first)) {
    const std::string trimmed(absl::StripAsciiWhitespace(name));
    const size_t slash = trimmed.rfind('/');
    uint32_t attempt = 0;
    if (slash == std::string::npos || !absl::SimpleAtoi(trimmed.substr(slash + 1), &attempt))
      return Unclear("cards");
    act.requests.push_back(
        LookRequest(screen, {trimmed.substr(0, slash), attempt}, scheduler::v1::OUTCOME_PRINTED, ""));
  }
  act.words = absl::StrCat(
      first, screen.Say(" kartu pertama yang keluar: hasil baik", " cards that came out first: good"));
  return act;
}

absl::StatusOr<Act> ClearAct(const Fields& form, const Screen& screen) {
  Act act;
  act.requests = {RequestBy(screen)};
  station::v1::ClearPrinter& clear = *act.requests.front().mutable_clear_printer();
  clear.set_printer_id(screen.view.printer_id);
  clear.set_nothing_found(!FieldOf(form, "nothing_found").empty());
  // The number stands in the form whichever button is pressed.
  if (!clear.nothing_found())
    clear.set_envelope(std::string(absl::StripAsciiWhitespace(FieldOf(form, "envelope"))));
  clear.set_no_job_left(!FieldOf(form, "no_job_left").empty());
  act.words = screen.Say("Pencetak dikosongkan", "The printer was cleared");
  if (FieldOf(form, "record").empty()) return act;
  ASSIGN_OR_RETURN(const AttemptKey card, CardIn(form));
  clear.set_record_id(card.record_id);
  clear.set_attempt(card.attempt);
  act.words =
      clear.nothing_found()
          ? absl::StrCat(act.words, ": ", screen.Say("tidak ada kartu di dalamnya", "no card was in it"))
          : absl::StrCat(NameIn(screen.view, card), ": ", screen.Say("di amplop ", "in envelope "),
                         clear.envelope());
  return act;
}

absl::StatusOr<Act> DecideAct(const Fields& form, const Screen& screen) {
  ASSIGN_OR_RETURN(const AttemptKey card, CardIn(form));
  Act act;
  act.requests = {RequestBy(screen)};
  station::v1::DecideCard& decide = *act.requests.front().mutable_decide_card();
  decide.set_record_id(card.record_id);
  decide.set_attempt(card.attempt);
  decide.set_outcome(OutcomeIn(form));
  decide.set_cause(CauseIn(form));
  decide.set_blank_uid(std::string(absl::StripAsciiWhitespace(FieldOf(form, "uid"))));
  decide.set_other_uid(!FieldOf(form, "other_uid").empty());
  decide.set_found_at(std::string(absl::StripAsciiWhitespace(FieldOf(form, "found_at"))));
  act.words = absl::StrCat(NameIn(screen.view, card), ": ", screen.Say("diputuskan ", "decided: "),
                           WordsOf(OutcomeIn(form), CauseIn(form), screen.language));
  return act;
}

absl::StatusOr<Act> DropAct(const Fields& form, const Screen& screen) {
  ASSIGN_OR_RETURN(const AttemptKey card, CardIn(form));
  Act act;
  act.requests = {RequestBy(screen)};
  act.requests.front().mutable_drop_doubt()->set_record_id(card.record_id);
  act.requests.front().mutable_drop_doubt()->set_attempt(card.attempt);
  act.words = absl::StrCat(NameIn(screen.view, card), ": ",
                           screen.Say("sudah diputuskan di server, amplopnya dikosongkan",
                                      "was decided at the server, its envelope is emptied"));
  return act;
}

absl::StatusOr<Act> OpenDayAct(const Fields& form, const Screen& screen) {
  ASSIGN_OR_RETURN(const int64_t blanks, NumberIn(form, "blanks"));
  Act act;
  act.requests = {RequestBy(screen)};
  act.requests.front().mutable_count_day()->set_blanks(blanks);
  act.requests.front().mutable_count_day()->set_cause(
      std::string(absl::StripAsciiWhitespace(FieldOf(form, "cause"))));
  act.words = absl::StrCat(screen.Say("Hitungan awal: ", "Opening count: "), blanks,
                           screen.Say(" keping", " blanks"));
  return act;
}

absl::StatusOr<Act> EndDayAct(const Fields& form, const Screen& screen) {
  Act act;
  act.requests = {RequestBy(screen)};
  station::v1::CountDay& count = *act.requests.front().mutable_count_day();
  count.set_day_end(true);
  ASSIGN_OR_RETURN(const int64_t blanks, NumberIn(form, "blanks"));
  ASSIGN_OR_RETURN(const int64_t spoiled, NumberIn(form, "spoiled"));
  ASSIGN_OR_RETURN(const int64_t envelopes, NumberIn(form, "envelopes"));
  count.set_blanks(blanks);
  count.set_spoiled(spoiled);
  count.set_envelopes(envelopes);
  count.set_second(std::string(absl::StripAsciiWhitespace(FieldOf(form, "second"))));
  act.words = absl::StrCat(
      screen.Say("Hari ditutup: ", "The day is closed: "), blanks, screen.Say(" blangko, ", " blanks, "),
      spoiled, screen.Say(" rusak, ", " spoiled, "), envelopes, screen.Say(" amplop", " envelopes"));
  return act;
}

absl::StatusOr<Act> ReceiveAct(const Fields& form, const Screen& screen) {
  ASSIGN_OR_RETURN(const int64_t blanks, NumberIn(form, "received"));
  Act act;
  act.requests = {RequestBy(screen)};
  act.requests.front().mutable_receive_blanks()->set_blanks(blanks);
  act.requests.front().mutable_receive_blanks()->set_document(FieldOf(form, "document"));
  act.words = absl::StrCat(screen.Say("Blangko masuk: ", "Blanks received: "), blanks,
                           screen.Say(" keping", " blanks"));
  return act;
}

absl::StatusOr<Act> PauseAct(const Fields& form, const Screen& screen) {
  ASSIGN_OR_RETURN(const int64_t paused, NumberIn(form, "paused"));
  Act act;
  act.requests = {RequestBy(screen)};
  act.requests.front().mutable_pause()->set_paused(paused != 0);
  act.words = paused != 0 ? screen.Say("Dijeda: kartu baru tidak dimulai", "Paused: no new card begins")
                          : screen.Say("Dilanjutkan", "Cards go on");
  return act;
}

std::string DigitsOf(const std::string& typed) {
  std::string digits;
  for (const char c : typed) {
    if (c != ' ' && c != '.' && c != '-') digits += c;
  }
  return digits;
}

absl::Status NoNikTyped() {
  return Told(absl::StatusCode::kInvalidArgument, "Isi NIK: pindai atau ketik yang tertera pada kartu.",
              "nik: it is empty: scan or type it as the card shows it");
}

absl::Status TooManyTries() {
  return Told(absl::StatusCode::kInvalidArgument,
              absl::StrCat("NIK sudah ", kWrongNiksMax,
                           " kali salah untuk kartu ini: tinggal perlu diperiksa yang dapat dinyatakan."),
              absl::StrCat("nik: ", kWrongNiksMax,
                           " wrong tries for this card: only that it is to be looked at is left"));
}

}  // namespace

absl::StatusOr<Act> ActOf(const Fields& form, const Screen& screen) {
  static const std::map<std::string, absl::StatusOr<Act> (*)(const Fields&, const Screen&), std::less<>>
      kActs = {
          {"look", LookAct},   {"first_good", FirstGoodAct}, {"clear", ClearAct},    {"decide", DecideAct},
          {"drop", DropAct},   {"open_day", OpenDayAct},     {"end_day", EndDayAct}, {"receive", ReceiveAct},
          {"pause", PauseAct},
      };
  const auto act = kActs.find(FieldOf(form, "do"));
  return act == kActs.end() ? Unclear("do") : act->second(form, screen);
}

absl::Status NikCheck::Check(const CardInView& card, const std::string& typed) {
  if (Planted("wrong-nik-accepted")) return absl::OkStatus();
  std::erase_if(wrong_, [&](const auto& one) { return one.first != card.key; });
  int& wrong = wrong_[card.key];
  if (wrong >= kWrongNiksMax) return TooManyTries();
  const std::string digits = DigitsOf(typed);
  if (digits.empty()) return NoNikTyped();
  if (digits == card.nik) return absl::OkStatus();
  ++wrong;
  return Told(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat("NIK pada kartu tidak sama dengan data ini: diketik ", TailOf(digits), ", seharusnya ",
                   TailOf(card.nik), ". Percobaan ", wrong, " dari ", kWrongNiksMax,
                   "; tidak ada yang dicatat."),
      absl::StrCat("The NIK on the card is not the one of this record: typed ", TailOf(digits), ", want ",
                   TailOf(card.nik), ". Try ", wrong, " of ", kWrongNiksMax, "; nothing was written."));
}

}  // namespace blangko::printer
