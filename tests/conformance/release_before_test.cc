// Rows of this build in the hands of the release before, without its programs (tests/crash/downgrade.sh has them): every
// form of a row is one that it knows, or stands below with the reason why it may meet it.
#include "tests/conformance/release_before.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/hash.h"
#include "blangko/rows/v1/records.pb.h"
#include "blangko/rows/v1/storage.pb.h"
#include "blangko/station/v1/journal.pb.h"
#include "blangko/station/v1/journal_export.pb.h"
#include "blangko/station/v1/notes.pb.h"
#include "storage/key_codec.h"
#include "storage/layers/meta.h"
#include "storage/open_store.h"
#include "storage/row_codec.h"
#include "tests/sim/simulation.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::conformance {
namespace {

namespace fs = std::filesystem;
using storage::KeyWriter;
using storage::Table;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kMovements[] =
    "cases, losses and reversals: what they moved stands in the ledger, which it reads";
constexpr char kLists[] = "lists of chips: what senders said, which stands in no book";
constexpr char kDrawn[] = "of papers that it does not issue: it draws what it knows of them";
constexpr char kProposed[] =
    "of a proposal of a kind that it does not know: it shows it so, and cannot do it";
constexpr char kTransfers[] = "kept as it is by who knows it not; where it is missing the shipments are read";
constexpr char kRegisters[] =
    "registers of cards: what it spoils, or says of one, is taken up as a number at the next start of this release";
constexpr char kDates[] =
    "of a document booked late; without it the document counts as of the day of booking";
constexpr char kComparison[] =
    "the ministry's lists: what they moved stands in the ledger and at the records";
constexpr char kSupplies[] = "ribbons and films in the store room, which nothing else reads";
constexpr char kOpenings[] =
    "what an office had when it began: what it moved stands in the ledger and at the records";
constexpr char kDrawers[] = "who gave blanks to which station, which no account knows";
constexpr char kLoans[] =
    "debts between offices, and who was passed over: to it each shipment is one like any other, and debts stand still";
constexpr char kTurns[] =
    "of a policy with caps, shares or lanes: it goes by rank and key alone, and counts nothing";
constexpr char kPacks[] =
    "packs, lots that need a newer application, and how many chips were read: it ships and grants by count alone";
constexpr char kMarks[] =
    "of a record in a lane or marked present, which its own programs never write; who is present waits until the mark ends";
constexpr char kReport[] = "of a paper that it does not know: it lists it and cannot draw it";

// What is new since the release before, and why its programs may meet it. Emptied when the next release is kept.
const std::map<std::string, std::string> kMayMeet = {
    {"field blangko.rows.v1.Attempt.class_id", kTurns},
    {"field blangko.rows.v1.Attempt.counted_day", kTurns},
    {"field blangko.rows.v1.Attempt.in_share_book", kTurns},
    {"field blangko.rows.v1.LineEntry.present_day", kMarks},
    {"field blangko.rows.v1.Record.lane", kMarks},
    {"field blangko.rows.v1.Record.present_day", kMarks},
    {"field blangko.rows.v1.Record.suket_until_micros", kMarks},
    {"field blangko.rows.v1.Policy.approved_by", kTurns},
    {"field blangko.rows.v1.Policy.daily_cap", kTurns},
    {"field blangko.rows.v1.Policy.owed_limit", kTurns},
    {"field blangko.rows.v1.Policy.preset", kTurns},
    {"field blangko.rows.v1.Policy.print_mode", kTurns},
    {"field blangko.rows.v1.Policy.reserve_floor", kTurns},
    {"field blangko.rows.v1.Policy.supply_low_cards", kTurns},
    {"field blangko.rows.v1.Policy.unused_share", kTurns},
    {"field blangko.rows.v1.PolicyClass.beyond_daily_cap", kTurns},
    {"field blangko.rows.v1.PolicyClass.breaks_reserve", kTurns},
    {"field blangko.rows.v1.PolicyClass.daily_cap", kTurns},
    {"field blangko.rows.v1.PolicyClass.fifo_key", kTurns},
    {"field blangko.rows.v1.PolicyClass.lanes", kTurns},
    {"field blangko.rows.v1.PolicyClass.print_mode", kTurns},
    {"field blangko.rows.v1.PolicyClass.share", kTurns},
    {"field blangko.rows.v1.PolicyClass.suket_only", kTurns},
    {"field blangko.rows.v1.PolicyClass.while_supply_low", kTurns},
    {"field blangko.rows.v1.ProposedAct.policy", kProposed},
    {"message blangko.rows.v1.ClassServed", kTurns},
    {"message blangko.rows.v1.GrantedCount", kTurns},
    {"message blangko.rows.v1.LaneMark", kTurns},
    {"message blangko.rows.v1.ShareBook", kTurns},
    {"field blangko.rows.v1.Balances.in_by_shared_parts", kTransfers},
    {"field blangko.rows.v1.Balances.uid_known", kPacks},
    {"field blangko.rows.v1.Lot.minimum_application_version", kPacks},
    {"field blangko.rows.v1.Movement.document_day", kDates},
    {"field blangko.rows.v1.Movement.shared_parts", kTransfers},
    {"field blangko.rows.v1.PaperFacts.stock_report", kReport},
    {"field blangko.rows.v1.ProposedAct.case_step", kProposed},
    {"field blangko.rows.v1.ProposedAct.destruction", kProposed},
    {"field blangko.rows.v1.ProposedAct.find", kProposed},
    {"field blangko.rows.v1.ProposedAct.loss", kProposed},
    {"field blangko.rows.v1.ProposedAct.reversal", kProposed},
    {"field blangko.rows.v1.ProposedAct.write_off", kProposed},
    {"field blangko.rows.v1.Shipment.bypass_reason", kLoans},
    {"field blangko.rows.v1.Shipment.bypassed_offices", kLoans},
    {"field blangko.rows.v1.Shipment.case_id", kLoans},
    {"field blangko.rows.v1.Shipment.dispatch_day", kDates},
    {"field blangko.rows.v1.ShipmentLine.reversed_by_seq", kMovements},
    {"field blangko.rows.v1.Shipment.due_day", kLoans},
    {"field blangko.rows.v1.Shipment.kind", kLoans},
    {"field blangko.rows.v1.Shipment.loan_id", kLoans},
    {"field blangko.rows.v1.Shipment.receipt_day", kDates},
    {"field blangko.rows.v1.ShipmentLine.missing_packs", kPacks},
    {"field blangko.rows.v1.ShipmentLine.packs", kPacks},
    {"field blangko.rows.v1.Station.application_version", kPacks},
    {"field blangko.rows.v1.DestroyedCard.count", kDrawn},
    {"field blangko.rows.v1.DestructionFacts.card_count", kDrawn},
    {"field blangko.rows.v1.DestructionFacts.destruction_id", kDrawn},
    {"field blangko.rows.v1.DestructionFacts.first_card", kDrawn},
    {"field blangko.rows.v1.DestructionFacts.spoiled_count", kDrawn},
    {"field blangko.rows.v1.DestructionFacts.withdrawn_count", kDrawn},
    {"field blangko.rows.v1.LossFacts.other_uids", kDrawn},
    {"message blangko.rows.v1.CardPlace", kRegisters},
    {"message blangko.rows.v1.CardRegister", kRegisters},
    {"message blangko.rows.v1.CaseLimit", kMovements},
    {"message blangko.rows.v1.CaseStep", kMovements},
    {"message blangko.rows.v1.ComparisonCounts", kComparison},
    {"message blangko.rows.v1.ComparisonDay", kComparison},
    {"message blangko.rows.v1.DeclaredLoss", kMovements},
    {"message blangko.rows.v1.Destruction", kRegisters},
    {"message blangko.rows.v1.DestructionLine", kRegisters},
    {"message blangko.rows.v1.DestructionLot", kRegisters},
    {"message blangko.rows.v1.DestructionWitness", kRegisters},
    {"message blangko.rows.v1.DifferenceCase", kMovements},
    {"message blangko.rows.v1.DifferenceLine", kMovements},
    {"message blangko.rows.v1.DifferenceReason", kComparison},
    {"message blangko.rows.v1.Drawer", kDrawers},
    {"message blangko.rows.v1.DrawerLot", kDrawers},
    {"message blangko.rows.v1.EntryReversal", kMovements},
    {"message blangko.rows.v1.HandOut", kDrawers},
    {"message blangko.rows.v1.HoldingLimit", kRegisters},
    {"message blangko.rows.v1.LaterPosting", kReport},
    {"message blangko.rows.v1.ListedCard", kComparison},
    {"message blangko.rows.v1.ListedUids", kLists},
    {"message blangko.rows.v1.Loan", kLoans},
    {"message blangko.rows.v1.LossLine", kMovements},
    {"message blangko.rows.v1.LostUids", kMovements},
    {"message blangko.rows.v1.MissingUid", kLists},
    {"message blangko.rows.v1.NamedMissing", kLists},
    {"message blangko.rows.v1.Opening", kOpenings},
    {"message blangko.rows.v1.OpeningCard", kOpenings},
    {"message blangko.rows.v1.OpeningSuket", kOpenings},
    {"message blangko.rows.v1.Pack", kPacks},
    {"message blangko.rows.v1.PrintedOutside", kComparison},
    {"message blangko.rows.v1.ProposedCaseStep", kMovements},
    {"message blangko.rows.v1.ProposedDestruction", kProposed},
    {"message blangko.rows.v1.ProposedFind", kMovements},
    {"message blangko.rows.v1.ProposedReversal", kMovements},
    {"message blangko.rows.v1.ProposedWriteOff", kMovements},
    {"message blangko.rows.v1.RegisterLot", kRegisters},
    {"message blangko.rows.v1.RegisterTakeUp", kRegisters},
    {"message blangko.rows.v1.RegisteredCard", kRegisters},
    {"message blangko.rows.v1.ShipmentNotice", kLoans},
    {"message blangko.rows.v1.StockReportFacts", kReport},
    {"message blangko.rows.v1.StockReportLine", kReport},
    {"message blangko.rows.v1.SupplyAtPrinter", kSupplies},
    {"message blangko.rows.v1.SupplyEntry", kSupplies},
    {"message blangko.rows.v1.SupplyKind", kSupplies},
    {"message blangko.rows.v1.SupplyStock", kSupplies},
};
// The same of what stations keep and write.
const std::map<std::string, std::string> kStationsMayMeet = {};
// Tables that it does not know: number in decimal, and why it may pass over them.
const std::map<std::string, std::string> kMayPassOver = {
    {"57", kMovements},   {"58", kMovements},   {"59", kMovements},   {"60", kMovements},
    {"61", kLoans},       {"62", kLoans},       {"63", kLoans},       {"82", kTurns},
    {"83", kTurns},       {"84", kTurns},       {"160", kRegisters},  {"161", kRegisters},
    {"162", kRegisters},  {"163", kRegisters},  {"164", kRegisters},  {"165", kRegisters},
    {"166", kRegisters},  {"167", kRegisters},  {"168", kLists},      {"169", kLists},
    {"170", kLists},      {"171", kLists},      {"172", kPacks},      {"173", kPacks},
    {"174", kPacks},      {"176", kComparison}, {"177", kComparison}, {"178", kComparison},
    {"179", kComparison}, {"180", kSupplies},   {"181", kSupplies},   {"182", kSupplies},
    {"183", kSupplies},   {"184", kOpenings},   {"185", kOpenings},   {"186", kOpenings},
    {"188", kDrawers},    {"189", kDrawers},    {"190", kMovements},
};

class ReleaseBeforeTest : public testing::Test {
 protected:
  ReleaseBeforeTest() {
    InitCrypto();
    auto release = ReleaseBefore::Read(BLANGKO_KEPT_PROTOCOLS);
    EXPECT_OK(release);
    if (release.ok()) before_ = *std::move(release);
  }

