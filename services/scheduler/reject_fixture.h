// Fixture of the tests about rejected cards: one record with one card, with two, and with one beside a doubt.
//
// Threads: belongs to one test.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/incidents/incident_table.h"
#include "services/records/record_view.h"
#include "services/scheduler/doubts_fixture.h"

namespace blangko::scheduler {

class RejectFixture : public DoubtsFixture {
 protected:
  RejectFixture() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 5);
  }

  v1::Job Printed(const std::string& uid = "") {
    const v1::Job job = Take(1).at(0);
    v1::OutcomeReport report = ReportOf(job, v1::OUTCOME_PRINTED);
    report.set_blank_uid(uid);
    EXPECT_TRUE(Send(report).booked());
    return job;
  }
  // A card that nobody expected, of the attempt that was given back, and the newest one.
  std::pair<v1::Job, v1::Job> TwoCards(const std::string& late_uid = "") {
    const v1::Job late = Take(1).at(0);
    Report(late, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    const v1::Job newest = Printed();
    v1::OutcomeReport report = ReportOf(late, v1::OUTCOME_PRINTED);
    report.set_blank_uid(late_uid);
    EXPECT_TRUE(Send(report).late());
    return {late, newest};
  }
  v1::Job PrintedBesideADoubt() {
    const v1::Job late = Take(1).at(0);
    Report(late, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    const v1::Job newest = Printed();
    Report(late, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    return newest;
  }

  v1::RejectCardRequest RejectOf(const v1::Job& job) {
    v1::RejectCardRequest request;
    request.set_record_id(job.record_id());
    request.set_attempt(job.attempt());
    request.set_cause("CACAT");
    return request;
  }
  // "" when it was rejected.
  std::string Reject(v1::RejectCardRequest request, const std::string& scope = "",
                     const access::Actor* actor = nullptr) {
    const access::Act act = actor == nullptr ? Sign(request, Staff(scope))
                                             : Sign(request, {*actor, clock_.Now(), ids_.Next(), ""});
    return ReasonOf(scheduler_.RejectCard(act, request).status());
  }
  std::string Reject(const v1::Job& job) { return Reject(RejectOf(job)); }

  // The kinds of the open incidents about r001.
  std::vector<std::string> Open() {
    std::vector<std::string> open;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
      const auto about = incidents::IncidentsAbout(snapshot, "r001");
      EXPECT_OK(about);
      for (const incidents::IncidentRow& incident : *about) {
        if (incidents::IsOpen(incident)) open.push_back(incidents::NameOf(incident));
      }
      return absl::OkStatus();
    }));
    return open;
  }
  records::v1::HistoryEntry NewestEntry(const std::string& id) {
    const records::RecordRow row = Record(id);
    const auto record = storage::ViewFor<records::v1::Record>(
        store_, [&](storage::Snapshot& snapshot) { return records::FullView(snapshot, row); });
    EXPECT_OK(record);
    return record->history(record->history_size() - 1);
  }
  v1::ExplainRecordResponse Explained(const std::string& id = "r001") {
    v1::ExplainRecordRequest request;
    request.set_record_id(id);
    return scheduler_.Explain(Staff(), request).value();
  }
};

}  // namespace blangko::scheduler
