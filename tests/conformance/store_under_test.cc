#include "tests/conformance/store_under_test.h"

#include <cstdlib>

#include "base/log.h"
#include "storage/memory/memory_store.h"
#include "storage/rocks/rocks_store.h"
#include "tests/support/temp_dir.h"

namespace blangko::storage {
namespace {

class MemoryUnderTest : public StoreUnderTest {
 public:
  MemoryUnderTest(const Limits& limits, const Clock& clock)
      : store_({.seed = 7, .limits = limits, .clock = &clock}) {}
  Store& store() override { return store_; }
  void Reopen() override { store_.Crash(); }

 private:
  MemoryStore store_;
};

class RocksUnderTest : public StoreUnderTest {
 public:
  RocksUnderTest(const Limits& limits, const Clock& clock)
      : options_{.directory = dir_.File("store"), .limits = limits, .clock = &clock} {
    Open();
  }
  Store& store() override { return *store_; }
  void Reopen() override {
    store_.reset();
    Open();
  }

 private:
  void Open() {
    auto store = OpenRocksStore(options_);
    if (!store.ok()) {
      Log(LogLevel::kError, "test.open_failed", {{"status", store.status().ToString()}});
      std::abort();
    }
    store_ = *std::move(store);
  }

  const TempDir dir_{MemoryTempRoot()};
  const RocksOptions options_;
  std::unique_ptr<Store> store_;
};

template <typename UnderTest>
Engine Make(const std::string& name) {
  return {name, [](const Limits& limits, const Clock& clock) {
            return std::make_unique<UnderTest>(limits, clock);
          }};
}

}  // namespace

const std::vector<Engine>& AllEngines() {
  static const auto* const engines =
      new std::vector<Engine>{Make<MemoryUnderTest>("memory"), Make<RocksUnderTest>("rocks")};
  return *engines;
}

}  // namespace blangko::storage
