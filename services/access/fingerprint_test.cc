#include "services/access/fingerprint.h"

#include <gtest/gtest.h>

#include "blangko/records/v1/records_service.pb.h"
#include "google/rpc/error_details.pb.h"

namespace blangko::access {
namespace {

records::v1::CreateRecordRequest Request() {
  records::v1::CreateRecordRequest request;
  request.set_request_id("first");
  request.set_office("14.05");
  request.mutable_personal()->set_name("SITI");
  return request;
}

TEST(Fingerprint, LeavesOutTheRequestIdAtTheTopOnly) {
  auto repeat = Request();
  repeat.set_request_id("second");
  EXPECT_EQ(Fingerprint(repeat), Fingerprint(Request()));
  EXPECT_EQ(Fingerprint(repeat).size(), 32u);
}

TEST(Fingerprint, SeesEveryField) {
  auto other = Request();
  other.mutable_personal()->set_name("SITO");
  EXPECT_NE(Fingerprint(other), Fingerprint(Request()));
  other = Request();
  other.mutable_recorded_time();  // present but empty differs from absent
  EXPECT_NE(Fingerprint(other), Fingerprint(Request()));
}

TEST(Fingerprint, FieldsAndListsDoNotRunIntoOneAnother) {
  records::v1::HoldRecordRequest a, b;
  a.set_record_id("ab");
  a.set_reason("c");
  b.set_record_id("a");
  b.set_reason("bc");
  EXPECT_NE(Fingerprint(a), Fingerprint(b));
  records::v1::ListRecordsRequest one, two;
  one.add_states(records::v1::RECORD_STATE_READY);
  two.add_states(records::v1::RECORD_STATE_READY);
  two.add_states(records::v1::RECORD_STATE_READY);
  EXPECT_NE(Fingerprint(one), Fingerprint(two));
}

TEST(Fingerprint, DiffersByMessageType) {
  records::v1::GetImportRequest get;
  records::v1::GetRankRequest rank;
  EXPECT_NE(Fingerprint(get), Fingerprint(rank));
}

TEST(Fingerprint, OrderInAMapDoesNotCount) {
  google::rpc::ErrorInfo a, b;
  for (int i = 0; i < 50; ++i) (*a.mutable_metadata())[std::to_string(i)] = "x";
  for (int i = 49; i >= 0; --i) (*b.mutable_metadata())[std::to_string(i)] = "x";
  EXPECT_EQ(Fingerprint(a), Fingerprint(b));
}

TEST(StationProofText, BindsEveryPart) {
  const std::string text = StationProofText("m", "s", 1, "r", "f");
  EXPECT_NE(text, StationProofText("m2", "s", 1, "r", "f"));
  EXPECT_NE(text, StationProofText("m", "s2", 1, "r", "f"));
  EXPECT_NE(text, StationProofText("m", "s", 2, "r", "f"));
  EXPECT_NE(text, StationProofText("m", "s", 1, "r2", "f"));
  EXPECT_NE(text, StationProofText("m", "s", 1, "r", "f2"));
}

}  // namespace
}  // namespace blangko::access
