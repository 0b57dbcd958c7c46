#include "services/rpc/handle_call.h"

#include <chrono>
#include <exception>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "grpcpp/server_context.h"
#include "services/access/fingerprint.h"
#include "services/refusal/refusal.h"
#include "services/rpc/metadata.h"
#include "services/rpc/status_mapping.h"

namespace blangko::rpc {
namespace {

constexpr char kRequestIdField[] = "request_id";

std::string MetadataOf(const grpc::ServerContext& context, const char* key) {
  const auto& all = context.client_metadata();
  const auto found = all.find(key);
  return found == all.end() ? std::string() : std::string(found->second.data(), found->second.size());
}

// The request's own request_id, or nothing when requests of this kind have none.
std::optional<std::string> RequestIdOf(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName(kRequestIdField);
  if (field == nullptr) return std::nullopt;
  return request.GetReflection()->GetString(request, field);
}

absl::Status CheckSize(const google::protobuf::Message& request) {
  const size_t bytes = request.ByteSizeLong();
  if (bytes <= kUnaryRequestBytesMax) return absl::OkStatus();
  return BadField("request", absl::StrCat(bytes, " bytes"), absl::StrCat("at most ", kUnaryRequestBytesMax));
}

absl::Status CheckRequestId(const std::optional<std::string>& request_id) {
  if (!request_id.has_value() || TimeOfUuid7(*request_id).has_value()) return absl::OkStatus();
  return BadField(kRequestIdField, *request_id, "a UUIDv7 in lower case, made anew for each request");
}

}  // namespace

struct Rpc::Call {
  grpc::ServerContext* context;
  std::string_view method;
  const google::protobuf::Message* request;  // null for a client stream
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
  access::Act act;

  int64_t micros() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin)
        .count();
  }
};

grpc::Status Rpc::Handle(grpc::ServerContext* context, std::string_view method,
                         const google::protobuf::Message& request, Handler handler) const {
  Call call{.context = context, .method = method, .request = &request, .act = {}};
  return Run(call, handler);
}

grpc::Status Rpc::HandleStream(grpc::ServerContext* context, std::string_view method, Handler handler) const {
  Call call{.context = context, .method = method, .request = nullptr, .act = {}};
  return Run(call, handler);
}

grpc::Status Rpc::Run(Call& call, Handler handler) const {
  const absl::Status status = Attempt(call, handler);
  const std::string log_id =
      IsServerMistake(status.code()) ? absl::StrFormat("%016x", parts_.rng->Next()) : std::string();
  Report(call, status, log_id);
  call.context->AddTrailingMetadata(kRevisionTrailer, absl::StrCat(parts_.revision()));
  return ToGrpc(status, log_id);
}

absl::Status Rpc::Attempt(Call& call, Handler handler) const {
  try {
    std::optional<ListTurns::Turn> turn;
    if (TakesTurns(call.method)) {
      auto taken = turns_.Take([&] { return call.context->IsCancelled(); });
      RETURN_IF_ERROR(taken.status());
      turn.emplace(*std::move(taken));
    }
    const absl::Status status = Admitted(call, handler);
    return status.ok() || parts_.advise == nullptr ? status : parts_.advise(status);
  } catch (const std::exception& error) {
    return absl::InternalError(absl::StrCat("exception: ", error.what()));
  }
}

absl::Status Rpc::Admitted(Call& call, Handler handler) const {
  const auto entry = admission_.Enter(UrgencyOf(call.method, call.request));
  RETURN_IF_ERROR(entry.status());
  RETURN_IF_ERROR(Identify(call));
  return handler(call.act);
}

absl::Status Rpc::Identify(Call& call) const {
  call.act.now = parts_.clock->Now();
  std::optional<std::string> request_id;
  CallFacts facts{.peer = call.context->peer(),
                  .operator_name = MetadataOf(*call.context, kOperatorMetadata),
                  .session = MetadataOf(*call.context, kSessionMetadata),
                  .station_proof = MetadataOf(*call.context, kStationMetadata),
                  .message = {},
                  .request_id = {},
                  .fingerprint = {},
                  .now = call.act.now};
  if (call.request != nullptr) {
    RETURN_IF_ERROR(CheckSize(*call.request));
    request_id = RequestIdOf(*call.request);
    call.act.request_id = request_id.value_or("");
    call.act.fingerprint = access::Fingerprint(*call.request);
    facts.message = call.request->GetDescriptor()->full_name();
    facts.request_id = call.act.request_id;
    facts.fingerprint = call.act.fingerprint;
  }
  ASSIGN_OR_RETURN(call.act.actor, FindCaller(facts, parts_.callers, parts_.checks));
  const std::string_view asked = facts.message.empty() ? call.method : facts.message;
  if (parts_.check_method) RETURN_IF_ERROR(parts_.check_method(call.act.actor, asked));
  return CheckRequestId(request_id);
}

void Rpc::Report(const Call& call, const absl::Status& status, std::string_view log_id) const {
  const std::string reason = ReasonOf(status);
  const std::string code = absl::StatusCodeToString(status.code());
  const int64_t micros = call.micros();
  // An id that is no UUIDv7 is the caller's own text and stays out of the log.
  const bool known_id = TimeOfUuid7(call.act.request_id).has_value();
  const std::string request = known_id ? call.act.request_id : std::string();
  const std::string trace = TraceIdOf(MetadataOf(*call.context, kTraceMetadata));
  if (parts_.observe) parts_.observe({call.method, status.code(), reason, micros});
  if (reason.empty() && !status.ok()) {
    Log(log_id.empty() ? LogLevel::kWarning : LogLevel::kError, "rpc",
        {{"method", call.method},
         {"code", code},
         {"micros", micros},
         {"actor", call.act.actor.identity},
         {"request", request},
         {"trace", trace},
         {"log_id", log_id},
         {"error", ToStd(status.message())}});
    return;
  }
  Log(LogLevel::kInfo, "rpc",
      {{"method", call.method},
       {"code", code},
       {"micros", micros},
       {"reason", reason},
       {"actor", call.act.actor.identity},
       {"request", request},
       {"trace", trace}});
}

std::string TraceIdOf(std::string_view traceparent) {
  // "00-<32 hex>-<16 hex>-<2 hex>"
  if (traceparent.size() < 55 || traceparent[2] != '-' || traceparent[35] != '-') return {};
  std::string id(traceparent.substr(3, 32));
  for (const char c : id) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return {};
  }
  return id;
}

}  // namespace blangko::rpc
