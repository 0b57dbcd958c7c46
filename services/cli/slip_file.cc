#include "services/cli/slip_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

constexpr mode_t kOwnerOnly = 0600;  // who has the code may ask

}  // namespace

absl::StatusOr<std::unique_ptr<SlipFile>> SlipFile::Make(const std::string& path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (file >= 0) return std::unique_ptr<SlipFile>(new SlipFile(path, file));
  if (errno == EEXIST) {
    return UsageError(absl::StrCat("--out: ", path, " sudah ada; sebutkan berkas baru"),
                      absl::StrCat("--out: ", path, " exists; name a new file"));
  }
  const std::string why = std::strerror(errno);
  return UsageError(absl::StrCat("--out: ", path, " tidak dapat dibuat: ", why),
                    absl::StrCat("--out: cannot make ", path, ": ", why));
}

SlipFile::~SlipFile() {
  close(file_);
  if (!written_) unlink(path_.c_str());
}

absl::Status SlipFile::Write(const std::string& bytes) {
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = write(file_, bytes.data() + done, bytes.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) {
      return Told(absl::StatusCode::kFailedPrecondition, absl::StrCat(path_, " tidak dapat ditulis"),
                  absl::StrCat("cannot write ", path_));
    }
    done += static_cast<size_t>(wrote);
  }
  written_ = true;
  return absl::OkStatus();
}

}  // namespace blangko::cli
