#include "services/comparison/comparison_service.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/comparison/v1/comparison_service.grpc.pb.h"
#include "services/comparison/comparisons.h"
#include "services/comparison/print_list.h"
#include "services/refusal/refusal.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::comparison {
namespace {

using access::Act;
using grpc::ServerContext;

constexpr size_t kDataMax = 1 << 20;

// All bytes of the list: of one day they are few.
absl::StatusOr<std::string> ReadAll(grpc::ServerReader<v1::ImportPrintListRequest>& reader,
                                    v1::ImportPrintListRequest& message) {
  std::string bytes;
  do {
    if (message.data().size() > kDataMax || bytes.size() + message.data().size() > kListBytesMax)
      return BadField("data", absl::StrCat(bytes.size() + message.data().size(), " bytes"),
                      absl::StrCat("at most ", kListBytesMax, " bytes, in messages of at most ", kDataMax));
    bytes += message.data();
    if (message.last()) return bytes;
  } while (reader.Read(&message));
  return absl::CancelledError("the stream ended before its last message: half a list is none");
}

class Service final : public v1::ComparisonService::Service {
 public:
  Service(Comparisons& comparisons, const rpc::Rpc& rpc) : comparisons_(comparisons), rpc_(rpc) {}

  grpc::Status ImportPrintList(ServerContext* context, grpc::ServerReader<v1::ImportPrintListRequest>* reader,
                               v1::ImportPrintListResponse* response) override {
    return rpc_.HandleStream(context, "comparison.import", [&](const Act& act) -> absl::Status {
      v1::ImportPrintListRequest message;
      if (!reader->Read(&message) || !message.has_header())
        return BadField("header", "", "in the first message");
      const v1::ImportPrintListRequest::Header header = message.header();
      ASSIGN_OR_RETURN(const std::string bytes, ReadAll(*reader, message));
      ASSIGN_OR_RETURN(*response, comparisons_.ImportList(act, header, bytes));
      return absl::OkStatus();
    });
  }

  grpc::Status BookOutside(ServerContext* context, const v1::BookOutsideRequest* request,
                           v1::BookOutsideResponse* response) override {
    return rpc_.Handle(context, "comparison.book", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, comparisons_.Book(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status AnswerDifference(ServerContext* context, const v1::AnswerDifferenceRequest* request,
                                v1::AnswerDifferenceResponse* response) override {
    return rpc_.Handle(context, "comparison.answer", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, comparisons_.Answer(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status CloseDay(ServerContext* context, const v1::CloseDayRequest* request,
                        v1::CloseDayResponse* response) override {
    return rpc_.Handle(context, "comparison.close", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, comparisons_.Close(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status GetDay(ServerContext* context, const v1::GetDayRequest* request,
                      v1::GetDayResponse* response) override {
    return rpc_.Handle(context, "comparison.get", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, comparisons_.Get(act.actor, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListDays(ServerContext* context, const v1::ListDaysRequest* request,
                        v1::ListDaysResponse* response) override {
    return rpc_.Handle(context, "comparison.days", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request, {.default_size = 31, .max_size = 31}));
      const access::PageRequest rows{page.size, page.after};
      ASSIGN_OR_RETURN(const auto found, request->below_too()
                                             ? comparisons_.DaysBelow(act, request->office(), rows)
                                             : comparisons_.Days(act, request->office(), rows));
      response->mutable_days()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListNotCompared(ServerContext* context, const v1::ListNotComparedRequest* request,
                               v1::ListNotComparedResponse* response) override {
    return rpc_.Handle(context, "comparison.not_compared", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       comparisons_.NotCompared(act, request->office(), {page.size, page.after}));
      response->mutable_offices()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListComparedCards(ServerContext* context, const v1::ListComparedCardsRequest* request,
                                 v1::ListComparedCardsResponse* response) override {
    return rpc_.Handle(context, "comparison.cards", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found, comparisons_.Cards(act.actor, *request, {page.size, page.after}));
      response->mutable_cards()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status ListPrintedOutside(ServerContext* context, const v1::ListPrintedOutsideRequest* request,
                                  v1::ListPrintedOutsideResponse* response) override {
    return rpc_.Handle(context, "comparison.outside", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const auto found,
                       comparisons_.Outside(act.actor, request->office(), {page.size, page.after}));
      response->mutable_cards()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

 private:
  Comparisons& comparisons_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeComparisonService(Comparisons& comparisons, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(comparisons, rpc);
}

}  // namespace blangko::comparison
