#include "services/access/actor.h"

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::access {

Act SystemAct(std::string_view step, absl::Time now) {
  return {.actor = {.identity = absl::StrCat("system:", ToAbsl(step)), .role = Role::kSystem, .scope = ""},
          .now = now,
          .request_id = "",
          .fingerprint = ""};
}

bool Covers(std::string_view scope, std::string_view code) {
  if (scope.empty()) return true;
  if (code.substr(0, scope.size()) != scope) return false;
  if (code.size() == scope.size()) return true;
  const char next = code[scope.size()];
  return next == '.' || next == '-';  // "14.05-gudang" is another room of 14.05
}

absl::Status CheckScope(const Actor& actor, std::string_view office) {
  if (Covers(actor.scope, office)) return absl::OkStatus();
  return Refuse(Reason::kOutOfScope, {{"actor", actor.identity}});
}

absl::Status CheckStaff(const Actor& actor) {
  if (actor.role != Role::kAuditor && actor.role != Role::kStation) return absl::OkStatus();
  return Refuse(Reason::kNotAllowed, {{"actor", actor.identity}});
}

storage::RequestKey KeyOf(const Act& act, std::string_view method) {
  return {.request_id = act.request_id,
          .method = std::string(method),
          .fingerprint = act.fingerprint,
          .actor = act.actor.identity,
          .now = act.now};
}

}  // namespace blangko::access
