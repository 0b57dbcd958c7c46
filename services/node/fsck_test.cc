// A store in which cards were printed is found right; each kind of damage to its rows is found and named.
#include "services/node/fsck.h"

#include <filesystem>
#include <functional>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "blangko/rows/v1/destruction.pb.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/access/seal.h"
#include "services/audit/audit.h"
#include "services/node/node.h"
#include "services/records/record_keys.h"
#include "services/refusal/refusal.h"
#include "services/rpc/channel.h"
#include "storage/layers/ledger_log.h"
#include "storage/row_codec.h"
#include "tests/support/office_client.h"
#include "tests/support/station_client.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

using rows::v1::Record;
using storage::KeyWriter;
using storage::Table;
using testing::AllOf;
using testing::HasSubstr;

constexpr char kRegency[] = "14.05";
constexpr char kStation[] = "dinas-1";

std::string FourRows() {
  std::string csv = "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n";
  for (int i = 1; i <= 4; ++i) {
    absl::StrAppend(&csv, absl::StrFormat("R-%d,140502170895%04d,SPESIMEN,1995-08-17,14.05.02.2003,PRR,"
                                          "2025-01-%02d 08:00\n",
                                          i, 1000 + i, i));
  }
  return csv;
}

// One card printed and handed over, one spoiled and permitted again, one record held, one waiting.
class FsckTest : public testing::Test {
 protected:
  void SetUp() override {
    Config config;
    config.set_listen("127.0.0.1:0");
    config.set_store("rocks:" + directory_);
    config.set_metrics_listen("off");
    ASSERT_OK_AND_ASSIGN(node_, Node::Start(WithDefaults(config), clock_, rng_));
    const auto channel = rpc::OpenChannel(node_->address());
    support::OfficeClient office(channel, clock_);
    support::StationClient station(channel, kStation, clock_);
    ASSERT_OK(office.PutRegency(kRegency, 2, false));
    ASSERT_OK(office.Import(kRegency, FourRows()).status());
    ASSERT_OK(office.CreateLot("L1"));
    ASSERT_OK(office.Receive(kRegency, "L1", 10, "SJ-1"));
    ASSERT_OK(office.Transfer(kRegency, "14.05.01", "L1", 2));
    ASSERT_OK(office.RegisterStation(kStation, kRegency, {kRegency}, station.public_key()));
    ASSERT_OK(station.Heartbeat());
    ASSERT_OK(office.Hold("R-4"));
    Print(station);
    ASSERT_OK(office.HandOver("R-1"));
    clock_.Advance(absl::Minutes(2));
    ASSERT_OK(access::SealHeads(node_->store(), clock_.Now()));
  }

  static void Print(support::StationClient& station) {
    ASSERT_OK_AND_ASSIGN(const auto first, station.Exchange({}, scheduler::v1::OUTCOME_PRINTED, 1));
    const support::Jobs card(first.jobs().begin(), first.jobs().end());
    ASSERT_OK_AND_ASSIGN(const auto second, station.Exchange(card, scheduler::v1::OUTCOME_PRINTED, 1));
    const support::Jobs bad(second.jobs().begin(), second.jobs().end());
    ASSERT_OK(station.Exchange(bad, scheduler::v1::OUTCOME_SPOILED, 1).status());
  }

  std::vector<audit::Check> Audit() {
    const auto checks = storage::ViewFor<std::vector<audit::Check>>(
        node_->store(), [](storage::Snapshot& rows) { return audit::AuditStore(rows); });
    EXPECT_OK(checks);
    return checks.value_or(std::vector<audit::Check>());
  }

  // What the check of that name found first; "" when it found nothing.
  std::string Finding(const std::string& name) {
    for (const audit::Check& check : Audit()) {
      if (check.name == name) return check.first;
    }
    return "there is no check " + name;
  }

  void Damage(const std::function<void(storage::Txn&)>& damage) {
    ASSERT_OK(node_->store().Update("test.damage", [&](storage::Txn& txn) {
      damage(txn);
      return absl::OkStatus();
    }));
  }
  void ChangeRecord(const std::string& id, const std::function<void(Record&)>& change) {
    Damage([&](storage::Txn& txn) {
      auto record = storage::GetRow<Record>(txn, records::RecordKey(id));
      change(**record);
      storage::PutRow(txn, records::RecordKey(id), **record);
    });
  }
  // Rewrites or erases the first row of a table.
  void DamageFirst(Table table,
                   const std::function<void(storage::Txn&, const std::string&, std::string)>& damage) {
    Damage([&](storage::Txn& txn) {
      std::string key;
      std::string value;
      EXPECT_OK(txn.Scan(KeyWriter(table).Range(), storage::ScanOrder::kForward,
                         [&](std::string_view k, std::string_view v) {
                           key = k;
                           value = v;
                           return false;
                         }));
      damage(txn, key, value);
    });
  }
  void EraseFirst(Table table) {
    DamageFirst(table, [](storage::Txn& txn, const std::string& key, const std::string&) { txn.Erase(key); });
  }
  void FlipFirst(Table table) {
    DamageFirst(table, [](storage::Txn& txn, const std::string& key, std::string value) {
      value.back() = static_cast<char>(value.back() ^ 1);
      txn.Put(key, value);
    });
  }

