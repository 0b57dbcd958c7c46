#include "tests/support/health.h"

#include "grpcpp/client_context.h"
#include "grpcpp/impl/client_unary_call.h"
#include "grpcpp/support/byte_buffer.h"

namespace blangko::support {

std::optional<Health> HealthOf(grpc::Channel& channel, const std::string& service) {
  const std::string request =
      service.empty() ? "" : "\x0a" + std::string(1, static_cast<char>(service.size())) + service;
  const grpc::Slice slice(request);
  const grpc::ByteBuffer sent(&slice, 1);
  grpc::ByteBuffer answer;
  grpc::ClientContext context;
  const grpc::internal::RpcMethod check("/grpc.health.v1.Health/Check",
                                        grpc::internal::RpcMethod::NORMAL_RPC);
  if (!grpc::internal::BlockingUnaryCall(&channel, check, &context, sent, &answer).ok()) return std::nullopt;
  grpc::Slice bytes;
  if (!answer.TrySingleSlice(&bytes).ok() || bytes.size() != 2) return std::nullopt;
  return static_cast<Health>(bytes.begin()[1]);
}

}  // namespace blangko::support
