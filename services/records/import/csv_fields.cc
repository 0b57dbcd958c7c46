#include "services/records/import/csv_fields.h"

#include <csv.h>

#include <utility>

namespace blangko::records {
namespace {

void TakeField(void* text, size_t length, void* fields) {
  static_cast<std::vector<std::string>*>(fields)->emplace_back(static_cast<const char*>(text), length);
}

}  // namespace

struct CsvFields::Parser {
  csv_parser csv;
  std::vector<std::string> fields;
};

CsvFields::CsvFields(char separator) : parser_(std::make_unique<Parser>()) {
  csv_init(&parser_->csv, 0);
  csv_set_delim(&parser_->csv, static_cast<unsigned char>(separator));
}

CsvFields::~CsvFields() { csv_free(&parser_->csv); }

std::vector<std::string> CsvFields::Read(std::string_view row) {
  csv_parse(&parser_->csv, row.data(), row.size(), TakeField, nullptr, &parser_->fields);
  csv_fini(&parser_->csv, TakeField, nullptr, &parser_->fields);
  return std::exchange(parser_->fields, {});
}

char SeparatorOf(std::string_view header) {
  bool quoted = false;
  int commas = 0;
  int semicolons = 0;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    if (!quoted && c == ',') ++commas;
    if (!quoted && c == ';') ++semicolons;
  }
  return semicolons > commas ? ';' : ',';
}

}  // namespace blangko::records
