// Screen: what one showing of the station's page needs, and the small pieces of HTML that its parts are made of.
//
// Every text of others (names, numbers, reasons) goes through EscapeHtml here; the parts put pieces together.
// Threads: the page's.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "printer/agent/station_view.h"
#include "printer/page/form.h"
#include "services/refusal/words.h"

namespace blangko::printer {

inline constexpr int kWrongNiksMax = 5;  // then the card is better looked at

struct Screen {
  StationView view;
  Language language = Language::kIndonesian;
  std::string who;                       // at the keyboard; empty = not said yet
  std::string token;                     // of the forms
  std::string act;                       // id of the act that a form of this showing makes
  std::map<AttemptKey, int> wrong_niks;  // typed for a card in hand
  Fields again;                          // what was typed into a form that was refused
  mutable int forms = 0;                 // made so far

  // The text in the language of the screen.
  std::string Say(std::string_view indonesian, std::string_view english) const;
};

// A form of this page: what it does, its fields and buttons.
std::string FormFor(const Screen& screen, std::string_view does, const std::string& inner);
std::string Hidden(std::string_view name, std::string_view value);
std::string Button(std::string_view look, const std::string& text, std::string_view name = "",
                   std::string_view value = "");
std::string Input(const std::string& label, std::string_view name, const std::string& attributes);
// Fields that name a card.
std::string CardFields(const AttemptKey& key);
// The causes of a spoil, with a label, and the button that says so.
std::string SpoilFields(const Screen& screen);

// Name, the last four digits of the NIK, record and attempt.
std::string CardLine(const Screen& screen, const CardInView& card);
std::string TailOf(const std::string& nik);                 // "…0001"
std::string CardId(const AttemptKey& key);                  // record and attempt
std::string TimeOf(const Screen& screen, absl::Time time);  // "10.32 WIB"
// "sejak 10.32 (1 jam 5 menit)".
std::string Since(const Screen& screen, absl::Time time);
// Whether the station's clock showed the same date then.
bool IsToday(const Screen& screen, int64_t micros);
std::string CauseWord(const Screen& screen, const std::string& cause);
std::string Join(const Screen& screen, const std::vector<std::string>& reasons);

}  // namespace blangko::printer
