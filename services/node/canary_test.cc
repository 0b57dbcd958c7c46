// A NIK typed where no NIK belongs: it comes back in no refusal of any method, and reaches no line of the log.
#include <grpcpp/generic/generic_stub.h>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "services/node/node.h"
#include "services/rpc/channel.h"
#include "tests/support/office_client.h"
#include "tests/support/request_ids.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using testing::HasSubstr;
using testing::Not;

constexpr char kCanary[] = "1405020101909001";
constexpr char kSigns[] = "14050201";  // of the canary, where its end is shown
constexpr std::array<const char*, 22> kServices = {
    "blangko.access.v1.AccountsService",
    "blangko.access.v1.ClockService",
    "blangko.access.v1.OfficesService",
    "blangko.access.v1.ProposalsService",
    "blangko.records.v1.RecordsService",
    "blangko.stock.v1.StockService",
    "blangko.printers.v1.PrintersService",
    "blangko.scheduler.v1.SchedulerService",
    "blangko.desk.v1.DeskService",
    "blangko.reports.v1.ReportsService",
    "blangko.incidents.v1.IncidentsService",
    "blangko.recovery.v1.RecoveryService",
    "blangko.exports.v1.ExportsService",
    "blangko.counts.v1.CountsService",
    "blangko.papers.v1.PapersService",
    "blangko.documents.v1.DocumentsService",
    "blangko.movements.v1.MovementsService",
    "blangko.destruction.v1.DestructionService",
    "blangko.packs.v1.PacksService",
    "blangko.comparison.v1.ComparisonService",
    "blangko.consumables.v1.ConsumablesService",
    "blangko.loans.v1.LoansService",
};

// What a text field is set to: its path is "policy.classes.name".
using Words = std::function<std::string(const std::string& path)>;

void Fill(Message& message, const std::string& prefix, const Words& words);

void FillField(Message& message, const FieldDescriptor& field, const std::string& path, const Words& words) {
  const auto& reflection = *message.GetReflection();
  const std::string word = words(path);
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.is_repeated()) return reflection.AddString(&message, &field, word);
      return reflection.SetString(&message, &field, word);
    case FieldDescriptor::CPPTYPE_ENUM:
      if (field.is_repeated()) return;
      return reflection.SetEnumValue(&message, &field, field.enum_type()->value(1)->number());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (absl::StartsWith(field.message_type()->full_name(), "google.")) return;
      return Fill(field.is_repeated() ? *reflection.AddMessage(&message, &field)
                                      : *reflection.MutableMessage(&message, &field),
                  path + ".", words);
    default: return;
  }
}

void Fill(Message& message, const std::string& prefix, const Words& words) {
  const Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    FillField(message, *type.field(i), prefix + type.field(i)->name(), words);
  }
}

// The sentences inside an answer that is no refusal: those of its items.
std::string ItemSentences(const Message& message) {
  std::string found;
  std::vector<const FieldDescriptor*> fields;
  const auto& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool sentence = field->name() == "message" || field->name() == "error_message";
    if (sentence && !field->is_repeated())
      absl::StrAppend(&found, reflection.GetString(message, field), "\n");
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || !field->is_repeated()) continue;
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      found += ItemSentences(reflection.GetRepeatedMessage(message, field, i));
    }
  }
  return found;
}

class CanaryTest : public testing::Test {
 protected:
  void SetUp() override {
    Config config;
    config.set_listen("127.0.0.1:0");
    config.set_store("memory:");
    config.set_metrics_listen("off");
    ASSERT_OK_AND_ASSIGN(node_, Node::Start(WithDefaults(config), clock_, rng_));
    channel_ = rpc::OpenChannel(node_->address());
    ASSERT_OK(support::OfficeClient(channel_, clock_).PutRegency("14.05", 2, false));
  }

  void Ask(const MethodDescriptor& method, const Words& words) {
    std::unique_ptr<Message> request(factory_.GetPrototype(method.input_type())->New());
    std::unique_ptr<Message> response(factory_.GetPrototype(method.output_type())->New());
    Fill(*request, "", words);
    grpc::ByteBuffer sent, received;
    bool own = false;
    ASSERT_TRUE((grpc::GenericSerialize<grpc::ProtoBufferWriter, Message>(*request, &sent, &own).ok()));
    grpc::ClientContext context;
    rpc::Prepare(context, {});
    const std::string path = absl::StrCat("/", method.service()->full_name(), "/", method.name());
    const grpc::Status status = Send(context, path, sent, received);
    if (status.ok()) {
      ASSERT_TRUE(
          (grpc::GenericDeserialize<grpc::ProtoBufferReader, Message>(&received, response.get()).ok()));
    } else {
      ++refused_;
    }
    EXPECT_THAT(status.error_message() + status.error_details() + ItemSentences(*response),
                Not(HasSubstr(kSigns)))
        << path << ": " << status.error_message();
  }

  grpc::Status Send(grpc::ClientContext& context, const std::string& path, const grpc::ByteBuffer& sent,
                    grpc::ByteBuffer& received) {
    grpc::CompletionQueue queue;
    grpc::GenericStub stub(channel_);
    const auto call = stub.PrepareUnaryCall(&context, path, sent, &queue);
    call->StartCall();
    grpc::Status status;
    call->Finish(&received, &status, this);
    void* tag = nullptr;
    bool ok = false;
    EXPECT_TRUE(queue.Next(&tag, &ok) && ok);
    return status;
  }

  // Asks one method with the canary in every text, and with the canary in one text after the other.
  void AskInEveryWay(const MethodDescriptor& method) {
    std::vector<std::string> paths;
    Ask(method, [&](const std::string& path) {
      paths.push_back(path);
      return kCanary;
    });
    for (const char* filler : {"", "14.05"}) {
      for (const std::string& chosen : paths) {
        Ask(method, [&](const std::string& path) -> std::string {
          if (path == chosen) return kCanary;
          return path == "request_id" ? ids_.Next() : filler;
        });
      }
    }
  }

  TestClock clock_;
  SystemRng rng_;
  support::RequestIds ids_{clock_};
  std::unique_ptr<Node> node_;
  std::shared_ptr<grpc::Channel> channel_;
  google::protobuf::MessageFactory& factory_ = *google::protobuf::MessageFactory::generated_factory();
  int refused_ = 0;
};

TEST_F(CanaryTest, ANikComesBackInNoRefusalAndNoLog) {
  ASSERT_EQ(kServices.size(), AllServices().size() + 1) << "a new service is to be named here";
  testing::internal::CaptureStderr();
  for (const char* name : kServices) {
    const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
    ASSERT_NE(service, nullptr) << name;
    for (int i = 0; i < service->method_count(); ++i) AskInEveryWay(*service->method(i));
  }
  EXPECT_THAT(testing::internal::GetCapturedStderr(), Not(HasSubstr(kSigns)));
  EXPECT_GT(refused_, 100);
}

}  // namespace
}  // namespace blangko::node
