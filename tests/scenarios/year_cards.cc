// Cards, print lists and papers of the year.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/node/node.h"
#include "services/rpc/status_mapping.h"
#include "tests/cases/case_row.h"
#include "tests/scenarios/year_scene.h"
#include "tests/support/grpc_call.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"

namespace blangko::scenarios {
namespace {

using comparison::v1::ComparisonService;
using papers::v1::PapersService;
using stock::v1::StockService;

constexpr absl::Duration kToolLimit = absl::Seconds(30);

template <typename Response>
Response Must(absl::StatusOr<Response> response) {
  EXPECT_TRUE(response.ok()) << support::Brief(response.status());
  return response.ok() ? *std::move(response) : Response();
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void YearScene::ImportRecords(int count) {
  std::string csv = "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n";
  for (int i = 1; i <= count; ++i) {
    const std::string id = absl::StrFormat("R-%04d", i);
    absl::StrAppendFormat(&csv, "%s,%s,SPESIMEN,1995-08-17,14.05.02.2003,PRR,2025-%02d-%02d 08:%02d\n", id,
                          NikOf(id), 1 + i / 300, 1 + i / 12 % 25, i % 12);
  }
  EXPECT_OK(office_->Import(kRegency, csv));
}

std::string YearScene::NikOf(const std::string& record_id) { return "140502170895" + record_id.substr(2); }

std::vector<std::string> YearScene::Print(int cards) {
  EXPECT_OK(station_->Heartbeat());
  const auto printed = station_->PrintUpTo(cards);
  EXPECT_OK(printed);
  return printed.value_or(std::vector<std::string>());
}

void YearScene::PrintOneSpoiled() {
  EXPECT_OK(station_->Heartbeat());
  const auto given = station_->Exchange({}, scheduler::v1::OUTCOME_UNSPECIFIED, 1);
  ASSERT_OK(given);
  ASSERT_EQ(given->jobs_size(), 1);
  EXPECT_OK(station_->Report({given->jobs(0)}, scheduler::v1::OUTCOME_SPOILED));
}

comparison::v1::ComparisonDay YearScene::ImportPrintList(absl::CivilDay day,
                                                         const std::vector<std::string>& record_ids) {
  Person& siti = Who("siti");
  grpc::ClientContext context;
  siti.Prepare()(context);
  comparison::v1::ImportPrintListResponse response;
  ComparisonService::Stub stub(siti.channel());
  const auto stream = stub.ImportPrintList(&context, &response);
  comparison::v1::ImportPrintListRequest request;
  auto& header = *request.mutable_header();
  header.set_request_id(crew_->ids().Next());
  header.set_office(kRegency);
  *header.mutable_day() = DateOf(day);
  std::string csv = "nik;nama;waktu cetak;nomor permintaan\n";
  for (const std::string& id : record_ids) {
    absl::StrAppend(&csv, NikOf(id), ";SPESIMEN;", absl::FormatCivilTime(day), " 09:30;\n");
  }
  request.set_data(csv);
  request.set_last(true);
  stream->Write(request);
  stream->WritesDone();
  const absl::Status status = rpc::FromGrpc(stream->Finish());
  EXPECT_TRUE(status.ok()) << support::Brief(status);
  EXPECT_EQ(response.errors_size(), 0);
  return response.day();
}

std::vector<comparison::v1::ComparedCard> YearScene::Differences(absl::CivilDay day) {
  comparison::v1::ListComparedCardsRequest request;
  request.set_office(kRegency);
  *request.mutable_day() = DateOf(day);
  request.set_differences_only(true);
  const auto found = Must(Who("siti").Do(&ComparisonService::Stub::ListComparedCards, request));
  return {found.cards().begin(), found.cards().end()};
}

void YearScene::BookOutside(absl::CivilDay day, const std::string& card_id) {
  comparison::v1::BookOutsideRequest request;
  request.set_office(kRegency);
  *request.mutable_day() = DateOf(day);
  request.add_card_ids(card_id);
  Must(Who("siti").Do(&ComparisonService::Stub::BookOutside, request));
}

void YearScene::Answer(absl::CivilDay day, const std::string& card_id, const std::string& reason) {
  comparison::v1::AnswerDifferenceRequest request;
  request.set_office(kRegency);
  *request.mutable_day() = DateOf(day);
  request.set_card_id(card_id);
  request.set_reason(reason);
  Must(Who("siti").Do(&ComparisonService::Stub::AnswerDifference, request));
}

std::string YearScene::CloseRefusal(absl::CivilDay day) {
  comparison::v1::CloseDayRequest request;
  request.set_office(kRegency);
  *request.mutable_day() = DateOf(day);
  return Who("siti").Refusal(&ComparisonService::Stub::CloseDay, request);
}

void YearScene::CloseDay(absl::CivilDay day) {
  EXPECT_EQ(CloseRefusal(day), "") << absl::FormatCivilTime(day);
}

std::string YearScene::Issue(const papers::v1::IssuePaperRequest& request, const std::string& name) {
  const auto issued = Must(Who("siti").Do(&PapersService::Stub::IssuePaper, request));
  papers::v1::GetPaperRequest get;
  get.set_paper_id(issued.paper().paper_id());
  get.set_format(papers::v1::PAPER_FORMAT_PDF);
  const auto got = Must(Who("siti").Do(&PapersService::Stub::GetPaper, get));
  const std::string pdf = folder_.File(name + ".pdf");
  std::ofstream(pdf, std::ios::binary) << got.content();
  if (const char* keep = std::getenv("BLANGKO_KEEP_PAPERS")) {
    std::filesystem::copy_file(pdf, std::string(keep) + "/" + name + ".pdf",
                               std::filesystem::copy_options::overwrite_existing);
  }
  const std::string text = folder_.File(name + ".txt");
  const auto read =
      support::RunCommand({"pdftotext", "-layout", pdf, text}, folder_.File("pdftotext.log"), kToolLimit);
  EXPECT_TRUE(read.ok() && *read == 0) << "pdftotext";
  return ReadAll(text);
}

papers::v1::GetStockAtResponse YearScene::StockAt(absl::CivilDay day) {
  papers::v1::GetStockAtRequest request;
  request.mutable_at()->set_office(kRegency);
  *request.mutable_at()->mutable_date() = DateOf(day);
  return Must(Who("siti").Do(&PapersService::Stub::GetStockAt, request));
}

stock::v1::GetEquationResponse YearScene::Equation(const std::string& office) {
  stock::v1::GetEquationRequest request;
  request.set_office(office);
  return Must(Who("ratna").Do(&StockService::Stub::GetEquation, request));
}

stock::v1::ProveEquationResponse YearScene::Proof() {
  return Must(Who("ratna").Do(&StockService::Stub::ProveEquation, stock::v1::ProveEquationRequest()));
}

}  // namespace blangko::scenarios
