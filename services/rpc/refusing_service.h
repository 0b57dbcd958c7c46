// RefusingService answers every call of every method with one refusal: for a node that must not serve.
//
// It runs nothing and reads no request. Threads: any.
#pragma once

#include "absl/status/status.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/support/status.h"

namespace blangko::rpc {

class RefusingService : public grpc::CallbackGenericService {
 public:
  explicit RefusingService(const absl::Status& refusal);

  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;

 private:
  const grpc::Status refusal_;
};

}  // namespace blangko::rpc
