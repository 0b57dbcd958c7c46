#include "services/cli/import_profile.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "services/cli/cells.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

// Keeps the first mistake, in the form that editors jump to.
class FirstMistake final : public google::protobuf::io::ErrorCollector {
 public:
  explicit FirstMistake(std::string path) : path_(std::move(path)) {}

  void AddError(int line, google::protobuf::io::ColumnNumber column, const std::string& message) override {
    if (text_.empty()) text_ = absl::StrCat(path_, ":", line + 1, ":", column + 1, ": ", message);
  }
  const std::string& text() const { return text_; }

 private:
  const std::string path_;
  std::string text_;
};

std::string CodesCell(const records::v1::ImportColumn& column) {
  return absl::StrJoin(column.codes(), ", ", [](std::string* text, const records::v1::ProfileCode& code) {
    absl::StrAppend(text, code.text(), " = ", code.value());
  });
}

}  // namespace

absl::StatusOr<records::v1::ImportProfile> ReadProfileFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return UsageError(path + ": tidak dapat dibaca", path + ": cannot be read");
  FirstMistake mistake(path);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&mistake);
  records::v1::ImportProfile profile;
  if (!parser.ParseFromString(text.str(), &profile)) return UsageError(mistake.text(), mistake.text());
  return profile;
}

absl::StatusOr<ProfileChoice> ReadProfileChoice(const std::string& word) {
  if (word.find_first_of("./") == std::string::npos) return ProfileChoice{word, std::nullopt};
  ASSIGN_OR_RETURN(records::v1::ImportProfile profile, ReadProfileFile(word));
  return ProfileChoice{"", std::move(profile)};
}

Table ImportColumnList(const records::v1::GetImportProfileResponse& profile, Language language) {
  Table table{.key = "columns",
              .title = "",
              .columns = {{"column", "Kolom"},
                          {"needed", "Wajib", Kind::kYesNo},
                          {"format", "Isi"},
                          {"example", "Contoh"},
                          {"default", "Bila kosong"},
                          {"codes", "Kode"},
                          {"field", "Untuk"}},
              .rows = {}};
  for (const auto& column : profile.columns()) {
    table.rows.push_back({absl::StrJoin(column.names(), " / "), RawYesNo(column.needed()),
                          In(language, column.format_id(), column.format_en()), column.example(),
                          column.default_value(), CodesCell(column), column.field()});
  }
  return table;
}

Table ImportProfileList() {
  return {.key = "profiles",
          .title = "",
          .columns = {{"name", "Profil"},
                      {"built_in", "Bawaan", Kind::kYesNo},
                      {"extends", "Meneruskan"},
                      {"version", "Versi"},
                      {"by", "Oleh"},
                      {"set_time", "Ditetapkan", Kind::kTime}},
          .rows = {}};
}

void AddImportProfile(Table& list, const records::v1::ImportProfileSummary& summary) {
  list.rows.push_back({summary.name(), RawYesNo(summary.built_in()), summary.extends(),
                       std::to_string(summary.version()), summary.by(), TimeCell(summary.set_time())});
}

}  // namespace blangko::cli
