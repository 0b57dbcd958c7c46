#include "services/rpc/channel.h"

#include <algorithm>
#include <chrono>

#include "base/backoff.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "services/rpc/metadata.h"
#include "services/rpc/status_mapping.h"

namespace blangko::rpc {
namespace {

constexpr int kMessageBytesMax = 4 << 20;
constexpr int kKeepAliveMillis = 20'000;
constexpr int kKeepAliveTimeoutMillis = 10'000;
constexpr int kReconnectMillisMax = 2'000;

void SetTimeout(grpc::ClientContext& context, absl::Duration timeout) {
  context.set_deadline(gpr_time_from_micros(absl::ToInt64Microseconds(timeout), GPR_TIMESPAN));
}

absl::Duration Since(std::chrono::steady_clock::time_point begin) {
  return absl::FromChrono(std::chrono::steady_clock::now() - begin);
}

}  // namespace

std::shared_ptr<grpc::Channel> OpenChannel(std::string_view target) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMessageBytesMax);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepAliveMillis);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepAliveTimeoutMillis);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kReconnectMillisMax);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);  // resends are decided here, not by the transport
  return grpc::CreateCustomChannel(std::string(target), grpc::InsecureChannelCredentials(), arguments);
}

void Prepare(grpc::ClientContext& context, const CallOptions& options) {
  SetTimeout(context, options.timeout);
  if (!options.operator_name.empty()) context.AddMetadata(kOperatorMetadata, options.operator_name);
  if (!options.session.empty()) context.AddMetadata(kSessionMetadata, options.session);
}

absl::Status Caller::Try(std::string_view proof, Send send) {
  const auto begin = std::chrono::steady_clock::now();
  Backoff backoff(options_.first_pause, options_.longest_pause, rng_);
  for (int number = 1;; ++number) {
    grpc::ClientContext context;
    Prepare(context, options_);
    SetTimeout(context, std::max(options_.timeout - Since(begin), absl::Milliseconds(1)));
    if (!proof.empty()) context.AddMetadata(kStationMetadata, std::string(proof));
    const absl::Status status = FromGrpc(send(context));
    if (status.code() != absl::StatusCode::kUnavailable || number >= options_.tries) return status;
    const absl::Duration pause = backoff.Next();
    if (Since(begin) + pause >= options_.timeout) return status;
    static const StopFlag kNobody;
    if ((options_.stop == nullptr ? kNobody : *options_.stop).WaitFor(pause)) return status;
  }
}

}  // namespace blangko::rpc
