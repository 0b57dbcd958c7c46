// Every role against every method that the node hosts: what is refused, and what is not, as the table of roles states
// it, written out once more by hand. The methods come from the descriptors: one that is missing here fails.
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/ids.h"
#include "google/protobuf/dynamic_message.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/support/byte_buffer.h"
#include "services/access/rights.h"
#include "services/access/sessions.h"
#include "services/node/node.h"
#include "services/node/service_names.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "services/rpc/channel.h"
#include "services/rpc/metadata.h"
#include "services/rpc/station_proof.h"
#include "services/rpc/status_mapping.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr char kRegency[] = "14.05";
constexpr char kStation[] = "dinas-1";

// Local operator, Administrator, Centre, Province, regency Operator, regency Supervisor, aUditor, sTation.
constexpr std::string_view kColumns = "LACPOSUT";

constexpr std::pair<const char*, const char*> kWanted[] = {
    // in the order of kColumns
    {"AccountsService.Login", "YYYYYYYY"},
    {"AccountsService.Logout", "YYYYYYY-"},
    {"AccountsService.WhoAmI", "YYYYYYYY"},
    {"AccountsService.ListAccounts", "YYYYYYYY"},
    {"AccountsService.AddAccount", "YYY-----"},
    {"AccountsService.ChangeAccount", "YYY-----"},
    {"AccountsService.SetPin", "YYYYYYY-"},
    {"OfficesService.PutOffices", "YYY-----"},
    {"OfficesService.ListOffices", "YYYYYYYY"},
    {"DeskService.HandOver", "YY--YY--"},
    {"DocumentsService.GetIdentity", "YYYYYYYY"},
    {"DocumentsService.TrustOffice", "YYY-----"},
    {"DocumentsService.ListForeignOffices", "YYYYYYYY"},
    {"DocumentsService.MakeDocument", "YYYY-Y--"},
    {"DocumentsService.SubmitDocuments", "YYYYYY--"},
    {"DocumentsService.ExportDocuments", "YYYYYYYY"},
    {"DocumentsService.GetDocument", "YYYYYYYY"},
    {"DocumentsService.ListDocuments", "YYYYYYYY"},
    {"DocumentsService.ListMissingDocuments", "YYYYYYYY"},
    {"ExportsService.ExportEverything", "YY------"},
    {"ExportsService.ListExports", "YY------"},
    {"ExportsService.CloseExport", "YY------"},
    {"IncidentsService.ListIncidents", "YYYYYYYY"},
    {"IncidentsService.GetIncident", "YYYYYYYY"},
    {"IncidentsService.SettleIncident", "YY---Y--"},
    {"PapersService.SetPaperSettings", "YYYY-Y--"},
    {"PapersService.GetPaperSettings", "YYYYYYYY"},
    {"PapersService.IssuePaper", "YYYYYY--"},
    {"PapersService.VoidPaper", "YYYY-Y--"},
    {"PapersService.GetPaper", "YYYYYYYY"},
    {"PapersService.ListPapers", "YYYYYYYY"},
    {"PapersService.RecordScan", "YYYYYY--"},
    {"PrintersService.RegisterStation", "YYYY----"},
    {"PrintersService.SetStationEnabled", "YYYY-Y--"},
    {"PrintersService.GetStation", "YYYYYYYY"},
    {"PrintersService.ListStations", "YYYYYYYY"},
    {"PrintersService.ListPrinters", "YYYYYYYY"},
    {"PrintersService.SetPrinter", "YY--YY--"},
    {"PrintersService.Heartbeat", "-------Y"},
    {"RecordsService.ImportRecords", "YYYYYY--"},
    {"RecordsService.GetImport", "YYYYYYYY"},
    {"RecordsService.ListImportErrors", "YYYYYYYY"},
    {"RecordsService.CreateRecord", "YYYYYY--"},
    {"RecordsService.GetRecord", "YYYYYYYY"},
    {"RecordsService.ListRecords", "YYYYYYYY"},
    {"RecordsService.GetBacklog", "YYYYYYYY"},
    {"RecordsService.GetRank", "YYYYYYYY"},
    {"RecordsService.HoldRecord", "YY--YY--"},
    {"RecordsService.ReleaseRecord", "YY--YY--"},
    {"RecordsService.CancelRecord", "YY--YY--"},
    {"RecordsService.MoveRecord", "YY--YY--"},
    {"ReportsService.GetOverview", "YYYYYYYY"},
    {"SchedulerService.GetPolicy", "YYYYYYYY"},
    {"SchedulerService.SetPolicy", "YYYY-Y--"},
    {"SchedulerService.ListPolicies", "YYYYYYYY"},
    {"SchedulerService.ListPresets", "YYYYYYYY"},
    {"SchedulerService.PreviewPolicy", "YYYYYYYY"},
    {"SchedulerService.GetDispatchState", "YYYYYYYY"},
    {"SchedulerService.SetLane", "YY--YY--"},
    {"SchedulerService.ListLaneMarks", "YYYYYYYY"},
    {"SchedulerService.MarkPresent", "YY--YY--"},
    {"SchedulerService.PullJobs", "Y------Y"},
    {"SchedulerService.StartJobs", "YY--YY-Y"},
    {"SchedulerService.ExchangeJobs", "Y------Y"},
    {"SchedulerService.ReportOutcomes", "YY--YY-Y"},
    {"SchedulerService.ReleaseJobs", "YY---Y-Y"},
    {"SchedulerService.ListJobs", "YYYYYYYY"},
    {"SchedulerService.ResolveJob", "YY--YY--"},
    {"SchedulerService.RejectCard", "YY--YY--"},
    {"SchedulerService.ExplainRecord", "YYYYYYYY"},
    {"StockService.CreateLot", "YYY-----"},
    {"StockService.ListLots", "YYYYYYYY"},
    {"StockService.RecordOpening", "YYY-----"},
    {"StockService.ReceiveFromOutside", "YY-YYY--"},
    {"StockService.DispatchShipment", "YYYY-Y--"},
    {"StockService.ReceiveShipment", "YY-YYY--"},
    {"StockService.GetShipment", "YYYYYYYY"},
    {"StockService.ListShipments", "YYYYYYYY"},
    {"StockService.ListBalances", "YYYYYYYY"},
    {"StockService.ListMovements", "YYYYYYYY"},
    {"StockService.GetEquation", "YYYYYYYY"},
    {"ClockService.GetClock", "YYYYYYYY"},
    {"ClockService.ConfirmClock", "YYYYYY--"},
    {"DeskService.IssueReceipt", "YYYYYY--"},
    {"DeskService.GetReceiptStatus", "YYYYYYYY"},
    {"RecordsService.ListImports", "YYYYYYYY"},
    {"RecordsService.ListImportHeld", "YYYYYYYY"},
    {"RecordsService.SetImportProfile", "YYYYYY--"},
    {"RecordsService.GetImportProfile", "YYYYYYYY"},
    {"RecordsService.ListImportProfiles", "YYYYYYYY"},
    {"RecoveryService.CreateBackup", "YYY-----"},
    {"RecoveryService.GetRestore", "YYYYYYYY"},
    {"RecoveryService.TakeJournal", "YYYYYY--"},
    {"ProposalsService.ListProposals", "YYYYYYY-"},
    {"ProposalsService.GetProposal", "YYYYYYY-"},
    {"ProposalsService.ApproveProposal", "YYYYYY--"},
    {"ProposalsService.RejectProposal", "YYYYYY--"},
    {"ProposalsService.WithdrawProposal", "YYYYYY--"},
    {"ProposalsService.IssueCode", "YYYYYY--"},
    {"ProposalsService.EnterCode", "YYYYYY--"},
    {"SchedulerService.VoidAttempts", "YYY--Y--"},
    {"StockService.GetBlank", "YYYYYYYY"},
    {"StockService.ListBlankIncidents", "YYYYYYYY"},
    {"StockService.BlockBlanks", "YYY-----"},
    {"StockService.UnblockBlanks", "YYY-----"},
    {"StockService.ListBlockedBlanks", "YYYYYYYY"},
    {"StockService.ProveEquation", "YYYYYYYY"},
    {"PacksService.AddUids", "YY-YYY--"},
    {"PacksService.ListUids", "YYYYYYYY"},
    {"PacksService.CheckUids", "YYYYYYYY"},
    {"PacksService.NameMissing", "YY-YYY--"},
    {"PacksService.GetTrail", "YYYYYYYY"},
    {"PacksService.RemoveUids", "YY-YYY--"},
    {"PacksService.RegisterPacks", "YY-YYY--"},
    {"PacksService.GetPack", "YYYYYYYY"},
    {"PacksService.ListPacks", "YYYYYYYY"},
    {"PacksService.SplitPack", "YY-YYY--"},
    {"PacksService.MergePacks", "YY-YYY--"},
    {"PacksService.OpenPack", "YY-YYY--"},
    {"MovementsService.ListCases", "YYYYYYYY"},
    {"MovementsService.GetCase", "YYYYYYYY"},
    {"MovementsService.ResolveCase", "YY-YYY--"},
    {"MovementsService.DeclareLoss", "YYYYYY--"},
    {"MovementsService.FindLost", "YYYYYY--"},
    {"MovementsService.ListLosses", "YYYYYYYY"},
    {"MovementsService.GetLoss", "YYYYYYYY"},
    {"MovementsService.SpoilBlanks", "YY-YYY--"},
    {"MovementsService.WriteOffLot", "YYYYYY--"},
    {"MovementsService.ReverseEntry", "YYYYYY--"},
    {"MovementsService.SetCaseLimit", "YYY-----"},
    {"LoansService.ListLoans", "YYYYYYYY"},
    {"LoansService.GetLoan", "YYYYYYYY"},
    {"LoansService.ListNotices", "YYYYYYYY"},
    {"LoansService.AcknowledgeNotice", "YYYYYY--"},
    {"CountsService.OpenCount", "YY-YYY--"},
    {"CountsService.EnterCount", "YY-YYY--"},
    {"CountsService.SettleCount", "YYYYYY--"},
    {"CountsService.CancelCount", "YYYYYY--"},
    {"CountsService.GetCount", "YYYYYYYY"},
    {"CountsService.ListCounts", "YYYYYYYY"},
    {"ComparisonService.ImportPrintList", "YYYYYY--"},
    {"ComparisonService.BookOutside", "YY--YY--"},
    {"ComparisonService.AnswerDifference", "YY--YY--"},
    {"ComparisonService.CloseDay", "YY--YY--"},
    {"ComparisonService.GetDay", "YYYYYYYY"},
    {"ComparisonService.ListDays", "YYYYYYYY"},
    {"ComparisonService.ListNotCompared", "YYYYYYYY"},
    {"ComparisonService.ListComparedCards", "YYYYYYYY"},
    {"ComparisonService.ListPrintedOutside", "YYYYYYYY"},
    {"ConsumablesService.SetSupplyKind", "YYY-----"},
    {"ConsumablesService.ListSupplyKinds", "YYYYYYYY"},
    {"ConsumablesService.ReceiveSupplies", "YY-YYY--"},
    {"ConsumablesService.IssueSupplies", "YY--YY--"},
    {"ConsumablesService.ReturnSupplies", "YY--YY--"},
    {"ConsumablesService.CountSupplies", "YY-YYY--"},
    {"ConsumablesService.ListSupplyBalances", "YYYYYYYY"},
    {"ConsumablesService.ListSupplyEntries", "YYYYYYYY"},
    {"ConsumablesService.GetSupplyOutlook", "YYYYYYYY"},
    {"OpeningService.AddSpoils", "YYY-----"},
    {"OpeningService.AddUncollectedCards", "YY--YY--"},
    {"OpeningService.AddSukets", "YY--YY--"},
    {"OpeningService.AddOpenLoan", "YYY-----"},
    {"OpeningService.CloseOpening", "YYY-----"},
    {"OpeningService.GetOpening", "YYYYYYYY"},
    {"OpeningService.ListUncollectedCards", "YYYYYYYY"},
    {"OpeningService.ListSukets", "YYYYYYYY"},
    {"DrawersService.GiveBlanks", "YY--YY--"},
    {"DrawersService.TakeBlanks", "YY--YY--"},
    {"DrawersService.WithdrawHandOut", "YY--YY--"},
    {"DrawersService.GetDrawer", "YYYYYYYY"},
    {"DrawersService.ListDrawers", "YYYYYYYY"},
    {"DrawersService.ListHandOuts", "YYYYYYYY"},
    {"PapersService.GetStockAt", "YYYYYYYY"},
    {"DestructionService.WithdrawCard", "YY--YY--"},
    {"DestructionService.ListRegisteredCards", "YYYYYYYY"},
    {"DestructionService.ListRegisterSummaries", "YYYYYYYY"},
    {"DestructionService.SetHoldingLimit", "YYY-----"},
    {"DestructionService.OpenDestruction", "YY--YY--"},
    {"DestructionService.AddCards", "YY--YY--"},
    {"DestructionService.AddCountedCards", "YY--YY--"},
    {"DestructionService.RemoveCards", "YY--YY--"},
    {"DestructionService.DescribeDestruction", "YY--YY--"},
    {"DestructionService.CountPile", "YY--YY--"},
    {"DestructionService.ProposeDestruction", "YY--YY--"},
    {"DestructionService.CancelDestruction", "YY--YY--"},
    {"DestructionService.GetDestruction", "YYYYYYYY"},
    {"DestructionService.ListDestructions", "YYYYYYYY"},
    {"DestructionService.ListDestructionLines", "YYYYYYYY"},
};

