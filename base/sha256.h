// Sha256: the hash of a stream of bytes that other programs know too: what `sha256sum` prints. For files that people
// compare; everything inside the product uses hash.h.
//
// Threads: belongs to one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace blangko {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void Add(std::string_view bytes);
  // 64 hexadecimal digits. Ends the hash: call it once.
  std::string Hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

bool IsSha256Hex(std::string_view text);

}  // namespace blangko
