// A page of a list, as use cases take and give it; services/rpc turns `after` and `next` into opaque tokens.
//
// Failure: none. Threads: plain values.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace blangko::access {

// At most `size` rows after the key `after` ("" = from the start).
struct PageRequest {
  size_t size = 100;
  std::string after;
};

template <typename Row>
struct PageOf {
  std::vector<Row> rows;
  std::string next;  // `after` of the next page; empty = there is none
};

}  // namespace blangko::access