const std::map<std::string, std::string>& Wanted() {
  static const std::map<std::string, std::string> rows(std::begin(kWanted), std::end(kWanted));
  return rows;
}

class RightsMatrixTest : public testing::Test {
 protected:
  void SetUp() override {
    Config config;
    config.set_listen("127.0.0.1:0");
    config.set_store("memory:");
    config.set_metrics_listen("off");
    ASSERT_OK_AND_ASSIGN(node_, Node::Start(WithDefaults(config), clock_, rng_));
    channel_ = rpc::OpenChannel(node_->address());
    GivenStation();
    GivenPerson('A', access::v1::ROLE_ADMINISTRATOR);
    GivenPerson('C', access::v1::ROLE_CENTRE);
    GivenPerson('P', access::v1::ROLE_PROVINCE);
    GivenPerson('O', access::v1::ROLE_OPERATOR);
    GivenPerson('S', access::v1::ROLE_SUPERVISOR);
    GivenPerson('U', access::v1::ROLE_AUDITOR);
  }

  void GivenStation() {
    ASSERT_OK(node_->store().Update("test.station", [&](storage::Txn& txn) {
      printers::StationRow station;
      station.set_station_id(kStation);
      station.set_office(kRegency);
      station.set_public_key(key_.public_key);
      station.set_epoch(1);
      station.set_enabled(true);
      printers::PutStation(txn, station);
      return absl::OkStatus();
    }));
  }
  // Somebody with that role who is logged in.
  void GivenPerson(char column, access::v1::Role role) {
    const std::string name = absl::StrCat("person-", static_cast<int>(role));
    const access::NewSession session = access::MakeSession(name);
    tokens_[column] = session.token;
    ASSERT_OK(node_->store().Update("test.person", [&](storage::Txn& txn) {
      access::AccountRow account;
      account.set_name(name);
      account.set_role(static_cast<uint32_t>(role));
      account.set_state(static_cast<uint32_t>(access::v1::Account::STATE_ACTIVE));
      access::PutAccount(txn, account);
      return access::StartSession(txn, account, session.id, clock_.Now()).status();
    }));
  }

