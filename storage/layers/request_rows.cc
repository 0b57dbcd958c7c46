#include "storage/layers/request_rows.h"

#include <algorithm>
#include <optional>

#include "absl/strings/cord.h"
#include "base/ids.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/storage.pb.h"
#include "storage/key_codec.h"
#include "storage/layers/meta.h"
#include "storage/row_codec.h"

namespace blangko::storage {
namespace {

using rows::v1::MetaRow;
using rows::v1::RequestRow;

constexpr char kPayload[] = "blangko/request_rows";
constexpr char kReused[] = "reused";
constexpr char kTooOld[] = "too_old";

absl::Status Marked(absl::Status status, const char* mark) {
  status.SetPayload(kPayload, absl::Cord(mark));
  return status;
}

bool HasMark(const absl::Status& status, const char* mark) {
  const auto payload = status.GetPayload(kPayload);
  return payload.has_value() && *payload == mark;
}

KeyRange AllRequests() { return KeyWriter(Table::kRequest).Range(); }

std::string RequestRowKey(std::string_view request_id) {
  return KeyWriter(Table::kRequest).Text(request_id).Take();
}

absl::Status CheckSame(const RequestRow& row, const RequestKey& request) {
  if (row.method() == request.method && row.fingerprint() == request.fingerprint &&
      row.actor() == request.actor) {
    return absl::OkStatus();
  }
  return Marked(absl::InvalidArgumentError("this request_id was already used for another request"), kReused);
}

absl::Status CheckHorizon(Snapshot& snapshot, std::string_view request_id) {
  ASSIGN_OR_RETURN(const MetaRow meta, ReadMeta(snapshot));
  if (request_id >= meta.request_horizon()) return absl::OkStatus();
  return Marked(absl::FailedPreconditionError("this request_id is older than the rows that are kept"),
                kTooOld);
}

void PutRequestRow(Txn& txn, const RequestKey& request, const std::string& result) {
  RequestRow row;
  row.set_method(request.method);
  row.set_fingerprint(request.fingerprint);
  row.set_result(result);
  row.set_time_micros(absl::ToUnixMicros(request.now));
  row.set_actor(request.actor);
  PutRow(txn, RequestRowKey(request.request_id), row);
}

// The oldest ids below `end`, at most `limit`.
absl::StatusOr<std::vector<std::string>> OldestIds(Snapshot& snapshot, std::string_view end, size_t limit) {
  std::vector<std::string> ids;
  absl::Status bad;
  if (limit == 0) return ids;
  const KeyRange range{AllRequests().begin, RequestRowKey(end)};
  RETURN_IF_ERROR(snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view key, std::string_view) {
    absl::StatusOr<std::string> id = KeyReader(key).Text();
    if (id.ok()) {
      ids.push_back(*std::move(id));
    } else {
      bad = id.status();
    }
    return bad.ok() && ids.size() < limit;
  }));
  if (!bad.ok()) return bad;
  return ids;
}

// Ids of the millisecond after the one of `id` are the first that are not refused.
absl::Status MoveHorizonPast(Txn& txn, std::string_view id) {
  const std::optional<absl::Time> time = TimeOfUuid7(id);
  if (!time.has_value()) return absl::DataLossError("request row: its id is no UUIDv7");
  ASSIGN_OR_RETURN(MetaRow meta, ReadMeta(txn));
  meta.set_request_horizon(std::max(meta.request_horizon(), SmallestUuid7At(*time + absl::Milliseconds(1))));
  PutRow(txn, MetaKey(), meta);
  return absl::OkStatus();
}

}  // namespace

bool IsRequestIdReused(const absl::Status& status) { return HasMark(status, kReused); }

bool IsRequestIdTooOld(const absl::Status& status) { return HasMark(status, kTooOld); }

absl::StatusOr<std::string> OnceBytes(Txn& txn, const RequestKey& request,
                                      absl::FunctionRef<absl::StatusOr<std::string>()> effect) {
  if (!TimeOfUuid7(request.request_id).has_value()) {
    return absl::InvalidArgumentError("request_id is not a UUIDv7 in lower case");
  }
  ASSIGN_OR_RETURN(const std::optional<RequestRow> served,
                   GetRow<RequestRow>(txn, RequestRowKey(request.request_id)));
  if (served.has_value()) {
    RETURN_IF_ERROR(CheckSame(*served, request));
    return served->result();
  }
  RETURN_IF_ERROR(CheckHorizon(txn, request.request_id));
  ASSIGN_OR_RETURN(std::string result, effect());
  PutRequestRow(txn, request, result);
  return result;
}

absl::StatusOr<size_t> PruneRequestRows(Txn& txn, absl::Time now, size_t limit) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                   OldestIds(txn, SmallestUuid7At(now - kRequestRowAge), limit));
  if (ids.empty()) return 0;
  RETURN_IF_ERROR(MoveHorizonPast(txn, ids.back()));
  for (const std::string& id : ids) txn.Erase(RequestRowKey(id));
  return ids.size();
}

}  // namespace blangko::storage
