// Papers over a store in memory: numbers, what holds, facts that stay, scans, and the stock card from the ledger.
#include "services/papers/papers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/papers/paper_table.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock_table.h"
#include "tests/support/stock_fixture.h"

namespace blangko::papers {
namespace {

using stock::kBunut;
using stock::kDinas;
using testing::HasSubstr;
using testing::Not;

constexpr char kHash[] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
constexpr char kOther[] = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";

class PapersTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK(world_.CreateLot("L1"));
    ASSERT_OK(world_.CreateLot("L2"));
    ASSERT_OK(Set(SettingsOf(kDinas)));
    ASSERT_OK_AND_ASSIGN(
        const auto shipment,
        world_.Take(world_.FromOutside("00", "470/1", {{.lot = "L1", .accepted = 298, .missing = 2}})));
    shipment_ = shipment.shipment_id();
  }

  static v1::PaperSettings SettingsOf(const std::string& office) {
    v1::PaperSettings settings;
    settings.set_office(office);
    settings.add_letterhead("PEMERINTAH KABUPATEN CONTOH");
    settings.set_place("Kota Contoh");
    auto& official = *settings.add_officials();
    official.set_role("PENGURUS_BARANG");
    official.set_name("Budi Contoh " + office);
    official.set_nip("19700101 199503 1 001");
    official.set_title("Pengurus Barang");
    for (const v1::PaperKind kind : {v1::PAPER_KIND_RECEIPT, v1::PAPER_KIND_DELIVERY_NOTE}) {
      auto& added = *settings.add_kinds();
      added.set_kind(kind);
      added.set_number_pattern("400.12.2/{seq}/X/{roman_month}/{year}");
      for (const bool other : {false, true}) {
        auto& signer = *added.add_signers();
        signer.set_heading(other ? "Pihak lain," : "Kami,");
        signer.set_role("PENGURUS_BARANG");
        signer.set_other_party(other);
      }
    }
    return settings;
  }
  absl::Status Set(const v1::PaperSettings& settings) {
    v1::SetPaperSettingsRequest request;
    *request.mutable_settings() = settings;
    return papers_.SetSettings(world_.ActFor(request), request).status();
  }
  static v1::IssuePaperRequest For(v1::PaperKind kind, const std::string& shipment) {
    v1::IssuePaperRequest request;
    request.set_kind(kind);
    request.set_shipment_id(shipment);
    return request;
  }
  static v1::IssuePaperRequest Card(const std::string& lot, int from, int to) {
    v1::IssuePaperRequest request;
    request.set_kind(v1::PAPER_KIND_STOCK_CARD);
    auto& card = *request.mutable_stock_card();
    card.set_office(kDinas);
    card.set_lot(lot);
    for (auto* date : {card.mutable_from(), card.mutable_to()}) {
      date->set_year(2026);
      date->set_month(3);
    }
    card.mutable_from()->set_day(from);
    card.mutable_to()->set_day(to);
    return request;
  }
  absl::StatusOr<v1::Paper> Issue(const v1::IssuePaperRequest& request) {
    const auto response = papers_.Issue(world_.ActFor(request), request);
    if (!response.ok()) return response.status();
    return response->paper();
  }
  absl::Status Void(const std::string& id) {
    v1::VoidPaperRequest request;
    request.set_paper_id(id);
    request.set_reason("salah tulis");
    return papers_.Void(world_.ActFor(request), request).status();
  }
  absl::StatusOr<v1::GetPaperResponse> Get(const std::string& id, v1::PaperFormat format) {
    v1::GetPaperRequest request;
    request.set_paper_id(id);
    request.set_format(format);
    return papers_.Get(world_.actor, request);
  }
  absl::StatusOr<v1::RecordScanResponse> Scan(const std::string& id, const std::string& hash) {
    v1::RecordScanRequest request;
    request.set_paper_id(id);
    request.set_sha256(hash);
    return papers_.RecordScan(world_.ActFor(request), request);
  }
  uint64_t LogOf(const std::string& office) {
    uint64_t seq = 0;
    EXPECT_OK(world_.store.View([&](storage::Snapshot& snapshot) {
      const auto head = storage::ReadLogHead(snapshot, {office, ""});
      if (head.ok()) seq = head->seq;
      return head.status();
    }));
    return seq;
  }

