// The register of what is exported: a name, the key parts and the row message of every table (storage/keyspace.h), and what
// is left out because it is a secret.
//
// Threads: pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/message.h"
#include "storage/keyspace.h"

namespace blangko::exports {

enum class KeyPart { kText, kU64, kI64, kTime };

enum class RowKind {
  kNone,      // nothing: the key says it all
  kMessage,   // a version byte and a message
  kNumber,    // a version byte and I64
  kDayCount,  // a version byte, I64 and U64: rows of a day of a line, and whether they are counted in segments
  kLog,       // 32 bytes of hash and a LogEntry
  kDigest,    // a version byte and a digest
};

// Rows of one form. A table whose first key part decides about the rest has one for each value of it.
struct ExportShape {
  std::vector<KeyPart> key;
  RowKind kind = RowKind::kNone;
  const google::protobuf::Message* row = nullptr;  // of kMessage and kLog
  std::string first = {};                          // the first key part as text; empty = any
};

struct ExportTable {
  storage::Table table;
  std::string_view name;
  std::vector<ExportShape> shapes;  // none: its rows are secrets and are left out
};

const std::vector<ExportTable>& ExportTables();

// Null for a byte that is no table of this release.
const ExportTable* FindExportTable(storage::Table table);

// Fields that no export holds, by their full names.
std::span<const std::string_view> WithheldFields();

// Clears them, in messages inside too.
void ClearWithheld(google::protobuf::Message& row);

}  // namespace blangko::exports
