// RecordsService behind a real server, called by the client half.
#include "services/records/records_service.h"

#include <gmock/gmock.h>

#include "blangko/records/v1/records_service.grpc.pb.h"
#include "services/rpc/channel.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/server.h"
#include "services/rpc/status_mapping.h"
#include "tests/support/records_fixture.h"

namespace blangko::records {
namespace {

using testing::SizeIs;
using Stub = v1::RecordsService::Stub;

constexpr char kList[] =
    "record_id;nik;name;birth_date;area;upstream_status;recorded_time\n"
    "R-1;1405021708951001;SITI;1995-08-17;14.05.02.2003;PRR;2025-01-02\n"
    "R-2;1.40502E+15;BUDI;1995-08-17;14.05.02.2003;PRR;2025-01-02\n"
    "R-3;1405021708951003;ANI;1995-08-17;14.05.02.2003;SFE;2025-01-01\n";

class RecordsServiceTest : public RecordsFixture {
 protected:
  RecordsServiceTest()
      : rpc_({.clock = &clock_,
              .rng = &rng_,
              .callers = {},
              .revision = [this] { return store_->DurableRevision(); },
              .observe = {}}),
        server_(*rpc::Server::Start({.listen = "127.0.0.1:0"}, {{v1::RecordsService::service_full_name(),
                                                                 MakeRecordsService(*records_, rpc_)}})),
        stub_(v1::RecordsService::NewStub(rpc::OpenChannel("127.0.0.1:" + std::to_string(server_->port())))) {
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    return rpc::Caller({.operator_name = "budi"}, rng_).Call(*stub_, method, request);
  }

  v1::ImportRecordsRequest::Header Header() {
    v1::ImportRecordsRequest::Header header;
    header.set_import_id(ids_.Next());
    header.set_kind(v1::IMPORT_KIND_ADDITIONAL);
    header.set_office(kRegency);
    return header;
  }

  // Streams `text` in pieces; without `last` the stream breaks off.
  absl::StatusOr<v1::ImportRecordsResponse> Stream(const v1::ImportRecordsRequest::Header& header,
                                                   std::string_view text, bool last = true) {
    grpc::ClientContext context;
    v1::ImportRecordsResponse response;
    const auto writer = stub_->ImportRecords(&context, &response);
    v1::ImportRecordsRequest message;
    *message.mutable_header() = header;
    writer->Write(message);
    for (size_t at = 0; at < text.size(); at += 50) {
      v1::ImportRecordsRequest piece;
      piece.set_data(std::string(text.substr(at, 50)));
      writer->Write(piece);
    }
    v1::ImportRecordsRequest end;
    end.set_last(true);
    if (last) writer->Write(end);
    writer->WritesDone();
    const absl::Status status = rpc::FromGrpc(writer->Finish());
    if (!status.ok()) return status;
    return response;
  }

