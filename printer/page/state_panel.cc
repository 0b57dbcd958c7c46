// How things stand around the station: link, printer, supplies, power, clock, journal.
#include "absl/strings/str_cat.h"
#include "printer/day/office_time.h"
#include "printer/page/panels.h"
#include "printer/parts/station_clock.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr int kLowPercent = 10;
constexpr int64_t kLowCards = 20;

std::string Line(const std::string& what, const char* look, const std::string& how) {
  return absl::StrCat("<dt>", what, "</dt><dd><span class=\"", look, "\">", how, "</span></dd>");
}

std::string LinkLine(const Screen& screen) {
  const StationView& view = screen.view;
  const std::string how = view.link_up ? screen.Say("terhubung ", "connected ")
                                       : screen.Say("tidak terjangkau ", "cannot be reached ");
  const std::string line = Line("Server", view.link_up ? "ok" : "warn", how + Since(screen, view.link_since));
  if (view.refusal.ok()) return line;
  return line + Line(screen.Say("Server menolak", "The server refuses"), "warn",
                     EscapeHtml(SentenceOf(view.refusal, screen.language)));
}

std::string ReportLine(const Screen& screen) {
  const size_t count = screen.view.unreported;
  std::string lines = Line(
      screen.Say("Laporan", "Reports"), count == 0 ? "ok" : "dim",
      count == 0 ? screen.Say("semua sudah di server", "all at the server")
                 : absl::StrCat(count, screen.Say(" hasil belum dilaporkan", " outcomes not reported yet")));
  for (const RefusedFact& fact : screen.view.refused) {
    lines += Line(screen.Say("Ditolak server", "Refused by the server"), "warn",
                  absl::StrCat(EscapeHtml(fact.card.record_id), "/", fact.card.attempt, ": ",
                               EscapeHtml(WordOf("", fact.why, screen.language))));
  }
  return lines;
}

std::string PrinterLine(const Screen& screen) {
  const StationView& view = screen.view;
  const std::string reasons = Join(screen, view.device.reasons);
  const std::string how = view.blocked        ? screen.Say("menunggu dikosongkan", "waits to be cleared")
                          : view.device.ready ? screen.Say("siap", "ready")
                                              : screen.Say("belum siap", "not ready");
  return Line(absl::StrCat(screen.Say("Pencetak ", "Printer "), EscapeHtml(view.printer_id)),
              view.device.ready && !view.blocked ? "ok" : "warn",
              absl::StrCat(how, reasons.empty() ? "" : absl::StrCat(": ", reasons)));
}

std::string SupplyName(const Screen& screen, const Supply& supply) {
  switch (supply.kind) {
    case Supply::Kind::kRibbon: return screen.Say("Pita", "Ribbon");
    case Supply::Kind::kFilm: return "Film";
    default: return EscapeHtml(supply.name);
  }
}

std::string SupplyLine(const Screen& screen, const Supply& supply) {
  const bool low = (supply.percent >= 0 && supply.percent <= kLowPercent) ||
                   (supply.cards_left >= 0 && supply.cards_left <= kLowCards);
  std::string how =
      supply.percent < 0 ? screen.Say("tidak diberitahukan", "not told") : absl::StrCat(supply.percent, " %");
  if (supply.cards_left >= 0)
    absl::StrAppend(&how, ", ", supply.cards_left, screen.Say(" kartu lagi", " cards left"));
  if (low) absl::StrAppend(&how, screen.Say(": siapkan pengganti", ": have a new one ready"));
  return Line(SupplyName(screen, supply), low ? "warn" : "ok", how);
}

std::string PowerLine(const Screen& screen) {
  const auto& power = screen.view.power;
  if (!power.has_value())
    return Line(screen.Say("Listrik", "Power"), "dim", screen.Say("UPS tidak dipantau", "no UPS is watched"));
  const std::string percent =
      power->battery_percent < 0 ? "" : absl::StrCat(" (", power->battery_percent, " %)");
  switch (power->state) {
    case PowerReading::State::kOnLine: return Line(screen.Say("Listrik", "Power"), "ok", "PLN" + percent);
    case PowerReading::State::kOnBattery:
    case PowerReading::State::kLowBattery:
      return Line(screen.Say("Listrik", "Power"), "warn",
                  screen.Say("baterai: kartu baru ditahan", "battery: no new card begins") + percent);
    default: return Line(screen.Say("Listrik", "Power"), "dim", screen.Say("tidak diketahui", "not known"));
  }
}

std::string ClockLine(const Screen& screen) {
  const std::string now = OfficeTime("%d-%m-%Y %H.%M", screen.view.now, screen.view.zone);
  const std::string trouble = ClockTrouble(screen.view.clock, screen.language);
  return Line(screen.Say("Jam", "Clock"), trouble.empty() ? "ok" : "warn",
              trouble.empty() ? now
                              : absl::StrCat(now, ": ", trouble,
                                             screen.Say(", kartu baru ditahan", ", no new card begins")));
}

std::string CopyLine(const Screen& screen) {
  const std::string& copy = screen.view.journal_copy;
  return Line(screen.Say("Salinan jurnal", "Journal copy"), copy.empty() ? "dim" : "ok",
              copy.empty() ? screen.Say("tidak ada", "none") : EscapeHtml(copy));
}

}  // namespace

std::string StatePanel(const Screen& screen) {
  std::string supplies;
  for (const Supply& supply : screen.view.device.supplies) supplies += SupplyLine(screen, supply);
  return absl::StrCat("<section><h2>", screen.Say("Keadaan", "State"), "</h2><dl class=\"state\">",
                      LinkLine(screen), ReportLine(screen), PrinterLine(screen), supplies, PowerLine(screen),
                      ClockLine(screen), CopyLine(screen), "</dl></section>");
}

}  // namespace blangko::printer
