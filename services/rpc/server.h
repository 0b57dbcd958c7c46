// Server: the gRPC server of a node, with everything that all services share: health (per service and for the whole),
// reflection, message limits, keepalive, a bound on threads, and a graceful stop.
//
// The sync API is used for every call: handlers block on the store, and the callback API's small pool would starve.
// A node that must not serve starts a server that refuses: health knows the same names and answers NOT_SERVING for good,
// and every call gets the one refusal.
// Failure: UNAVAILABLE when the address cannot be listened on.
// Threads: Start and Stop from one thread; SetServing from any.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/rpc/service.h"

namespace grpc {
class Channel;
class Server;
}  // namespace grpc

namespace blangko::rpc {

struct ServerOptions {
  std::string listen = "127.0.0.1:7070";  // port 0 = any free port
  int message_bytes_max = 4 << 20;        // import messages; handle_call holds unary requests to 1 MiB
  int metadata_bytes_max = 8 << 10;
  // A backstop: beyond it gRPC itself refuses, outcomes too. All that admission lets in besides outcomes leaves room for
  // more than 1,024 stations that report at once; a thread in use costs about 0.2 MB.
  int threads_max = 2048;
  // Of each completion queue. What is above it ends with its call, and a new thread costs more than an exchange: a
  // third of the processor time of 64 clients when it was 4.
  int pollers_max = 64;
  absl::Duration keepalive = absl::Seconds(30);  // pings, so that a link cut by a power failure is noticed
  absl::Duration keepalive_timeout = absl::Seconds(10);
  absl::Duration client_ping_min = absl::Seconds(5);  // clients may ping this often
  bool reflection = true;
};

class RefusingService;

// A service and the full name under which health knows it: "blangko.desk.v1.DeskService".
struct HostedService {
  std::string full_name;
  ServicePtr service;
};

class Server {
 public:
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       std::vector<HostedService> services);
  // `refusal` for every call; `full_names` are what health is asked about.
  static absl::StatusOr<std::unique_ptr<Server>> StartRefusing(const ServerOptions& options,
                                                               const std::vector<std::string>& full_names,
                                                               const absl::Status& refusal);
  ~Server();

  int port() const { return port_; }

  // Health of every service and of the whole. NOT_SERVING before the first call.
  void SetServing(bool serving);

  // Health of a part that is no service, under a name of its own. Does nothing after Stop.
  void SetHealth(const std::string& part, bool good);

  // NOT_SERVING, no new calls; calls under way may end until `grace` is over, then they are cancelled.
  void Stop(absl::Duration grace);

  // A channel that stays inside the process; for tests and for pages hosted by the node.
  std::shared_ptr<grpc::Channel> InProcessChannel();

 private:
  Server(std::vector<HostedService> services, std::unique_ptr<RefusingService> refusing);
  absl::Status Listen(const ServerOptions& options);

  const std::vector<HostedService>
      services_;  // outlive server_; those of a server that refuses are names alone
  const std::unique_ptr<RefusingService> refusing_;  // null: it serves
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace blangko::rpc
