// BA opname, BA pemusnahan and BA kehilangan from what the store knows: numbers, names that are looked up, and parts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/counts/count_table.h"
#include "services/destruction/destruction_fixture.h"
#include "services/destruction/destruction_table.h"
#include "services/papers/paper_of.h"
#include "services/papers/paper_table.h"
#include "services/papers/papers.h"
#include "services/papers/sample_facts.h"
#include "services/records/record_keys.h"

namespace blangko::papers {
namespace {

using destruction::kDinas;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Paragraphs and cells, one a line.
std::string TextOf(const Paper& paper) {
  std::string text;
  for (const Block& block : paper.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) absl::StrAppend(&text, paragraph->text, "\n");
    const auto* table = std::get_if<PaperTable>(&block);
    for (size_t i = 0; table != nullptr && i < table->rows.size(); ++i) {
      for (const Cell& cell : table->rows[i]) absl::StrAppend(&text, cell.text, "\n");
    }
  }
  return text;
}

constexpr char kUid[] = "04A1B2C3D4E5F6";

class Losses final : public LossFactsSource {
 public:
  absl::StatusOr<LossFacts> Find(storage::Snapshot&, const std::string& loss_id) override {
    if (loss_id != "loss-1") return Refuse(Reason::kPaperNotDue, {{"shipment", loss_id}});
    return LossFacts{.loss_id = loss_id,
                     .office = kDinas,
                     .found_micros = 1'790'000'000'000'000,
                     .lines = {{.lot = "A", .count = 2, .uids = {kUid}}},
                     .circumstances = "segel sudah terbuka",
                     .place = "gudang",
                     .police_report = "LP/7/2026",
                     .declared_by = "Budi Contoh",
                     .confirmed_by = "Ratna Contoh"};
  }
};

class OfficialPapersTest : public destruction::DestructionFixture {
 protected:
  OfficialPapersTest() {
    v1::SetPaperSettingsRequest request;
    request.mutable_settings()->set_office(kDinas);
    request.mutable_settings()->add_letterhead("PEMERINTAH KABUPATEN CONTOH");
    request.mutable_settings()->set_place("Kota Contoh");
    EXPECT_OK(papers_.SetSettings(at_.ActFor(request), request));
  }
  absl::StatusOr<v1::Paper> Issue(const v1::IssuePaperRequest& request) {
    const auto response = papers_.Issue(at_.ActFor(request), request);
    if (!response.ok()) return response.status();
    return response->paper();
  }
  static v1::IssuePaperRequest OfList(const std::string& id) {
    v1::IssuePaperRequest request;
    request.set_kind(v1::PAPER_KIND_DESTRUCTION);
    request.set_destruction_id(id);
    return request;
  }
  absl::StatusOr<v1::GetPaperResponse> Get(const std::string& id, v1::PaperFormat format, int part = 0) {
    v1::GetPaperRequest request;
    request.set_paper_id(id);
    request.set_format(format);
    request.set_part(part);
    return papers_.Get(reader_, request);
  }
  std::string Csv(const std::string& id, int part = 0) {
    const auto got = Get(id, v1::PAPER_FORMAT_CSV, part);
    EXPECT_OK(got);
    return got.ok() ? got->content() : "";
  }
  void GivenName(const std::string& record, const std::string& name) {
    rows::v1::Personal personal;
    personal.set_name(name);
    personal.set_address("Jalan Melati 4");
    personal.set_village("Desa Contoh");
    ASSERT_OK(at_.store.Update("test.personal", [&](storage::Txn& txn) {
      storage::PutRow(txn, records::PersonalKey(record), personal);
      return absl::OkStatus();
    }));
  }
  // A list of two cards that was destroyed.
  std::string Burnt() {
    GivenName("R-1", "PENDUDUK SATU");
    Spoil("R-1", kUid);
    EXPECT_EQ(Withdraw("", "", "PENDUDUK DUA"), "1");
    const std::string id = Open();
    EXPECT_EQ(Add(id, {Spoiled(1), Withdrawn(1)}), "");
    Describe(id);
    Pile(id, 2);
    EXPECT_EQ(Approve(ratna_, Propose(id)), "");
    return id;
  }

