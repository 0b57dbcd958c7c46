#include "services/rpc/status_mapping.h"

#include <optional>
#include <string>

#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::rpc {
namespace {

// Both sides number the codes alike, so the conversion is a cast.
static_assert(static_cast<int>(absl::StatusCode::kOk) == grpc::StatusCode::OK);
static_assert(static_cast<int>(absl::StatusCode::kCancelled) == grpc::StatusCode::CANCELLED);
static_assert(static_cast<int>(absl::StatusCode::kUnknown) == grpc::StatusCode::UNKNOWN);
static_assert(static_cast<int>(absl::StatusCode::kInvalidArgument) == grpc::StatusCode::INVALID_ARGUMENT);
static_assert(static_cast<int>(absl::StatusCode::kDeadlineExceeded) == grpc::StatusCode::DEADLINE_EXCEEDED);
static_assert(static_cast<int>(absl::StatusCode::kNotFound) == grpc::StatusCode::NOT_FOUND);
static_assert(static_cast<int>(absl::StatusCode::kAlreadyExists) == grpc::StatusCode::ALREADY_EXISTS);
static_assert(static_cast<int>(absl::StatusCode::kPermissionDenied) == grpc::StatusCode::PERMISSION_DENIED);
static_assert(static_cast<int>(absl::StatusCode::kResourceExhausted) == grpc::StatusCode::RESOURCE_EXHAUSTED);
static_assert(static_cast<int>(absl::StatusCode::kFailedPrecondition) ==
              grpc::StatusCode::FAILED_PRECONDITION);
static_assert(static_cast<int>(absl::StatusCode::kAborted) == grpc::StatusCode::ABORTED);
static_assert(static_cast<int>(absl::StatusCode::kOutOfRange) == grpc::StatusCode::OUT_OF_RANGE);
static_assert(static_cast<int>(absl::StatusCode::kUnimplemented) == grpc::StatusCode::UNIMPLEMENTED);
static_assert(static_cast<int>(absl::StatusCode::kInternal) == grpc::StatusCode::INTERNAL);
static_assert(static_cast<int>(absl::StatusCode::kUnavailable) == grpc::StatusCode::UNAVAILABLE);
static_assert(static_cast<int>(absl::StatusCode::kDataLoss) == grpc::StatusCode::DATA_LOSS);
static_assert(static_cast<int>(absl::StatusCode::kUnauthenticated) == grpc::StatusCode::UNAUTHENTICATED);

constexpr int kLastCode = static_cast<int>(absl::StatusCode::kUnauthenticated);

grpc::Status Pack(const google::rpc::Status& details) {
  return grpc::Status(static_cast<grpc::StatusCode>(details.code()), details.message(),
                      details.SerializeAsString());
}

// The details of a server mistake: its own code, a sentence of ours, the log id; nothing of the original text.
google::rpc::Status Veiled(absl::StatusCode code, std::string_view log_id) {
  const Reason reason = code == absl::StatusCode::kDataLoss ? Reason::kDataDamaged : Reason::kInternal;
  google::rpc::Status details = *DetailsOf(Refuse(reason, {{"log_id", std::string(log_id)}}));
  details.set_code(static_cast<int>(code));
  return details;
}

// What every client gets for a store that could not answer, whichever layer said so.
google::rpc::Status ResendLater() { return *DetailsOf(Refuse(Reason::kStoreUnavailable)); }

}  // namespace

bool IsServerMistake(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

grpc::Status ToGrpc(const absl::Status& status, std::string_view log_id) {
  if (status.ok()) return grpc::Status::OK;
  if (IsServerMistake(status.code())) return Pack(Veiled(status.code(), log_id));
  if (status.code() == absl::StatusCode::kAborted) return Pack(ResendLater());
  if (const auto details = DetailsOf(status); details.has_value()) return Pack(*details);
  if (status.code() == absl::StatusCode::kUnavailable) return Pack(ResendLater());
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), MaskNiks(ToStd(status.message())));
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const int code = status.error_code();
  const bool known = code > 0 && code <= kLastCode;
  google::rpc::Status details;
  if (known && details.ParseFromString(status.error_details()) && details.code() == code)
    return FromDetails(details);
  return absl::Status(known ? static_cast<absl::StatusCode>(code) : absl::StatusCode::kUnknown,
                      ToAbsl(status.error_message()));
}

}  // namespace blangko::rpc
