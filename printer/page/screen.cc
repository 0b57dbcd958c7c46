#include "printer/page/screen.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "base/text.h"
#include "printer/day/office_time.h"
#include "printer/operator/looks.h"

namespace blangko::printer {
namespace {

constexpr size_t kNikTail = 4;

std::string CardText(const AttemptKey& key) { return absl::StrCat(key.record_id, "/", key.attempt); }

}  // namespace

std::string Screen::Say(std::string_view indonesian, std::string_view english) const {
  return std::string(language == Language::kIndonesian ? indonesian : english);
}

std::string FormFor(const Screen& screen, std::string_view does, const std::string& inner) {
  return absl::StrCat("<form method=\"post\" action=\"/act\">", Hidden("token", screen.token),
                      Hidden("act", absl::StrCat(screen.act, "-", ++screen.forms)), Hidden("do", does), inner,
                      "</form>");
}

std::string Hidden(std::string_view name, std::string_view value) {
  return absl::StrCat("<input type=\"hidden\" name=\"", ToAbsl(name), "\" value=\"", EscapeHtml(value),
                      "\">");
}

std::string Button(std::string_view look, const std::string& text, std::string_view name,
                   std::string_view value) {
  const std::string what =
      name.empty() ? "" : absl::StrCat(" name=\"", ToAbsl(name), "\" value=\"", EscapeHtml(value), "\"");
  return absl::StrCat("<button type=\"submit\" class=\"", ToAbsl(look), "\"", what, ">", text, "</button>");
}

std::string Input(const std::string& label, std::string_view name, const std::string& attributes) {
  return absl::StrCat("<label class=\"field\"><span>", label, "</span><input name=\"", ToAbsl(name),
                      "\" autocomplete=\"off\" ", attributes, "></label>");
}

std::string CardFields(const AttemptKey& key) {
  return Hidden("record", key.record_id) + Hidden("attempt", absl::StrCat(key.attempt));
}

std::string SpoilFields(const Screen& screen) {
  std::string options =
      absl::StrCat("<option value=\"\">", screen.Say("pilih penyebab", "choose the cause"), "</option>");
  for (const char* cause : kSpoilCauses) {
    absl::StrAppend(&options, "<option value=\"", cause, "\">", CauseWord(screen, cause), "</option>");
  }
  return absl::StrCat("<span class=\"spoil\"><label class=\"field\"><span>",
                      screen.Say("Penyebab rusak", "Cause of the spoil"), "</span><select name=\"cause\">",
                      options, "</select></label>",
                      Button("bad", screen.Say("Rusak", "Spoiled"), "outcome", "SPOILED"), "</span>");
}

std::string CardLine(const Screen& screen, const CardInView& card) {
  if (card.name.empty()) {
    return absl::StrCat(
        "<span class=\"person\">", EscapeHtml(CardText(card.key)), "</span> <span class=\"dim\">",
        screen.Say("nama tidak diketahui tanpa server", "name not known without the server"), "</span>");
  }
  const std::string nik =
      card.nik.empty() ? ""
                       : absl::StrCat("<span class=\"nik\">NIK ", EscapeHtml(TailOf(card.nik)), "</span> ");
  return absl::StrCat("<span class=\"person\">", EscapeHtml(card.name), "</span> ", nik, CardId(card.key));
}

std::string TailOf(const std::string& nik) {
  return nik.size() < kNikTail ? "…" : "…" + nik.substr(nik.size() - kNikTail);
}

std::string CardId(const AttemptKey& key) {
  return absl::StrCat("<span class=\"id\">", EscapeHtml(CardText(key)), "</span>");
}

std::string TimeOf(const Screen& screen, absl::Time time) {
  return OfficeTime("%H.%M", time, screen.view.zone);
}

std::string Since(const Screen& screen, absl::Time time) {
  const int64_t minutes = absl::ToInt64Minutes(screen.view.now - time);
  if (minutes < 1) return screen.Say("sejak ", "since ") + TimeOf(screen, time);
  const std::string hours =
      minutes < 60 ? "" : absl::StrCat(minutes / 60, screen.Say(" jam", minutes < 120 ? " hour" : " hours"));
  const std::string rest = minutes % 60 == 0 ? "" : absl::StrCat(minutes % 60, screen.Say(" menit", " min"));
  return absl::StrCat(screen.Say("sejak ", "since "), TimeOf(screen, time), " (", hours,
                      hours.empty() || rest.empty() ? "" : " ", rest, ")");
}

bool IsToday(const Screen& screen, int64_t micros) {
  const absl::TimeZone zone = screen.view.zone;
  return absl::ToCivilDay(absl::FromUnixMicros(micros), zone) == absl::ToCivilDay(screen.view.now, zone);
}

std::string CauseWord(const Screen& screen, const std::string& cause) {
  if (cause == "GAGAL_ENCODE") return screen.Say("gagal encode", "encoding failed");
  if (cause == "GAGAL_CETAK") return screen.Say("gagal cetak", "printing failed");
  if (cause == "CACAT") return screen.Say("cacat", "defect");
  if (cause == "STATION_RESTARTED")
    return screen.Say("program dijalankan ulang", "the program was restarted");
  if (cause == "STATION_STOPPED") return screen.Say("program dihentikan", "the program was stopped");
  if (cause == "DEVICE_UNKNOWN") return screen.Say("pencetak tidak tahu", "the printer does not know");
  return EscapeHtml(
      WordInside("", absl::AsciiStrToLower(absl::StrReplaceAll(cause, {{"_", "-"}})), screen.language));
}

std::string Join(const Screen& screen, const std::vector<std::string>& reasons) {
  std::vector<std::string> words;
  for (const std::string& reason : reasons) words.push_back(EscapeHtml(WordOf("", reason, screen.language)));
  return absl::StrJoin(words, ", ");
}

}  // namespace blangko::printer
