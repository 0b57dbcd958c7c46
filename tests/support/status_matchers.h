// Matchers for absl::Status and absl::StatusOr, which Debian's Abseil does not bring.
//
//   EXPECT_OK(store.Update(…));
//   EXPECT_THAT(RankInLine(txn, line, place), IsOkAndHolds(3));
//   EXPECT_THAT(store.Update(…), StatusIs(absl::StatusCode::kAborted, HasSubstr("line")));
//   ASSERT_OK_AND_ASSIGN(const Lot lot, ReadLot(txn, "L1"));
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/status_macros.h"

namespace blangko {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

MATCHER(IsOk, negation ? "is an error" : "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

MATCHER_P(StatusIs, code, "has the code " + absl::StatusCodeToString(code)) {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code;
}

MATCHER_P2(StatusIs, code, message,
           "has the code " + absl::StatusCodeToString(code) + " and a fitting message") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code && testing::Matches(message)(std::string(StatusOf(arg).message()));
}

MATCHER_P(IsOkAndHolds, value, "is OK and holds a fitting value") {
  if (!arg.ok()) {
    *result_listener << arg.status().ToString();
    return false;
  }
  return testing::ExplainMatchResult(value, *arg, result_listener);
}

}  // namespace blangko

#define EXPECT_OK(expression) EXPECT_THAT((expression), ::blangko::IsOk())
#define ASSERT_OK(expression) ASSERT_THAT((expression), ::blangko::IsOk())

#define ASSERT_OK_AND_ASSIGN(target, expression) \
  BLANGKO_ASSERT_OK_AND_ASSIGN(BLANGKO_CONCAT(blangko_or_, __LINE__), target, expression)
#define BLANGKO_ASSERT_OK_AND_ASSIGN(holder, target, expression) \
  auto holder = (expression);                                    \
  ASSERT_THAT(holder, ::blangko::IsOk());                        \
  target = *std::move(holder)
