#include "services/desk/receipts.h"

#include <cstdlib>

#include "absl/strings/ascii.h"
#include "base/typed_code.h"
#include "services/desk/receipt_text.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::desk {
namespace {

using records::RecordRow;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ReceiptsTest : public scheduler::SchedulerFixture {
 protected:
  ReceiptsTest() {
    GivenBlanks(scheduler::kRegency, 5);
    GivenRecords("r", 3);
  }
  v1::IssueReceiptRequest RequestFor(const std::string& record_id) {
    v1::IssueReceiptRequest request;
    request.set_record_id(record_id);
    request.set_salt(absl::StrCat("salt of sixteen bytes ", ++salts_));
    return request;
  }
  absl::StatusOr<v1::IssueReceiptResponse> Issue(v1::IssueReceiptRequest request,
                                                 const std::string& scope = "") {
    const access::Act act = Sign(request, Staff(scope));
    return receipts_.Issue(act, request);
  }
  v1::Receipt MustIssue(const std::string& record_id) {
    const auto issued = Issue(RequestFor(record_id));
    EXPECT_OK(issued);
    return issued.ok() ? issued->receipt() : v1::Receipt();
  }
  v1::GetReceiptStatusResponse Ask(const std::string& code) {
    v1::GetReceiptStatusRequest request;
    request.set_code(code);
    const auto answer =
        receipts_.Status({{"public", access::Role::kOperator, "nowhere"}, clock_.Now(), "", ""}, request);
    EXPECT_OK(answer);
    return answer.value_or(v1::GetReceiptStatusResponse());
  }
  std::string SentenceFor(const std::string& code) { return Ask(code).status().sentence_id(); }
  // Everything that is stored, keys and values.
  std::string WholeStore() {
    std::string all;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan({std::string(1, '\x01'), std::string(1, '\xff')}, storage::ScanOrder::kForward,
                           [&](std::string_view key, std::string_view value) {
                             all.append(key).append(value);
                             return true;
                           });
    }));
    return all;
  }

  Receipts receipts_{store_};
  int salts_ = 0;
};