  Losses losses_;
  Papers papers_{at_.store, &losses_};
  access::Actor reader_ = siti_;
};

TEST_F(OfficialPapersTest, TheReportOfADestructionNamesEveryHolder) {
  const std::string id = Burnt();
  ASSERT_OK_AND_ASSIGN(const v1::Paper paper, Issue(OfList(id)));
  EXPECT_EQ(paper.number(), "470/12/BA-MUSNAH/2026") << "the number that stands in the ledger";
  const std::string csv = Csv(paper.paper_id());
  EXPECT_THAT(csv, HasSubstr("PENDUDUK SATU"));
  EXPECT_THAT(csv, HasSubstr("Jalan Melati 4, Desa Contoh"));
  EXPECT_THAT(csv, HasSubstr("PENDUDUK DUA"));
  EXPECT_THAT(csv, HasSubstr("Pemegang meninggal"));
  EXPECT_THAT(csv, HasSubstr(kUid));
  EXPECT_THAT(csv, HasSubstr("Saksi Contoh"));
  EXPECT_EQ(ReasonOf(Issue(OfList(id)).status()), "PAPER_ISSUED");
}

// Names stay in their one table: the stored paper has none, and an erasure takes them from the drawn one too.
TEST_F(OfficialPapersTest, NamesAreLookedUpWhenItIsDrawn) {
  ASSERT_OK_AND_ASSIGN(const v1::Paper paper, Issue(OfList(Burnt())));
  ASSERT_OK(at_.store.View([&](storage::Snapshot& snapshot) {
    const storage::KeyRange all{std::string(1, '\x01'), std::string(1, '\xff')};
    return snapshot.Scan(all, storage::ScanOrder::kForward,
                         [&](std::string_view key, std::string_view value) {
                           const bool personal = key.front() == static_cast<char>(storage::Table::kPersonal);
                           EXPECT_TRUE(personal || std::string(value).find("PENDUDUK") == std::string::npos)
                               << std::string(key);
                           return true;
                         });
  }));
  ASSERT_OK(at_.store.Update("test.erase", [&](storage::Txn& txn) {
    txn.Erase(records::PersonalKey("R-1"));
    return absl::OkStatus();
  }));
  EXPECT_THAT(Csv(paper.paper_id()), HasSubstr("(data sudah dihapus)"));
  EXPECT_THAT(Csv(paper.paper_id()), Not(HasSubstr("PENDUDUK SATU")));
}

TEST_F(OfficialPapersTest, WhoIsNoStaffSeesNoNames) {
  ASSERT_OK_AND_ASSIGN(const v1::Paper paper, Issue(OfList(Burnt())));
  reader_ = {.identity = "account:uji", .role = access::Role::kAuditor, .scope = ""};
  EXPECT_THAT(Csv(paper.paper_id()), HasSubstr("P*** S***"));
  EXPECT_THAT(Csv(paper.paper_id()), Not(HasSubstr("PENDUDUK")));
  EXPECT_THAT(Csv(paper.paper_id()), Not(HasSubstr("Melati")));
}

TEST_F(OfficialPapersTest, AListThatIsNotDestroyedHasNoReportYet) {
  SpoilMany(1);
  EXPECT_EQ(ReasonOf(Issue(OfList(Whole(1))).status()), "PAPER_NOT_DUE");
  EXPECT_EQ(ReasonOf(Issue(OfList("nix")).status()), "UNKNOWN_DESTRUCTION");
  EXPECT_EQ(ReasonOf(Issue(OfList("")).status()), "INVALID_FIELD");
}

TEST_F(OfficialPapersTest, ALongListIsDrawnInParts) {
  const std::string id = Burnt();
  ASSERT_OK_AND_ASSIGN(const v1::Paper paper, Issue(OfList(id)));
  ASSERT_OK(at_.store.Update("test.lines", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(destruction::ListRow list, destruction::GetList(txn, id));
    list.set_lines(kCardsOfAPart + 2);
    destruction::PutList(txn, list);
    return absl::OkStatus();
  }));
  for (int batch = 0; batch < kCardsOfAPart / 100; ++batch) {
    ASSERT_OK(at_.store.Update("test.lines", [&](storage::Txn& txn) {
      for (int i = 1; i <= 100; ++i) {
        destruction::LineRow line;
        line.set_register_(stock::kSpoiledCards);
        line.set_lot("A");
        line.set_number(static_cast<uint64_t>(batch * 100 + i + 1));
        line.set_count(1);
        destruction::PutLine(txn, id, line);
      }
      return absl::OkStatus();
    }));
  }
  ASSERT_OK_AND_ASSIGN(const auto first, Get(paper.paper_id(), v1::PAPER_FORMAT_PDF, 1));
  EXPECT_EQ(first.part_count(), 2);
  EXPECT_LT(first.content().size(), 900'000U);
  EXPECT_THAT(Csv(paper.paper_id(), 1), Not(HasSubstr("1001,")));
  EXPECT_THAT(Csv(paper.paper_id(), 2), HasSubstr("1001,"));
  EXPECT_THAT(Csv(paper.paper_id(), 2), HasSubstr("1002,"));
  EXPECT_EQ(ReasonOf(Get(paper.paper_id(), v1::PAPER_FORMAT_CSV, 3).status()), "INVALID_FIELD");
}

TEST_F(OfficialPapersTest, TheReportOfACountHasWhatWasCountedAndTheBook) {
  counts::CountRow count;
  count.set_count_id("count-1");
  count.set_office(kDinas);
  count.set_state(counts::v1::Count::STATE_OPEN);
  count.set_counted_by("account:siti");
  count.set_counted_micros(absl::ToUnixMicros(at_.clock.Now()));
  counts::LineRow& line = *count.add_lines();
  line.set_lot("A");
  line.set_unused(998);
  line.set_book_unused(1000);
  line.set_spoiled(3);
  line.set_book_spoiled(3);
  line.set_explanation("dua sobek");
  const auto put = [&] {
    return at_.store.Update("test.count", [&](storage::Txn& txn) {
      counts::PutCount(txn, count);
      return absl::OkStatus();
    });
  };
  ASSERT_OK(put());
  v1::IssuePaperRequest request;
  request.set_kind(v1::PAPER_KIND_COUNT);
  request.set_count_id("count-1");
  EXPECT_EQ(ReasonOf(Issue(request).status()), "PAPER_NOT_DUE");
  count.set_state(counts::v1::Count::STATE_ENTERED);
  ASSERT_OK(put());
  ASSERT_OK_AND_ASSIGN(const v1::Paper paper, Issue(request));
  EXPECT_EQ(paper.paper_id(), "14.05:COUNT:2026:1");
  const std::string csv = Csv(paper.paper_id());
  EXPECT_THAT(csv, HasSubstr("\"A, KTP-2016, APBN\",1000,998,-2"));
  EXPECT_THAT(csv, HasSubstr("\"A, rusak disimpan\",3,3,0"));
  EXPECT_THAT(csv, HasSubstr("dua sobek"));
}

TEST_F(OfficialPapersTest, TheReportOfALossIsFilledByItsSource) {
  v1::IssuePaperRequest request;
  request.set_kind(v1::PAPER_KIND_LOSS);
  request.set_loss_id("loss-2");
  EXPECT_EQ(ReasonOf(Issue(request).status()), "PAPER_NOT_DUE");
  request.set_loss_id("loss-1");
  ASSERT_OK_AND_ASSIGN(const v1::Paper paper, Issue(request));
  EXPECT_THAT(Csv(paper.paper_id()), HasSubstr(kUid));
  Papers without(at_.store);
  EXPECT_EQ(ReasonOf(without.Issue(at_.ActFor(request), request).status()), "PAPER_NOT_DUE");
}

TEST_F(OfficialPapersTest, ChipsOfALossOfSeveralLotsStandUnderTheTable) {
  rows::v1::LossFacts facts = SampleLoss();
  facts.mutable_lines(0)->clear_uids();
  facts.add_lines()->mutable_lot()->set_lot("B");
  EXPECT_THAT(TextOf(LossPaper(facts)), HasSubstr("tidak diketahui, hanya jumlah"));
  facts.set_other_uids("04A1B2C3D4E5FF");
  const std::string text = TextOf(LossPaper(facts));
  EXPECT_THAT(text, AllOf(HasSubstr("04A1B2C3D4E5FF"), HasSubstr("lihat di bawah tabel"),
                          HasSubstr("Lot tanpa harga satuan"), Not(HasSubstr("hanya jumlah")),
                          Not(HasSubstr("Pada hari ini"))));
}

}  // namespace
}  // namespace blangko::papers
