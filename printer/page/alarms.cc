#include "printer/page/alarms.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "printer/day/office_time.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr char kQuarantined[] = "station-quarantined";
constexpr char kSwitchedOff[] = "station-disabled";
constexpr char kHeld[] = "printer-held";
constexpr char kWentBack[] = "server-went-back";

bool IsHinderedBy(const StationView& view, std::string_view word) {
  return std::find(view.hindered_by.begin(), view.hindered_by.end(), word) != view.hindered_by.end();
}

std::string Section(const char* id, const std::string& title, const std::string& inner) {
  return absl::StrCat("<section class=\"now stop\" aria-labelledby=\"", id, "\"><h1 id=\"", id, "\">", title,
                      "</h1>", inner, "</section>");
}

std::string Paragraph(const std::string& text) { return absl::StrCat("<p>", text, "</p>"); }

std::string Warning(const std::string& text) { return absl::StrCat("<p class=\"warn\">", text, "</p>"); }

std::string WhyStop(const Screen& screen) {
  const std::string& stop = screen.view.stop;
  if (stop == "OLDER_CARD_OUT")
    return screen.Say("kartu yang lebih lama dari data ini sudah ada", "an older card of this record exists");
  if (stop == "CANCEL")
    return screen.Say("data ini diminta dibatalkan di server", "the server asks to cancel this record");
  if (stop == "MOVE")
    return screen.Say("data ini diminta dipindahkan di server", "the server asks to move this record");
  return screen.Say("data ini diminta ditunda di server", "the server asks to hold this record");
}

std::string WhatToDoByHand(const Screen& screen) {
  return absl::StrCat(
      "<ol><li>",
      screen.Say("Belum dicetak: tekan <em>Belum tercetak</em>; blangkonya tetap di tempat. Lalu tekan "
                 "<em>Tidak ada kartu di dalam pencetak</em>; dua orang di server menyatakan tidak tercetak.",
                 "Not printed yet: press <em>Not printed</em>; the blank stays where it is. Then press "
                 "<em>There is no card in the printer</em>; two persons at the server say that nothing was "
                 "printed."),
      "</li><li>",
      screen.Say("Terlanjur dicetak: jawab seperti biasa dan jangan serahkan kartunya.",
                 "Printed already: answer as usual and do not hand the card over."),
      "</li></ol>");
}

// What an administrator does about a quarantine: commands as their programs take them.
std::string QuarantineSteps(const Screen& screen) {
  const std::string id = EscapeHtml(screen.view.station_id);
  return absl::StrCat(
      "<ol><li>",
      screen.Say("Jangan mencetak. Cari mesin atau disk salinannya dan matikan.",
                 "Print nothing. Find the copied machine or disk and switch it off."),
      "</li><li>",
      screen.Say("Beri tahu administrator. Perkaranya ada di", "Tell the administrator. The case is in"),
      " <code>blangko stations show ", id, "</code>.</li><li>",
      screen.Say("Daftarkan ulang di direktori kosong:", "Register anew in an empty directory:"),
      " <code>blangko-station init --station ", id, " --dir ", screen.Say("DIREKTORI-BARU", "NEW-DIRECTORY"),
      "</code>, ", screen.Say("lalu", "then"), " <code>blangko stations register ", id, " --office ",
      screen.Say("KANTOR", "OFFICE"), " --public-key ", screen.Say("KUNCI", "KEY"),
      " --replace</code>.</li></ol>");
}

std::string QuarantineAlarm(const Screen& screen) {
  return Section(
      "quarantine-title",
      screen.Say("Tempat cetak ini dikarantina: tidak ada kartu baru",
                 "This station is quarantined: no new card begins"),
      Paragraph(screen.Say(
          "Server menerima dua catatan berbeda di bawah satu nomor: mesin ini, atau mesin lain, adalah "
          "salinan. Apa pun yang dilaporkan dari sini tidak dibukukan.",
          "The server was told two things under one number: this machine, or another one, is a copy. "
          "Nothing that is reported from here is booked.")) +
          QuarantineSteps(screen));
}

