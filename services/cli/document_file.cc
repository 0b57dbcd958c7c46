#include "services/cli/document_file.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "google/protobuf/util/json_util.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

using documents::v1::DocumentContent;
using documents::v1::SignedDocument;

constexpr size_t kFileMax = 64 * 1024 * 1024;  // bytes

absl::Status WrongFile(const std::string& path, const std::string& indonesian, const std::string& english) {
  return UsageError(absl::StrCat(path, ": ", indonesian), absl::StrCat(path, ": ", english));
}

// {"document":{…},"says":{…}}: the second for people.
absl::StatusOr<std::string> LineOf(const SignedDocument& document) {
  DocumentContent content;
  std::string bytes, says;
  const bool readable = content.ParseFromString(document.content()) &&
                        google::protobuf::util::MessageToJsonString(content, &says).ok() &&
                        google::protobuf::util::MessageToJsonString(document, &bytes).ok();
  if (!readable) return absl::DataLossError("document file: a document does not parse");
  return absl::StrCat("{\"document\":", bytes, ",\"says\":", says, "}\n");
}

absl::StatusOr<SignedDocument> DocumentOf(const std::string& path, size_t number, const std::string& line) {
  constexpr std::string_view kHead = "{\"document\":";
  constexpr std::string_view kSays = ",\"says\":";
  const size_t says = line.find(kSays);
  SignedDocument document;
  if (line.starts_with(kHead) && says != std::string::npos) {
    const std::string json = line.substr(kHead.size(), says - kHead.size());
    if (google::protobuf::util::JsonStringToMessage(json, &document).ok()) return document;
  }
  return WrongFile(path, absl::StrCat("baris ", number, " bukan dokumen"),
                   absl::StrCat("line ", number, " is no document"));
}

}  // namespace

absl::Status WriteDocumentFile(const std::string& path, const SignedDocuments& documents) {
  if (std::filesystem::exists(path)) return WrongFile(path, "berkas sudah ada", "the file exists");
  std::ofstream file(path, std::ios::binary);
  for (const SignedDocument& document : documents) {
    ASSIGN_OR_RETURN(const std::string line, LineOf(document));
    file << line;
  }
  file.close();
  return file.good() ? absl::OkStatus() : WrongFile(path, "tidak dapat ditulis", "cannot be written");
}

absl::StatusOr<SignedDocuments> ReadDocumentFile(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return WrongFile(path, "tidak dapat dibaca", "cannot be read");
  if (size > kFileMax) return WrongFile(path, "lebih besar dari 64 MiB", "larger than 64 MiB");
  std::ifstream file(path, std::ios::binary);
  SignedDocuments documents;
  std::string line;
  for (size_t number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    ASSIGN_OR_RETURN(SignedDocument document, DocumentOf(path, number, line));
    documents.push_back(std::move(document));
  }
  if (documents.empty()) return WrongFile(path, "tidak berisi dokumen", "holds no document");
  return documents;
}

}  // namespace blangko::cli
