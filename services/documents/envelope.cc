#include "services/documents/envelope.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "services/refusal/refusal.h"

namespace blangko::documents {
namespace {

constexpr std::string_view kPrefix = "blangko-document-v1\n";

std::string Bytes(const v1::DocumentContent& content) {
  std::string bytes;
  google::protobuf::io::StringOutputStream sink(&bytes);
  google::protobuf::io::CodedOutputStream coded(&sink);
  coded.SetSerializationDeterministic(true);
  content.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

std::string SignedText(std::string_view content) { return std::string(kPrefix).append(content); }

}  // namespace

v1::SignedDocument SignContent(const SigningKey& key, const v1::DocumentContent& content) {
  v1::SignedDocument document;
  document.set_content(Bytes(content));
  document.set_signature(Sign(key, SignedText(document.content())));
  return document;
}

bool HasSignatureOf(std::string_view public_key, const v1::SignedDocument& document) {
  if (Planted("document-signature-unchecked")) return true;
  return VerifySignature(public_key, SignedText(document.content()), document.signature());
}

absl::StatusOr<v1::DocumentContent> OpenContent(const v1::SignedDocument& document) {
  v1::DocumentContent content;
  const size_t size = document.content().size();
  if (size >= 1 && size <= kContentMax && content.ParseFromString(document.content())) return content;
  return BadField("content", absl::StrCat(size, " bytes"), "the bytes of a document, as they were sent");
}

}  // namespace blangko::documents