  // What is new in a store, each thing once, and how many rows it has in how many tables.
  std::set<std::string> NewInStore(storage::Store& store) {
    std::set<std::string> found;
    std::set<char> tables;
    const storage::KeyRange all{std::string(1, '\x01'), std::string(1, '\xff')};
    EXPECT_OK(store.View([&](storage::Snapshot& rows) {
      return rows.Scan(all, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        ++rows_;
        tables.insert(key.front());
        const auto table = std::to_string(static_cast<uint8_t>(key.front()));
        if (kMayPassOver.contains(table) && !before_->KnowsTable(static_cast<uint8_t>(key.front())))
          return true;
        for (const std::string& what : before_->NewInRow(key, value)) found.insert(what);
        return true;
      });
    }));
    tables_ = tables.size();
    return found;
  }

  std::unique_ptr<ReleaseBefore> before_;
  int64_t rows_ = 0;
  size_t tables_ = 0;
};

TEST_F(ReleaseBeforeTest, ItKnowsEveryTableOrMayPassOverIt) {
  for (const exports::ExportTable& table : exports::ExportTables()) {
    const auto number = static_cast<uint8_t>(table.table);
    EXPECT_TRUE(before_->KnowsTable(number) || kMayPassOver.contains(std::to_string(number)))
        << table.name << " is new: say in kMayPassOver why release " << before_->name()
        << " may pass over it";
  }
}

