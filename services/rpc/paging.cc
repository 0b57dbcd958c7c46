#include "services/rpc/paging.h"

#include <algorithm>
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/fingerprint.h"
#include "services/refusal/refusal.h"

namespace blangko::rpc {
namespace {

// Bytes of a token: version, then kFilterBytes of the filter's fingerprint, then the key.
constexpr char kVersion = 1;
constexpr size_t kFilterBytes = 8;

const google::protobuf::FieldDescriptor* Field(const google::protobuf::Message& request, const char* name) {
  return request.GetDescriptor()->FindFieldByName(name);
}

std::string FilterOf(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> filter(request.New());
  filter->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"})
    filter->GetReflection()->ClearField(filter.get(), Field(request, name));
  return Digest({request.GetDescriptor()->full_name(), access::Fingerprint(*filter)}).substr(0, kFilterBytes);
}

absl::StatusOr<size_t> SizeOf(int32_t asked, const PageRules& rules) {
  if (asked < 0) return BadField("page_size", absl::StrCat(asked), absl::StrCat("0 to ", rules.max_size));
  return static_cast<size_t>(asked == 0 ? rules.default_size : std::min(asked, rules.max_size));
}

absl::StatusOr<std::string> KeyIn(std::string_view token, std::string_view filter) {
  std::string bytes;
  const bool ours = absl::WebSafeBase64Unescape(ToAbsl(token), &bytes) && bytes.size() > 1 + kFilterBytes &&
                    bytes[0] == kVersion && bytes.compare(1, kFilterBytes, filter) == 0;
  if (!ours) return Refuse(Reason::kPageTokenInvalid);
  return bytes.substr(1 + kFilterBytes);
}

}  // namespace

absl::StatusOr<Page> ReadPage(const google::protobuf::Message& request, const PageRules& rules) {
  const auto* size_field = Field(request, "page_size");
  const auto* token_field = Field(request, "page_token");
  if (size_field == nullptr || token_field == nullptr)
    return absl::InternalError("this request is not paged");
  Page page;
  ASSIGN_OR_RETURN(page.size, SizeOf(request.GetReflection()->GetInt32(request, size_field), rules));
  page.filter = FilterOf(request);
  const std::string token = request.GetReflection()->GetString(request, token_field);
  if (!token.empty()) {
    ASSIGN_OR_RETURN(page.after, KeyIn(token, page.filter));
  }
  return page;
}

std::string NextPageToken(const Page& page, std::string_view last_key) {
  if (last_key.empty()) return {};
  return absl::WebSafeBase64Escape(absl::StrCat(std::string(1, kVersion), page.filter, ToAbsl(last_key)));
}

}  // namespace blangko::rpc