  stock::Pelalawan world_;
  Papers papers_{world_.store};
  std::string shipment_;
};

TEST_F(PapersTest, NumbersRunByOfficeKindAndYearAndARepeatTakesNone) {
  const auto request = For(v1::PAPER_KIND_RECEIPT, shipment_);
  const access::Act act = world_.ActFor(request);
  const uint64_t before = LogOf(kDinas);
  ASSERT_OK_AND_ASSIGN(const auto first, papers_.Issue(act, request));
  EXPECT_EQ(first.paper().paper_id(), "14.05:RECEIPT:2026:1");
  EXPECT_EQ(first.paper().number(), "400.12.2/1/X/III/2026");
  ASSERT_OK_AND_ASSIGN(const auto again, papers_.Issue(act, request));
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(LogOf(kDinas), before + 1);
  ASSERT_OK_AND_ASSIGN(const v1::Paper card, Issue(Card("", 1, 2)));
  EXPECT_EQ(card.number(), "1/KP/III/2026");
}

TEST_F(PapersTest, OnePaperHoldsUntilItIsVoidedAndItsNumberIsNotUsedAgain) {
  const auto request = For(v1::PAPER_KIND_RECEIPT, shipment_);
  ASSERT_OK_AND_ASSIGN(const v1::Paper first, Issue(request));
  EXPECT_EQ(ReasonOf(Issue(request).status()), "PAPER_ISSUED");
  ASSERT_OK(Void(first.paper_id()));
  EXPECT_EQ(ReasonOf(Void(first.paper_id())), "PAPER_VOIDED");
  ASSERT_OK_AND_ASSIGN(const v1::Paper second, Issue(request));
  EXPECT_EQ(second.number(), "400.12.2/2/X/III/2026");
  ASSERT_OK_AND_ASSIGN(const auto kept, Get(first.paper_id(), v1::PAPER_FORMAT_UNSPECIFIED));
  EXPECT_EQ(kept.paper().void_reason(), "salah tulis");
}

TEST_F(PapersTest, ASecondPaperForTheSameSubjectIsCaught) {
  const auto request = For(v1::PAPER_KIND_RECEIPT, shipment_);
  ASSERT_OK(Issue(request));
  setenv("BLANGKO_PLANT", "paper-issued-twice", 1);
  const bool twice = Issue(request).ok();
  unsetenv("BLANGKO_PLANT");
  EXPECT_TRUE(twice) << "the planted bug does nothing";
}

TEST_F(PapersTest, APaperStaysAsItWasIssuedWhateverTheSettingsBecome) {
  ASSERT_OK_AND_ASSIGN(const v1::Paper paper, Issue(For(v1::PAPER_KIND_RECEIPT, shipment_)));
  ASSERT_OK_AND_ASSIGN(const auto before, Get(paper.paper_id(), v1::PAPER_FORMAT_PDF));
  v1::PaperSettings settings = SettingsOf(kDinas);
  settings.set_letterhead(0, "PEMERINTAH KOTA LAIN");
  settings.mutable_officials(0)->set_name("Orang Lain");
  ASSERT_OK(Set(settings));
  world_.clock.Advance(absl::Hours(48));
  ASSERT_OK_AND_ASSIGN(const auto after, Get(paper.paper_id(), v1::PAPER_FORMAT_PDF));
  EXPECT_EQ(before.content(), after.content());
  v1::GetPaperSettingsRequest old;
  old.set_office(kDinas);
  old.set_version(1);
  ASSERT_OK_AND_ASSIGN(const v1::PaperSettings first, papers_.GetSettings(world_.actor, old));
  EXPECT_EQ(first.letterhead(0), "PEMERINTAH KABUPATEN CONTOH");
}

