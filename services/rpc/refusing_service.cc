#include "services/rpc/refusing_service.h"

#include "services/rpc/status_mapping.h"

namespace blangko::rpc {
namespace {

// One refused call; gRPC says when nothing refers to it any more.
class RefusedCall : public grpc::ServerGenericBidiReactor {
 public:
  explicit RefusedCall(const grpc::Status& refusal) { Finish(refusal); }
  void OnDone() override { delete this; }
};

}  // namespace

RefusingService::RefusingService(const absl::Status& refusal) : refusal_(ToGrpc(refusal, "")) {}

grpc::ServerGenericBidiReactor* RefusingService::CreateReactor(grpc::GenericCallbackServerContext*) {
  return new RefusedCall(refusal_);
}

}  // namespace blangko::rpc
