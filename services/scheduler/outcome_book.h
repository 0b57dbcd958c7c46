// OutcomeBook books the reports of a station, one after the other, inside one transaction.
//
// A report is a fact: repeated it is answered as before; about an attempt that is no longer permitted it is booked as
// late. A refusal (SEQUENCE_CONFLICT, STATION_QUARANTINED, UNKNOWN_RECORD, OUT_OF_SCOPE, EVIDENCE_NEEDED,
// TWO_PERSONS_NEEDED, INVALID_FIELD) leaves nothing behind, but for the quarantine of a station whose journal forked, and
// stops no other report.
// Failure: those, and storage errors. Threads: borrows one Txn.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/incidents/incident_table.h"
#include "services/scheduler/outcome.h"
#include "services/scheduler/record_edit.h"
#include "services/scheduler/station_desk.h"

namespace blangko::scheduler {

// The newest time that the station's own clock gave to an outcome of this call; InfinitePast when it gave none.
absl::Time NewestDeviceTime(const google::protobuf::RepeatedPtrField<v1::OutcomeReport>& reports);

class OutcomeBook {
 public:
  // `newest_device_time` is that of the whole call: it dates the cards of a batch (printers/print_rate.h).
  OutcomeBook(Work& work, StationDesk& desk, absl::Time newest_device_time)
      : work_(work), desk_(desk), newest_device_time_(newest_device_time) {}

  absl::StatusOr<v1::OutcomeResult> Book(const v1::OutcomeReport& report);

 private:
  enum class Standing;

  absl::StatusOr<v1::OutcomeResult> BookNew(const v1::OutcomeReport& report);
  absl::StatusOr<bool> NoteBlank(const records::RecordRow& record, const v1::OutcomeReport& report);
  absl::Status CheckConcerned(const records::RecordRow& record) const;
  bool ByStation() const;
  absl::Status CheckByHand(const v1::OutcomeReport& report, const records::RecordRow& record) const;
  absl::Status CheckCameOut(Standing standing, const records::RecordRow& record) const;
  absl::StatusOr<Finding> Weigh(Standing standing, const v1::OutcomeReport& report,
                                const records::RecordRow& record);
  absl::StatusOr<bool> TrustsDriver(const v1::OutcomeReport& report, const records::RecordRow& record);
  Standing StandingOf(const records::RecordRow& record, const v1::OutcomeReport& report) const;
  absl::Status Apply(Standing standing, RecordEdit& edit, const v1::OutcomeReport& report,
                     v1::OutcomeResult& result, const Finding& finding);
  absl::Status Raise(incidents::Kind kind, const records::RecordRow& record, const std::string& known,
                     const v1::OutcomeReport& report, const Finding& finding, v1::OutcomeResult& result);
  absl::Status ApplyCurrent(RecordEdit& edit, const v1::OutcomeReport& report, const Finding& finding);
  rows::v1::Attempt UnknownAttempt(const records::RecordRow& record, uint32_t number) const;
  absl::Status CountAtPrinter(const rows::v1::Attempt& attempt, v1::Outcome outcome, absl::Time printed);

  Work& work_;
  StationDesk& desk_;
  const absl::Time newest_device_time_;
};

// A refusal of one report as its item of the reply; storage errors come back as they are.
absl::StatusOr<v1::OutcomeResult> ItemOf(const v1::OutcomeReport& report,
                                         const absl::StatusOr<v1::OutcomeResult>& booked);

}  // namespace blangko::scheduler
