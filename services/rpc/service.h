// ServicePtr: a gRPC service that whoever wires it need not understand. Rpc: see handle_call.h.
//
// A shared_ptr destroys what it was made with, so files that only pass it on compile without grpcpp.
#pragma once

#include <memory>

namespace grpc {
class Service;
}

namespace blangko::rpc {

class Rpc;
using ServicePtr = std::shared_ptr<grpc::Service>;

}  // namespace blangko::rpc
