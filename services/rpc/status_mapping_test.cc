#include "services/rpc/status_mapping.h"

#include <gtest/gtest.h>

#include "services/refusal/refusal.h"

namespace blangko::rpc {
namespace {

TEST(StatusMapping, EveryCodeKeepsItsNumberButAborted) {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status status(static_cast<absl::StatusCode>(code), "text");
    const bool aborted = status.code() == absl::StatusCode::kAborted;
    const int want = aborted ? grpc::StatusCode::UNAVAILABLE : code;
    EXPECT_EQ(ToGrpc(status, "1").error_code(), want) << code;
  }
  EXPECT_TRUE(ToGrpc(absl::OkStatus(), "").ok());
}

TEST(StatusMapping, EveryCodeComesBack) {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status back = FromGrpc(grpc::Status(static_cast<grpc::StatusCode>(code), "text"));
    EXPECT_EQ(static_cast<int>(back.code()), code);
    EXPECT_EQ(back.message(), "text");
  }
  EXPECT_TRUE(FromGrpc(grpc::Status::OK).ok());
  EXPECT_EQ(FromGrpc(grpc::Status(static_cast<grpc::StatusCode>(17), "x")).code(),
            absl::StatusCode::kUnknown);
}

TEST(StatusMapping, ARefusalTravelsWhole) {
  const absl::Status refusal = Refuse(Reason::kNoBlanks, {{"site", "14.05"}});
  const absl::Status back = FromGrpc(ToGrpc(refusal, ""));
  EXPECT_EQ(back, refusal);
  EXPECT_EQ(ReasonOf(back), "NO_BLANKS");
  EXPECT_EQ(IndonesianOf(back), "Tidak ada blangko tersedia di 14.05.");
}

TEST(StatusMapping, AServerMistakeShowsItsLogIdAndNothingElse) {
  for (const absl::StatusCode code :
       {absl::StatusCode::kInternal, absl::StatusCode::kUnknown, absl::StatusCode::kDataLoss}) {
    const grpc::Status sent = ToGrpc(absl::Status(code, "row of 1405010101010001"), "0badcafe");
    EXPECT_EQ(sent.error_message().find("1405010101010001"), std::string::npos);
    EXPECT_EQ(sent.error_details().find("1405010101010001"), std::string::npos);
    EXPECT_NE(sent.error_message().find("0badcafe"), std::string::npos);
    EXPECT_NE(ReasonOf(FromGrpc(sent)), "");
  }
}

TEST(StatusMapping, AStoreThatCannotAnswerAsksForAResend) {
  for (const absl::Status& status : {absl::AbortedError("conflict"), absl::UnavailableError("disk")}) {
    const absl::Status back = FromGrpc(ToGrpc(status, ""));
    EXPECT_EQ(back.code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(ReasonOf(back), "STORE_UNAVAILABLE");
  }
}

TEST(StatusMapping, DetailsOfAnotherCodeAreNotBelieved) {
  const grpc::Status forged(grpc::StatusCode::NOT_FOUND, "x",
                            DetailsOf(Refuse(Reason::kNoBlanks))->SerializeAsString());
  EXPECT_EQ(FromGrpc(forged).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(FromGrpc(forged)), "");
}

}  // namespace
}  // namespace blangko::rpc
