// Importer: works off one list as its bytes come in.
//
//   ASSIGN_OR_RETURN(auto importer, Importer::Open(store, ports, act, start));
//   while (…) RETURN_IF_ERROR(importer->Feed(bytes));
//   ASSIGN_OR_RETURN(ImportRow import, importer->Finish());
//
// Each row is one commit that also moves the progress row, so every row counts exactly once whatever breaks. Rows are
// worked off in windows of kWindowRows that begin at the same rows however the bytes are cut; progress says where the
// newest window ended, and an import that broke off goes on there, or again from byte 0.
// Failure: Open: INVALID_FIELD, UNKNOWN_OFFICE, OUT_OF_SCOPE, NOT_ALLOWED, ALREADY_EXISTS (the id names another
//          import), IMPORT_OFFSET_MISMATCH. Feed and Finish: IMPORT_FORMAT, storage errors. A bad row is no failure:
//          it is kept with its number, field, got and want.
// Threads: belongs to one thread. Two importers of one import do no harm: each row goes in once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/sha256.h"
#include "blangko/records/v1/import_profile.pb.h"
#include "services/access/actor.h"
#include "services/records/import/import_table.h"
#include "services/records/import/row_check.h"
#include "services/records/import/row_effect.h"
#include "services/records/import/row_reader.h"
#include "services/records/record_desk.h"
#include "storage/store.h"

namespace blangko::records {

inline constexpr int64_t kWindowRows = 256;

// What the first message of a stream says.
struct ImportStart {
  std::string import_id;  // UUIDv7
  int kind = 0;           // records.v1.ImportKind
  std::string office;
  std::string profile;                                             // a name; empty = "blangko"
  std::optional<v1::ImportProfile> inline_profile = std::nullopt;  // instead of a name
  std::string file_name;
  std::string format;            // "csv" (also when empty) or "ndjson"
  int64_t offset = 0;            // where in the file the bytes begin: 0, or where the import stands
  std::string file_sha256 = {};  // of the whole file, hexadecimal; empty = not known
  const Clock* clock = nullptr;  // tells when it ended; without one that is when this stream began
};

class Importer {
 public:
  static absl::StatusOr<std::unique_ptr<Importer>> Open(storage::Store& store, const Ports& ports,
                                                        const access::Act& act, const ImportStart& start);

  // After the end of the list all bytes are ignored: the same list again changes nothing.
  absl::Status Feed(std::string_view bytes);
  // The list ends here. A full list now holds who waits but is not on it.
  absl::StatusOr<ImportRow> Finish();

 private:
  struct Pending {
    int64_t row = 0;
    int64_t line = 0;
    int64_t end_line = 0;
    int64_t end_offset = 0;
    bool ends_window = false;
    CheckedRow checked;
  };

  Importer(storage::Store& store, const Ports& ports, const access::Act& act, ImportRow import,
           const Clock* clock);
  int64_t NowMicros() const;

  absl::Status Add(const SourceRow& row);
  absl::Status WorkOffWindow();
  void RefuseRounded();
  absl::Status ApplyRow(storage::Txn& txn, const Pending& pending) const;
  absl::StatusOr<RowError> Write(storage::Txn& txn, const Pending& pending, ImportRow& import) const;
  absl::StatusOr<RowResult> ApplyOnce(RecordDesk& desk, const Pending& pending) const;
  void ReadHeadings();
  void NoteIgnored(ImportRow& import) const;
  absl::Status ReadToEnd();
  absl::Status CheckNamesSomebody() const;
  absl::Status NoteRefusal(const absl::Status& read);
  absl::Status Close();

  storage::Store& store_;
  const Ports& ports_;
  const access::Act act_;
  const ImportRow begun_;  // as the import stood when it was opened
  const Clock* const clock_;
  Profile profile_;
  CheckContext context_;
  std::string hash_key_;
  std::unique_ptr<RowReader> reader_;
  int64_t row_ = 0;  // of the newest row that was read
  std::vector<Pending> window_;
  std::optional<Sha256> hash_;  // of the bytes, while this stream has all of them
};

}  // namespace blangko::records
