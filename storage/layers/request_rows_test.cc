#include "storage/layers/request_rows.h"

#include <gtest/gtest.h>

#include "base/ids.h"
#include "blangko/rows/v1/storage.pb.h"
#include "storage/key_codec.h"
#include "storage/layers/meta.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

class RequestRowsTest : public testing::Test {
 protected:
  RequestKey NewRequest() {
    return {ids_.Next(), "stock.receive", std::string(32, 'f'), "operator", clock_.Now()};
  }

  // Serves `request` with an effect that writes a row and counts.
  absl::StatusOr<std::string> Serve(const RequestKey& request, const std::string& result) {
    return UpdateFor<std::string>(store_, "test.serve", [&](Txn& txn) {
      return OnceBytes(txn, request, [&]() -> absl::StatusOr<std::string> {
        txn.Put("effect/" + result, "x");
        return result;
      });
    });
  }

  bool Happened(const std::string& result) {
    bool there = false;
    EXPECT_OK(store_.View([&](Snapshot& snapshot) {
      there = snapshot.Get("effect/" + result)->has_value();
      return absl::OkStatus();
    }));
    return there;
  }

  absl::StatusOr<size_t> Prune(absl::Time now, size_t limit) {
    return UpdateFor<size_t>(store_, "test.prune",
                             [&](Txn& txn) { return PruneRequestRows(txn, now, limit); });
  }

  MemoryStore store_;
  TestClock clock_;
  SeededRng rng_{1};
  IdSource ids_{clock_, rng_};
};

TEST_F(RequestRowsTest, ARepeatGivesTheFirstAnswerAndNoSecondEffect) {
  const RequestKey request = NewRequest();
  EXPECT_THAT(Serve(request, "first"), IsOkAndHolds(std::string("first")));
  EXPECT_THAT(Serve(request, "second"), IsOkAndHolds(std::string("first")));
  EXPECT_FALSE(Happened("second"));
}

TEST_F(RequestRowsTest, TheSameIdForSomethingElseIsRefused) {
  const RequestKey request = NewRequest();
  ASSERT_OK(Serve(request, "first"));
  RequestKey method = request, fingerprint = request, actor = request;
  method.method = "stock.ship";
  fingerprint.fingerprint = std::string(32, 'g');
  actor.actor = "somebody else";
  for (const RequestKey& other : {method, fingerprint, actor}) {
    const absl::Status status = Serve(other, "second").status();
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_TRUE(IsRequestIdReused(status));
    EXPECT_FALSE(IsRequestIdTooOld(status));
  }
  EXPECT_FALSE(Happened("second"));
}

TEST_F(RequestRowsTest, ARefusalLeavesNoRowSoThatItMaySucceedLater) {
  const RequestKey request = NewRequest();
  EXPECT_THAT(UpdateFor<std::string>(store_, "test.refuse",
                                     [&](Txn& txn) {
                                       return OnceBytes(txn, request, []() -> absl::StatusOr<std::string> {
                                         return absl::NotFoundError("not yet");
                                       });
                                     }),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Serve(request, "later"), IsOkAndHolds(std::string("later")));
}

TEST_F(RequestRowsTest, AnIdThatIsNoUuid7IsRefused) {
  RequestKey request = NewRequest();
  request.request_id = "mine";
  EXPECT_THAT(Serve(request, "x"), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(RequestRowsTest, PrunedIdsAreRefusedAndNeverServedAgain) {
  const RequestKey old = NewRequest();
  ASSERT_OK(Serve(old, "first"));
  clock_.Advance(kRequestRowAge + absl::Hours(1));
  const RequestKey recent = NewRequest();
  ASSERT_OK(Serve(recent, "recent"));
  EXPECT_THAT(Prune(clock_.Now(), 10), IsOkAndHolds(size_t{1}));
  EXPECT_THAT(Prune(clock_.Now(), 10), IsOkAndHolds(size_t{0}));
  const absl::Status status = Serve(old, "again").status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_TRUE(IsRequestIdTooOld(status));
  EXPECT_FALSE(Happened("again"));
  EXPECT_THAT(Serve(recent, "again"), IsOkAndHolds(std::string("recent")));
}

TEST_F(RequestRowsTest, PrunesFromTheOldEndInBoundedTurns) {
  std::vector<RequestKey> requests;
  for (int i = 0; i < 5; ++i) {
    requests.push_back(NewRequest());
    ASSERT_OK(Serve(requests.back(), "r" + std::to_string(i)));
    clock_.Advance(absl::Seconds(1));
  }
  EXPECT_THAT(Prune(clock_.Now() + kRequestRowAge, 2), IsOkAndHolds(size_t{2}));
  EXPECT_TRUE(IsRequestIdTooOld(Serve(requests[1], "again").status()));
  EXPECT_THAT(Serve(requests[2], "again"), IsOkAndHolds(std::string("r2")));
}

TEST_F(RequestRowsTest, AClockThatJumpedAheadShutsNobodyOut) {
  ASSERT_OK(Serve(NewRequest(), "first"));
  EXPECT_THAT(Prune(clock_.Now() + absl::Hours(24 * 3650), 10), IsOkAndHolds(size_t{1}));
  clock_.Advance(absl::Seconds(1));
  EXPECT_OK(Serve(NewRequest(), "second"));
}

TEST_F(RequestRowsTest, ResultsAreMessagesToo) {
  const RequestKey request = NewRequest();
  for (int i = 0; i < 2; ++i) {
    auto result = UpdateFor<rows::v1::LogHead>(store_, "test.message", [&](Txn& txn) {
      return Once<rows::v1::LogHead>(txn, request, []() -> absl::StatusOr<rows::v1::LogHead> {
        rows::v1::LogHead head;
        head.set_seq(7);
        return head;
      });
    });
    ASSERT_OK(result);
    EXPECT_EQ(result->seq(), 7U);
  }
}

TEST_F(RequestRowsTest, TheMetaRowIsMadeOnceAndKeepsTheHorizon) {
  ASSERT_OK(Serve(NewRequest(), "first"));
  ASSERT_OK(Prune(clock_.Now() + 2 * kRequestRowAge, 10));
  ASSERT_OK_AND_ASSIGN(const rows::v1::MetaRow made, OpenMeta(store_, ids_, clock_.Now()));
  EXPECT_EQ(made.store_epoch(), 1U);
  EXPECT_EQ(made.hash_key().size(), 32U);
  EXPECT_FALSE(made.request_horizon().empty());
  ASSERT_OK_AND_ASSIGN(const rows::v1::MetaRow again, OpenMeta(store_, ids_, clock_.Now()));
  EXPECT_EQ(again.SerializeAsString(), made.SerializeAsString());
}

}  // namespace
}  // namespace blangko::storage
