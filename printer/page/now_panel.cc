#include "printer/page/now_panel.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "printer/page/alarms.h"
#include "printer/page/panels.h"

namespace blangko::printer {
namespace {

std::string Panel(const char* look, const std::string& title, const std::string& inner) {
  return absl::StrCat("<section id=\"now\" class=\"now ", look,
                      "\" aria-labelledby=\"now-title\"><h1 id=\"now-title\">", title, "</h1>", inner,
                      "</section>");
}

std::string Person(const Screen& screen, const CardInView& card) {
  return absl::StrCat("<p class=\"card\">", CardLine(screen, card), "</p>");
}

std::string AskWho(const Screen& screen) {
  const std::string field = Input(screen.Say("Nama Anda", "Your name"), "who",
                                  "required maxlength=\"60\" autofocus class=\"wide\"");
  return Panel(
      "ask", screen.Say("Siapa yang bertugas di tempat cetak?", "Who is at the print station?"),
      absl::StrCat("<p>",
                   screen.Say("Nama ini tertulis pada setiap tindakan sampai Anda menggantinya.",
                              "This name is written into every act until you change it."),
                   "</p>",
                   FormFor(screen, "who", field + Button("go", screen.Say("Mulai bertugas", "Begin")))));
}

std::string JobsField(const Screen& screen) {
  const int64_t jobs = screen.view.device.jobs;
  if (jobs == 0) {
    return absl::StrCat("<p class=\"ok\">",
                        screen.Say("Pencetak menyatakan tidak ada pekerjaan tersisa.",
                                   "The printer says that no job is left."),
                        "</p>");
  }
  if (jobs > 0) {
    return absl::StrCat("<p class=\"warn\">",
                        screen.Say("Pencetak masih menunjukkan pekerjaan: batalkan dahulu di pencetak.",
                                   "The printer still shows a job: cancel it at the printer first."),
                        "</p>");
  }
  return absl::StrCat(
      "<label class=\"check\"><input type=\"checkbox\" name=\"no_job_left\" value=\"1\" required> ",
      screen.Say("Saya lihat: tidak ada pekerjaan tersisa di pencetak",
                 "I see that the printer has no job left"),
      "</label>");
}

std::string ClearForm(const Screen& screen, const DoubtInView& doubt) {
  const std::string number = doubt.envelope.empty() ? screen.view.next_envelope : doubt.envelope;
  const std::string envelope =
      Input(screen.Say("Nomor amplop", "Envelope number"), "envelope",
            absl::StrCat("required maxlength=\"40\" value=\"", EscapeHtml(number), "\""));
  const std::string nothing =
      Button("plain", screen.Say("Tidak ada kartu di dalam pencetak", "There is no card in the printer"),
             "nothing_found", "1");
  return FormFor(
      screen, "clear",
      absl::StrCat(CardFields(doubt.card.key), JobsField(screen), "<div class=\"row\">", envelope,
                   Button("go", screen.Say("Kartu sudah di amplop", "The card is in the envelope")),
                   "</div><div class=\"row more\">", nothing, "</div>"));
}

std::string ClearPrinter(const Screen& screen) {
  const auto& doubts = screen.view.doubts;
  const auto doubt =
      std::find_if(doubts.begin(), doubts.end(), [](const DoubtInView& one) { return one.in_printer; });
  const std::string title = screen.Say("Kosongkan pencetak", "Clear the printer");
  if (doubt == doubts.end()) {
    return Panel("stop", title,
                 FormFor(screen, "clear",
                         JobsField(screen) +
                             Button("go", screen.Say("Pencetak sudah kosong", "The printer is empty"))));
  }
  return Panel(
      "stop", title,
      absl::StrCat(
          "<p>",
          screen.Say("Tidak ada yang tahu apakah kartu ini jadi", "Nobody knows whether this card came out"),
          doubt->reason.empty() ? "" : absl::StrCat(" (", CauseWord(screen, doubt->reason), ")"), ":</p>",
          Person(screen, doubt->card), "<ol><li>",
          screen.Say("Buka pencetak dan keluarkan kartu apa pun yang ada di dalamnya.",
                     "Open the printer and take out whatever card is in it."),
          "</li><li>",
          screen.Say("Masukkan ke amplop, tulis nomor ini di amplop.",
                     "Put it into an envelope and write this number on it."),
          "</li></ol>", ClearForm(screen, *doubt), "<p class=\"dim\">",
          screen.Say("Setelah itu kartu berikut dapat dicetak. Kartu ini diputuskan kemudian; "
                     "tidak pernah dicetak ulang dengan sendirinya.",
                     "Then the next card may go. This one is decided later; it is never "
                     "printed again by itself."),
          "</p>"));
}

std::string OpenDay(const Screen& screen) {
  return Panel("ask", screen.Say("Hitungan awal: hitung blangko di laci", "Opening count: count the blanks"),
               OpenDayForm(screen));
}

std::string EndYesterday(const Screen& screen) {
  return Panel("ask", screen.Say("Hari sebelumnya belum ditutup", "The day before was not closed"),
               absl::StrCat("<p>",
                            screen.Say("Lakukan opname untuk hari itu, lalu catat hitungan awal hari ini.",
                                       "Do its day-end count, then count what lies here today."),
                            "</p><p><a class=\"button go\" href=\"#end-day\">",
                            screen.Say("Ke opname", "To the day-end count"), "</a></p>"));
}

std::string Grouped(const std::string& nik) {
  std::string text;
  for (size_t i = 0; i < nik.size(); i += 4) absl::StrAppend(&text, i > 0 ? " " : "", nik.substr(i, 4));
  return EscapeHtml(text);
}

bool WrongTooOften(const Screen& screen, const CardInView& card) {
  const auto wrong = screen.wrong_niks.find(card.key);
  return wrong != screen.wrong_niks.end() && wrong->second >= kWrongNiksMax;
}

std::string AssistedAnswers(const Screen& screen, const CardInView& card) {
  const bool too_often = WrongTooOften(screen, card);
  const bool stops = !screen.view.stop.empty();
  const std::string doubtful =
      Button(too_often || stops ? "go" : "plain",
             stops ? screen.Say("Belum tercetak, atau tidak pasti", "Not printed, or not certain")
                   : screen.Say("Perlu diperiksa", "To be looked at"),
             "outcome", "UNCERTAIN");
  const std::string fields = CardFields(card.key) + Hidden("in_hand", "1");
  if (too_often) {
    return absl::StrCat(
        "<p class=\"warn\">",
        screen.Say("NIK pada kartu lima kali tidak sama. Kartu ini mungkin milik orang lain: "
                   "nyatakan perlu diperiksa.",
                   "The NIK on the card differed five times. It may be somebody else's card: "
                   "say that it is to be looked at."),
        "</p>", FormFor(screen, "look", absl::StrCat(fields, "<div class=\"row\">", doubtful, "</div>")));
  }
  const std::string nik =
      Input(screen.Say("NIK dari kartu (pindai atau ketik)", "NIK from the card (scan or type)"), "nik",
            "inputmode=\"numeric\" maxlength=\"24\" autofocus class=\"wide mono\"");
  const std::string printed = Button(
      stops ? "plain" : "go", screen.Say("Tercetak, hasil baik", "Printed, good"), "outcome", "PRINTED");
  return FormFor(screen, "look",
                 absl::StrCat(fields, "<div class=\"row\">", nik, printed, "</div><div class=\"row more\">",
                              SpoilFields(screen), doubtful, "</div>"));
}

std::string TitleOfTheCard(const Screen& screen) {
  if (!screen.view.stop.empty()) return screen.Say("JANGAN CETAK kartu ini", "DO NOT PRINT this card");
  return WrongTooOften(screen, *screen.view.in_hand)
             ? screen.Say("Nyatakan kartu ini perlu diperiksa", "Say that this card is to be looked at")
             : screen.Say("Cetak kartu ini di aplikasi kementerian",
                          "Print this card in the ministry's application");
}

std::string PrintByHand(const Screen& screen) {
  const CardInView& card = *screen.view.in_hand;
  return Panel(
      screen.view.stop.empty() ? "work" : "stop", TitleOfTheCard(screen),
      absl::StrCat(StopAlarm(screen), "<dl class=\"big\"><dt>", screen.Say("Nama", "Name"), "</dt><dd>",
                   EscapeHtml(card.name), "</dd><dt>NIK</dt><dd class=\"mono\">", Grouped(card.nik),
                   "</dd><dt>", screen.Say("Data cetak", "Record"), "</dt><dd class=\"small\">",
                   CardId(card.key), "</dd></dl>", AssistedAnswers(screen, card)));
}

std::string LookAtFirst(const Screen& screen) {
  const auto& waiting = screen.view.waiting;
  const bool full = static_cast<int>(waiting.size()) >= screen.view.tray;
  const std::string why =
      full ? absl::StrCat("<p class=\"warn\">",
                          screen.Say("Baki penuh: kartu baru dicetak setelah ada yang dilihat.",
                                     "The tray is full: no new card before somebody has looked."),
                          "</p>")
           : "";
  return Panel(
      "work",
      absl::StrCat(screen.Say("Lihat kartu terlama di baki", "Look at the oldest card in the tray"),
                   " <span class=\"count\">", waiting.size(), screen.Say(" menunggu", " waiting"), "</span>"),
      absl::StrCat(why, "<p class=\"card\">", waiting.size() > 1 ? "1. " : "",
                   CardLine(screen, waiting.front()), "</p>", LookForm(screen, waiting.front(), "go")));
}

int64_t Undecided(const StationView& view) {
  return std::count_if(view.doubts.begin(), view.doubts.end(),
                       [](const DoubtInView& doubt) { return !doubt.decided; });
}

std::string DecideFirst(const Screen& screen) {
  return Panel(
      "ask", screen.Say("Putuskan kartu yang perlu diperiksa", "Decide the doubtful cards"),
      absl::StrCat("<p>", Undecided(screen.view),
                   screen.Say(" kartu perlu diperiksa. Buka amplopnya, lihat, lalu putuskan.",
                              " card(s) in doubt. Open the envelope, look, then decide."),
                   "</p><p><a class=\"button go\" href=\"#doubts\">",
                   screen.Say("Ke kartu yang perlu diperiksa", "To the doubtful cards"), "</a></p>"));
}

std::string PrinterStands(const Screen& screen) {
  return Panel(
      "stop", screen.Say("Pencetak belum siap", "The printer is not ready"),
      absl::StrCat("<p class=\"card\">", Join(screen, screen.view.device.reasons), "</p><p>",
                   screen.Say("Periksa pencetak. Halaman ini berlanjut sendiri begitu pencetak siap.",
                              "Look after the printer. This page goes on by itself when it is ready."),
                   "</p>"));
}

std::string ClosedToday(const Screen& screen) {
  const DayLedger& day = screen.view.day;
  if (day.open() || !day.has_end()) return "";
  return absl::StrCat("<p>",
                      screen.Say("Hari ini sudah ditutup: kartu baru mulai lagi setelah hitungan awal.",
                                 "This day is closed: new cards begin after an opening count."),
                      "</p>");
}

std::string Paused(const Screen& screen) {
  return Panel("ask", screen.Say("Dijeda: tidak ada kartu baru", "Paused: no new card begins"),
               FormFor(screen, "pause", Button("go", screen.Say("Lanjutkan", "Go on"), "paused", "0")));
}

std::string NothingToDo(const Screen& screen) {
  if (screen.view.in_hand.has_value()) {
    return Panel(
        "rest", screen.Say("Sedang mencetak", "Printing"),
        absl::StrCat(Person(screen, *screen.view.in_hand), StopAlarm(screen), "<p>",
                     screen.Say("Tidak ada yang perlu dilakukan sekarang.", "Nothing is to be done now."),
                     "</p>"));
  }
  return Panel(
      "rest", screen.Say("Tidak ada yang perlu dilakukan", "Nothing is to be done"),
      absl::StrCat(ClosedToday(screen), "<p>",
                   screen.view.link_up
                       ? screen.Say("Menunggu giliran berikut dari server.", "Waiting for the next turn.")
                       : screen.Say("Server tidak terjangkau. Yang sudah dicatat di sini tetap aman dan "
                                    "dilaporkan begitu server menjawab.",
                                    "The server cannot be reached. What was written down here is safe and "
                                    "is reported as soon as it answers."),
                   "</p>"));
}

using PanelMaker = std::string (*)(const Screen&);

PanelMaker WhatIsFirst(const Screen& screen) {
  const StationView& view = screen.view;
  if (screen.who.empty()) return AskWho;
  if (view.blocked) return ClearPrinter;
  if (view.day.open() && !IsToday(screen, view.day.begin_micros())) return EndYesterday;
  if (!view.day.open() && !IsToday(screen, view.day.end_micros())) return OpenDay;
  if (view.asks_person && view.in_hand.has_value()) return PrintByHand;
  if (!view.waiting.empty()) return LookAtFirst;
  if (!view.device.ready) return PrinterStands;
  if (Undecided(view) > 0 && !view.in_hand.has_value()) return DecideFirst;
  if (view.paused && !view.in_hand.has_value()) return Paused;
  return NothingToDo;
}

}  // namespace

std::string NowPanel(const Screen& screen) {
  const PanelMaker first = WhatIsFirst(screen);
  const std::string alarms = Alarms(screen);
  const bool is_all = first == NothingToDo && !alarms.empty() && !screen.view.in_hand.has_value();
  return is_all ? absl::StrCat("<div id=\"now\">", alarms, "</div>") : alarms + first(screen);
}

bool AsksForTheFirstLook(const Screen& screen) { return WhatIsFirst(screen) == LookAtFirst; }

namespace {

// After a count that differed: what may explain it.
std::string OpeningCause(const Screen& screen) {
  if (FieldOf(screen.again, "do") != "open_day") return "";
  return Input(screen.Say("Sebab perbedaan, bila tetap berbeda", "Cause, if it still differs"), "cause",
               "maxlength=\"100\" class=\"wide\"");
}

}  // namespace

std::string OpenDayForm(const Screen& screen) {
  const std::string blanks =
      Input(screen.Say("Jumlah blangko (keping)", "Blanks"), "blanks",
            "type=\"number\" inputmode=\"numeric\" min=\"0\" max=\"1000000\" required");
  return absl::StrCat(
      "<p>",
      screen.Say(
          "Hitung semua blangko yang belum menjadi kartu di tempat ini, juga yang masih di dalam pencetak.",
          "Count every blank here that is no card yet, those in the printer too."),
      "</p>",
      FormFor(screen, "open_day",
              absl::StrCat("<div class=\"row\">", blanks, OpeningCause(screen),
                           Button("go", screen.Say("Catat hitungan awal", "Write it down")), "</div>")));
}

}  // namespace blangko::printer
