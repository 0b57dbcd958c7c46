// IncidentTable: incidents inside a caller's transaction, with the lists of the open ones and of those about a record.
//
// Invariant: an incident stands in the lists of open ones if and only if nobody has settled it. A fact and its incident
// are one commit, which no number of incidents makes too large: of one record at most kOpenAboutMax are open, of
// the counts of one station kOpenCountsMax.
// Failure: UNKNOWN_INCIDENT; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/incidents/v1/incidents.pb.h"
#include "blangko/rows/v1/incidents.pb.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::incidents {

using IncidentRow = rows::v1::Incident;
using Kind = v1::IncidentKind;

// "SECOND_CARD"
std::string NameOf(const IncidentRow& incident);
bool IsOpen(const IncidentRow& incident);
bool IsAboutChip(const IncidentRow& incident);
// About what was counted at a station: no record has it.
bool IsAboutCount(const IncidentRow& incident);

// "12" -> 12; UNKNOWN_INCIDENT for what is no number.
absl::StatusOr<uint64_t> IncidentNumber(std::string_view id);
absl::StatusOr<IncidentRow> GetIncident(storage::Snapshot& snapshot, uint64_t number);

// Open ones of one record. What is said beyond is counted in the newest; each fact is in the log by itself.
inline constexpr size_t kOpenAboutMax = 10;

// How often something like it was said while it is open.
uint32_t FactsOf(const IncidentRow& incident);

// Of one station about its counts.
inline constexpr size_t kOpenCountsMax = 20;

// Opens one, dated now; number and time are given to it. While one of the same kind about the same attempt is open, or
// of a station about attempts that it was never given, or about the same count of a day, a further one is counted in it:
// it is the newest word then, unless it is about something else.
absl::Status OpenIncident(storage::Txn& txn, const access::Act& act, IncidentRow incident);

// A further word about the card of `incident`, which by itself is none: what is open about that card says it, too.
absl::Status HearWord(storage::Txn& txn, const access::Act& act, const IncidentRow& incident);

// Whoever is named has found out what it was. The log entry is the caller's.
void SettleIncident(storage::Txn& txn, IncidentRow& incident, std::string_view by, absl::Time now,
                    std::string_view reason);

// A decision about the card of that attempt answers what was open about that card; what is about its chip stays open.
// So does the word of a station that was never given the attempt, but to who decides about that word.
enum class Decided { kOwnCard, kAnyCard };
absl::Status SettleByDecision(storage::Txn& txn, std::string_view record_id, uint32_t attempt,
                              std::string_view by, absl::Time now, std::string_view decision,
                              Decided decided = Decided::kOwnCard);

// All about a record, oldest first: not for a transaction, whose budget it may exceed.
absl::StatusOr<std::vector<IncidentRow>> IncidentsAbout(storage::Snapshot& snapshot,
                                                        std::string_view record_id);
// Those that are open, and the first of them.
absl::StatusOr<std::vector<IncidentRow>> AllOpenAbout(storage::Snapshot& snapshot,
                                                      std::string_view record_id);
absl::StatusOr<std::optional<IncidentRow>> OpenAbout(storage::Snapshot& snapshot, std::string_view record_id);
// The first open one about a card rather than its chip.
absl::StatusOr<std::optional<IncidentRow>> OpenAboutCard(storage::Snapshot& snapshot,
                                                         std::string_view record_id);

// Oldest first, after that number (0 = from the start), until the visitor answers false.
absl::Status VisitIncidents(storage::Snapshot& snapshot, bool open_only, uint64_t after,
                            absl::FunctionRef<bool(const IncidentRow&)> visit);

struct OpenCount {
  int64_t count = 0;
  int64_t oldest_micros = 0;  // 0 = there is none
};
// Of the offices that begin with `prefix`.
absl::StatusOr<OpenCount> CountOpen(storage::Snapshot& snapshot, std::string_view prefix);

}  // namespace blangko::incidents
