// Incidents: what is listed to whom, and how one ends.
#include "services/incidents/incidents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/ids.h"
#include "base/rng.h"
#include "services/access/fingerprint.h"
#include "services/incidents/incident_table.h"
#include "services/refusal/refusal.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::incidents {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class IncidentsTest : public testing::Test {
 protected:
  access::Act Act(access::Role role = access::Role::kSupervisor, const std::string& scope = "14.05") {
    return {{"account:sari", role, scope}, clock_.Now(), ids_.Next(), ""};
  }
  void Open(const std::string& record, Kind kind = v1::INCIDENT_KIND_SECOND_CARD,
            const std::string& office = "14.05", uint32_t attempt = 1) {
    IncidentRow incident;
    incident.set_kind(static_cast<uint32_t>(kind));
    incident.set_record_id(record);
    incident.set_office(office);
    incident.set_attempt(attempt);
    EXPECT_OK(
        store_.Update("test.open", [&](storage::Txn& txn) { return OpenIncident(txn, Act(), incident); }));
  }
  std::vector<std::string> Listed(const v1::ListIncidentsRequest& request = {}, size_t size = 100) {
    std::vector<std::string> ids;
    PageRequest page{.size = size, .after = ""};
    do {
      const auto found = incidents_.List(Act().actor, request, page);
      EXPECT_OK(found);
      for (const v1::Incident& incident : found->rows) ids.push_back(incident.incident_id());
      page.after = found->next;
    } while (!page.after.empty());
    return ids;
  }
  v1::SettleIncidentRequest SettleOf(const std::string& id) {
    v1::SettleIncidentRequest request;
    request.set_request_id(ids_.Next());
    request.set_incident_id(id);
    request.set_reason("kartu kedua ditemukan dan disimpan");
    return request;
  }
  absl::StatusOr<v1::SettleIncidentResponse> Settle(const v1::SettleIncidentRequest& request,
                                                    access::Role role = access::Role::kSupervisor,
                                                    const std::string& scope = "14.05") {
    access::Act act = Act(role, scope);
    act.request_id = request.request_id();
    act.fingerprint = access::Fingerprint(request);
    return incidents_.Settle(act, request);
  }

  storage::MemoryStore store_;
  TestClock clock_;
  SeededRng rng_{7};
  IdSource ids_{clock_, rng_};
  struct NothingFirst : SettleRule {
    absl::Status Check(storage::Snapshot&, const IncidentRow& incident) const override {
      return incident.attempt() == 99 ? absl::FailedPreconditionError("decide first") : absl::OkStatus();
    }
  } rule_;
  Incidents incidents_{store_, rule_};
};

TEST_F(IncidentsTest, OfOneRecordAtMostTenAreOpen) {
  for (uint32_t attempt = 1; attempt <= 15; ++attempt) {
    Open("r1", v1::INCIDENT_KIND_SECOND_CARD, "14.05", attempt);
  }
  EXPECT_EQ(Listed().size(), kOpenAboutMax);
  EXPECT_EQ(incidents_.Get(Act().actor, "10")->fact_count(), 6);
  ASSERT_OK(Settle(SettleOf("10")));
  Open("r1", v1::INCIDENT_KIND_SECOND_CARD, "14.05", 16);
  EXPECT_EQ(Listed().size(), kOpenAboutMax) << "a settled one makes room";
}

TEST_F(IncidentsTest, WhatMustBeDecidedFirstKeepsItOpen) {
  Open("r1", v1::INCIDENT_KIND_SECOND_CARD, "14.05", 99);
  EXPECT_EQ(Settle(SettleOf("1")).status().message(), "decide first");
  EXPECT_EQ(Listed().size(), 1U);
}