std::string RefusalAlarm(const Screen& screen) {
  return Section(
      "refusal-title",
      screen.Say("Server menolak tempat cetak ini: tidak ada kartu baru",
                 "The server refuses this station: no new card begins"),
      absl::StrCat("<p class=\"card\">", EscapeHtml(SentenceOf(screen.view.refusal, screen.language)), "</p>",
                   Paragraph(screen.Say(
                       "Yang sudah dicatat di sini tetap aman. Tempat cetak bertanya lagi dengan sendirinya.",
                       "What was written down here is safe. The station asks again by itself."))));
}

// Permitted cards wait here, and the server says that none of them may begin.
std::string SwitchedOffAlarm(const Screen& screen) {
  const bool station = IsHinderedBy(screen.view, kSwitchedOff);
  if (!station && !IsHinderedBy(screen.view, kHeld)) return "";
  return Section(
      "off-title",
      station ? screen.Say("Tempat cetak ini dinonaktifkan di server: tidak ada kartu baru",
                           "This station was switched off at the server: no new card begins")
              : screen.Say("Pencetak ini ditahan di server: tidak ada kartu baru",
                           "This printer is held at the server: no new card begins"),
      Paragraph(screen.Say(
          "Kartu yang sudah keluar tetap dijawab seperti biasa. Giliran yang ada di sini menunggu.",
          "Cards that came out are answered as usual. Whose turn it is here waits.")));
}

// The server acknowledged more than it holds now: what it grants may be printed already.
std::string WentBackAlarm(const Screen& screen) {
  return Section(
      "went-back-title",
      screen.Say("Server lebih lama daripada catatan di sini: tidak ada kartu baru",
                 "The server is older than what is written down here: no new card begins"),
      Paragraph(screen.Say(
          "Server tidak lagi memegang hasil yang sudah diterimanya: foldernya disalin kembali, atau dipulihkan. Beri "
          "tahu administrator: <code>blangko recovery show</code> menyebut kodenya, lalu di sini "
          "<code>blangko-station journal export --code KODE</code>.",
          "The server no longer holds results that it had taken: its folder was copied back, or restored. Tell the "
          "administrator: <code>blangko recovery show</code> has the code, then here "
          "<code>blangko-station journal export --code CODE</code>.")));
}

std::string SiteClosedAlarm(const Screen& screen) {
  return Section(
      "closed-title",
      screen.Say("Pencetakan menunggu jurnal setelah server dipulihkan: tidak ada kartu baru",
                 "Printing waits for journals after a restore of the server: no new card begins"),
      Paragraph(screen.Say("Kantor ini terbuka lagi bila jurnal semua tempat cetaknya sudah diambil. "
                           "Tanyakan administrator: <code>blangko recovery show</code>.",
                           "This site opens again when the journals of all its stations were taken. Ask "
                           "the administrator: <code>blangko recovery show</code>.")));
}

std::string WhatTheServerStops(const Screen& screen) {
  if (IsHinderedBy(screen.view, kQuarantined)) return QuarantineAlarm(screen);
  if (!screen.view.refusal.ok()) return RefusalAlarm(screen);
  if (IsHinderedBy(screen.view, kWentBack)) return WentBackAlarm(screen);
  return screen.view.site_closed ? SiteClosedAlarm(screen) : SwitchedOffAlarm(screen);
}