// What stations keep on their disks: journal, its export, notes.
TEST_F(ReleaseBeforeTest, ItKnowsEveryEntryOfTheJournalsOfStations) {
  for (const auto* file :
       {station::v1::Entry::descriptor()->file(), station::v1::ExportHeader::descriptor()->file(),
        station::v1::ClockNote::descriptor()->file()}) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      for (const std::string& what : before_->NewIn(*file->message_type(i)))
        EXPECT_TRUE(kStationsMayMeet.contains(what)) << what << " is new: say in kStationsMayMeet why";
    }
  }
}

// Every message of the row files, also those that are kept as bytes inside of others.
TEST_F(ReleaseBeforeTest, ItKnowsEveryFieldAndValueOfEveryRowOrMayMeetIt) {
  std::set<const google::protobuf::FileDescriptor*> files;
  for (const exports::ExportTable& table : exports::ExportTables()) {
    for (const exports::ExportShape& shape : table.shapes) {
      if (shape.row != nullptr) files.insert(shape.row->GetDescriptor()->file());
    }
  }
  std::set<std::string> met;
  for (const auto* file : files) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      for (const std::string& what : before_->NewIn(*file->message_type(i))) met.insert(what);
    }
  }
  EXPECT_GT(files.size(), 8u);
  for (const std::string& what : met)
    EXPECT_TRUE(kMayMeet.contains(what))
        << what << " is new: say in kMayMeet why release " << before_->name() << " may meet it";
  for (const auto& [what, why] : kMayMeet) EXPECT_TRUE(met.contains(what)) << what << " is not new any more";
}

