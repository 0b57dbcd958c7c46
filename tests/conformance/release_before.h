// The release before, as what was kept of it says (tests/fixtures/proto/N.json and N.tables): what its programs would not
// understand of the rows that this build writes. The newest N that is there is the release before.
//
// Failure: INVALID_ARGUMENT when a kept file does not read. Threads: belongs to one test.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor_database.h"
#include "google/protobuf/dynamic_message.h"
#include "services/exports/export_register.h"

namespace blangko::conformance {

class ReleaseBefore {
 public:
  static absl::StatusOr<std::unique_ptr<ReleaseBefore>> Read(const std::string& folder);

  // "3"
  const std::string& name() const { return name_; }
  bool KnowsTable(uint8_t table) const { return tables_.contains(table); }

  // Of all rows of this form: fields, types, and values of enums that it does not know.
  std::vector<std::string> NewIn(const google::protobuf::Descriptor& row) const;

  // Of one row. A row that it reads comes back from its hands byte for byte the same, in the order of field numbers.
  std::vector<std::string> NewInRow(std::string_view key, std::string_view value) const;

 private:
  explicit ReleaseBefore(std::string name) : name_(std::move(name)), pool_(&database_), factory_(&pool_) {}
  absl::Status ReadImage(const std::string& path);
  absl::Status ReadTables(const std::string& path);
  std::vector<std::string> NewInValue(std::string_view value, const exports::ExportShape* shape) const;
  std::vector<std::string> NewInMessage(std::string_view bytes, const google::protobuf::Message& now) const;

  const std::string name_;
  int row_version_ = 0;
  std::map<uint8_t, std::string> tables_;
  google::protobuf::SimpleDescriptorDatabase database_;
  google::protobuf::DescriptorPool pool_;
  mutable google::protobuf::DynamicMessageFactory factory_;
};

}  // namespace blangko::conformance
