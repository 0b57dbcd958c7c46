// The day's blanks: the morning's count, what became of them, what should be there, and the count in the evening.
#include "absl/strings/str_cat.h"
#include "printer/day/day_book.h"
#include "printer/day/day_ledger.h"
#include "printer/page/now_panel.h"
#include "printer/page/panels.h"

namespace blangko::printer {
namespace {

std::string Row(const std::string& what, int64_t blanks, const char* look = "") {
  return absl::StrCat("<tr class=\"", look, "\"><th scope=\"row\">", what, "</th><td>", blanks, "</td></tr>");
}

std::string SpoilRows(const Screen& screen) {
  std::string rows = Row(screen.Say("− rusak", "− spoiled"), SpoiledOf(screen.view.day));
  for (const station::v1::SpoilCount& spoil : screen.view.day.spoiled()) {
    absl::StrAppend(&rows, Row(CauseWord(screen, spoil.cause()), spoil.blanks(), "part"));
  }
  return rows;
}

std::string RowIfAny(const std::string& what, int64_t blanks) { return blanks == 0 ? "" : Row(what, blanks); }

// A first count that differed from the end before it stays in sight until the day ends.
std::string OpeningDifference(const Screen& screen) {
  const DayLedger& day = screen.view.day;
  const std::string differs =
      day.compared() ? StartDifferenceOf(day.opening(), day.opening_expected(), screen.language) : "";
  if (differs.empty()) return "";
  return absl::StrCat(
      "<p class=\"warn\">", screen.Say("Hitungan awal. ", "Opening count. "), differs,
      screen.Say(" menurut hitungan akhir sebelumnya. Sebab: ", " by the last day-end count. Cause: "),
      EscapeHtml(day.opening_cause()), "</p>");
}

std::string Balance(const Screen& screen) {
  const DayLedger& day = screen.view.day;
  return absl::StrCat(
      OpeningDifference(screen), "<table class=\"balance\"><caption>",
      screen.Say("Neraca blangko hari ini (keping)", "Blanks of this day"), "</caption><tbody>",
      Row(screen.Say("hitungan awal", "opening count"), day.opening()),
      Row(screen.Say("+ masuk", "+ received"), day.received()),
      RowIfAny(screen.Say("+ kembali, tidak tercetak", "+ came back, not printed"), day.returned()),
      Row(screen.Say("− hasil baik", "− good"), day.printed()), SpoilRows(screen),
      Row(screen.Say("− perlu diperiksa", "− to be looked at"), day.doubtful()),
      RowIfAny(screen.Say("− kartu hilang", "− card missing"), day.missing()),
      Row(screen.Say("− menunggu dilihat", "− wait for a look"), day.waiting()),
      Row(screen.Say("= seharusnya ada", "= should be there"), ExpectedBlanks(day), "sum"),
      "</tbody></table>");
}

std::string NumberInput(const Screen& screen, const std::string& label, const char* name) {
  const std::string& typed = FieldOf(screen.again, name);
  return Input(
      label, name,
      absl::StrCat("type=\"number\" inputmode=\"numeric\" min=\"0\" max=\"1000000\" required class=\"short\"",
                   typed.empty() ? "" : absl::StrCat(" value=\"", EscapeHtml(typed), "\"")));
}

std::string ReceiveForm(const Screen& screen) {
  return absl::StrCat(
      "<details><summary>", screen.Say("Blangko masuk", "Blanks received"), "</summary>",
      FormFor(screen, "receive",
              absl::StrCat("<div class=\"row\">",
                           Input(screen.Say("Jumlah (keping)", "Blanks"), "received",
                                 "type=\"number\" inputmode=\"numeric\" min=\"1\" max=\"1000000\" "
                                 "required class=\"short\""),
                           Input(screen.Say("Surat jalan, bila ada", "Delivery note, if any"), "document",
                                 "maxlength=\"60\""),
                           Button("plain", screen.Say("Catat blangko masuk", "Write it down")), "</div>")),
      "</details>");
}

std::string EndForm(const Screen& screen) {
  const bool again = FieldOf(screen.again, "do") == "end_day";
  const bool open = again || !IsToday(screen, screen.view.day.begin_micros());
  const std::string second =
      Input(screen.Say("Orang kedua, bila tidak cocok", "Second person, when it differs"), "second",
            again ? "maxlength=\"60\" required" : "maxlength=\"60\"");
  return absl::StrCat(
      "<details", open ? " open" : "", " id=\"end-day\"><summary>",
      screen.Say("Opname akhir hari", "Day-end count"), "</summary>",
      FormFor(screen, "end_day",
              absl::StrCat("<div class=\"row\">",
                           NumberInput(screen, screen.Say("Blangko di laci", "Blanks"), "blanks"),
                           NumberInput(screen,
                                       screen.Say("Kartu rusak sejak hitungan awal",
                                                  "Spoiled cards since the opening count"),
                                       "spoiled"),
                           NumberInput(screen, screen.Say("Amplop disimpan", "Envelopes kept"), "envelopes"),
                           second, "</div>", Button("plain", screen.Say("Tutup hari", "Close the day")))),
      "</details>");
}

std::string Fits(const Screen& screen, const station::v1::DayCount& end) {
  return absl::StrCat(screen.Say("dihitung ", "counted "), end.blanks(),
                      screen.Say(", seharusnya ", ", expected "), end.expected_blanks(), ": ",
                      DifferenceInWords(end.blanks(), end.expected_blanks(), screen.language));
}

std::string Closed(const Screen& screen) {
  const DayLedger& day = screen.view.day;
  if (!day.has_end()) return "";
  const station::v1::DayCount& end = day.end();
  const std::string next =
      IsToday(screen, day.end_micros())
          ? absl::StrCat("<details", FieldOf(screen.again, "do") == "open_day" ? " open" : "", "><summary>",
                         screen.Say("Buka hari lagi", "Open the day again"), "</summary>",
                         OpenDayForm(screen), "</details>")
          : "";
  const std::string second =
      end.second().empty() ? "" : absl::StrCat(screen.Say(" dan ", " and "), EscapeHtml(end.second()));
  const std::string differences = DifferencesOf(end, screen.language);
  return absl::StrCat("<p class=\"", differences.empty() ? "ok" : "warn", "\">",
                      screen.Say("Hari ditutup ", "The day was closed at "),
                      TimeOf(screen, absl::FromUnixMicros(day.end_micros())), screen.Say(" oleh ", " by "),
                      EscapeHtml(end.by()), second, ": ",
                      differences.empty() ? Fits(screen, end) : differences,
                      screen.Say(". Kartu baru mulai lagi setelah hitungan awal.",
                                 ". New cards begin after an opening count."),
                      "</p>", next);
}

}  // namespace

std::string DayPanel(const Screen& screen) {
  const DayLedger& day = screen.view.day;
  const bool known = day.open() || day.has_end();
  if (screen.who.empty() || !known) return "";
  const std::string forms = ReceiveForm(screen) + (day.open() ? EndForm(screen) : Closed(screen));
  return absl::StrCat("<section><h2>", screen.Say("Blangko hari ini", "Blanks today"), "</h2>",
                      Balance(screen), forms, "</section>");
}

}  // namespace blangko::printer
