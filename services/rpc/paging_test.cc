#include "services/rpc/paging.h"

#include <gtest/gtest.h>

#include "blangko/records/v1/records_service.pb.h"
#include "blangko/stock/v1/stock_service.pb.h"
#include "services/refusal/refusal.h"

namespace blangko::rpc {
namespace {

records::v1::ListRecordsRequest RecordsOf(std::string site, int32_t page_size = 0) {
  records::v1::ListRecordsRequest request;
  request.set_site(std::move(site));
  request.set_page_size(page_size);
  return request;
}

std::string TokenAfter(const google::protobuf::Message& request, std::string_view key) {
  return NextPageToken(*ReadPage(request), key);
}

TEST(Paging, SizesAreDefaultedLoweredAndNeverNegative) {
  EXPECT_EQ(ReadPage(RecordsOf("14.05"))->size, 100u);
  EXPECT_EQ(ReadPage(RecordsOf("14.05", 7))->size, 7u);
  EXPECT_EQ(ReadPage(RecordsOf("14.05", 1'000'000))->size, 1000u);
  EXPECT_EQ(ReadPage(RecordsOf("14.05", 50), {.default_size = 5, .max_size = 10})->size, 10u);
  EXPECT_EQ(ReasonOf(ReadPage(RecordsOf("14.05", -1)).status()), "INVALID_FIELD");
}

TEST(Paging, TheNextPageGoesOnAfterTheLastKey) {
  auto request = RecordsOf("14.05");
  EXPECT_EQ(ReadPage(request)->after, "");
  const std::string key("\x01\x00\xff/key", 7);
  request.set_page_token(TokenAfter(request, key));
  EXPECT_EQ(ReadPage(request)->after, key);
  request.set_page_size(3);  // the size may change from page to page
  EXPECT_EQ(ReadPage(request)->after, key);
}

TEST(Paging, NoLastKeyMeansNoNextPage) { EXPECT_EQ(TokenAfter(RecordsOf("14.05"), ""), ""); }

TEST(Paging, TokensAreSafeInAUrl) {
  const std::string token = TokenAfter(RecordsOf("14.05"), "\xff\xfe\xfd\xfb\xef\xbf");
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="),
            std::string::npos);
}

TEST(Paging, ATokenOfAnotherListOrFilterIsRefused) {
  auto other_filter = RecordsOf("14.06");
  other_filter.set_page_token(TokenAfter(RecordsOf("14.05"), "k"));
  EXPECT_EQ(ReasonOf(ReadPage(other_filter).status()), "PAGE_TOKEN_INVALID");
  stock::v1::ListLotsRequest other_list;
  other_list.set_page_token(TokenAfter(RecordsOf(""), "k"));
  EXPECT_EQ(ReasonOf(ReadPage(other_list).status()), "PAGE_TOKEN_INVALID");
}

TEST(Paging, ADamagedTokenIsRefused) {
  auto request = RecordsOf("14.05");
  const std::string token = TokenAfter(request, "key");
  for (const std::string& damaged :
       {token.substr(1), std::string("###"), std::string("AAAA"), "B" + token.substr(1)}) {
    request.set_page_token(damaged);
    EXPECT_EQ(ReasonOf(ReadPage(request).status()), "PAGE_TOKEN_INVALID") << damaged;
  }
}

}  // namespace
}  // namespace blangko::rpc
