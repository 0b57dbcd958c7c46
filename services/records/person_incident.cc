#include "services/records/person_incident.h"

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/records/person_table.h"

namespace blangko::records {

absl::StatusOr<std::optional<incidents::IncidentRow>> OpenAboutPersonOf(storage::Snapshot& snapshot,
                                                                        const rows::v1::Record& record) {
  ASSIGN_OR_RETURN(auto open, incidents::OpenAbout(snapshot, record.record_id()));
  if (open.has_value() || Planted("other-card-unseen")) return open;
  ASSIGN_OR_RETURN(const rows::v1::Person person, FindPerson(snapshot, record.person_id()));
  for (const std::string& other : OtherRecordsOf(person, record.record_id())) {
    ASSIGN_OR_RETURN(open, incidents::OpenAbout(snapshot, other));
    if (open.has_value()) break;
  }
  return open;
}

}  // namespace blangko::records
