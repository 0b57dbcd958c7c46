#include "services/access/fingerprint.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/text.h"
#include "blangko/common/v1/common.pb.h"

namespace blangko::access {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Text form of the hashed bytes: every value is "<length>:<bytes>", so no two contents share one text.
std::string Framed(std::string_view bytes) { return absl::StrCat(bytes.size(), ":", ToAbsl(bytes)); }

std::string TextOfMessage(const Message& message, bool top);

// One value of a field; `index` < 0 for a field that is not repeated.
std::string TextOfValue(const Message& m, const FieldDescriptor& field, int index) {
  const Reflection& r = *m.GetReflection();
  const bool one = index < 0;
  const FieldDescriptor* f = &field;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(one ? r.GetInt32(m, f) : r.GetRepeatedInt32(m, f, index));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(one ? r.GetInt64(m, f) : r.GetRepeatedInt64(m, f, index));
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(one ? r.GetUInt32(m, f) : r.GetRepeatedUInt32(m, f, index));
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(one ? r.GetUInt64(m, f) : r.GetRepeatedUInt64(m, f, index));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return absl::StrCat(
          std::bit_cast<uint64_t>(one ? r.GetDouble(m, f) : r.GetRepeatedDouble(m, f, index)));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return absl::StrCat(std::bit_cast<uint32_t>(one ? r.GetFloat(m, f) : r.GetRepeatedFloat(m, f, index)));
    case FieldDescriptor::CPPTYPE_BOOL:
      return (one ? r.GetBool(m, f) : r.GetRepeatedBool(m, f, index)) ? "1" : "0";
    case FieldDescriptor::CPPTYPE_ENUM:
      return absl::StrCat(one ? r.GetEnumValue(m, f) : r.GetRepeatedEnumValue(m, f, index));
    case FieldDescriptor::CPPTYPE_STRING:
      return Framed(one ? r.GetString(m, f) : r.GetRepeatedString(m, f, index));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Framed(TextOfMessage(one ? r.GetMessage(m, f) : r.GetRepeatedMessage(m, f, index), false));
  }
  return {};
}

std::string TextOfField(const Message& message, const FieldDescriptor& field) {
  if (!field.is_repeated()) return TextOfValue(message, field, -1);
  std::vector<std::string> values;
  const int size = message.GetReflection()->FieldSize(message, &field);
  for (int i = 0; i < size; ++i) values.push_back(TextOfValue(message, field, i));
  if (field.is_map()) std::sort(values.begin(), values.end());
  std::string text = absl::StrCat("[", values.size());
  for (const std::string& value : values) absl::StrAppend(&text, ",", value);
  return text;
}

std::string TextOfMessage(const Message& message, bool top) {
  std::vector<const FieldDescriptor*> fields;  // in the order of their numbers, without default values
  message.GetReflection()->ListFields(message, &fields);
  std::string text;
  for (const FieldDescriptor* field : fields) {
    if (top && field->name() == "request_id") continue;
    if (field->options().GetExtension(common::v1::secret)) continue;
    absl::StrAppend(&text, field->number(), "=", TextOfField(message, *field), ";");
  }
  return text;
}

}  // namespace

std::string Fingerprint(const Message& request) {
  return Digest({request.GetDescriptor()->full_name(), TextOfMessage(request, true)});
}

std::string StationProofText(std::string_view method, std::string_view station_id, uint64_t epoch,
                             std::string_view request_id, std::string_view fingerprint) {
  std::string text = "blangko-station-v1";
  for (const std::string_view part : {station_id, method, request_id, fingerprint})
    absl::StrAppend(&text, Framed(part));
  absl::StrAppend(&text, epoch);
  return text;
}

}  // namespace blangko::access