TEST_F(PapersTest, DeliveryNoteAndReceiptOfAShipmentWithinTheStore) {
  ASSERT_OK_AND_ASSIGN(const auto sent, world_.Send(world_.Sending(kBunut, {{"L1", 100}})));
  ASSERT_OK_AND_ASSIGN(const v1::Paper note, Issue(For(v1::PAPER_KIND_DELIVERY_NOTE, sent.shipment_id())));
  EXPECT_EQ(note.office(), kDinas);
  EXPECT_EQ(ReasonOf(Issue(For(v1::PAPER_KIND_RECEIPT, sent.shipment_id())).status()), "PAPER_NOT_DUE");
  ASSERT_OK(world_.Arrive(world_.Arrival(sent.shipment_id(), {{.lot = "L1", .accepted = 99, .missing = 1}})));
  EXPECT_EQ(ReasonOf(Issue(For(v1::PAPER_KIND_RECEIPT, sent.shipment_id())).status()),
            "PAPER_SETTINGS_MISSING");
  ASSERT_OK(Set(SettingsOf(kBunut)));
  ASSERT_OK_AND_ASSIGN(const v1::Paper receipt, Issue(For(v1::PAPER_KIND_RECEIPT, sent.shipment_id())));
  ASSERT_OK_AND_ASSIGN(const auto csv, Get(receipt.paper_id(), v1::PAPER_FORMAT_CSV));
  EXPECT_THAT(csv.content(), HasSubstr("1,\"L1, KTP-2016, APBN\",100,99,1,0,0,10182,1008018"));
  ASSERT_OK(world_.store.View([&](storage::Snapshot& snapshot) {
    const auto facts = GetFacts(snapshot, *ParseId(receipt.paper_id()));
    EXPECT_EQ(facts->head().signatures(0).name(), "Budi Contoh 14.05.02");
    EXPECT_EQ(facts->head().signatures(1).name(), "Budi Contoh 14.05");
    return facts.status();
  }));
}

TEST_F(PapersTest, StockCardFollowsTheLedger) {
  world_.clock.Advance(absl::Hours(24));
  ASSERT_OK(world_.Receive("L1", 50));
  ASSERT_OK(world_.Send(world_.Sending(kBunut, {{"L1", 100}})));
  world_.clock.Advance(absl::Hours(24));
  ASSERT_OK(world_.Receive("L2", 7));
  EXPECT_EQ(ReasonOf(Issue(Card("L1", 3, 5)).status()), "INVALID_FIELD");  // not over yet
  ASSERT_OK_AND_ASSIGN(const v1::Paper paper, Issue(Card("L1", 3, 3)));
  ASSERT_OK_AND_ASSIGN(const auto csv, Get(paper.paper_id(), v1::PAPER_FORMAT_CSV));
  EXPECT_THAT(csv.content(), HasSubstr("03-03-2026,,Sisa sebelumnya,,,298,3034236"));
  EXPECT_THAT(csv.content(), HasSubstr("Masuk"));
  EXPECT_THAT(csv.content(), HasSubstr("Sisa 03-03-2026,50,100,248,2525136"));
  EXPECT_THAT(csv.content(), Not(HasSubstr("L2")));
  EXPECT_EQ(ReasonOf(Issue(Card("L9", 3, 3)).status()), "UNKNOWN_LOT");
}