TEST_F(IncidentsTest, OpenOnesOfTheOwnAreaAreListedOldestFirst) {
  Open("r1");
  Open("r2", v1::INCIDENT_KIND_UID_USED, "14.06");
  Open("r3", v1::INCIDENT_KIND_CONTRADICTION, "14.05.02");
  EXPECT_THAT(Listed(), ElementsAre("1", "3"));
  EXPECT_THAT(Listed({}, 1), ElementsAre("1", "3")) << "page by page";
  v1::ListIncidentsRequest wanted;
  wanted.add_kinds(v1::INCIDENT_KIND_CONTRADICTION);
  EXPECT_THAT(Listed(wanted), ElementsAre("3"));
  wanted.Clear();
  wanted.set_office("14.05.02");
  EXPECT_THAT(Listed(wanted), ElementsAre("3"));
  wanted.Clear();
  wanted.set_record_id("r1");
  EXPECT_THAT(Listed(wanted), ElementsAre("1"));
  EXPECT_EQ(ReasonOf(incidents_.Get(Act().actor, "2").status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(incidents_.Get(Act().actor, "9").status()), "UNKNOWN_INCIDENT");
  EXPECT_EQ(ReasonOf(incidents_.Get(Act().actor, "satu").status()), "UNKNOWN_INCIDENT");
}

TEST_F(IncidentsTest, TheSameAgainIsNoSecondOneWhileItIsOpen) {
  Open("r1");
  Open("r1");
  Open("r1", v1::INCIDENT_KIND_SECOND_CARD, "14.05", 2);
  EXPECT_THAT(Listed(), ElementsAre("1", "2"));
  ASSERT_OK(Settle(SettleOf("1")));
  Open("r1");
  EXPECT_THAT(Listed(), ElementsAre("2", "3"));
}

TEST_F(IncidentsTest, ASettledOneSaysWhoAndWhy) {
  Open("r1");
  const v1::SettleIncidentRequest request = SettleOf("1");
  const auto settled = Settle(request);
  ASSERT_OK(settled);
  EXPECT_EQ(settled->incident().settled_by(), "account:sari");
  EXPECT_EQ(settled->incident().settle_reason(), "kartu kedua ditemukan dan disimpan");
  EXPECT_EQ(settled->incident().state(), v1::Incident::STATE_SETTLED);
  EXPECT_THAT(Listed(), IsEmpty());
  v1::ListIncidentsRequest all;
  all.add_states(v1::Incident::STATE_OPEN);
  all.add_states(v1::Incident::STATE_SETTLED);
  EXPECT_THAT(Listed(all), ElementsAre("1"));
  const auto again = Settle(request);
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), settled->SerializeAsString()) << "a repeat";
  EXPECT_EQ(ReasonOf(Settle(SettleOf("1")).status()), "INCIDENT_SETTLED") << "another one";
}

TEST_F(IncidentsTest, OnlyASupervisorOfTheAreaWithAReason) {
  Open("r1");
  EXPECT_EQ(ReasonOf(Settle(SettleOf("1"), access::Role::kOperator).status()), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(Settle(SettleOf("1"), access::Role::kSupervisor, "14.06").status()), "OUT_OF_SCOPE");
  v1::SettleIncidentRequest request = SettleOf("1");
  request.clear_reason();
  EXPECT_EQ(ReasonOf(Settle(request).status()), "INVALID_FIELD");
  request.set_reason("NIK 1405021708950001");
  EXPECT_EQ(ReasonOf(Settle(request).status()), "INVALID_FIELD");
  EXPECT_THAT(Listed(), ElementsAre("1"));
}

TEST_F(IncidentsTest, ADecisionAboutTheCardSettlesWhatIsAboutTheCardAlone) {
  Open("r1", v1::INCIDENT_KIND_UNEXPECTED_CARD);
  Open("r1", v1::INCIDENT_KIND_UID_USED);
  Open("r1", v1::INCIDENT_KIND_UNEXPECTED_CARD, "14.05", 2);
  EXPECT_OK(store_.Update("test.decide", [&](storage::Txn& txn) {
    return SettleByDecision(txn, "r1", 1, "siti", clock_.Now(), "RESOLVED_PRINTED");
  }));
  EXPECT_THAT(Listed(), ElementsAre("2", "3"));
}

TEST_F(IncidentsTest, TheOldestOpenOneIsKnown) {
  const auto count = [&](const std::string& prefix) {
    return storage::ViewFor<OpenCount>(
               store_, [&](storage::Snapshot& snapshot) { return CountOpen(snapshot, prefix); })
        .value();
  };
  EXPECT_EQ(count("").count, 0);
  const absl::Time first = clock_.Now();
  Open("r1");
  clock_.Advance(absl::Hours(3));
  Open("r2", v1::INCIDENT_KIND_UID_USED, "14.06");
  EXPECT_EQ(count("").count, 2);
  EXPECT_EQ(count("").oldest_micros, absl::ToUnixMicros(first));
  EXPECT_EQ(count("14.06").count, 1);
}

}  // namespace
}  // namespace blangko::incidents
