#include "services/rpc/server.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "grpc/health/v1/health.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "services/rpc/listen_check.h"
#include "services/rpc/refusing_service.h"

namespace blangko::rpc {
namespace {

int Millis(absl::Duration duration) { return static_cast<int>(absl::ToInt64Milliseconds(duration)); }

// Process-wide switches of gRPC; they must be set before the first builder.
void EnablePlugins(bool reflection) {
  grpc::EnableDefaultHealthCheckService(true);
  static const bool kOnce = reflection && (grpc::reflection::InitProtoReflectionServerBuilderPlugin(), true);
  static_cast<void>(kOnce);
  grpc::health::v1::HealthCheckRequest::
      descriptor();  // linked in, so that reflection can describe what it names
}

void Limit(grpc::ServerBuilder& builder, const ServerOptions& options) {
  builder.SetMaxReceiveMessageSize(options.message_bytes_max);
  builder.SetMaxSendMessageSize(options.message_bytes_max);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, options.metadata_bytes_max);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT,
                             0);  // a second node on the port must fail, not share it
  grpc::ResourceQuota quota("blangko");
  quota.SetMaxThreads(options.threads_max);
  builder.SetResourceQuota(quota);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, options.pollers_max);
}

void KeepAlive(grpc::ServerBuilder& builder, const ServerOptions& options) {
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, Millis(options.keepalive));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Millis(options.keepalive_timeout));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             Millis(options.client_ping_min));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      std::vector<HostedService> services) {
  std::unique_ptr<Server> server(new Server(std::move(services), nullptr));
  RETURN_IF_ERROR(server->Listen(options));
  return server;
}

absl::StatusOr<std::unique_ptr<Server>> Server::StartRefusing(const ServerOptions& options,
                                                              const std::vector<std::string>& full_names,
                                                              const absl::Status& refusal) {
  std::vector<HostedService> names;
  for (const std::string& name : full_names) names.push_back({name, nullptr});
  std::unique_ptr<Server> server(new Server(std::move(names), std::make_unique<RefusingService>(refusal)));
  RETURN_IF_ERROR(server->Listen(options));
  return server;
}

Server::Server(std::vector<HostedService> services, std::unique_ptr<RefusingService> refusing)
    : services_(std::move(services)), refusing_(std::move(refusing)) {}

absl::Status Server::Listen(const ServerOptions& options) {
  RETURN_IF_ERROR(CheckCanListen(options.listen, "--listen"));
  EnablePlugins(options.reflection);
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(), &port_);
  Limit(builder, options);
  KeepAlive(builder, options);
  for (const HostedService& hosted : services_) {
    if (hosted.service != nullptr) builder.RegisterService(hosted.service.get());
  }
  if (refusing_ != nullptr) builder.RegisterCallbackGenericService(refusing_.get());
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port_ == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", options.listen));
  }
  SetServing(false);
  return absl::OkStatus();
}

Server::~Server() { Stop(absl::ZeroDuration()); }

void Server::SetServing(bool serving) {
  if (server_ == nullptr) return;
  auto* health = server_->GetHealthCheckService();
  health->SetServingStatus(serving);
  for (const HostedService& hosted : services_) health->SetServingStatus(hosted.full_name, serving);
}

void Server::SetHealth(const std::string& part, bool good) {
  server_->GetHealthCheckService()->SetServingStatus(part, good);
}

void Server::Stop(absl::Duration grace) {
  if (server_ == nullptr) return;
  SetServing(false);
  server_->Shutdown(gpr_time_from_millis(Millis(grace), GPR_TIMESPAN));
  server_->Wait();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() { return server_->InProcessChannel({}); }

}  // namespace blangko::rpc
