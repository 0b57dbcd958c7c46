#include "tests/bench/text_peers.h"

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/bench/beanstalk_server.h"
#include "tests/bench/cpu_meter.h"
#include "tests/bench/text_lane.h"
#include "tests/support/wait.h"

namespace blangko::bench {
namespace {

constexpr char kRedis[] = "/usr/bin/redis-server";
constexpr int kFillClients = 64;

class TextPeer : public Peer {
 public:
  // What waits is put there as a load puts it.
  absl::Status Prepare(Work work, const Load& load) override {
    if (work != Work::kCycle || load.batch > 1) return absl::OkStatus();
    return Drive(Work::kEnqueue, {.clients = kFillClients, .batch = 1, .jobs = load.jobs}).status();
  }

  absl::StatusOr<Point> Run(Work work, const Load& load) override {
    const bool has = work == Work::kEnqueue || work == Work::kCycle;
    if (!has || load.batch > 1) return absl::UnimplementedError("no such call");
    const CpuMeter meter(pid());
    ASSIGN_OR_RETURN(const Tally tally, Drive(work, load));
    return PointOf(tally, meter.Read());
  }

 protected:
  virtual absl::StatusOr<std::unique_ptr<TextConnection>> Connect() const = 0;
  virtual std::unique_ptr<TextProtocol> Protocol(int client) const = 0;
  virtual pid_t pid() const = 0;

 private:
  absl::StatusOr<Tally> Drive(Work work, const Load& load) {
    JobsLeft left(load.jobs);
    std::vector<std::unique_ptr<TextLane>> lanes;
    std::vector<SocketLane*> pointers;
    for (int client = 0; client < load.clients; ++client) {
      ASSIGN_OR_RETURN(auto connection, Connect());
      lanes.push_back(std::make_unique<TextLane>(std::move(connection), Protocol(client), work, left));
      pointers.push_back(lanes.back().get());
    }
    return RunSocketLanes(pointers);
  }
};

class BeanstalkPeer : public TextPeer {
 public:
  std::string name() const override { return "beanstalkd"; }
  absl::Status Start() override {
    ASSIGN_OR_RETURN(server_, BeanstalkServer::Open());
    return server_->Start(true);
  }

 private:
  absl::StatusOr<std::unique_ptr<TextConnection>> Connect() const override { return server_->Connect(); }
  std::unique_ptr<TextProtocol> Protocol(int) const override { return BeanstalkProtocol(); }
  pid_t pid() const override { return server_->pid(); }

  std::unique_ptr<BeanstalkServer> server_;
};

class RedisPeer : public TextPeer {
 public:
  std::string name() const override { return "redis-stream"; }
  absl::Status Start() override {
    if (!std::filesystem::exists(kRedis)) return absl::UnimplementedError("redis-server is not installed");
    ASSIGN_OR_RETURN(port_, support::FreePort());
    const std::vector<std::string> command = {
        kRedis,   "--bind", "127.0.0.1",    "--port", absl::StrCat(port_), "--dir", dir_.path(),
        "--save", "",       "--appendonly", "yes",    "--appendfsync",     "always"};
    ASSIGN_OR_RETURN(process_, support::Process::Start(command, dir_.File("redis.log")));
    const bool up = support::WaitUntil([this] { return support::Listens(port_); }, absl::Seconds(30));
    return up ? MakeGroup() : absl::UnavailableError("bench: Redis does not come up");
  }

 private:
  absl::Status MakeGroup() const {
    ASSIGN_OR_RETURN(const auto connection, Connect());
    RETURN_IF_ERROR(connection->Send("XGROUP CREATE queue stations $ MKSTREAM\r\n"));
    ASSIGN_OR_RETURN(const std::string answer, connection->ReadLine());
    return answer == "+OK" ? absl::OkStatus() : absl::InternalError("bench: Redis says " + answer);
  }
  absl::StatusOr<std::unique_ptr<TextConnection>> Connect() const override {
    return TextConnection::Open(port_);
  }
  std::unique_ptr<TextProtocol> Protocol(int client) const override { return RedisProtocol(client); }
  pid_t pid() const override { return process_->pid(); }

  const TempDir dir_;
  int port_ = 0;
  std::unique_ptr<support::Process> process_;
};

}  // namespace

std::unique_ptr<Peer> NewBeanstalkPeer() { return std::make_unique<BeanstalkPeer>(); }

std::unique_ptr<Peer> NewRedisPeer() { return std::make_unique<RedisPeer>(); }

}  // namespace blangko::bench
