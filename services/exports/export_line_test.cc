#include "services/exports/export_line.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "blangko/rows/v1/access.pb.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "google/protobuf/struct.pb.h"
#include "services/exports/export_register.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::exports {
namespace {

using storage::KeyWriter;
using storage::Table;
using testing::HasSubstr;

const std::string kNumber = std::string("\x01\x80\0\0\0\0\0\0\x05", 9);  // I64 5

bool IsJson(const std::string& line) {
  google::protobuf::Struct object;
  return google::protobuf::util::JsonStringToMessage(line, &object).ok();
}

TEST(ExportLineTest, ARowIsTableKeyAndMessage) {
  rows::v1::Record record;
  record.set_record_id("R-\"1\"");
  record.set_state(rows::v1::RECORD_STATE_READY);
  const auto line =
      LineOfRow(KeyWriter(Table::kRecord).Text(record.record_id()).Take(), storage::EncodeRow(record));
  EXPECT_EQ(
      line,
      "{\"table\":\"record\",\"key\":[\"R-\\\"1\\\"\"],\"row\":{\"record_id\":\"R-\\\"1\\\"\",\"state\":"
      "\"RECORD_STATE_READY\"}}\n");
}

TEST(ExportLineTest, KeysAreTextsTimesAndNumbers) {
  const absl::Time time = absl::FromUnixMicros(1'772'413'200'000'005);
  EXPECT_EQ(LineOfRow(KeyWriter(Table::kDue).Time(time).U64(3).Text("a\nb").Take(), ""),
            "{\"table\":\"due\",\"key\":[\"2026-03-02T01:00:00.000005Z\",3,\"a\\u000ab\"],\"row\":{}}\n");
  EXPECT_EQ(
      LineOfRow(KeyWriter(Table::kDue).Time(absl::FromUnixMicros(INT64_MAX)).U64(UINT64_MAX).Text("").Take(),
                ""),
      "{\"table\":\"due\",\"key\":[\"9223372036854775807\",\"18446744073709551615\",\"\"],\"row\":{}}\n");
  const std::string most = KeyWriter(Table::kOpenIncident).U64(uint64_t{1} << 53).Take();
  EXPECT_EQ(LineOfRow(most, ""), "{\"table\":\"open_incident\",\"key\":[9007199254740992],\"row\":{}}\n");
}

TEST(ExportLineTest, CountersDaysAndTheLogAreRead) {
  EXPECT_EQ(LineOfRow(KeyWriter(Table::kCounter).U64(1).Text("14.05").U64(2).U64(3).U64(4).Take(), kNumber),
            "{\"table\":\"counter\",\"key\":[1,\"14.05\",2,3,4],\"row\":{\"count\":5}}\n");
  KeyWriter day(Table::kLineSegment);
  day.U64(1).Text("14.05").U64(2).U64(1).U64(1).I64(-20);
  EXPECT_EQ(
      LineOfRow(day.Take(), kNumber + std::string("\0\0\0\0\0\0\0\x01", 8)),
      "{\"table\":\"line_segment\",\"key\":[1,\"14.05\",2,1,1,-20],\"row\":{\"count\":5,\"split\":true}}\n");
  rows::v1::LogEntry entry;
  entry.set_actor("system:x");
  const auto line = LineOfRow(KeyWriter(Table::kLog).Text("").Text("").Time(absl::UnixEpoch()).U64(1).Take(),
                              std::string(32, '\xab') + entry.SerializeAsString());
  EXPECT_THAT(*line, HasSubstr("\"hash\":\"abab"));
  EXPECT_THAT(*line, HasSubstr("\"entry\":{\"actor\":\"system:x\"}"));
}

// Every form of the register makes JSON of an empty row.
TEST(ExportLineTest, EveryFormIsRead) {
  for (const ExportTable& table : ExportTables()) {
    for (const ExportShape& shape : table.shapes) {
      KeyWriter key(table.table);
      bool first = true;
      for (const KeyPart part : shape.key) {
        const bool named = std::exchange(first, false) && !shape.first.empty();
        if (part == KeyPart::kText) key.Text(named ? shape.first : "x");
        if (part == KeyPart::kU64) key.U64(named ? std::stoul(shape.first) : 9);
        if (part == KeyPart::kI64) key.I64(9);
        if (part == KeyPart::kTime) key.Time(absl::UnixEpoch());
      }
      std::string value(1, storage::kRowVersion);
      if (shape.kind == RowKind::kLog) value = std::string(32, 'h');
      if (shape.kind == RowKind::kNumber) value = kNumber;
      if (shape.kind == RowKind::kDayCount) value = kNumber + std::string(8, '\0');
      const auto line = LineOfRow(key.Take(), value);
      ASSERT_TRUE(line.has_value()) << table.name;
      EXPECT_TRUE(IsJson(*line)) << *line;
      EXPECT_THAT(*line, HasSubstr(absl::StrCat("{\"table\":\"", std::string(table.name), "\"")));
      EXPECT_THAT(*line, testing::Not(HasSubstr("unreadable"))) << *line;
    }
  }
}

TEST(ExportLineTest, WhatCannotBeReadIsNotPassedOver) {
  const std::string key = KeyWriter(Table::kRecord).Text("R").Take();
  EXPECT_EQ(LineOfRow(key, "\x02"),
            "{\"table\":\"record\",\"key\":[\"R\"],\"row\":null,\"unreadable\":true}\n");
  EXPECT_EQ(LineOfRow("\x20\x41", "\x01"),
            "{\"table\":\"?\",\"key\":[\"2041\"],\"row\":null,\"unreadable\":true}\n");
  EXPECT_EQ(LineOfRow("\x7f", ""), "{\"table\":\"?\",\"key\":[\"7f\"],\"row\":null,\"unreadable\":true}\n");
  EXPECT_TRUE(
      LineOfRow(KeyWriter(Table::kRecord).Text("\xff").Take(), "\x01")->starts_with("{\"table\":\"?\""));
}

TEST(ExportLineTest, SecretsAreLeftOutAndTheFirstLineSaysSo) {
  rows::v1::NamedAccount account;
  account.set_name("siti");
  account.set_pin_hash("argon2");
  const auto line = LineOfRow(KeyWriter(Table::kAccount).Text("siti").Take(), storage::EncodeRow(account));
  EXPECT_EQ(line, "{\"table\":\"account\",\"key\":[\"siti\"],\"row\":{\"name\":\"siti\"}}\n");
  EXPECT_EQ(LineOfRow(KeyWriter(Table::kSession).Text("siti").Text("d").Take(), "\x01"), std::nullopt);
  const std::string first = FirstLine(rows::v1::ExportNote());
  EXPECT_TRUE(IsJson(first)) << first;
  EXPECT_THAT(first, HasSubstr("\"table session\""));
  EXPECT_THAT(first, HasSubstr("\"blangko.rows.v1.NamedAccount.pin_hash\""));
}

}  // namespace
}  // namespace blangko::exports
