#include "tests/bench/list_reader.h"

#include "blangko/records/v1/records_service.grpc.pb.h"
#include "tests/bench/applicants.h"
#include "tests/support/grpc_call.h"
#include "tests/support/office_client.h"

namespace blangko::bench {
namespace {

constexpr int kPageSize = 1000;

}  // namespace

ListReader::ListReader(const std::shared_ptr<grpc::Channel>& channel)
    : thread_([this, channel](const std::stop_token& stop) {
        const auto stub = records::v1::RecordsService::NewStub(channel);
        records::v1::ListRecordsRequest request;
        request.set_site(kRegency);
        request.set_page_size(kPageSize);
        while (!stop.stop_requested()) {
          const auto page = support::Call(*stub, &support::RecordsStub::ListRecords, request);
          if (!page.ok()) return;
          ++pages_;
          request.set_page_token(page->next_page_token());
        }
      }) {}

}  // namespace blangko::bench
