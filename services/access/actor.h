// Actor and Act: who asks, with which role and scope, and the request they ask with.
//
// Scope is an area prefix of dotted codes: "14.05" covers "14.05" and "14.05.07" but not "14.051"; "" covers all.
// Every use case takes an Act and checks scope at the data it touches.
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "storage/layers/request_rows.h"

namespace blangko::access {

enum class Role { kOperator, kSupervisor, kAdministrator, kStation, kAuditor, kSystem, kProvince, kCentre };

struct Actor {
  std::string
      identity;  // "account:siti", "local:budi", "station:rumbai-1", "system:waker"; is in every log entry
  Role role = Role::kOperator;
  std::string scope;   // area prefix
  bool named = false;  // logged in with an account: only such persons count in an act of two
};

// Who approved what the actor proposed, when an act of two persons is done.
struct SecondPerson {
  std::string identity;
  bool off_site = false;  // approved by a code over the telephone
  uint64_t proposal = 0;
};

// One call of one use case.
struct Act {
  Actor actor;
  absl::Time now;
  std::string request_id;   // UUIDv7; empty for reads and for system steps
  std::string fingerprint;  // 32 bytes over the request's fields without request_id (fingerprint.h)
  std::optional<SecondPerson> second = {};
};

// The act of a background step: no request row, full scope.
Act SystemAct(std::string_view step, absl::Time now);

// True when `code` lies in the area of `scope`.
bool Covers(std::string_view scope, std::string_view code);

// OUT_OF_SCOPE unless the actor's scope covers `office`. The answer does not tell whether the object exists.
absl::Status CheckScope(const Actor& actor, std::string_view office);

// NOT_ALLOWED unless the actor may change things (auditors and stations may not use staff verbs).
absl::Status CheckStaff(const Actor& actor);

// The request row's key for a use case.
storage::RequestKey KeyOf(const Act& act, std::string_view method);

}  // namespace blangko::access
