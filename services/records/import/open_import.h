// OpenImport: finds or makes the progress row of an import, after all checks of its first message.
//
// Failure: INVALID_FIELD, UNKNOWN_OFFICE, OUT_OF_SCOPE, NOT_ALLOWED, ALREADY_EXISTS, IMPORT_OFFSET_MISMATCH.
// Threads: as safe as the Store.
#pragma once

#include "absl/status/statusor.h"
#include "services/access/actor.h"
#include "services/records/import/importer.h"
#include "storage/store.h"

namespace blangko::records {

absl::Status ValidateImportStart(const ImportStart& start);

absl::StatusOr<ImportRow> OpenImport(storage::Store& store, const access::Act& act, const ImportStart& start);

}  // namespace blangko::records
