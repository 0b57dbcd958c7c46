// Two persons go on without the newest changes: only with the loss that is there, and only with both of them.
#include "services/node/accept_loss.h"

#include <filesystem>
#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "base/password_hash.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/access/account_table.h"
#include "services/journal_file/recovery_code.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"
#include "storage/layers/meta.h"
#include "storage/open_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class AcceptLossTest : public testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<storage::Store>> Open() { return storage::OpenStore("rocks:" + directory_); }

  void Put(storage::Store& store, const std::string& row) {
    ASSERT_OK(store.Update("test.put", [&](storage::Txn& txn) {
      txn.Put(row, "x");
      return absl::OkStatus();
    }));
  }

  static void PutPerson(storage::Store& store, const std::string& name, access::v1::Role role) {
    access::AccountRow account;
    account.set_name(name);
    account.set_role(role);
    account.set_state(access::v1::Account::STATE_ACTIVE);
    account.set_pin_hash(HashPassword("pin of " + name, kCheapPassword));
    ASSERT_OK(store.Update("test.person", [&](storage::Txn& txn) {
      access::PutAccount(txn, account);
      return absl::OkStatus();
    }));
  }

  // Commit group 1 is kept, two more with rows "b" and "c" are cut off; the persons were there before.
  std::string LoseTwoGroups(const std::vector<std::pair<std::string, access::v1::Role>>& persons) {
    uint64_t kept = 0;
    {
      auto store = Open();
      EXPECT_OK(store);
      for (const auto& [name, role] : persons) PutPerson(**store, name, role);
      Put(**store, "a");
      kept = (*store)->DurableRevision();
    }
    fs::copy(directory_ + "/db", dir_.File("old"), fs::copy_options::recursive);
    {
      auto store = Open();
      EXPECT_OK(store);
      Put(**store, "b");
      Put(**store, "c");
    }
    fs::remove_all(directory_ + "/db");
    fs::rename(dir_.File("old"), directory_ + "/db");
    EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
    return absl::StrCat(kept + 1, "-", kept + 2);
  }

  absl::StatusOr<AcceptedStore> Accept(const std::string& groups, const std::string& by,
                                       const std::string& second) {
    const AskPin ask = [this](const std::string& person) -> absl::StatusOr<std::string> {
      asked_.push_back(person);
      return pins_.contains(person) ? pins_[person] : "pin of " + person;
    };
    return AcceptLoss({directory_, groups, {by, second}}, ask, clock_.Now());
  }

  std::vector<std::string> asked_;
  std::map<std::string, std::string> pins_;  // typed instead of the right one
  const TestClock clock_;
  const TempDir dir_;
  const std::string directory_ = dir_.File("store");
};

TEST_F(AcceptLossTest, TheNextEpochBeginsAndTheLogHasBothNames) {
  const std::string lost = LoseTwoGroups({});
  ASSERT_OK_AND_ASSIGN(const AcceptedStore accepted, Accept(lost, "Siti", "Budi"));
  EXPECT_EQ(accepted.epoch, 2U);
  EXPECT_EQ(journal_file::RecoveryCodeOf(accepted.code), accepted.code) << "journals are asked for with it";
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  ASSERT_OK(store->View([&](storage::Snapshot& rows) {
    EXPECT_TRUE(rows.Get("a")->has_value());
    EXPECT_FALSE(rows.Get("b")->has_value());
    EXPECT_EQ(storage::ReadMeta(rows)->store_epoch(), 2U);
    rows::v1::LogEntry entry;
    const auto newest = storage::ReadLogAt(rows, {access::kAccessStream, ""}, absl::InfiniteFuture());
    EXPECT_TRUE(newest.ok() && newest->has_value() && entry.ParseFromString((*newest)->entry));
    EXPECT_EQ(entry.event(), "ACCEPT_LOSS");
    EXPECT_EQ(entry.actor(), "local:siti");
    EXPECT_EQ(entry.second_actor(), "local:budi");
    EXPECT_THAT(entry.detail(), HasSubstr(lost));
    return absl::OkStatus();
  }));
  EXPECT_EQ(absl::StrCat("2-", store->DurableRevision() - 1), lost) << "no number is given twice";
}