  rpc::Rpc rpc_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

TEST_F(RecordsServiceTest, AListComesInAndIsListed) {
  const auto header = Header();
  ASSERT_OK_AND_ASSIGN(const auto done, Stream(header, kList));
  EXPECT_EQ(done.import().added_count(), 2);
  ASSERT_THAT(done.errors(), SizeIs(1));
  EXPECT_EQ(done.errors(0).reason(), "NIK_DAMAGED_BY_SPREADSHEET");
  v1::ListRecordsRequest list;
  list.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const auto first, Call(&Stub::ListRecords, list));
  ASSERT_THAT(first.records(), SizeIs(1));
  list.set_page_token(first.next_page_token());
  ASSERT_OK_AND_ASSIGN(const auto second, Call(&Stub::ListRecords, list));
  ASSERT_THAT(second.records(), SizeIs(1));
  EXPECT_NE(first.records(0).record_id(), second.records(0).record_id());
  list.set_class_id(1);
  EXPECT_EQ(ReasonOf(Call(&Stub::ListRecords, list).status()), "PAGE_TOKEN_INVALID");
}

TEST_F(RecordsServiceTest, ABrokenStreamGoesOn) {
  const auto header = Header();
  EXPECT_EQ(Stream(header, std::string_view(kList).substr(0, 100), false).status().code(),
            absl::StatusCode::kCancelled);
  v1::GetImportRequest get;
  get.set_import_id(header.import_id());
  ASSERT_OK_AND_ASSIGN(const auto progress, Call(&Stub::GetImport, get));
  EXPECT_FALSE(progress.import().done());
  ASSERT_OK_AND_ASSIGN(const auto done, Stream(header, kList));
  EXPECT_EQ(done.import().row_count(), 3);
  EXPECT_EQ(done.import().added_count(), 2);
}

TEST_F(RecordsServiceTest, AStreamWithoutHeaderIsRefused) {
  grpc::ClientContext context;
  v1::ImportRecordsResponse response;
  const auto writer = stub_->ImportRecords(&context, &response);
  writer->WritesDone();
  EXPECT_EQ(ReasonOf(rpc::FromGrpc(writer->Finish())), "INVALID_FIELD");
}

TEST_F(RecordsServiceTest, HoldReleaseMoveCancel) {
  ASSERT_OK(Stream(Header(), kList));
  v1::HoldRecordRequest hold;
  hold.set_request_id(ids_.Next());
  hold.set_record_id("R-1");
  ASSERT_OK_AND_ASSIGN(const auto held, Call(&Stub::HoldRecord, hold));
  EXPECT_EQ(held.record().state(), v1::RECORD_STATE_HELD);
  EXPECT_EQ(held.record().hold().by(), "local:budi");
  v1::ReleaseRecordRequest release;
  release.set_request_id(ids_.Next());
  release.set_record_id("R-1");
  ASSERT_OK(Call(&Stub::ReleaseRecord, release));
  v1::MoveRecordRequest move;
  move.set_request_id(ids_.Next());
  move.set_record_id("R-1");
  move.set_site("14.05.03");
  ASSERT_OK_AND_ASSIGN(const auto moved, Call(&Stub::MoveRecord, move));
  EXPECT_EQ(moved.record().site(), "14.05.03");
  v1::CancelRecordRequest cancel;
  cancel.set_request_id(ids_.Next());
  cancel.set_record_id("R-1");
  cancel.set_reason("pindah domisili");
  ASSERT_OK(Call(&Stub::CancelRecord, cancel));
  EXPECT_EQ(ReasonOf(Call(&Stub::MoveRecord, move).status()), "");  // the repeat of a served request
  move.set_site(kRegency);
  move.set_request_id(ids_.Next());
  EXPECT_EQ(ReasonOf(Call(&Stub::MoveRecord, move).status()), "FORBIDDEN_MOVE");
}

TEST_F(RecordsServiceTest, CreateGetRankAndBacklog) {
  v1::CreateRecordRequest create = Applicant(1);
  create.set_request_id(ids_.Next());
  ASSERT_OK_AND_ASSIGN(const auto made, Call(&Stub::CreateRecord, create));
  v1::GetRecordRequest get;
  get.set_nik(Nik(1));
  get.set_with_personal(true);
  ASSERT_OK_AND_ASSIGN(const auto got, Call(&Stub::GetRecord, get));
  EXPECT_EQ(got.personal().nik(), Nik(1));
  v1::GetRankRequest rank;
  rank.set_record_id(made.record().record_id());
  ASSERT_OK_AND_ASSIGN(const auto place, Call(&Stub::GetRank, rank));
  EXPECT_EQ(place.line_length(), 1);
  v1::CancelRecordRequest cancel;
  cancel.set_request_id(ids_.Next());
  cancel.set_record_id(rank.record_id());
  cancel.set_reason("salah");
  ASSERT_OK_AND_ASSIGN(const auto backlog_before, Call(&Stub::GetBacklog, v1::GetBacklogRequest()));
  EXPECT_EQ(backlog_before.waiting_count(), 1);
  ASSERT_OK(Call(&Stub::CancelRecord, cancel));
  const absl::Status refused = Call(&Stub::GetRank, rank).status();
  EXPECT_EQ(ReasonOf(refused), "NOT_IN_LINE");
  EXPECT_THAT(IndonesianOf(refused), testing::EndsWith(" tidak dalam antrean: dibatalkan."));
}

}  // namespace
}  // namespace blangko::records
