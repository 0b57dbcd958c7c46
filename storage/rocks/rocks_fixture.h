// Fixture of the tests of the rocks engine: a directory, rows that are named by a number, and files to look at.
//
// Threads: belongs to one test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/failpoint.h"
#include "storage/rocks/rocks_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::storage {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

inline std::string KeyOf(int row) { return absl::StrCat("row/", row); }

inline absl::Status PutRow(Store& store, int row, const std::string& value = "x") {
  return store.Update("test.put", [&](Txn& txn) {
    txn.Put(KeyOf(row), value);
    return absl::OkStatus();
  });
}

inline bool HasRow(Store& store, int row) {
  bool there = false;
  EXPECT_OK(store.View([&](Snapshot& snapshot) {
    auto value = snapshot.Get(KeyOf(row));
    there = value.ok() && value->has_value();
    return value.status();
  }));
  return there;
}

class RocksStoreTest : public testing::Test {
 protected:
  ~RocksStoreTest() override { SetFailpoints(""); }

  absl::StatusOr<std::unique_ptr<Store>> Open() { return OpenRocksStore({.directory = directory_}); }

  // A directory with rows 1 to `rows`, closed again.
  void Fill(int rows) {
    auto store = Open();
    ASSERT_OK(store);
    for (int row = 1; row <= rows; ++row) ASSERT_OK(PutRow(**store, row));
  }

  // The log that holds the newest commits.
  fs::path NewestLog() {
    fs::path newest;
    for (const auto& entry : fs::directory_iterator(directory_ + "/db")) {
      if (entry.path().extension() == ".log" && entry.path() > newest) newest = entry.path();
    }
    return newest;
  }

  static void FlipMiddle(const fs::path& path) {
    const auto middle = static_cast<std::streamoff>(fs::file_size(path) / 2);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(middle);
    const char byte = static_cast<char>(file.get() ^ 0x40);
    file.seekp(middle);
    file.put(byte);
  }

  std::map<std::string, std::string> Files() {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory_)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      files[entry.path()] = std::string(std::istreambuf_iterator<char>(file), {});
    }
    return files;
  }

  // Opening must fail with DATA_LOSS and change no file.
  void ExpectRefused(const std::string& why) {
    const auto before = Files();
    for (int time = 0; time < 2; ++time) {
      EXPECT_THAT(Open(),
                  StatusIs(absl::StatusCode::kDataLoss, AllOf(HasSubstr(why), HasSubstr(directory_),
                                                              HasSubstr("restore the newest backup"))));
    }
    EXPECT_TRUE(before == Files()) << "files were changed";
  }

  TempDir dir_;
  const std::string directory_ = dir_.File("store");
};

}  // namespace blangko::storage
