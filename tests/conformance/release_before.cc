#include "tests/conformance/release_before.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/unknown_field_set.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/exports/export_register.h"
#include "storage/key_codec.h"

namespace blangko::conformance {
namespace {

using exports::ExportShape;
using exports::RowKind;
using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Findings = std::vector<std::string>;

constexpr size_t kHashBytes = 32;  // before an entry of the log

absl::StatusOr<std::string> Contents(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::InvalidArgumentError(absl::StrCat("cannot read ", path));
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string NewestImage(const std::string& folder) {
  int newest = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    int number = 0;
    if (entry.path().extension() == ".json" && absl::SimpleAtoi(entry.path().stem().string(), &number))
      newest = std::max(newest, number);
  }
  return std::to_string(newest);
}

void AddNewValues(const EnumDescriptor& now, const EnumDescriptor* before, Findings& found) {
  if (before == nullptr) return found.push_back(absl::StrCat("enum ", now.full_name()));
  for (int i = 0; i < now.value_count(); ++i) {
    if (before->FindValueByNumber(now.value(i)->number()) == nullptr)
      found.push_back(absl::StrCat("value ", now.value(i)->full_name()));
  }
}

bool ReadsPart(storage::KeyReader& reader, exports::KeyPart part, std::string& as_text) {
  if (part == exports::KeyPart::kText) {
    auto text = reader.Text();
    if (text.ok()) as_text = *std::move(text);
    return text.ok();
  }
  const auto number = reader.U64();  // of all others: eight bytes
  if (number.ok()) as_text = absl::StrCat(*number);
  return number.ok();
}

bool Fits(std::string_view key, const ExportShape& shape) {
  storage::KeyReader reader(key);
  std::string first, other;
  for (size_t i = 0; i < shape.key.size(); ++i) {
    if (!ReadsPart(reader, shape.key[i], i == 0 ? first : other)) return false;
  }
  return reader.Done() && (shape.first.empty() || shape.first == first);
}

// Null when no form of that table has such a key.
const ExportShape* ShapeOf(std::string_view key) {
  const exports::ExportTable* table = exports::FindExportTable(static_cast<storage::Table>(key.front()));
  if (table == nullptr) return nullptr;
  for (const ExportShape& shape : table->shapes) {
    if (Fits(key, shape)) return &shape;
  }
  return nullptr;
}

// What both know of a row, walked through together; each type once.
class FormWalk {
 public:
  explicit FormWalk(const google::protobuf::DescriptorPool& before) : before_(before) {}

  Findings Walk(const Descriptor& now) {
    Visit(now);
    return std::move(found_);
  }

 private:
  void Visit(const Descriptor& now) {
    if (!seen_.insert(now.full_name()).second) return;
    const Descriptor* before = before_.FindMessageTypeByName(now.full_name());
    if (before == nullptr) return found_.push_back(absl::StrCat("message ", now.full_name()));
    for (int i = 0; i < now.field_count(); ++i)
      VisitField(*now.field(i), before->FindFieldByNumber(now.field(i)->number()));
  }

  void VisitField(const FieldDescriptor& now, const FieldDescriptor* before) {
    if (before == nullptr) return found_.push_back(absl::StrCat("field ", now.full_name()));
    if (now.type() != before->type() || now.label() != before->label() || now.name() != before->name())
      found_.push_back(absl::StrCat("another form of field ", now.full_name()));
    if (now.message_type() != nullptr) Visit(*now.message_type());
    if (now.enum_type() != nullptr)
      AddNewValues(*now.enum_type(), before_.FindEnumTypeByName(now.enum_type()->full_name()), found_);
  }

