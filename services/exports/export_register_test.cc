#include "services/exports/export_register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "base/planted.h"
#include "blangko/rows/v1/access.pb.h"
#include "blangko/rows/v1/proposals.pb.h"
#include "blangko/rows/v1/storage.pb.h"
#include "google/protobuf/descriptor.h"

namespace blangko::exports {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// Every table of storage/keyspace.h by its number, as the header has it.
std::map<int, std::string> TablesOfHeader() {
  std::ifstream file(KEYSPACE_PATH);
  std::ostringstream text;
  text << file.rdbuf();
  const std::string header = text.str();
  const std::regex row(R"(\bk([A-Z]\w*)\s*=\s*0x([0-9A-F]{2}))");
  std::map<int, std::string> tables;
  for (auto found = std::sregex_iterator(header.begin(), header.end(), row); found != std::sregex_iterator();
       ++found) {
    tables[std::stoi((*found)[2], nullptr, 16)] = (*found)[1];
  }
  return tables;
}

std::string SnakeOf(const std::string& name) {
  std::string snake;
  for (const char c : name) {
    if (std::isupper(c) != 0 && !snake.empty()) snake += '_';
    snake += static_cast<char>(std::tolower(c));
  }
  return snake;
}

TEST(ExportRegisterTest, EveryTableIsInIt) {
  const std::map<int, std::string> tables = TablesOfHeader();
  ASSERT_GT(tables.size(), 40U);
  for (const auto& [number, name] : tables) {
    const ExportTable* found = FindExportTable(static_cast<storage::Table>(number));
    ASSERT_NE(found, nullptr) << name << " is in no export: give it a row in export_register.cc";
    EXPECT_EQ(found->name, SnakeOf(name));
  }
  EXPECT_EQ(ExportTables().size(), tables.size());
}

void Visit(const Descriptor& type, std::set<std::string>& seen, std::set<std::string>& fields) {
  if (!seen.insert(type.full_name()).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    fields.insert(field.full_name());
    if (field.message_type() != nullptr) Visit(*field.message_type(), seen, fields);
  }
}

std::set<std::string> AllFields() {
  std::set<std::string> seen, fields;
  for (const ExportTable& table : ExportTables()) {
    for (const ExportShape& shape : table.shapes) {
      if (shape.row != nullptr) Visit(*shape.row->GetDescriptor(), seen, fields);
    }
  }
  return fields;
}

// A field whose name sounds like a secret is withheld, or stands here because somebody found that it is none.
TEST(ExportRegisterTest, NoFieldThatSoundsLikeASecretIsExportedUnseen) {
  const std::set<std::string> no_secrets = {
      "blangko.rows.v1.CommitMark.hash",
      "blangko.rows.v1.CommitMark.previous_hash",
      "blangko.rows.v1.DifferenceReason.code",  // why a day differs
      "blangko.rows.v1.DocumentKey.public_key",
      "blangko.rows.v1.ForeignOffice.public_key",
      "blangko.rows.v1.LaneMark.reason_code",
      "blangko.rows.v1.LogHead.hash",
      "blangko.rows.v1.NamedAccount.pin_given",
      "blangko.rows.v1.Office.code",
      "blangko.rows.v1.OneTimeCode.tries",
      "blangko.rows.v1.Policy.fifo_key",
      "blangko.rows.v1.PolicyClass.fifo_key",
      "blangko.rows.v1.Proposal.code",
      "blangko.rows.v1.ProposedTrust.public_key",
      "blangko.rows.v1.Record.key_micros",
      "blangko.rows.v1.Restore.code",  // shown to everybody: nobody can have had it before
      "blangko.rows.v1.Station.public_key",
      "blangko.rows.v1.RecordReceipt.code_hash",  // keyed with hash_key, which is withheld
  };
  const std::regex sounds("hash|secret|pin(_|$)|token|password|key|code(_|$)");
  const std::set<std::string> withheld(WithheldFields().begin(), WithheldFields().end());
  for (const std::string& field : AllFields()) {
    const std::string name = field.substr(field.rfind('.') + 1);
    if (!std::regex_search(name, sounds)) continue;
    EXPECT_TRUE(withheld.contains(field) || no_secrets.contains(field)) << field;
  }
}

TEST(ExportRegisterTest, WhatIsWithheldIsThere) {
  const std::set<std::string> fields = AllFields();
  for (const std::string_view field : WithheldFields())
    EXPECT_TRUE(fields.contains(std::string(field))) << field;
}

TEST(ExportRegisterTest, ClearsWhatIsWithheldAndNothingElse) {
  rows::v1::Proposal proposal;
  proposal.set_number(7);
  proposal.set_secret_hash("x");
  proposal.mutable_code()->set_by("siti");
  proposal.mutable_code()->set_hash("x");
  ClearWithheld(proposal);
  EXPECT_EQ(proposal.secret_hash(), "");
  EXPECT_EQ(proposal.code().hash(), "");
  EXPECT_EQ(proposal.code().by(), "siti");
  EXPECT_EQ(proposal.number(), 7U);
  rows::v1::MetaRow meta;
  meta.set_hash_key("x");
  meta.set_store_id("id");
  ClearWithheld(meta);
  EXPECT_EQ(meta.hash_key(), "");
  EXPECT_EQ(meta.store_id(), "id");
}

}  // namespace
}  // namespace blangko::exports