std::string RefusedBlankAlarm(const Screen& screen, const RefusedBlank& blank) {
  const std::string uid = EscapeHtml(blank.uid);
  const bool used = blank.why == "UID_USED";
  return Section(
      "blank-title",
      used ? absl::StrCat(screen.Say("Blangko ", "Blank "), uid,
                          screen.Say(" sudah dipakai: sisihkan, letakkan blangko berikut",
                                     " was used before: set it aside, lay the next one"))
           : absl::StrCat(screen.Say("Blangko ", "Blank "), uid,
                          screen.Say(" diblokir: sisihkan, letakkan blangko berikut",
                                     " is blocked: set it aside, lay the next one")),
      Paragraph(
          used ? screen.Say("Chipnya sudah ada pada kartu lain yang dicetak di sini. Simpan terpisah dan "
                            "beri tahu penanggung jawab.",
                            "Its chip belongs to another card that was printed here. Keep it apart and tell "
                            "whoever is in charge.")
               : screen.Say("Server melarang mencetak di atasnya. Simpan terpisah dan beri tahu "
                            "penanggung jawab.",
                            "The server forbids to print on it. Keep it apart and tell whoever is in "
                            "charge.")));
}

std::string BlankAlarm(const Screen& screen) {
  const StationView& view = screen.view;
  if (view.refused_blank.has_value()) return RefusedBlankAlarm(screen, *view.refused_blank);
  return Section(
      "blank-title", screen.Say("Letakkan blangko berikut", "Lay the next blank"),
      Paragraph(screen.Say("Tidak ada blangko baru pada alat encode atau pembaca chip. Kartu "
                           "berikut dimulai sendiri begitu blangko terbaca.",
                           "No new blank is at the encoder or chip reader. The next card begins by "
                           "itself when one is read.")));
}

std::string EncoderAlarm(const Screen& screen) {
  return Section(
      "encoder-title", screen.Say("Alat encode tidak siap", "The encoder is not ready"),
      Paragraph(screen.Say("Periksa alat encode atau pembaca chip. Halaman ini berlanjut sendiri "
                           "begitu alat itu menjawab.",
                           "Look after the encoder or chip reader. This page goes on by itself when "
                           "it answers.")));
}

std::string NoJobAlarm(const Screen& screen) {
  return Section(
      "no-job-title", screen.Say("Pencetak tidak menerima pekerjaan", "The printer took no job"),
      Paragraph(absl::StrCat(
          screen.Say("Kartunya dikembalikan. Dicoba lagi pukul ", "The card was given back. Tried again at "),
          OfficeTime("%H.%M.%S", screen.view.printer_pause, screen.view.zone),
          screen.Say(
              ", bila pencetak siap. Periksa pencetak, juga apakah tempat cetak lain memakainya.",
              ", if the printer is ready. Look after the printer, and whether another station uses it."))));
}

// Nobody wants a blank laid while the day is closed, in a pause, or before the printer was cleared.
bool WantsCards(const StationView& view) {
  return !view.in_hand.has_value() && !view.blocked && !view.paused && !IsHinderedBy(view, "day-closed");
}

}  // namespace

std::string Alarms(const Screen& screen) {
  const StationView& view = screen.view;
  std::string alarms = WhatTheServerStops(screen);
  if (!WantsCards(view) || IsHinderedBy(view, kQuarantined)) return alarms;
  if (IsHinderedBy(view, "job-not-taken")) alarms += NoJobAlarm(screen);
  if (IsHinderedBy(view, "encoder-down")) alarms += EncoderAlarm(screen);
  if (IsHinderedBy(view, "blank-needed") || IsHinderedBy(view, "blank-refused")) alarms += BlankAlarm(screen);
  return alarms;
}

std::string StopAlarm(const Screen& screen) {
  if (screen.view.stop.empty()) return "";
  const std::string why = WhyStop(screen);
  if (!screen.view.asks_person) {
    return Warning(absl::StrCat(screen.Say("Sisihkan kartu ini bila keluar, jangan serahkan: ",
                                           "Set this card aside when it comes out, do not hand it over: "),
                                why, "."));
  }
  return absl::StrCat(Warning(absl::StrCat(screen.Say("Sebab: ", "Because "), why, ".")),
                      WhatToDoByHand(screen));
}

}  // namespace blangko::printer
