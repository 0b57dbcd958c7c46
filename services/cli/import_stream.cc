#include "services/cli/import_stream.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/backoff.h"
#include "base/periodic.h"
#include "base/sha256.h"
#include "base/status_macros.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "services/cli/errors.h"
#include "services/refusal/refusal.h"
#include "services/rpc/channel.h"
#include "services/rpc/status_mapping.h"

namespace blangko::cli {
namespace {

using records::v1::Import;
using records::v1::ImportRecordsRequest;
using records::v1::ImportRecordsResponse;
using records::v1::RecordsService;

constexpr size_t kChunkBytes = 256 << 10;
constexpr int kTries = 8;
constexpr absl::Duration kStreamTimeout = absl::Hours(2);
constexpr absl::Duration kLookInterval = absl::Milliseconds(300);

absl::StatusOr<Import> GetImport(Session& session, const std::string& import_id) {
  records::v1::GetImportRequest request;
  request.set_import_id(import_id);
  RecordsService::Stub stub(session.channel());
  rpc::Caller caller(session.call_options(), session.rng());  // an own one: two threads look
  ASSIGN_OR_RETURN(const auto response, caller.Call(stub, &RecordsService::Stub::GetImport, request));
  return response.import();
}

// Where the server wants the file to go on; an import it does not know begins at 0.
absl::StatusOr<int64_t> NextOffset(Session& session, const std::string& import_id) {
  const absl::StatusOr<Import> import = GetImport(session, import_id);
  if (ReasonOf(import.status()) == "UNKNOWN_IMPORT") return 0;
  if (!import.ok()) return import.status();
  return import->next_offset();
}

// One stream from `offset` to the end of the file.
absl::StatusOr<ImportRecordsResponse> SendFrom(Session& session, const ImportFile& file, int64_t offset) {
  std::ifstream in(file.path, std::ios::binary);
  in.seekg(offset);
  if (!in) {
    return UsageError(absl::StrCat(file.path, ": tidak dapat dibaca mulai bita ", offset),
                      absl::StrCat(file.path, ": cannot be read from byte ", offset));
  }
  rpc::CallOptions options = session.call_options();
  options.timeout = kStreamTimeout;
  grpc::ClientContext context;
  rpc::Prepare(context, options);
  RecordsService::Stub stub(session.channel());
  ImportRecordsResponse response;
  const auto writer = stub.ImportRecords(&context, &response);
  ImportRecordsRequest message;
  *message.mutable_header() = file.header;
  message.mutable_header()->set_offset(offset);
  for (bool going = true; going && !message.last(); message.clear_header()) {
    std::string& chunk = *message.mutable_data();
    chunk.resize(kChunkBytes);
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    chunk.resize(static_cast<size_t>(in.gcount()));
    message.set_last(in.peek() == std::ifstream::traits_type::eof());
    going = writer->Write(message);
  }
  writer->WritesDone();
  RETURN_IF_ERROR(rpc::FromGrpc(writer->Finish()));
  return response;
}

}  // namespace

absl::StatusOr<int64_t> FileBytes(const std::string& path) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(path, error);
  if (error) {
    return UsageError(path + ": tidak dapat dibaca", absl::StrCat(path, ": ", error.message()));
  }
  return static_cast<int64_t>(bytes);
}

absl::StatusOr<std::string> FileSha256(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  Sha256 hash;
  std::string chunk(kChunkBytes, '\0');
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0) {
    hash.Add(std::string_view(chunk).substr(0, static_cast<size_t>(in.gcount())));
  }
  if (!in.eof()) return UsageError(path + ": tidak dapat dibaca", path + ": cannot be read");
  return hash.Hex();
}

absl::StatusOr<ImportRecordsResponse> SendImport(Session& session, const ImportFile& file,
                                                 const ImportWatch& watch) {
  Periodic look(kLookInterval, [&] {
    if (const auto import = GetImport(session, file.header.import_id()); import.ok()) watch(*import);
    return false;
  });
  if (watch) look.Start();
  Backoff backoff(absl::Milliseconds(200), absl::Seconds(5), session.rng());
  StopFlag nobody;
  absl::StatusOr<ImportRecordsResponse> sent = absl::UnavailableError("not sent yet");
  for (int number = 0; number < kTries && sent.status().code() == absl::StatusCode::kUnavailable; ++number) {
    if (number > 0) nobody.WaitFor(backoff.Next());
    const absl::StatusOr<int64_t> offset = NextOffset(session, file.header.import_id());
    sent = offset.ok() ? SendFrom(session, file, *offset) : offset.status();
  }
  look.Stop();
  return sent;
}

}  // namespace blangko::cli
