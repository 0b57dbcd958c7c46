// StockService over gRPC: each handler is one call of Stock.
//
// Failure: see handle_call.h. Threads: any; `stock` and `rpc` outlive the service.
#pragma once

#include "services/rpc/service.h"

namespace blangko::stock {

class Stock;

rpc::ServicePtr MakeStockService(Stock& stock, const rpc::Rpc& rpc);

}  // namespace blangko::stock
