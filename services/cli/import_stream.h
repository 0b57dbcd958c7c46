// ImportStream sends one file to a node, and goes on where it stopped when the link breaks.
//
// Failure: UsageError when the file cannot be read; the server's refusals; UNAVAILABLE when it did not come back in
// time: the import id then resumes it.
// Threads: one; `watch` is called from another while the file is being sent.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/records/v1/records_service.pb.h"
#include "services/cli/session.h"

namespace blangko::cli {

// Told now and then how far the server is.
using ImportWatch = std::function<void(const records::v1::Import&)>;

struct ImportFile {
  records::v1::ImportRecordsRequest::Header header;
  std::string path;
  int64_t bytes = 0;
};

// Size of the file at `path`.
absl::StatusOr<int64_t> FileBytes(const std::string& path);

// What `sha256sum` prints for it.
absl::StatusOr<std::string> FileSha256(const std::string& path);

// Sends from where the server is (0 for a new import_id) to the end of the file.
absl::StatusOr<records::v1::ImportRecordsResponse> SendImport(Session& session, const ImportFile& file,
                                                              const ImportWatch& watch);

}  // namespace blangko::cli