  const google::protobuf::DescriptorPool& before_;
  std::set<std::string> seen_;
  Findings found_;
};

bool IsKnown(const Message& row, const FieldDescriptor& field, int index) {
  const auto& reflection = *row.GetReflection();
  const int number = field.is_repeated() ? reflection.GetRepeatedEnumValue(row, &field, index)
                                         : reflection.GetEnumValue(row, &field);
  return field.enum_type()->FindValueByNumber(number) != nullptr;
}

// Fields and values of a row that was read by the types of the release before.
void AddUnknown(const Message& row, Findings& found) {
  const auto& reflection = *row.GetReflection();
  const auto& unknown = reflection.GetUnknownFields(row);
  for (int i = 0; i < unknown.field_count(); ++i)
    found.push_back(
        absl::StrCat("field ", unknown.field(i).number(), " of ", row.GetDescriptor()->full_name()));
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(row, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? reflection.FieldSize(row, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM && !IsKnown(row, *field, i))
        found.push_back(absl::StrCat("value of ", field->full_name()));
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
        AddUnknown(field->is_repeated() ? reflection.GetRepeatedMessage(row, field, i)
                                        : reflection.GetMessage(row, field),
                   found);
    }
  }
}

std::string InOrder(const Message& row) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  row.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ReleaseBefore>> ReleaseBefore::Read(const std::string& folder) {
  std::unique_ptr<ReleaseBefore> release(new ReleaseBefore(NewestImage(folder)));
  RETURN_IF_ERROR(release->ReadImage(absl::StrCat(folder, "/", release->name_, ".json")));
  RETURN_IF_ERROR(release->ReadTables(absl::StrCat(folder, "/", release->name_, ".tables")));
  return release;
}

absl::Status ReleaseBefore::ReadImage(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string json, Contents(path));
  google::protobuf::FileDescriptorSet image;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // buf's own notes
  if (!google::protobuf::util::JsonStringToMessage(json, &image, options).ok() || image.file().empty())
    return absl::InvalidArgumentError(absl::StrCat(path, " is no image of a protocol"));
  for (const auto& file : image.file()) database_.Add(file);
  return absl::OkStatus();
}

// Lines "row_version 1" and "0x20 record"; # begins a comment.
absl::Status ReleaseBefore::ReadTables(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, Contents(path));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first, second;
    words >> first >> second;
    uint32_t number = 0;
    if (first == "row_version" && absl::SimpleAtoi(second, &row_version_)) continue;
    if (first.empty() || first.front() == '#') continue;
    if (!absl::SimpleHexAtoi(first, &number) || number > 0xff || second.empty())
      return absl::InvalidArgumentError(absl::StrCat(path, ": got \"", line, "\", want a number and a name"));
    tables_[static_cast<uint8_t>(number)] = second;
  }
  if (row_version_ > 0 && !tables_.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(path, ": want a row version and tables"));
}

Findings ReleaseBefore::NewIn(const Descriptor& row) const { return FormWalk(pool_).Walk(row); }

Findings ReleaseBefore::NewInMessage(std::string_view bytes, const Message& now) const {
  const Descriptor* type = pool_.FindMessageTypeByName(now.GetDescriptor()->full_name());
  if (type == nullptr) return {absl::StrCat("message ", now.GetDescriptor()->full_name())};
  const std::unique_ptr<Message> before(factory_.GetPrototype(type)->New());
  const std::unique_ptr<Message> here(now.New());
  const int size = static_cast<int>(bytes.size());
  if (!before->ParseFromArray(bytes.data(), size) || !here->ParseFromArray(bytes.data(), size))
    return {absl::StrCat(type->full_name(), " that does not parse")};
  Findings found;
  AddUnknown(*before, found);
  const std::string returned = InOrder(*before);
  here->Clear();
  if (!here->ParseFromString(returned) || InOrder(*here).size() != returned.size() ||
      returned.size() != bytes.size())
    found.push_back(absl::StrCat(type->full_name(), " that comes back as another one"));
  return found;
}

Findings ReleaseBefore::NewInValue(std::string_view value, const ExportShape* shape) const {
  if (shape != nullptr && shape->kind == RowKind::kNone) return {};
  if (shape != nullptr && shape->kind == RowKind::kLog) {
    if (value.size() < kHashBytes) return {"log entry without its hash"};
    return NewInMessage(value.substr(kHashBytes), *shape->row);
  }
  const int version = value.empty() ? -1 : static_cast<unsigned char>(value.front());
  if (version != row_version_) return {absl::StrCat("row version ", version, ", want ", row_version_)};
  if (shape == nullptr || shape->kind != RowKind::kMessage) return {};
  return NewInMessage(value.substr(1), *shape->row);
}

Findings ReleaseBefore::NewInRow(std::string_view key, std::string_view value) const {
  const uint8_t number = key.empty() ? 0 : static_cast<uint8_t>(key.front());
  if (!tables_.contains(number)) return {absl::StrCat("table ", number)};
  const exports::ExportTable* table = exports::FindExportTable(static_cast<storage::Table>(number));
  const ExportShape* shape = ShapeOf(key);
  const bool secret = table != nullptr && table->shapes.empty();  // its form is not in the register
  if (shape == nullptr && !secret) return {absl::StrCat("key in table ", tables_.at(number))};
  return NewInValue(value, shape);
}

}  // namespace blangko::conformance
