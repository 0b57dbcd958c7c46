// Exports: everything that a store holds as lines (export_line.h), read from a copy of one state, so that it takes nothing
// from those who work: no snapshot, no turn of the store but the one entry in the log with which each reading begins.
//
// Two copies at most are open; each is removed when it is closed, or a day after it was made. It outlives the process, and
// a client goes on behind the last line that it has.
// Only for administrators of the whole store: it holds all personal data.
//
// Failure: NOT_ALLOWED, OUT_OF_SCOPE, INVALID_FIELD, EXPORTS_FULL, UNKNOWN_EXPORT, EXPORT_DIFFERS, EXPORT_NEEDS_FILES;
// CANCELLED when a newer reading of the same export began; storage errors. Threads: any.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/exports/v1/exports_service.pb.h"
#include "services/access/actor.h"
#include "services/exports/export_folders.h"
#include "services/exports/export_reader.h"
#include "storage/store.h"

namespace blangko::exports {

inline constexpr size_t kOpenExportsMax = 2;
inline constexpr absl::Duration kExportKept = absl::Hours(24);

// How a client is told: false, and an error, end the reading.
struct ExportClient {
  std::function<bool(const v1::ExportEverythingResponse&)> send;
  std::function<bool()> there;
};

class Exports {
 public:
  // `checkpoints` as ExportFolders. Copies that were not finished are removed.
  Exports(storage::Store& store, std::string checkpoints, const ExportSizes& sizes = {});

  absl::Status ExportEverything(const access::Act& act, const v1::ExportEverythingRequest& request,
                                const ExportClient& client);
  absl::StatusOr<v1::ListExportsResponse> List(const access::Act& act);
  absl::StatusOr<v1::CloseExportResponse> Close(const access::Act& act,
                                                const v1::CloseExportRequest& request);

  // Those that are a day old; how many.
  size_t RemoveOld(absl::Time now);

 private:
  using Note = rows::v1::ExportNote;

  absl::StatusOr<Note> Begin(const access::Act& act);
  absl::StatusOr<Note> GoOn(const access::Act& act, const std::string& export_id);
  absl::Status CheckRoom(const access::Act& act);
  absl::StatusOr<v1::Export> Log(const access::Act& act, std::string_view method, std::string_view event,
                                 const Note* note);
  absl::Status Stream(const Note& note, const LineChain& have, const ExportClient& client);
  uint64_t TakeOver(const std::string& export_id);
  absl::Status CheckNewest(const std::string& export_id, uint64_t stream);
  void Remove(const std::string& export_id);

  storage::Store& store_;
  const ExportFolders folders_;
  const ExportSizes sizes_;
  std::mutex one_at_a_time_;  // what makes and removes copies
  std::mutex streams_guard_;
  uint64_t last_stream_ = 0;
  std::map<std::string, uint64_t> streams_;  // the newest one of each export
};

}  // namespace blangko::exports