  const TempDir dir_;
  const std::string directory_ = dir_.File("store");
  TestClock clock_;
  SystemRng rng_;
  std::unique_ptr<Node> node_;
};

TEST_F(FsckTest, AStoreInWhichCardsWerePrintedIsRight) {
  for (const audit::Check& check : Audit()) {
    EXPECT_EQ(check.first, "") << check.name;
    const bool none_here = check.name == "due" || check.name == "chips" ||
                           check.name == "chips of attempts" || check.name == "destroyed cards" ||
                           check.name == "loans";
    EXPECT_TRUE(none_here || check.rows > 0) << check.name << " looked at nothing";
  }
}

TEST_F(FsckTest, EveryDamageIsFoundAndNamed) {
  ChangeRecord("R-3", [](Record& record) { record.set_area("14.05.01"); });
  EXPECT_THAT(Finding("lines"), HasSubstr("record R-3: missing or other in lines"));
  ChangeRecord("R-3", [](Record& record) { record.set_state(rows::v1::RECORD_STATE_PRINTED); });
  EXPECT_NE(Finding("states"), "");
  ChangeRecord("R-2", [](Record& record) { record.mutable_attempts(1)->set_number(5); });
  EXPECT_THAT(Finding("attempts"), HasSubstr("record R-2: attempt 5 in place 2"));
  EXPECT_NE(Finding("grants"), "");
  ChangeRecord("R-2", [](Record& record) {
    for (auto& attempt : *record.mutable_attempts()) attempt.set_outcome("PRINTED");
  });
  EXPECT_THAT(Finding("cards"), HasSubstr("record R-2: 2 cards"));
  ChangeRecord("R-2", [](Record& record) { record.mutable_attempts(0)->set_blank_uid("04AA01"); });
  EXPECT_THAT(Finding("chips of attempts"), HasSubstr("record R-2, attempt 1"));
  ChangeRecord("R-2", [](Record& record) { record.set_state(rows::v1::RECORD_STATE_READY); });
  EXPECT_THAT(Finding("reserved"), HasSubstr("1 blanks reserved for nobody"));
}

// As a release after this one may write it, met by this one after a step back.
TEST_F(FsckTest, ARowOfALaterVersionIsNamedRefusedAndLeftAlone) {
  std::string later;
  DamageFirst(Table::kRecord, [&](storage::Txn& txn, const std::string& key, std::string value) {
    value.front() = 2;
    later = value;
    txn.Put(key, value);
  });
  EXPECT_THAT(Finding("records"), HasSubstr("row version 2, want 1"));
  support::OfficeClient office(rpc::OpenChannel(node_->address()), clock_);
  EXPECT_EQ(ReasonOf(office.GetRecord("R-1").status()), "DATA_DAMAGED");
  EXPECT_EQ(ReasonOf(office.HandOver("R-1")), "DATA_DAMAGED");
  DamageFirst(Table::kRecord, [&](storage::Txn&, const std::string&, const std::string& value) {
    EXPECT_EQ(value, later) << "nobody wrote over it";
  });
}

TEST_F(FsckTest, RowsOfALaterVersionInIndexesAreNamedToo) {
  const auto raise = [this](Table table) {
    DamageFirst(table, [](storage::Txn& txn, const std::string& key, std::string value) {
      value.front() = 2;
      txn.Put(key, value);
    });
  };
  raise(Table::kPermit);
  EXPECT_THAT(Finding("permits"), HasSubstr("Permit: row version 2, want 1"));
  raise(Table::kLine);
  EXPECT_THAT(Finding("lines"), HasSubstr("LineEntry: row version 2, want 1"));
  EXPECT_EQ(Finding("chains"), "");
  raise(Table::kSiteLots);
  EXPECT_THAT(Finding("unreadable"), HasSubstr("SiteLots: row version 2, want 1"));
}

TEST_F(FsckTest, LostRowsOfIndexesAreFound) {
  EraseFirst(Table::kPersonal);
  EXPECT_THAT(Finding("personal"), HasSubstr("missing or other in personal"));
  EraseFirst(Table::kPerson);
  EXPECT_THAT(Finding("persons"), HasSubstr("missing or other in persons"));
  EraseFirst(Table::kPermit);
  EXPECT_THAT(Finding("permits"), HasSubstr("record R-2: missing or other in permits"));
  EraseFirst(Table::kLineSegment);
  EXPECT_NE(Finding("line counts"), "");
  EraseFirst(Table::kRecord);
  EXPECT_THAT(Finding("lines"), HasSubstr("record R-1: does not belong in lines"));
}

