#include "printer/ipp/ipp_message.h"

#include "base/utf8.h"

namespace blangko::printer {
namespace {

bool IsText(ipp_tag_t type) {
  return (type >= IPP_TAG_TEXT && type <= IPP_TAG_MIMETYPE) || type == IPP_TAG_TEXTLANG ||
         type == IPP_TAG_NAMELANG;
}

bool IsNumber(ipp_tag_t type) { return type == IPP_TAG_INTEGER || type == IPP_TAG_ENUM; }

}  // namespace

IppMessage::IppMessage(ipp_op_t operation, const std::string& printer_uri, const std::string& user)
    : IppMessage(ippNewRequest(operation)) {
  AddText(IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", printer_uri);
  AddText(IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", user);
}

void IppMessage::AddNumber(ipp_tag_t group, const char* name, int value) {
  ippAddInteger(get(), group, IPP_TAG_INTEGER, name, value);
}

void IppMessage::AddFlag(ipp_tag_t group, const char* name, bool value) {
  ippAddBoolean(get(), group, name, value ? 1 : 0);
}

void IppMessage::AddText(ipp_tag_t group, ipp_tag_t type, const char* name, const std::string& value) {
  ippAddString(get(), group, type, name, nullptr, value.c_str());
}

void IppMessage::AddKeywords(ipp_tag_t group, const char* name, const std::vector<const char*>& values) {
  ippAddStrings(get(), group, IPP_TAG_KEYWORD, name, static_cast<int>(values.size()), nullptr, values.data());
}

std::vector<std::string> IppMessage::Texts(const char* name) const {
  std::vector<std::string> texts;
  ipp_attribute_t* attribute = ippFindAttribute(get(), name, IPP_TAG_ZERO);
  if (attribute == nullptr || !IsText(ippGetValueTag(attribute))) return texts;
  for (int i = 0; i < ippGetCount(attribute); ++i) {
    const char* text = ippGetString(attribute, i, nullptr);
    texts.push_back(PlainLine(text == nullptr ? "" : text));
  }
  return texts;
}

std::string IppMessage::Text(const char* name) const {
  std::vector<std::string> texts = Texts(name);
  return texts.empty() ? "" : std::move(texts.front());
}

std::vector<int64_t> IppMessage::Numbers(const char* name) const {
  std::vector<int64_t> numbers;
  ipp_attribute_t* attribute = ippFindAttribute(get(), name, IPP_TAG_ZERO);
  if (attribute == nullptr || !IsNumber(ippGetValueTag(attribute))) return numbers;
  for (int i = 0; i < ippGetCount(attribute); ++i) numbers.push_back(ippGetInteger(attribute, i));
  return numbers;
}

std::optional<int64_t> IppMessage::Number(const char* name) const {
  const std::vector<int64_t> numbers = Numbers(name);
  return numbers.empty() ? std::nullopt : std::optional(numbers.front());
}

std::optional<bool> IppMessage::Flag(const char* name) const {
  ipp_attribute_t* attribute = ippFindAttribute(get(), name, IPP_TAG_BOOLEAN);
  if (attribute == nullptr) return std::nullopt;
  return ippGetBoolean(attribute, 0) != 0;
}

std::vector<std::string> IppMessage::Octets(const char* name) const {
  std::vector<std::string> texts;
  ipp_attribute_t* attribute = ippFindAttribute(get(), name, IPP_TAG_STRING);
  for (int i = 0; attribute != nullptr && i < ippGetCount(attribute); ++i) {
    int size = 0;
    const void* bytes = ippGetOctetString(attribute, i, &size);
    if (bytes != nullptr && size > 0)
      texts.push_back(PlainLine({static_cast<const char*>(bytes), static_cast<size_t>(size)}));
  }
  return texts;
}

// Jobs follow one another in groups, parted by an attribute without a name.
std::optional<IppMessage> IppMessage::Job(int index) const {
  int group = -1;
  bool inside = false;
  std::optional<IppMessage> job;
  for (ipp_attribute_t* a = ippFirstAttribute(get()); a != nullptr; a = ippNextAttribute(get())) {
    const bool of_job = ippGetName(a) != nullptr && ippGetGroupTag(a) == IPP_TAG_JOB;
    if (of_job && !inside) ++group;
    inside = of_job;
    if (!of_job || group != index) continue;
    if (!job.has_value()) job.emplace(ippNew());
    ippCopyAttribute(job->get(), a, 0);
  }
  return job;
}

}  // namespace blangko::printer
