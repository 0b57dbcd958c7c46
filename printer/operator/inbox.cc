#include "printer/operator/inbox.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

namespace fs = std::filesystem;

constexpr char kRequest[] = ".request";
constexpr char kReply[] = ".reply";
constexpr char kDraft[] = ".draft";

absl::Status InboxError(const std::string& path) {
  const std::string why = std::strerror(errno);
  return Told(absl::StatusCode::kUnavailable,
              absl::StrCat("kotak masuk: ", path, " tidak dapat ditulis: ", why),
              absl::StrCat("inbox: cannot write ", path, ": ", why));
}

// A pipe or a link under an inbox's name, made by whomever, must neither hold the agent up nor lead it elsewhere.
constexpr int kOwnFile = O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC;

// Durable, and under its name only when it is whole.
absl::Status WriteWhole(const std::string& draft, const std::string& path, const std::string& bytes) {
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | kOwnFile, 0600);
  if (file < 0) return InboxError(draft);
  const bool written = ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                       ::fdatasync(file) == 0;
  ::close(file);
  return written && ::rename(draft.c_str(), path.c_str()) == 0 ? absl::OkStatus() : InboxError(path);
}

absl::Status SyncFolder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return InboxError(path);
  const bool synced = ::fsync(folder) == 0;
  ::close(folder);
  return synced ? absl::OkStatus() : InboxError(path);
}

template <typename Message>
std::optional<Message> ReadMessage(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | kOwnFile);
  if (file < 0) return std::nullopt;
  struct stat found = {};
  Message message;
  const bool read =
      ::fstat(file, &found) == 0 && S_ISREG(found.st_mode) && message.ParseFromFileDescriptor(file);
  ::close(file);
  return read ? std::optional(std::move(message)) : std::nullopt;
}

// The ids of the regular files of that kind, in order.
std::vector<std::string> IdsOf(const std::string& folder, const char* kind) {
  std::vector<std::string> ids;
  std::error_code error;
  std::error_code unread;
  for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
    if (file->path().extension() == kind && fs::is_regular_file(file->symlink_status(unread)))
      ids.push_back(file->path().stem().string());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

absl::StatusOr<std::string> Inbox::Put(const station::v1::OperatorRequest& request, IdSource& ids) const {
  const std::string id = ids.Next();
  RETURN_IF_ERROR(PutAs(id, request));
  return id;
}

absl::Status Inbox::PutAs(const std::string& id, const station::v1::OperatorRequest& request) const {
  std::error_code error;
  if (fs::create_directory(directory_, error)) {
    fs::permissions(directory_, fs::perms::owner_all, error);
    RETURN_IF_ERROR(SyncFolder(fs::path(directory_).parent_path().string()));
  }
  RETURN_IF_ERROR(WriteWhole(PathOf(id, kDraft), PathOf(id, kRequest), request.SerializeAsString()));
  return SyncFolder(directory_);
}

std::optional<absl::Status> Inbox::TakeReply(const std::string& id) const {
  const auto reply = ReadMessage<station::v1::OperatorReply>(PathOf(id, kReply));
  if (!reply.has_value()) return std::nullopt;
  std::error_code error;
  fs::remove(PathOf(id, kReply), error);
  if (reply->code() == 0) return absl::OkStatus();
  return Told(static_cast<absl::StatusCode>(reply->code()), reply->message_id(), reply->message());
}

bool Inbox::Withdraw(const std::string& id) const {
  std::error_code error;
  return fs::remove(PathOf(id, kRequest), error) && !error;
}

std::vector<Inbox::Received> Inbox::Read() const {
  std::vector<Received> received;
  for (const std::string& id : IdsOf(directory_, kRequest)) {
    auto request = ReadMessage<station::v1::OperatorRequest>(PathOf(id, kRequest));
    if (request.has_value()) {
      received.push_back({id, *std::move(request)});
    } else {
      Reply(id, Told(absl::StatusCode::kInvalidArgument, "kotak masuk: berkasnya bukan permintaan",
                     "inbox: the file is no request"));
    }
  }
  return received;
}

// The reply first: a request without a reply is carried out again, a reply without its request harms nobody.
void Inbox::Reply(const std::string& id, const absl::Status& reply) const {
  station::v1::OperatorReply message;
  message.set_code(static_cast<int>(reply.code()));
  message.set_message(SentenceOf(reply, Language::kEnglish));
  message.set_message_id(SentenceOf(reply, Language::kIndonesian));
  const absl::Status written =
      WriteWhole(PathOf(id, kDraft), PathOf(id, kReply), message.SerializeAsString());
  if (!written.ok()) Log(LogLevel::kWarning, "station.no_reply", {{"why", ToStd(written.message())}});
  std::error_code error;
  fs::remove(PathOf(id, kRequest), error);
}

void Inbox::ForgetReplies() const {
  std::error_code error;
  for (const std::string& id : IdsOf(directory_, kReply)) fs::remove(PathOf(id, kReply), error);
}

}  // namespace blangko::printer
