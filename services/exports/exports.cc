#include "services/exports/exports.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/ids.h"
#include "base/line_chain.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/account_table.h"
#include "services/access/once.h"
#include "services/access/wire_time.h"
#include "services/exports/export_marks.h"
#include "services/refusal/refusal.h"
#include "storage/store_look.h"

namespace blangko::exports {
namespace {

using rows::v1::ExportNote;

constexpr char kExport[] = "exports.export_everything";
constexpr char kClose[] = "exports.close_export";

// Whoever may see everything that there is to see, of every office.
absl::Status CheckWholeStore(const access::Actor& actor) {
  if (actor.role != access::Role::kAdministrator)
    return Refuse(Reason::kNotAllowed, {{"actor", actor.identity}});
  return access::CheckScope(actor, "");
}

absl::Status CheckId(const std::string& export_id) {
  if (TimeOfUuid7(export_id).has_value()) return absl::OkStatus();
  return BadField("export_id", export_id, "the id of an export");
}

absl::StatusOr<LineChain> LinesOf(const std::string& after) {
  const auto lines = LineChain::FromText(after);
  if (lines.has_value()) return *lines;
  return BadField("after", after, "the number of lines, a colon and their digest");
}

absl::Status Unknown(const std::string& export_id) {
  return Refuse(Reason::kUnknownExport, {{"export", export_id}});
}

absl::Time EndOf(const ExportNote& note) { return absl::FromUnixMicros(note.begin_micros()) + kExportKept; }

v1::Export ViewOf(const ExportNote& note) {
  v1::Export view;
  view.set_export_id(note.export_id());
  view.set_by(note.by());
  *view.mutable_begin_time() = access::ToWire(note.begin_micros());
  *view.mutable_expire_time() = access::ToWire(absl::ToUnixMicros(EndOf(note)));
  view.set_revision(note.revision());
  view.set_store_id(note.store_id());
  view.set_store_epoch(note.store_epoch());
  return view;
}

std::string Named(const std::vector<ExportNote>& open, std::string_view by, std::string_view since) {
  return absl::StrJoin(open, ", ", [&](std::string* out, const ExportNote& note) {
    const std::string begin =
        absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMicros(note.begin_micros()), absl::UTCTimeZone());
    absl::StrAppend(out, note.export_id(), " (", ToAbsl(by), " ", note.by(), ", ", ToAbsl(since), " ", begin,
                    ")");
  });
}

}  // namespace

Exports::Exports(storage::Store& store, std::string checkpoints, const ExportSizes& sizes)
    : store_(store), folders_(std::move(checkpoints)), sizes_(sizes) {
  folders_.RemoveUnfinished();
}

absl::Status Exports::ExportEverything(const access::Act& act, const v1::ExportEverythingRequest& request,
                                       const ExportClient& client) {
  RETURN_IF_ERROR(CheckWholeStore(act.actor));
  if (!request.export_id().empty()) RETURN_IF_ERROR(CheckId(request.export_id()));
  ASSIGN_OR_RETURN(const LineChain have, LinesOf(request.after()));
  RemoveOld(act.now);
  ASSIGN_OR_RETURN(const Note note,
                   request.export_id().empty() ? Begin(act) : GoOn(act, request.export_id()));
  const absl::Status status = Stream(note, have, client);
  // The files of a copy that was removed meanwhile cannot be read: that is no damage.
  if (status.ok() || folders_.Find(note.export_id()).has_value()) return status;
  return Unknown(note.export_id());
}

// A request that comes again goes on with the copy that it made.
absl::StatusOr<ExportNote> Exports::Begin(const access::Act& act) {
  const std::lock_guard lock(one_at_a_time_);
  std::optional<Note> note = folders_.Find(act.request_id);
  const bool is_new = !note.has_value();
  if (is_new) {
    const absl::StatusOr<v1::Export> served = Log(act, kExport, "", nullptr);
    if (served.ok()) return Unknown(act.request_id);
    if (!absl::IsNotFound(served.status()) || !ReasonOf(served.status()).empty()) return served.status();
    RETURN_IF_ERROR(CheckRoom(act));
    ASSIGN_OR_RETURN(note, folders_.Make(store_, act.request_id, act.actor.identity, act.now));
  }
  const absl::Status logged = Log(act, kExport, "EXPORT", &*note).status();
  if (logged.ok()) return *note;
  if (is_new) folders_.Remove(note->export_id());
  return logged;
}

