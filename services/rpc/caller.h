// Caller: who is calling, found from the connection and the metadata, before anything else is looked at.
//
//   blangko-station-bin   a common.v1.StationProof: the call comes from that station, once the node has checked it
//   blangko-session       the token of a login: the call comes from that account, with its role and scope
//   blangko-operator      the name of the person at the keyboard; believed, because only this machine can reach us
//
// A call from this machine with neither is the local operator, with the role and scope of the configuration, unless that
// wants everybody to log in. A call from another machine without a proof is refused, unless the configuration trusts
// whoever reaches the port.
// Failure: STATION_PROOF_INVALID, NOT_ALLOWED, LOGIN_NEEDED, and what the checks answer.
// Threads: any, if the checks are.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/access/actor.h"

namespace blangko::rpc {

// A station's claim to have made a call; `text` is what it must have signed.
struct StationClaim {
  std::string station_id;
  uint64_t epoch = 0;
  std::string text;
  std::string signature;
};

// Answers the station's actor when the claim holds for its pinned key.
using StationCheck = std::function<absl::StatusOr<access::Actor>(const StationClaim&)>;

// Answers the actor of the account that holds the token.
using SessionCheck = std::function<absl::StatusOr<access::Actor>(std::string_view token, absl::Time now)>;

struct CallerRules {
  access::Role operator_role = access::Role::kAdministrator;
  std::string operator_scope = {};    // area prefix; empty = everything in the store
  bool trust_other_machines = false;  // operators on other machines; only with an insecure listener
  bool login_needed = false;          // nobody but stations and persons with a session
};

// What a call says about its sender.
struct CallFacts {
  std::string peer;           // gRPC's text: "ipv4:127.0.0.1:4711"
  std::string operator_name;  // metadata
  std::string session;        // metadata
  std::string station_proof;  // metadata, serialised StationProof
  std::string_view message;   // full name of the request message, part of what a station signs
  std::string_view request_id;
  std::string_view fingerprint;
  absl::Time now;
};

// What looks behind a claim; an empty check refuses it.
struct CallerChecks {
  StationCheck station = {};
  SessionCheck session = {};
};

// True for loopback addresses, unix sockets and calls inside the process.
bool IsThisMachine(std::string_view peer);

// Letters, digits, '.', '-' and '_', at most 40, anything else left out; "operator" when nothing is left.
std::string OperatorName(std::string_view text);

absl::StatusOr<access::Actor> FindCaller(const CallFacts& facts, const CallerRules& rules,
                                         const CallerChecks& checks);

}  // namespace blangko::rpc
