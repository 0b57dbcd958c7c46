// Inbox: what people ask of a running agent, as small files in the station's directory, and the agent's replies.
//
// A request is whole and durable before the agent can see it, and stays until it was carried out and answered: after a
// crash in between it is carried out again, so whoever carries it out must make a repeat harmless. Requests are read
// in the order of their ids, which is the order in which they were made.
// Failure: UNAVAILABLE with path and cause. Threads: any process and thread, one object each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/ids.h"
#include "blangko/station/v1/operator.pb.h"

namespace blangko::printer {

class Inbox {
 public:
  explicit Inbox(const std::string& station_directory) : directory_(station_directory + "/inbox") {}

  // ---- for who asks ----------------------------------------------------------------------------------------------
  // Answers the request's id.
  absl::StatusOr<std::string> Put(const station::v1::OperatorRequest& request, IdSource& ids) const;
  // The same under an id that the caller made: put again it is still one request.
  absl::Status PutAs(const std::string& id, const station::v1::OperatorRequest& request) const;
  // What the agent said, taken away; nothing while it has not answered.
  std::optional<absl::Status> TakeReply(const std::string& id) const;
  // Takes a request back. False when the agent has it already.
  bool Withdraw(const std::string& id) const;

  // ---- for the agent ---------------------------------------------------------------------------------------------
  struct Received {
    std::string id;
    station::v1::OperatorRequest request;
  };
  // Oldest first. A file that is no request is answered with INVALID_ARGUMENT; a pipe, folder or link is passed over.
  std::vector<Received> Read() const;
  // Ends the request.
  void Reply(const std::string& id, const absl::Status& reply) const;
  // Throws away replies that nobody has fetched.
  void ForgetReplies() const;

 private:
  std::string PathOf(const std::string& id, const char* kind) const { return directory_ + "/" + id + kind; }

  const std::string directory_;
};

}  // namespace blangko::printer
