// Paging: page_size and page_token of every List request (AIP-158), in one place.
//
//   ASSIGN_OR_RETURN(rpc::Page page, rpc::ReadPage(request));
//   … list at most page.size rows with keys after page.after; `last` = key of the last row …
//   response.set_next_page_token(rpc::NextPageToken(page, more ? last : ""));
//
// A token holds the last key and a fingerprint of the request's other fields, so that a token of another list, or of
// the same list with another filter, is refused. It is opaque to clients: URL-safe base64.
// Failure: INVALID_FIELD for a negative page_size, PAGE_TOKEN_INVALID.
// Threads: pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace blangko::rpc {

struct PageRules {
  int32_t default_size = 100;
  int32_t max_size = 1000;
};

struct Page {
  size_t size = 0;
  std::string after;   // key of the last row of the page before; empty = from the start
  std::string filter;  // fingerprint of the other fields
};

// Reads `page_size` and `page_token` of a List request, which must have both.
absl::StatusOr<Page> ReadPage(const google::protobuf::Message& request, const PageRules& rules = {});

// The token of the page after the row with key `last_key`; empty key = there is none, empty token.
std::string NextPageToken(const Page& page, std::string_view last_key);

}  // namespace blangko::rpc
