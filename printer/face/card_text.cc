#include "printer/face/card_text.h"

#include <glib.h>

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace blangko::printer {
namespace {

using GText = std::unique_ptr<char, decltype(&g_free)>;

std::string OrDash(const std::string& text) { return text.empty() ? "-" : text; }

// "1990-02-28" as the card writes it, "28-02-1990".
std::string CardDate(const std::string& date) {
  const std::vector<std::string> parts = absl::StrSplit(date, '-');
  return parts.size() == 3 ? absl::StrCat(parts[2], "-", parts[1], "-", parts[0]) : date;
}

std::string BirthLine(const records::v1::Personal& personal) {
  const std::string date = CardDate(personal.birth_date());
  if (personal.birth_place().empty()) return CardLine(date);
  return CardLine(date.empty() ? personal.birth_place() : absl::StrCat(personal.birth_place(), ", ", date));
}

std::string SexLine(const std::string& sex) {
  if (sex == "L") return "LAKI-LAKI";
  return sex == "P" ? "PEREMPUAN" : CardLine(sex);
}

}  // namespace

std::string CardLine(std::string_view text) {
  const GText valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), &g_free);
  const GText upper(g_utf8_strup(valid.get(), -1), &g_free);
  std::string line(upper.get());
  for (char& c : line) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = ' ';
  }
  absl::RemoveExtraAsciiWhitespace(&line);
  return line;
}

std::vector<CardRow> CardRows(const records::v1::Personal& personal) {
  std::vector<CardRow> rows = {
      {"Nama", CardLine(personal.name())},
      {"Tempat/Tgl Lahir", BirthLine(personal)},
      {"Jenis Kelamin", SexLine(personal.sex())},
      {"Alamat", CardLine(personal.address())},
      {"RT/RW", CardLine(personal.rt_rw()), true},
      {"Kel/Desa", CardLine(personal.village()), true},
      {"Kecamatan", CardLine(personal.district()), true},
      {"Agama", CardLine(personal.religion())},
      {"Status Perkawinan", CardLine(personal.marital_status())},
      {"Pekerjaan", CardLine(personal.occupation())},
      {"Kewarganegaraan", "WNI"},
      {"Berlaku Hingga", "SEUMUR HIDUP"},
  };
  for (CardRow& row : rows) row.value = OrDash(std::move(row.value));
  return rows;
}

}  // namespace blangko::printer
