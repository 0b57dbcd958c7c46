// Person: somebody with an account, as the store sees a login: calls in its name, proposals and their approval.
//
//   Crew crew(channel, clock);
//   Person& ratna = crew.Add("ratna", ROLE_ADMINISTRATOR);   // the first two are administrators
//   Person& siti = crew.Add("siti", ROLE_OPERATOR, "14.05"); // proposed by the first, approved by the second
//   ASSERT_OK(siti.Do(&StockService::Stub::ReceiveShipment, request));
//
// Failure: what the server said; Crew::Add fails the test. Threads: belongs to one test.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "blangko/access/v1/accounts.pb.h"
#include "grpcpp/channel.h"
#include "tests/support/grpc_call.h"
#include "tests/support/request_ids.h"

namespace blangko::scenarios {

using Channel = std::shared_ptr<grpc::Channel>;

class Person {
 public:
  // Not logged in: the local operator, until LogIn.
  Person(std::string name, Channel channel, support::RequestIds& ids);

  const std::string& name() const { return name_; }
  // As it stands in the log.
  std::string identity() const { return "account:" + name_; }
  static std::string PinOf(std::string_view name);
  std::string pin() const { return PinOf(name_); }

  // Fills in a request id where there is none.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                              Request request) {
    if constexpr (requires { request.set_request_id(""); }) {
      if (request.request_id().empty()) request.set_request_id(ids_.Next());
    }
    Stub stub(channel_);
    return support::Call(stub, method, request, Prepare());
  }
  // The same, and the refusal's reason is what is asked for; "" = it was done.
  template <typename Stub, typename Request, typename Response>
  std::string Refusal(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                      Request request) {
    return ReasonIn(Do(method, std::move(request)).status());
  }
  // `given` is the PIN that others chose, at the first time.
  absl::Status LogIn(absl::Time now, std::string_view given = "");
  absl::Time login_time() const { return login_time_; }
  // Approves what somebody else proposed.
  absl::Status Approve(const std::string& proposal_id);

  const Channel& channel() const { return channel_; }
  support::PrepareContext Prepare() const;

 private:
  static std::string ReasonIn(const absl::Status& status);

  const std::string name_;
  const Channel channel_;
  support::RequestIds& ids_;
  std::string token_;
  absl::Time login_time_;
};

class Crew {
 public:
  Crew(Channel channel, const Clock& clock);

  // Somebody who is not logged in, at the server's own machine.
  Person& local() { return *people_.front(); }
  // Who was added under that name; logged in again where the login has ended.
  Person& At(std::string_view name);
  // A new account that has logged in and chosen its PIN.
  Person& Add(const std::string& name, access::v1::Role role, const std::string& scope = "");
  support::RequestIds& ids() { return ids_; }

 private:
  absl::Status MakeAccount(const std::string& name, access::v1::Role role, const std::string& scope);

  const Channel channel_;
  const Clock& clock_;
  support::RequestIds ids_;
  std::vector<std::unique_ptr<Person>> people_;  // the local operator first
};

}  // namespace blangko::scenarios