  // An empty request, but for its id and the station that calls.
  std::unique_ptr<Message> RequestOf(const MethodDescriptor& method) {
    std::unique_ptr<Message> request(messages_.GetPrototype(method.input_type())->New());
    const auto set = [&](const char* field, const std::string& value) {
      const auto* found = method.input_type()->FindFieldByName(field);
      if (found != nullptr) request->GetReflection()->SetString(request.get(), found, value);
    };
    set("request_id", ids_.Next());
    set("station_id", kStation);
    return request;
  }

  // The reason with which the call of that role is refused; "" when it is done.
  std::string Call(char column, const MethodDescriptor& method) {
    const std::unique_ptr<Message> request = RequestOf(method);
    grpc::ClientContext context;
    rpc::Prepare(context, {.session = tokens_[column]});
    if (column == 'T') {
      context.AddMetadata(rpc::kStationMetadata, rpc::ProveStation(key_, kStation, 1, *request));
    }
    const grpc::Slice slice(request->SerializeAsString());
    const grpc::ByteBuffer sent(&slice, 1);
    grpc::ByteBuffer answer;
    const std::string path = absl::StrCat("/", method.service()->full_name(), "/", method.name());
    const grpc::internal::RpcMethod rpc_method(path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
    return ReasonOf(rpc::FromGrpc(
        grpc::internal::BlockingUnaryCall(channel_.get(), rpc_method, &context, sent, &answer)));
  }

  static std::vector<const MethodDescriptor*> Methods() {
    std::vector<const MethodDescriptor*> methods;
    for (const std::string& name : FullNames()) {
      const auto* service = DescriptorPool::generated_pool()->FindServiceByName(name);
      if (service == nullptr) ADD_FAILURE() << name;
      for (int i = 0; service != nullptr && i < service->method_count(); ++i)
        methods.push_back(service->method(i));
    }
    return methods;
  }
  static std::string NameOf(const MethodDescriptor& method) {
    return absl::StrCat(method.service()->name(), ".", method.name());
  }

  TestClock clock_;
  SystemRng rng_;
  IdSource ids_{clock_, rng_};
  const SigningKey key_ = NewSigningKey();
  google::protobuf::DynamicMessageFactory messages_;
  std::map<char, std::string> tokens_;
  std::unique_ptr<Node> node_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(RightsMatrixTest, EveryCellIsAsTheTableOfRolesStatesIt) {
  for (const MethodDescriptor* method : Methods()) {
    const auto wanted = Wanted().find(NameOf(*method));
    if (wanted == Wanted().end()) {
      ADD_FAILURE() << NameOf(*method) << " has no row here";
      continue;
    }
    std::string got;
    for (const char column : kColumns) {
      const std::string reason = Call(column, *method);
      // A station cannot sign a stream of messages.
      got += reason == "NOT_ALLOWED" || reason == "STATION_PROOF_INVALID" ? '-' : 'Y';
    }
    EXPECT_EQ(got, wanted->second) << NameOf(*method) << ", columns " << kColumns;
  }
}

TEST_F(RightsMatrixTest, TheTableOfRightsHasNoOtherMethods) {
  EXPECT_EQ(access::AllMethodRights().size(), Methods().size());
  EXPECT_EQ(Wanted().size(), Methods().size());
}

}  // namespace
}  // namespace blangko::node