TEST_F(ReleaseBeforeTest, ItReadsEveryRowThatOfficesAtWorkLeave) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    const auto run =
        sim::RunSeed(seed, 1500, [&](storage::Store& store) { EXPECT_THAT(NewInStore(store), IsEmpty()); });
    EXPECT_EQ(run.violation, "");
  }
  EXPECT_GT(rows_, 3000);
  EXPECT_GT(tables_, 15u);
}

TEST_F(ReleaseBeforeTest, ItReadsEveryRowOfTheKeptStores) {
  for (const auto& stage : fs::directory_iterator(BLANGKO_KEPT_STORES)) {
    TempDir dir;
    fs::copy(stage.path(), dir.File("store"), fs::copy_options::recursive);
    ASSERT_OK_AND_ASSIGN(const auto store,
                         storage::OpenStore("rocks:" + dir.File("store"), {.free_space_floor = 0}));
    EXPECT_THAT(NewInStore(*store), IsEmpty()) << stage.path();
  }
  EXPECT_GT(tables_, 20u);
}

TEST_F(ReleaseBeforeTest, WhatItDoesNotKnowIsFound) {
  const std::string key = KeyWriter(Table::kRecord).Text("R1").Take();
  rows::v1::Record record;
  record.set_record_id("R1");
  EXPECT_THAT(before_->NewInRow(key, storage::EncodeRow(record)), IsEmpty());
  EXPECT_THAT(before_->NewInRow(key, "\x02"), ElementsAre("row version 2, want 1"));
  EXPECT_THAT(before_->NewInRow(key, ""), ElementsAre("row version -1, want 1"));
  EXPECT_THAT(before_->NewInRow(KeyWriter(static_cast<Table>(0x7e)).Text("x").Take(), "\x01"),
              ElementsAre("table 126"));
  EXPECT_THAT(before_->NewInRow(KeyWriter(Table::kRecord).U64(1).U64(2).Take(), "\x01"),
              ElementsAre("key in table record"));
  EXPECT_THAT(before_->NewInRow(key, "\x01\xff"), ElementsAre(HasSubstr("does not parse")));
}

TEST_F(ReleaseBeforeTest, AFieldOrAValueOfALaterReleaseIsFound) {
  const std::string key = KeyWriter(Table::kRecord).Text("R1").Take();
  rows::v1::Record record;
  rows::v1::Record::GetReflection()->MutableUnknownFields(&record)->AddVarint(5000, 1);
  EXPECT_THAT(before_->NewInRow(key, storage::EncodeRow(record)),
              ElementsAre("field 5000 of blangko.rows.v1.Record"));
  record.Clear();
  record.add_attempts();
  rows::v1::Attempt::GetReflection()->MutableUnknownFields(record.mutable_attempts(0))->AddVarint(5000, 1);
  EXPECT_THAT(before_->NewInRow(key, storage::EncodeRow(record)), ElementsAre(HasSubstr("field 5000 of")));
  record.Clear();
  record.set_state(static_cast<rows::v1::RecordState>(99));
  EXPECT_THAT(before_->NewInRow(key, storage::EncodeRow(record)),
              ElementsAre("value of blangko.rows.v1.Record.state"));
  rows::v1::MetaRow meta;
  rows::v1::MetaRow::GetReflection()->MutableUnknownFields(&meta)->AddVarint(5000, 1);
  EXPECT_THAT(before_->NewInRow(storage::MetaKey(), storage::EncodeRow(meta)),
              Contains("field 5000 of blangko.rows.v1.MetaRow"));
}

}  // namespace
}  // namespace blangko::conformance
