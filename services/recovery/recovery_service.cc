#include "services/recovery/recovery_service.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/recovery/v1/recovery_service.grpc.pb.h"
#include "services/recovery/recovery.h"
#include "services/refusal/refusal.h"
#include "services/rpc/handle_call.h"

namespace blangko::recovery {
namespace {

using grpc::ServerContext;

constexpr uint64_t kJournalMax = uint64_t{256} << 20;  // 35 days of a busy station are a tenth of it
constexpr size_t kDataMax = size_t{256} << 10;

// The whole file; a stream that breaks off is no journal.
absl::StatusOr<std::string> ReadFile(grpc::ServerReader<v1::TakeJournalRequest>& reader) {
  v1::TakeJournalRequest message;
  std::string file;
  uint64_t size = 0;
  while (reader.Read(&message)) {
    if (file.empty()) size = message.size();
    if (size == 0 || size > kJournalMax)
      return BadField("size", absl::StrCat(size), absl::StrCat("1 to ", kJournalMax));
    if (message.data().size() > kDataMax || file.size() + message.data().size() > size)
      return BadField("data", absl::StrCat(message.data().size(), " bytes"),
                      absl::StrCat("at most ", kDataMax));
    file += message.data();
  }
  if (file.size() == size && size > 0) return file;
  return BadField("data", absl::StrCat(file.size(), " bytes"), absl::StrCat(size, " bytes"));
}

class Service final : public v1::RecoveryService::Service {
 public:
  Service(Recovery& recovery, const rpc::Rpc& rpc) : recovery_(recovery), rpc_(rpc) {}

  grpc::Status CreateBackup(ServerContext* context, const v1::CreateBackupRequest* request,
                            v1::CreateBackupResponse* response) override {
    return rpc_.Handle(context, "recovery.create_backup", *request,
                       [&](const access::Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(*response->mutable_backup(), recovery_.CreateBackup(act, *request));
                         return absl::OkStatus();
                       });
  }

  grpc::Status GetRestore(ServerContext* context, const v1::GetRestoreRequest* request,
                          v1::GetRestoreResponse* response) override {
    return rpc_.Handle(context, "recovery.get_restore", *request,
                       [&](const access::Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(*response, recovery_.GetRestore(act));
                         return absl::OkStatus();
                       });
  }

  grpc::Status TakeJournal(ServerContext* context, grpc::ServerReader<v1::TakeJournalRequest>* reader,
                           v1::TakeJournalResponse* response) override {
    return rpc_.HandleStream(context, "recovery.take_journal", [&](const access::Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const std::string file, ReadFile(*reader));
      ASSIGN_OR_RETURN(*response, recovery_.TakeJournal(act, file));
      return absl::OkStatus();
    });
  }

 private:
  Recovery& recovery_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeRecoveryService(Recovery& recovery, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(recovery, rpc);
}

}  // namespace blangko::recovery
