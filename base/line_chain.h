// LineChain: the digest of lines one after the other, so that whoever has some of them can say which, in one short text.
//
//   digest(0) is empty; digest(n) = BLAKE2b-256 of the 32 bytes of digest(n - 1), then of line n with its line feed.
//
// As text: "<n>:<digest>", 64 hexadecimal digits in lower case; "" before the first line.
// Threads: values; each belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace blangko {

class LineChain {
 public:
  LineChain() = default;
  // Nothing when it is not of the form that Text gives.
  static std::optional<LineChain> FromText(std::string_view text);

  // `line` with its line feed.
  void Add(std::string_view line);

  int64_t lines() const { return lines_; }
  std::string Hex() const;
  std::string Text() const;
  bool operator==(const LineChain&) const = default;

 private:
  int64_t lines_ = 0;
  std::string digest_;
};

}  // namespace blangko