TEST_F(ReceiptsTest, SaysWhatIsPrintedOnIt) {
  const v1::Receipt receipt = MustIssue("r001");
  EXPECT_TRUE(IsTypedCode(receipt.code()));
  EXPECT_EQ(receipt.masked_name(), "S*** r***");
  EXPECT_EQ(receipt.count(), 1U);
  EXPECT_EQ(receipt.issue_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_EQ(receipt.time_zone(), "Fixed/UTC+07:00:00");
  EXPECT_EQ(receipt.papers_id_size(), receipt.papers_en_size());
  EXPECT_THAT(receipt.status().sentence_id(), StartsWith("Belum perlu datang"));
  EXPECT_THAT(receipt.DebugString(), Not(HasSubstr("SITI")));
  EXPECT_THAT(receipt.DebugString(), Not(HasSubstr("1405021708950001")));
}

TEST_F(ReceiptsTest, WhoeverHasTheCodeIsToldHowFarTheCardIs) {
  const std::string code = MustIssue("r001").code();
  EXPECT_EQ(Ask(code).status().state(), v1::RECEIPT_STATE_NOT_YET);
  EXPECT_EQ(Ask(absl::AsciiStrToLower(InFours(code))).status().state(), v1::RECEIPT_STATE_NOT_YET)
      << "as it is typed";
  Report(Take(1).at(0), scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(Ask(code).status().state(), v1::RECEIPT_STATE_COLLECT);
  EXPECT_THAT(SentenceFor(code), StartsWith("Silakan ambil di "));
}

TEST_F(ReceiptsTest, EveryHoldSoundsTheSame) {
  const std::string code = MustIssue("r002").code();
  EXPECT_OK(store_.Update("test.hold", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(const RecordRow before, records::GetRecord(txn, "r002"));
    RecordRow after = before;
    after.set_state(rows::v1::RECORD_STATE_HELD);
    after.mutable_hold()->set_reason("DIED");
    return records::RecordTable(txn, &heads_).Put(before, after, clock_.Now());
  }));
  EXPECT_EQ(Ask(code).status().state(), v1::RECEIPT_STATE_ASK_OFFICE);
  EXPECT_EQ(SentenceFor(code), "Ada data yang perlu diperiksa, silakan datang ke Dinas.");
}

TEST_F(ReceiptsTest, AnotherReceiptEndsTheOneBefore) {
  const v1::Receipt first = MustIssue("r001");
  const v1::Receipt second = MustIssue("r001");
  EXPECT_NE(first.code(), second.code());
  EXPECT_EQ(second.count(), 2U);
  EXPECT_EQ(Ask(first.code()).status().state(), v1::RECEIPT_STATE_UNKNOWN_CODE);
  EXPECT_EQ(Ask(second.code()).status().state(), v1::RECEIPT_STATE_NOT_YET);
  EXPECT_EQ(RowsOf(storage::Table::kReceipt), 1U);
  setenv("BLANGKO_PLANT", "old-receipt-holds", 1);
  MustIssue("r001");
  unsetenv("BLANGKO_PLANT");
  EXPECT_NE(Ask(second.code()).status().state(), v1::RECEIPT_STATE_UNKNOWN_CODE)
      << "the planted bug is not seen";
}

TEST_F(ReceiptsTest, EveryCodeThatDoesNotHoldGetsTheSameAnswer) {
  const std::string replaced = MustIssue("r001").code();
  const std::string code = MustIssue("r001").code();
  std::string mistyped = code;
  mistyped[3] = mistyped[3] == '7' ? '8' : '7';
  const std::string answer = Ask("").SerializeAsString();
  for (const std::string& wrong : {replaced, mistyped, TypedCodeFrom("never issued"), code + "0",
                                   std::string("r001"), std::string("\xff\0 x", 4), std::string(5000, 'A')}) {
    EXPECT_EQ(Ask(wrong).SerializeAsString(), answer);
  }
  EXPECT_NE(Ask(code).SerializeAsString(), answer);
}

TEST_F(ReceiptsTest, ARepeatGivesTheSameCodeAndNoSecondReceipt) {
  v1::IssueReceiptRequest request = RequestFor("r001");
  const access::Act act = Sign(request, Staff());
  const auto first = receipts_.Issue(act, request);
  const auto again = receipts_.Issue(act, request);
  ASSERT_OK(first);
  ASSERT_OK(again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Record("r001").history_size(), 1);
  request.set_salt("another salt of enough bytes");
  access::Act other = act;
  other.fingerprint = access::Fingerprint(request);
  EXPECT_EQ(ReasonOf(receipts_.Issue(other, request).status()), "REQUEST_ID_REUSED");
  ExpectLogsIntact();
}

TEST_F(ReceiptsTest, TheStoreHoldsNeitherTheCodeNorWhatItWasMadeFrom) {
  const v1::IssueReceiptRequest request = RequestFor("r001");
  const auto issued = Issue(request);
  ASSERT_OK(issued);
  const std::string all = WholeStore();
  EXPECT_THAT(all, HasSubstr("ISSUE_RECEIPT")) << "the scan sees the entry";
  EXPECT_THAT(all, Not(HasSubstr(issued->receipt().code())));
  EXPECT_THAT(all, Not(HasSubstr(request.salt())));
}

TEST_F(ReceiptsTest, OnlyStaffOfTheAreaForACardThatIsStillToCome) {
  EXPECT_EQ(ReasonOf(Issue(RequestFor("r001"), "14.06").status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(Issue(RequestFor("none")).status()), "UNKNOWN_RECORD");
  v1::IssueReceiptRequest by_station = RequestFor("r001");
  EXPECT_EQ(ReasonOf(receipts_.Issue(Sign(by_station, StationAct()), by_station).status()), "NOT_ALLOWED");
  v1::IssueReceiptRequest no_salt = RequestFor("r001");
  no_salt.set_salt("short");
  EXPECT_EQ(ReasonOf(Issue(no_salt).status()), "INVALID_FIELD");
  EXPECT_OK(store_.Update("test.cancel", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(const RecordRow before, records::GetRecord(txn, "r003"));
    RecordRow after = before;
    after.set_state(rows::v1::RECORD_STATE_CANCELLED);
    return records::RecordTable(txn, &heads_).Put(before, after, clock_.Now());
  }));
  EXPECT_EQ(ReasonOf(Issue(RequestFor("r003")).status()), "FORBIDDEN_MOVE");
}

TEST(ReceiptText, ANameIsTwoInitialsAtMost) {
  EXPECT_EQ(MaskName("BUDI"), "B***");
  EXPECT_EQ(MaskName("  Siti  Nurhaliza binti Ahmad"), "S*** N***");
  EXPECT_EQ(MaskName("ÉLODIE ÜLKÜ"), "É*** Ü***");
  EXPECT_EQ(MaskName(""), "***");
  EXPECT_EQ(MaskName("   "), "***");
}

}  // namespace
}  // namespace blangko::desk