TEST_F(FsckTest, ASpoiledCardWithoutItsLineInTheRegisterIsFound) {
  EXPECT_EQ(Finding("card registers"), "");
  EraseFirst(Table::kHeldCard);
  EXPECT_THAT(Finding("card registers"),
              HasSubstr("office 14.05, lot L1: 0 pieces have a line, the register says 1"));
  EraseFirst(Table::kCardRegister);
  EXPECT_THAT(Finding("card registers"), HasSubstr("spoiled_held holds 1, the register of spoiled cards 0"));
}

TEST_F(FsckTest, ADestroyedCardWhoseChipIsForgottenIsFound) {
  EXPECT_EQ(Finding("destroyed cards"), "");
  DamageFirst(Table::kHeldCard, [](storage::Txn& txn, const std::string& key, const std::string& value) {
    auto card = storage::DecodeRow<rows::v1::RegisteredCard>(value);
    ASSERT_OK(card);
    card->set_gone_to(rows::v1::ACCOUNT_DESTROYED);
    card->set_blank_uid("04A1B2C3D4E5F6");
    std::string gone = key;
    gone.front() = static_cast<char>(Table::kGoneCard);
    storage::PutRow(txn, gone, *card);
  });
  EXPECT_THAT(Finding("destroyed cards"), HasSubstr("destroyed, and held"));
}

TEST_F(FsckTest, ALedgerThatWasRewrittenIsFound) {
  FlipFirst(Table::kLogHead);
  EXPECT_NE(Finding("chains"), "");
  FlipFirst(Table::kLog);
  EXPECT_THAT(Finding("chains"), HasSubstr("the hash does not fit"));
  EraseFirst(Table::kSiteLots);
  EXPECT_NE(Finding("free lots"), "");
}

TEST_F(FsckTest, ABalanceThatIsNotItsMovementsIsFound) {
  Damage([](storage::Txn& txn) {
    const storage::LogStream stream{kRegency, "L1"};
    const auto newest = storage::ReadLogAt(txn, stream, absl::InfiniteFuture());
    const auto head = storage::ReadLogHead(txn, stream);
    rows::v1::LogEntry entry;
    EXPECT_TRUE(entry.ParseFromString((*newest)->entry));
    auto& count = *entry.mutable_movements(0);
    count.set_count(count.count() + 1);  // well chained, and wrong
    storage::AppendLogAfter(txn, stream, *head, (*newest)->time, entry.SerializeAsString(), head->state);
  });
  EXPECT_EQ(Finding("chains"), "");
  EXPECT_THAT(Finding("balances"), HasSubstr("office 14.05, lot L1"));
  EXPECT_NE(Finding("seal"), "") << "what was sealed grew without a change of the clock";
}

TEST_F(FsckTest, ARequestRowThatIsNoneIsFound) {
  FlipFirst(Table::kRequest);
  Damage([](storage::Txn& txn) { txn.Put(KeyWriter(Table::kRequest).Text("no id").Take(), "\x01"); });
  EXPECT_THAT(Finding("requests"), HasSubstr("request no id: the id is no UUIDv7"));
}

TEST_F(FsckTest, TheCommandPrintsATableOrJsonOfAStoppedDirectory) {
  std::ostringstream busy;
  EXPECT_THAT(Fsck({.directory = directory_}, busy), StatusIs(absl::StatusCode::kFailedPrecondition));
  node_.reset();
  std::ostringstream table;
  EXPECT_THAT(Fsck({.directory = directory_}, table), IsOkAndHolds(true));
  EXPECT_THAT(table.str(),
              AllOf(HasSubstr("INV-1 INV-2 INV-3 INV-5"), HasSubstr("rows/s"), HasSubstr("0 violations")));
  std::ostringstream json;
  EXPECT_THAT(Fsck({.directory = directory_, .json = true}, json), IsOkAndHolds(true));
  EXPECT_THAT(json.str(), HasSubstr("{\"check\":\"acknowledged\",\"invariants\":\"INV-13 INV-20\""));
  std::filesystem::resize_file(directory_ + "/witness", 10);
  std::ostringstream damaged;
  EXPECT_THAT(Fsck({.directory = directory_}, damaged), IsOkAndHolds(false));
  EXPECT_THAT(damaged.str(), HasSubstr("the commit witness cannot be read; missing groups: "));
  std::ostringstream none;
  EXPECT_THAT(Fsck({.directory = dir_.File("nothing")}, none), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace blangko::node
