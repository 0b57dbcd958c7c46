// The engines of the store, as the conformance tests see them: something to open, close and open again.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/store.h"

namespace blangko::storage {

class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual Store& store() = 0;
  // Closes the store and opens it again. An engine whose rows live in the object plays a crash instead.
  virtual void Reopen() = 0;
};

struct Engine {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>(const Limits&, const Clock&)> open;
};

// Every engine that runs on this machine without help.
const std::vector<Engine>& AllEngines();

}  // namespace blangko::storage
