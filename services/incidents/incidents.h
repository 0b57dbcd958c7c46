// Incidents: the use cases of those who look into what was booked although it does not fit.
//
// Settling changes nothing but the incident: cards, blanks and records have use cases of their own.
// Failure: UNKNOWN_INCIDENT, INCIDENT_SETTLED, what the settle rule refuses, INVALID_FIELD, OUT_OF_SCOPE, NOT_ALLOWED;
// storage errors. Threads: any.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/incidents/v1/incidents_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "services/incidents/settle_rule.h"
#include "storage/store.h"

namespace blangko::incidents {

using access::PageOf;
using access::PageRequest;

class Incidents {
 public:
  // `rule`, and the store, must live longer.
  Incidents(storage::Store& store, const SettleRule& rule) : store_(store), rule_(rule) {}

  // Of the actor's area, oldest first.
  absl::StatusOr<PageOf<v1::Incident>> List(const access::Actor& actor,
                                            const v1::ListIncidentsRequest& request, const PageRequest& page);
  absl::StatusOr<v1::Incident> Get(const access::Actor& actor, std::string_view incident_id);

  // By a person with the right, with a reason. A repeat gets the same answer.
  absl::StatusOr<v1::SettleIncidentResponse> Settle(const access::Act& act,
                                                    const v1::SettleIncidentRequest& request);

 private:
  absl::StatusOr<v1::SettleIncidentResponse> SettleIn(storage::Txn& txn, const access::Act& act,
                                                      const v1::SettleIncidentRequest& request);

  storage::Store& store_;
  const SettleRule& rule_;
};

}  // namespace blangko::incidents
