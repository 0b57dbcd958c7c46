#include "printer/page/alarms.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace blangko::printer {
namespace {

constexpr char kQuarantined[] = "station-quarantined";

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

}  // namespace

bool IsQuarantined(const StationView& view) {
  return std::find(view.hindered_by.begin(), view.hindered_by.end(), kQuarantined) != view.hindered_by.end();
}

std::string QuarantineAlarm(const Screen& screen) {
  if (!IsQuarantined(screen.view)) return "";
  const std::string id = EscapeHtml(screen.view.station_id);
  return absl::StrCat(
      "<section class=\"now stop\" aria-labelledby=\"quarantine-title\"><h1 id=\"quarantine-title\">",
      screen.Say("Tempat cetak ini dikarantina: tidak ada kartu baru",
                 "This station is quarantined: no new card begins"),
      "</h1><p>",
      screen.Say(
          "Server menerima dua catatan berbeda di bawah satu nomor: mesin ini, atau mesin lain, adalah "
          "salinan. Apa pun yang dilaporkan dari sini tidak dibukukan.",
          "The server was told two things under one number: this machine, or another one, is a copy. "
          "Nothing that is reported from here is booked."),
      "</p><ol><li>",
      screen.Say("Jangan mencetak. Cari mesin atau disk salinannya dan matikan.",
                 "Print nothing. Find the copied machine or disk and switch it off."),
      "</li><li>",
      screen.Say("Beri tahu administrator. Perkaranya ada di", "Tell the administrator. The case is in"),
      " <code>blangko incidents list</code>.</li><li>",
      screen.Say("Daftarkan ulang di direktori kosong:", "Register anew in an empty directory:"),
      " <code>blangko-station init --dir ", screen.Say("DIREKTORI-BARU", "NEW-DIRECTORY"), "</code>, ",
      screen.Say("lalu", "then"), " <code>blangko stations register ", id,
      " --site … --public-key … --replace</code>.</li></ol></section>");
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