TEST_F(AcceptLossTest, OnlyExactlyWhatIsMissingIsAccepted) {
  const std::string lost = LoseTwoGroups({});
  for (const std::string wrong : {"1-3", "2-2", "2-4", "", "all"})
    EXPECT_EQ(ReasonOf(Accept(wrong, "siti", "budi").status()), "LOSS_DIFFERS") << wrong;
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
  ASSERT_OK(Accept(lost, "siti", "budi"));
  const absl::Status again = Accept(lost, "siti", "budi").status();
  EXPECT_EQ(ReasonOf(again), "LOSS_DIFFERS");
  EXPECT_THAT(std::string(again.message()), HasSubstr("the store is whole. Start blangkod."));
  EXPECT_THAT(IndonesianOf(again), HasSubstr("penyimpanan utuh. Jalankan blangkod."));
}

TEST_F(AcceptLossTest, ADamagedTableFileIsNoLossAndNoWholeStore) {
  for (int time = 0; time < 3; ++time) {  // what was in the log is in a table file at the next opening
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    Put(*store, "a");
  }
  for (const auto& entry : fs::directory_iterator(directory_ + "/db")) {
    if (entry.path().extension() != ".sst") continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(10);
    file.put('\x5a');
  }
  const absl::Status told = Accept("2-2", "siti", "budi").status();
  EXPECT_THAT(std::string(told.message()), HasSubstr("table file"));
  EXPECT_THAT(std::string(told.message()), HasSubstr("blangkod store restore"));
  EXPECT_THAT(IndonesianOf(told), HasSubstr("pulihkan cadangan terbaru"));
}

TEST_F(AcceptLossTest, OnePersonIsNotTwo) {
  const std::string lost = LoseTwoGroups({});
  EXPECT_EQ(ReasonOf(Accept(lost, "siti", " SITI ").status()), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Accept(lost, "siti", "").status()), "INVALID_FIELD");
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(AcceptLossTest, WhoHasAnAccountTypesThePin) {
  const std::string lost = LoseTwoGroups({{"siti", access::v1::ROLE_OPERATOR}});
  pins_["siti"] = "another";
  EXPECT_EQ(ReasonOf(Accept(lost, "Siti", "budi").status()), "LOGIN_REFUSED");
  pins_.clear();
  ASSERT_OK(Accept(lost, "Siti", "budi"));
  EXPECT_THAT(asked_, testing::ElementsAre("siti", "siti"));
}

TEST_F(AcceptLossTest, WhereTwoAdministratorsAreKnownBothAreAdministrators) {
  const std::string lost = LoseTwoGroups({{"siti", access::v1::ROLE_ADMINISTRATOR},
                                          {"budi", access::v1::ROLE_ADMINISTRATOR},
                                          {"wati", access::v1::ROLE_OPERATOR}});
  EXPECT_EQ(ReasonOf(Accept(lost, "siti", "wati").status()), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(Accept(lost, "siti", "nobody").status()), "UNKNOWN_ACCOUNT");
  EXPECT_OK(Accept(lost, "siti", "budi"));
}

TEST_F(AcceptLossTest, AfterALostWitnessTheEndIsUnknown) {
  { ASSERT_OK(Open()); }
  ASSERT_OK_AND_ASSIGN(auto store, Open());
  Put(*store, "a");
  store.reset();
  fs::remove(directory_ + "/witness");
  EXPECT_EQ(ReasonOf(Accept("2-2", "siti", "budi").status()), "LOSS_DIFFERS");
  ASSERT_OK(Accept("2-", "siti", "budi"));
  EXPECT_OK(Open());
}

TEST_F(AcceptLossTest, WhatIsLeftMustBeRight) {
  {
    auto store = Open();
    ASSERT_OK(store);
    ASSERT_OK((*store)->Update("test.damage", [](storage::Txn& txn) {
      txn.Put(storage::KeyWriter(storage::Table::kRequest).Text("no id").Take(), "x");
      return absl::OkStatus();
    }));
  }
  fs::remove(directory_ + "/witness");
  const absl::Status told = Accept("2-unknown", "siti", "budi").status();
  EXPECT_EQ(ReasonOf(told), "LOSS_DIFFERS");
  EXPECT_THAT(std::string(told.message()), HasSubstr("request no id"));
}

TEST_F(AcceptLossTest, ADatabaseThatDoesNotOpenIsNotAccepted) {
  const std::string lost = LoseTwoGroups({});
  fs::resize_file(directory_ + "/db/CURRENT", 3);
  EXPECT_EQ(ReasonOf(Accept(lost, "siti", "budi").status()), "LOSS_DIFFERS");
}

}  // namespace
}  // namespace blangko::node
