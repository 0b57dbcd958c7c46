#include "printer/page/panels.h"

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "printer/page/now_panel.h"

namespace blangko::printer {

std::string LookForm(const Screen& screen, const CardInView& card, const char* look) {
  return FormFor(
      screen, "look",
      absl::StrCat(CardFields(card.key), "<div class=\"row\">",
                   Button(look, screen.Say("Hasil baik", "Good"), "outcome", "PRINTED"), SpoilFields(screen),
                   Button("plain", screen.Say("Perlu diperiksa", "To be looked at"), "outcome", "UNCERTAIN"),
                   "</div>"));
}

namespace {

std::string Heading(const char* id, const std::string& text, size_t count) {
  return absl::StrCat("<h2 id=\"", id, "\">", text, " <span class=\"count\">", count, "</span></h2>");
}

std::string FirstGood(const Screen& screen) {
  std::string cards;
  for (const CardInView& card : screen.view.waiting) {
    absl::StrAppend(&cards, card.key.record_id, "/", card.key.attempt, "\n");
  }
  const size_t count = screen.view.waiting.size();
  return FormFor(
      screen, "first_good",
      absl::StrCat(Hidden("cards", cards), "<div class=\"row\">",
                   Input(screen.Say("Berapa kartu pertama (nomor 1 keluar lebih dahulu)",
                                    "How many of the first (number 1 came out first)"),
                         "first",
                         absl::StrCat("type=\"number\" inputmode=\"numeric\" min=\"1\" max=\"", count,
                                      "\" required class=\"short\"")),
                   Button("plain", screen.Say("Semuanya hasil baik", "All of them are good")), "</div>"));
}

// Whether the form that was refused just now was about this card.
bool IsAskedAgain(const Screen& screen, const DoubtInView& doubt) {
  return FieldOf(screen.again, "do") == "decide" &&
         FieldOf(screen.again, "record") == doubt.card.key.record_id;
}

// Of a card that nobody had found in the printer: where it lay. Of another chip, once it was asked: that it is so.
std::string FoundFields(const Screen& screen, const DoubtInView& doubt) {
  std::string fields;
  if (doubt.nothing_found && doubt.envelope.empty()) {
    fields += Input(screen.Say("Tidak ada kartu saat pencetak dikosongkan: di mana ditemukan?",
                               "Nothing was in the printer: where was it found?"),
                    "found_at", "required maxlength=\"150\" class=\"wide\"");
  }
  if (IsAskedAgain(screen, doubt) && !FieldOf(screen.again, "uid").empty()) {
    absl::StrAppend(
        &fields, "<label class=\"check\"><input type=\"checkbox\" name=\"other_uid\" value=\"1\"> ",
        screen.Say("Sudah dibaca ulang: chipnya memang lain", "Read again: it is another chip"), "</label>");
  }
  return fields;
}

std::string DecideForm(const Screen& screen, const DoubtInView& doubt) {
  const std::string uid = Input(screen.Say("UID chip, bila terbaca", "Chip UID, if it can be read"), "uid",
                                "maxlength=\"64\" class=\"mono\"");
  return FormFor(screen, "decide",
                 absl::StrCat(CardFields(doubt.card.key), FoundFields(screen, doubt), "<div class=\"row\">",
                              uid, Button("good", screen.Say("Hasil baik", "Good"), "outcome", "PRINTED"),
                              SpoilFields(screen), "</div>"));
}

std::string DecisionWords(const Screen& screen, const DoubtInView& doubt) {
  switch (doubt.decision) {
    case scheduler::v1::OUTCOME_NOT_PRINTED:
      return screen.Say("tidak tercetak: kembalikan blangko dari amplop ke laci",
                        "not printed: put the blank from the envelope back into the drawer");
    case scheduler::v1::OUTCOME_PRINTED:
      return screen.Say("hasil baik: kartu dari amplop dapat diserahkan",
                        "good: the card in the envelope can be handed over");
    case scheduler::v1::OUTCOME_SPOILED:
      return screen.Say("rusak: pindahkan kartu dari amplop ke kartu rusak",
                        "spoiled: put the card from the envelope to the spoiled ones");
    case scheduler::v1::OUTCOME_CARD_MISSING:
      return screen.Say("kartu dinyatakan hilang", "the card was declared missing");
    default:
      return screen.Say("sudah ada izin cetak yang lebih baru untuk data ini",
                        "a newer permission for this record is there");
  }
}

// Decided elsewhere: one word ends it, unless something else is found.
std::string DecidedForms(const Screen& screen, const DoubtInView& doubt) {
  return absl::StrCat(
      "<p class=\"ok\">", screen.Say("Diputuskan di server: ", "Decided at the server: "),
      DecisionWords(screen, doubt), ".</p>",
      FormFor(screen, "drop",
              CardFields(doubt.card.key) +
                  Button("plain", screen.Say("Amplop sudah dikosongkan", "The envelope is emptied"))),
      "<details><summary>",
      screen.Say("Isinya lain? Katakan apa yang ditemukan", "Something else in it? Say what was found"),
      "</summary>", DecideForm(screen, doubt), "</details>");
}

std::string DoubtForms(const Screen& screen, const DoubtInView& doubt) {
  if (doubt.in_printer) {
    return absl::StrCat(
        "<p>", screen.Say("Kosongkan pencetak dahulu (di atas).", "Clear the printer first (above)."),
        "</p>");
  }
  return doubt.decided ? DecidedForms(screen, doubt) : DecideForm(screen, doubt);
}

std::string EnvelopeForm(const Screen& screen, const DoubtInView& doubt) {
  if (!doubt.envelope.empty() || doubt.in_printer) return "";
  return FormFor(
      screen, "clear",
      absl::StrCat(CardFields(doubt.card.key), "<div class=\"row\">",
                   Input(screen.Say("Nomor amplop", "Envelope number"), "envelope",
                         absl::StrCat("required maxlength=\"40\" value=\"",
                                      EscapeHtml(screen.view.next_envelope), "\"")),
                   Button("plain", screen.Say("Masukkan ke amplop", "Put it into the envelope")), "</div>"));
}

std::string AtServer(const Screen& screen, const DoubtInView& doubt) {
  if (doubt.in_printer || doubt.decided) return "";
  const std::string record = EscapeHtml(doubt.card.key.record_id);
  return absl::StrCat(
      "<details><summary>",
      screen.Say("Tidak tercetak, atau kartunya hilang?", "Nothing printed, or the card missing?"),
      "</summary><p>",
      screen.Say("Itu diputuskan dua orang di server, tidak di sini: orang pertama mengusulkan dengan",
                 "Two persons at the server decide that, not this station: the first proposes with"),
      " <code>blangko jobs resolve ", record, " --attempt ", doubt.card.key.attempt,
      " --outcome NOT_PRINTED --evidence ", screen.Say("BUKTI", "EVIDENCE"), " --reason ",
      screen.Say("ALASAN", "REASON"), "</code> ",
      screen.Say("(bukti SAME_UID_SHOWN atau FULL_COUNT), atau",
                 "(evidence SAME_UID_SHOWN or FULL_COUNT), or"),
      " <code>--outcome CARD_MISSING --reason ", screen.Say("ALASAN", "REASON"), "</code>; ",
      screen.Say("orang kedua menyetujui dengan namanya sendiri.",
                 "the second approves under a name of their own."),
      "</p>",
      FormFor(screen, "drop",
              CardFields(doubt.card.key) +
                  Button("plain", screen.Say("Sudah diputuskan di server", "It was decided at the server"))),
      "</details>");
}

std::string DoubtRow(const Screen& screen, const DoubtInView& doubt) {
  const std::string place = doubt.envelope.empty()
                                ? ""
                                : absl::StrCat(" · ", screen.Say("amplop ", "envelope "), "<strong>",
                                               EscapeHtml(doubt.envelope), "</strong>");
  return absl::StrCat("<li><p>", CardLine(screen, doubt.card), "</p><p class=\"dim\">",
                      Since(screen, doubt.card.since), place, "</p>", EnvelopeForm(screen, doubt),
                      DoubtForms(screen, doubt), AtServer(screen, doubt), "</li>");
}

}  // namespace

std::string LooksPanel(const Screen& screen) {
  const auto& waiting = screen.view.waiting;
  const size_t above = AsksForTheFirstLook(screen) || Planted("hidden-card-passed") ? 1 : 0;
  if (waiting.size() <= above || screen.who.empty()) return "";
  std::string rows;
  for (size_t i = above; i < waiting.size(); ++i) {
    absl::StrAppend(&rows, "<li><p>", CardLine(screen, waiting[i]), " <span class=\"dim\">",
                    TimeOf(screen, waiting[i].since), "</span></p>", LookForm(screen, waiting[i], "good"),
                    "</li>");
  }
  const std::string title = above == 0
                                ? screen.Say("Kartu di baki, menunggu dilihat", "Cards in the tray that wait")
                                : screen.Say("Kartu berikut di baki", "The next cards in the tray");
  return absl::StrCat("<section>", Heading("looks", title, waiting.size() - above), FirstGood(screen),
                      "<ol class=\"cards\" start=\"", above + 1, "\">", rows, "</ol></section>");
}

std::string DoubtsPanel(const Screen& screen) {
  if (screen.view.doubts.empty() || screen.who.empty()) return "";
  std::string rows;
  for (const DoubtInView& doubt : screen.view.doubts) rows += DoubtRow(screen, doubt);
  return absl::StrCat(
      "<section>",
      Heading("doubts", screen.Say("Perlu diperiksa", "To be looked at"), screen.view.doubts.size()),
      "<ul class=\"cards\">", rows, "</ul></section>");
}

namespace {

std::string PauseForm(const Screen& screen) {
  if (screen.who.empty()) return "";
  if (!screen.view.paused) {
    return FormFor(screen, "pause",
                   Button("plain", screen.Say("Jeda: jangan mulai kartu baru", "Pause: begin no new card"),
                          "paused", "1"));
  }
  return absl::StrCat(
      "<p class=\"warn\">",
      screen.Say("Dijeda: kartu berikut tidak dimulai.", "Paused: the next card does not begin."), "</p>",
      FormFor(screen, "pause", Button("plain", screen.Say("Lanjutkan", "Go on"), "paused", "0")));
}

}  // namespace

std::string NextPanel(const Screen& screen) {
  std::string rows;
  for (const CardInView& card : screen.view.next) {
    absl::StrAppend(&rows, "<li>", CardLine(screen, card), "</li>");
  }
  const std::string now =
      screen.view.in_hand.has_value()
          ? absl::StrCat("<p>",
                         screen.view.asks_person ? screen.Say("Sedang dikerjakan: ", "In hand: ")
                                                 : screen.Say("Di pencetak: ", "In the printer: "),
                         CardLine(screen, *screen.view.in_hand), "</p>")
          : absl::StrCat("<p class=\"dim\">",
                         screen.Say("Tidak ada kartu yang sedang dicetak.", "No card is being printed."),
                         "</p>");
  const std::string list =
      rows.empty()
          ? absl::StrCat("<p class=\"dim\">",
                         screen.Say("Belum ada izin cetak berikut.", "No further card is permitted yet."),
                         "</p>")
          : absl::StrCat("<ol class=\"next\">", rows, "</ol>");
  return absl::StrCat("<section><h2>", screen.Say("Giliran", "Turn"), "</h2>", now, list, PauseForm(screen),
                      "</section>");
}

}  // namespace blangko::printer
