// Records: the use cases of print requests: one by hand, find, list, count, hold, release, cancel, move.
//
// Every change checks the actor's role and scope, is remembered under its request_id, and leaves exactly one log entry.
// Hold, cancel and move of a record that a station may be printing become a request to that station (`stop_request`):
// the record stays where it is until the station answers.
// Failure: refusals of services/refusal, named at each method; storage errors pass through.
// Threads: any.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/records/v1/records_service.pb.h"
#include "services/access/actor.h"
#include "services/records/import/importer.h"
#include "services/records/ports.h"
#include "services/records/record_desk.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"

namespace blangko::records {

// Records with keys after `after` (empty = from the start).
struct ListPage {
  size_t size = 100;
  std::string after;
};
struct Listed {
  std::vector<v1::Record> records;
  std::string last_key;  // where the next page begins; empty = there is none
};

class Records {
 public:
  // `heads` may be null; the other arguments outlive the object.
  Records(storage::Store& store, PlacementRule& placement, GrantReturn& grants, storage::HeadHint* heads)
      : store_(store), ports_{placement, grants, heads} {}

  // DUPLICATE_RECORD when this request exists already; UNKNOWN_OFFICE when no site prints for the area.
  absl::StatusOr<v1::CreateRecordResponse> Create(const access::Act& act,
                                                  const v1::CreateRecordRequest& request);

  // FORBIDDEN_MOVE when the state table has no such move.
  absl::StatusOr<v1::HoldRecordResponse> Hold(const access::Act& act, const v1::HoldRecordRequest& request);
  // REASON_NEEDED for a hold that somebody must look at. A record held because of a list of died, moved or duplicate
  // persons: the release says that the list is wrong.
  absl::StatusOr<v1::ReleaseRecordResponse> Release(const access::Act& act,
                                                    const v1::ReleaseRecordRequest& request);
  absl::StatusOr<v1::CancelRecordResponse> Cancel(const access::Act& act,
                                                  const v1::CancelRecordRequest& request);
  // To another print site; keeps its key. FORBIDDEN_MOVE once a card may exist that is not permitted work.
  absl::StatusOr<v1::MoveRecordResponse> Move(const access::Act& act, const v1::MoveRecordRequest& request);

  // Reading personal data writes an entry into the log. UNKNOWN_RECORD.
  absl::StatusOr<v1::GetRecordResponse> Get(const access::Act& act, const v1::GetRecordRequest& request);
  // By site, state, class and place. A page may be short; only an empty `last_key` is the end.
  absl::StatusOr<Listed> List(const access::Act& act, const v1::ListRecordsRequest& request,
                              const ListPage& page);
  // Cost grows with groups (sites, states, classes, days), not with records.
  absl::StatusOr<v1::GetBacklogResponse> Backlog(const access::Act& act,
                                                 const v1::GetBacklogRequest& request);
  // The place among the READY records of its site and class. NOT_IN_LINE for another state.
  absl::StatusOr<v1::GetRankResponse> Rank(const access::Act& act, const v1::GetRankRequest& request);

  // A list that comes in, or goes on (import/importer.h). The importer must not outlive this object.
  absl::StatusOr<std::unique_ptr<Importer>> OpenImport(const access::Act& act, const ImportStart& start);
  absl::StatusOr<v1::GetImportResponse> GetImport(const access::Act& act, std::string_view import_id);
  // Errors of rows after `after_row`.
  absl::StatusOr<std::vector<v1::ImportError>> ListImportErrors(const access::Act& act,
                                                                std::string_view import_id, int64_t after_row,
                                                                size_t limit);

  // Newest first, after the import `after` (empty = from the newest); of the actor's scope and below `office`.
  absl::StatusOr<std::vector<v1::Import>> ListImports(const access::Act& act, std::string_view office,
                                                      std::string_view after, size_t limit);

  // How lists are read. INVALID_FIELD names what is wrong in a profile; built-in ones cannot be replaced.
  absl::StatusOr<v1::SetImportProfileResponse> SetProfile(const access::Act& act,
                                                          const v1::SetImportProfileRequest& request);
  absl::StatusOr<v1::GetImportProfileResponse> GetProfile(const access::Act& act,
                                                          const v1::GetImportProfileRequest& request);
  // Kept ones after the name `after`; built-in ones stand before the first.
  absl::StatusOr<std::vector<v1::ImportProfileSummary>> ListProfiles(const access::Act& act,
                                                                     std::string_view after, size_t limit);

  // What an import held, after the key `after`.
  struct ListedHeld {
    std::vector<v1::ImportHeld> held;
    std::string last_key;  // empty = there is no further page
  };
  absl::StatusOr<ListedHeld> ListImportHeld(const access::Act& act, std::string_view import_id,
                                            std::string_view after, size_t limit);

  // Opens gates at birthdays and ends holds whose time has come, at most `limit`. Answers how many entries it worked
  // off; call again while that is `limit`. Repeating it changes nothing.
  absl::StatusOr<size_t> WakeDue(absl::Time now, size_t limit);

 private:
  using Body = absl::FunctionRef<absl::StatusOr<RecordRow>(RecordDesk&, const RecordRow&)>;

  // One change of one record, once per request_id.
  absl::StatusOr<v1::Record> Change(const access::Act& act, std::string_view method,
                                    std::string_view record_id, Body body);
  absl::StatusOr<v1::GetRecordResponse> GetWithPersonal(const access::Act& act,
                                                        const v1::GetRecordRequest& request);

  storage::Store& store_;
  const Ports ports_;
};

}  // namespace blangko::records
