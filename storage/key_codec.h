// Order-preserving keys: the bytes of two keys compare as their parts do, part by part.
//
//   std::string key = KeyWriter(Table::kLine).Text(site).U64(class_id).Time(recorded).Text(record_id).Take();
//
// Byte grammar:  key := table part*          table := one byte (keyspace.h)
//                U64  := 8 bytes, big-endian
//                I64  := 8 bytes, big-endian, sign bit flipped (negative numbers sort first)
//                Time := I64 of microseconds since 1970, UTC
//                Text := bytes with 0x00 written as 0x00 0xff, closed by 0x00 0x01 (so "a" sorts before "ab")
// Failure: KeyReader answers DATA_LOSS for bytes that are not of this grammar.
// Threads: values; each belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/keyspace.h"
#include "storage/txn.h"

namespace blangko::storage {

class KeyWriter {
 public:
  explicit KeyWriter(Table table) : key_(1, static_cast<char>(table)) {}

  KeyWriter& U64(uint64_t value);
  KeyWriter& I64(int64_t value);
  KeyWriter& Time(absl::Time time);
  KeyWriter& Text(std::string_view text);

  std::string Take() { return std::move(key_); }
  // The range of all keys that continue the parts written so far.
  KeyRange Range() const { return PrefixRange(key_); }

 private:
  std::string key_;
};

class KeyReader {
 public:
  // `key` must outlive the reader. The table byte is skipped without a check of its value.
  explicit KeyReader(std::string_view key) : rest_(key.substr(key.empty() ? 0 : 1)) {}

  absl::StatusOr<uint64_t> U64();
  absl::StatusOr<int64_t> I64();
  absl::StatusOr<absl::Time> Time();
  absl::StatusOr<std::string> Text();
  bool Done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace blangko::storage
