#include "services/refusal/refusal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"

namespace blangko {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Refusal, CarriesReasonCodeAndBothSentences) {
  const absl::Status status = Refuse(Reason::kNoBlanks, {{"site", "14.05"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(status), "NO_BLANKS");
  EXPECT_EQ(status.message(), "There is no free blank at 14.05.");
  EXPECT_EQ(IndonesianOf(status), "Tidak ada blangko tersedia di 14.05.");
}

TEST(Refusal, BadFieldSaysFieldGotWant) {
  const absl::Status status = BadField("max_jobs", "0", "1 to 50");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("max_jobs: got 0, want 1 to 50"));
  EXPECT_THAT(IndonesianOf(status), HasSubstr("max_jobs: diisi 0, seharusnya 1 sampai 50"));
}

TEST(Refusal, SurvivesTheWire) {
  const absl::Status sent = RefuseForNow(Reason::kOverloaded, absl::Milliseconds(1500));
  const absl::Status got = FromDetails(*DetailsOf(sent));
  EXPECT_EQ(got, sent);
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(DetailsOf(got)->details(2).UnpackTo(&retry));
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
}

TEST(Refusal, PlainStatusIsNoRefusal) {
  EXPECT_EQ(ReasonOf(absl::InternalError("x")), "");
  EXPECT_FALSE(DetailsOf(absl::OkStatus()).has_value());
}

TEST(Refusal, EveryReasonHasItsText) {
  for (int i = 0; i <= static_cast<int>(Reason::kPageTokenInvalid); ++i) {
    EXPECT_NE(TextOf(static_cast<Reason>(i)).name, "UNKNOWN") << i;
  }
}

TEST(MaskNik, KeepsFourDigits) {
  EXPECT_EQ(MaskNik("1405010101900001"), "************0001");
  EXPECT_EQ(MaskNik("123"), "**3");
  EXPECT_EQ(MaskNik(""), "");
}

TEST(MaskNiks, FindsThemAnywhere) {
  EXPECT_EQ(MaskNiks("1405010101900001"), "************0001");
  EXPECT_EQ(MaskNiks("R-1405010101900001/2 and 14050101019000012"),
            "R-************0001/2 and *************0012");
  EXPECT_EQ(MaskNiks("140501010190000 of 14.05.02.2003"), "140501010190000 of 14.05.02.2003");
  EXPECT_EQ(MaskNiks(""), "");
}

TEST(Refusal, NeverRepeatsANik) {
  const std::string nik = "1405010101900001";
  for (const absl::Status& status :
       {Refuse(Reason::kUnknownRecord, {{"record", nik}}), BadField("site", "x" + nik, "an office code")}) {
    EXPECT_THAT(DetailsOf(status)->SerializeAsString(), Not(HasSubstr(nik)));
    EXPECT_THAT(std::string(status.message()), HasSubstr("************0001"));
    EXPECT_THAT(IndonesianOf(status), HasSubstr("************0001"));
  }
}

}  // namespace
}  // namespace blangko