absl::StatusOr<ExportNote> Exports::GoOn(const access::Act& act, const std::string& export_id) {
  const std::optional<Note> note = folders_.Find(export_id);
  if (!note.has_value()) return Unknown(export_id);
  RETURN_IF_ERROR(Log(act, kExport, "EXPORT_RESUMED", &*note).status());
  return *note;
}

absl::Status Exports::CheckRoom(const access::Act& act) {
  const std::vector<Note> open = folders_.List();
  if (open.size() < kOpenExportsMax) return absl::OkStatus();
  return RefuseForNow(Reason::kExportsFull, EndOf(open.front()) - act.now,
                      {{"exports", Named(open, "by", "since")}, {"ekspor", Named(open, "oleh", "sejak")}});
}

// One entry for each request; null asks whether there is one.
absl::StatusOr<v1::Export> Exports::Log(const access::Act& act, std::string_view method,
                                        std::string_view event, const Note* note) {
  return storage::UpdateFor<v1::Export>(store_, method, [&](storage::Txn& txn) {
    return access::Once<v1::Export>(txn, act, method, [&]() -> absl::StatusOr<v1::Export> {
      if (note == nullptr) return absl::NotFoundError("not made yet");
      RETURN_IF_ERROR(
          access::LogAccess(txn, act, "store", event,
                            absl::StrCat("export=", note->export_id(), " revision=", note->revision())));
      return ViewOf(*note);
    });
  });
}

absl::Status Exports::Stream(const Note& note, const LineChain& have, const ExportClient& client) {
  const std::string& id = note.export_id();
  const uint64_t stream = TakeOver(id);
  ASSIGN_OR_RETURN(const storage::StoreLook look, storage::LookAtStore(folders_.PathOf(id)));
  if (look.rows == nullptr)
    return absl::DataLossError(absl::StrCat("the copy of export ", id, " does not open"));
  const absl::Status gone = absl::CancelledError("the client has gone");
  const ExportSink sink{.take =
                            [&](const ExportPiece& piece) {
                              v1::ExportEverythingResponse response;
                              response.set_export_id(id);
                              response.set_lines(piece.lines);
                              response.set_after(piece.after);
                              response.set_revision(note.revision());
                              response.set_done(piece.done);
                              return client.send(response) ? absl::OkStatus() : gone;
                            },
                        .going = [&] { return client.there() ? CheckNewest(id, stream) : gone; }};
  ExportMarks marks(folders_.MarksOf(id));
  return ExportReader(*look.rows, note, marks, sizes_).Read(have, sink);
}

absl::StatusOr<v1::ListExportsResponse> Exports::List(const access::Act& act) {
  RETURN_IF_ERROR(CheckWholeStore(act.actor));
  RemoveOld(act.now);
  v1::ListExportsResponse response;
  for (const Note& note : folders_.List()) *response.add_exports() = ViewOf(note);
  return response;
}

// The request again removes again what may have been left.
absl::StatusOr<v1::CloseExportResponse> Exports::Close(const access::Act& act,
                                                       const v1::CloseExportRequest& request) {
  RETURN_IF_ERROR(CheckWholeStore(act.actor));
  RETURN_IF_ERROR(CheckId(request.export_id()));
  const std::lock_guard lock(one_at_a_time_);
  const std::optional<Note> note = folders_.Find(request.export_id());
  const absl::Status logged = Log(act, kClose, "EXPORT_CLOSED", note.has_value() ? &*note : nullptr).status();
  if (absl::IsNotFound(logged) && ReasonOf(logged).empty()) return Unknown(request.export_id());
  RETURN_IF_ERROR(logged);
  Remove(request.export_id());
  return v1::CloseExportResponse();
}

size_t Exports::RemoveOld(absl::Time now) {
  const std::lock_guard lock(one_at_a_time_);
  size_t removed = 0;
  for (const Note& note : folders_.List()) {
    if (now < EndOf(note)) continue;
    Remove(note.export_id());
    ++removed;
  }
  return removed;
}

uint64_t Exports::TakeOver(const std::string& export_id) {
  const std::lock_guard lock(streams_guard_);
  return streams_[export_id] = ++last_stream_;
}

absl::Status Exports::CheckNewest(const std::string& export_id, uint64_t stream) {
  const std::lock_guard lock(streams_guard_);
  const auto found = streams_.find(export_id);
  if (found == streams_.end()) return Unknown(export_id);
  return found->second == stream ? absl::OkStatus()
                                 : absl::CancelledError("a newer stream of this export began");
}

void Exports::Remove(const std::string& export_id) {
  {
    const std::lock_guard lock(streams_guard_);
    streams_.erase(export_id);
  }
  folders_.Remove(export_id);
}

}  // namespace blangko::exports
