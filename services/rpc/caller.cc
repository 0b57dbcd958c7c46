#include "services/rpc/caller.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "blangko/common/v1/common.pb.h"
#include "services/access/fingerprint.h"
#include "services/refusal/refusal.h"

namespace blangko::rpc {
namespace {

constexpr size_t kOperatorNameMax = 40;
constexpr std::array<std::string_view, 5> kOwnPeers = {"ipv4:127.", "ipv6:[::1]", "ipv6:%5B::1%5D",
                                                       "unix:", "inproc"};

absl::StatusOr<access::Actor> FindStation(const CallFacts& facts, const StationCheck& check_station) {
  common::v1::StationProof proof;
  if (!proof.ParseFromString(facts.station_proof) || check_station == nullptr) {
    return Refuse(Reason::kStationProofInvalid, {{"station", proof.station_id()}});
  }
  return check_station({.station_id = proof.station_id(),
                        .epoch = proof.epoch(),
                        .text = access::StationProofText(facts.message, proof.station_id(), proof.epoch(),
                                                         facts.request_id, facts.fingerprint),
                        .signature = proof.signature()});
}

absl::StatusOr<access::Actor> FindPerson(const CallFacts& facts, const SessionCheck& check_session) {
  if (check_session == nullptr) return Refuse(Reason::kSessionEnded);
  return check_session(facts.session, facts.now);
}

// What may be asked without a name where names are needed.
bool IsLogin(std::string_view message) { return message == "blangko.access.v1.LoginRequest"; }

}  // namespace

bool IsThisMachine(std::string_view peer) {
  return std::any_of(kOwnPeers.begin(), kOwnPeers.end(),
                     [peer](std::string_view own) { return peer.starts_with(own); });
}

std::string OperatorName(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool plain = absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_';
    if (plain && name.size() < kOperatorNameMax) name += c;
  }
  return name.empty() ? "operator" : name;
}

absl::StatusOr<access::Actor> FindCaller(const CallFacts& facts, const CallerRules& rules,
                                         const CallerChecks& checks) {
  if (!facts.station_proof.empty()) return FindStation(facts, checks.station);
  const bool local = IsThisMachine(facts.peer);
  const std::string identity = (local ? "local:" : "remote:") + OperatorName(facts.operator_name);
  if (!local && !rules.trust_other_machines) return Refuse(Reason::kNotAllowed, {{"actor", identity}});
  if (!facts.session.empty()) return FindPerson(facts, checks.session);
  if (rules.login_needed && !IsLogin(facts.message)) return Refuse(Reason::kLoginNeeded);
  return access::Actor{identity, rules.operator_role, rules.operator_scope};
}

}  // namespace blangko::rpc