TEST_F(PapersTest, AnotherHashIsAFurtherEntryTheSameOneIsNot) {
  ASSERT_OK_AND_ASSIGN(const v1::Paper paper, Issue(For(v1::PAPER_KIND_RECEIPT, shipment_)));
  const uint64_t before = LogOf(kDinas);
  ASSERT_OK(Scan(paper.paper_id(), kHash));
  ASSERT_OK(Scan(paper.paper_id(), kHash));
  ASSERT_OK(Scan(paper.paper_id(), kOther));
  EXPECT_EQ(LogOf(kDinas), before + 2);
  ASSERT_OK_AND_ASSIGN(const auto got, Get(paper.paper_id(), v1::PAPER_FORMAT_UNSPECIFIED));
  ASSERT_EQ(got.scans_size(), 2);
  EXPECT_EQ(got.scans(0).sha256(), kHash);
  EXPECT_EQ(got.scans(1).sha256(), kOther);
  EXPECT_EQ(ReasonOf(Scan(paper.paper_id(), "abc").status()), "INVALID_FIELD");
}

TEST_F(PapersTest, ListsByOfficeAndKindPageByPage) {
  ASSERT_OK(Issue(For(v1::PAPER_KIND_RECEIPT, shipment_)));
  ASSERT_OK(Issue(Card("", 1, 1)));
  ASSERT_OK(Issue(Card("", 1, 2)));
  v1::ListPapersRequest request;
  ASSERT_OK_AND_ASSIGN(const auto first, papers_.List(world_.actor, request, {.size = 2, .after = ""}));
  ASSERT_EQ(first.rows.size(), 2U);
  ASSERT_OK_AND_ASSIGN(const auto rest,
                       papers_.List(world_.actor, request, {.size = 2, .after = first.next}));
  ASSERT_EQ(rest.rows.size(), 1U);
  EXPECT_EQ(rest.rows[0].subject(), "*:2026-03-01:2026-03-02");
  EXPECT_EQ(rest.next, "");
  request.set_kind(v1::PAPER_KIND_RECEIPT);
  ASSERT_OK_AND_ASSIGN(const auto receipts, papers_.List(world_.actor, request, {.size = 2, .after = ""}));
  EXPECT_EQ(receipts.rows.size(), 1U);
}

TEST_F(PapersTest, RightsAndScope) {
  world_.actor.scope = kBunut;
  EXPECT_EQ(ReasonOf(Set(SettingsOf(kDinas))), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(Issue(Card("", 1, 2)).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(Issue(For(v1::PAPER_KIND_RECEIPT, shipment_)).status()), "UNKNOWN_SHIPMENT");
  EXPECT_EQ(ReasonOf(Get("14.05:RECEIPT:2026:1", v1::PAPER_FORMAT_PDF).status()), "OUT_OF_SCOPE");
  world_.actor = {.identity = "account:uji", .role = access::Role::kAuditor, .scope = ""};
  EXPECT_EQ(ReasonOf(Issue(Card("", 1, 2)).status()), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(Get("14.05:RECEIPT:2026:9", v1::PAPER_FORMAT_PDF).status()), "UNKNOWN_PAPER");
  EXPECT_EQ(ReasonOf(Get("nix", v1::PAPER_FORMAT_PDF).status()), "UNKNOWN_PAPER");
}

TEST_F(PapersTest, SettingsThatCannotWorkAreRefused) {
  v1::PaperSettings settings = SettingsOf(kDinas);
  settings.mutable_kinds(0)->set_number_pattern("{seq}/{oops}/{year}");
  EXPECT_EQ(ReasonOf(Set(settings)), "INVALID_FIELD");
  settings = SettingsOf(kDinas);
  settings.mutable_kinds(0)->set_number_pattern("BAST/{year}");
  EXPECT_EQ(ReasonOf(Set(settings)), "INVALID_FIELD");
  settings = SettingsOf(kDinas);
  settings.mutable_kinds(0)->mutable_signers(0)->set_role("NOBODY");
  EXPECT_EQ(ReasonOf(Set(settings)), "INVALID_FIELD");
  settings = SettingsOf(kDinas);
  settings.mutable_officials(0)->set_nip("123");
  EXPECT_EQ(ReasonOf(Set(settings)), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Set(SettingsOf("99.99"))), "UNKNOWN_OFFICE");
}

}  // namespace
}  // namespace blangko::papers
