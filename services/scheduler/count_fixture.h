// Fixture of the tests about full counts: two persons, and doubts of one lot.
//
// Threads: belongs to one test.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/scheduler/doubts_fixture.h"

namespace blangko::scheduler {

class CountFixture : public DoubtsFixture {
 protected:
  CountFixture() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 5);
    siti_ = GivenPerson("siti", access::v1::ROLE_OPERATOR, kRegency);
    budi_ = GivenPerson("budi", access::v1::ROLE_SUPERVISOR, kRegency);
  }

  // The first of the line, in doubt.
  v1::Job GivenDoubt() {
    const v1::Job job = Take(1).at(0);
    EXPECT_TRUE(Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL).booked());
    return job;
  }
  v1::ResolveJobRequest Counted(const v1::Job& job, const std::vector<std::pair<std::string, int>>& counts) {
    v1::ResolveJobRequest request =
        DecisionOf(job, v1::OUTCOME_NOT_PRINTED, v1::NOT_PRINTED_EVIDENCE_FULL_COUNT);
    for (const auto& [lot, blanks] : counts) {
      v1::CountedLot& count = *request.add_counts();
      count.set_lot(lot);
      count.set_blank_count(blanks);
    }
    return request;
  }

  access::Actor siti_, budi_;
};

}  // namespace blangko::scheduler
