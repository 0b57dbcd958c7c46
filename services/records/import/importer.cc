#include "services/records/import/importer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "blangko/records/v1/records.pb.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/access/store_identity.h"
#include "services/records/hold_reason.h"
#include "services/records/identity.h"
#include "services/records/import/full_list.h"
#include "services/records/import/header_check.h"
#include "services/records/import/open_import.h"
#include "services/records/import/profile_table.h"
#include "services/records/import/row_content.h"
#include "services/records/import/row_effect.h"
#include "services/records/nik.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

// DIED, MOVED or DUPLICATE; empty for a list of print requests.
std::string_view WatchKindOf(const ImportRow& import) {
  switch (static_cast<v1::ImportKind>(import.kind())) {
    case v1::IMPORT_KIND_DIED: return kHoldDied;
    case v1::IMPORT_KIND_MOVED: return kHoldMoved;
    case v1::IMPORT_KIND_DUPLICATE: return kHoldDuplicatePerson;
    default: return "";
  }
}

bool IsFull(const ImportRow& import) { return import.kind() == static_cast<uint32_t>(v1::IMPORT_KIND_FULL); }

ListShape ShapeOf(const ImportRow& import, const Profile& profile) {
  ListShape shape{&profile, {Field::kNik}};
  if (!WatchKindOf(import).empty()) return shape;
  shape.needs_area = true;
  shape.needed.insert(shape.needed.end(),
                      {Field::kName, Field::kBirthDate, Field::kUpstream, Field::kRecordedTime});
  for (const FieldInfo& info : AllFields()) {
    if (RuleOf(profile, info.field).needed) shape.needed.push_back(info.field);
  }
  return shape;
}

void Count(const RowDone& done, ImportRow& import) {
  switch (done.effect) {
    case Effect::kAdded: import.set_added(import.added() + 1); break;
    case Effect::kUpdated: import.set_updated(import.updated() + 1); break;
    case Effect::kUnchanged: import.set_unchanged(import.unchanged() + 1); break;
  }
}

void CountHeld(storage::Txn& txn, int64_t row, int64_t line, const RowDone& done, ImportRow& import) {
  for (const RecordRow& record : done.held) AddHeld(txn, import, HeldRowOf(row, line, record));
}

void CountError(storage::Txn& txn, int64_t row, int64_t line, const RowError& error, ImportRow& import) {
  import.set_refused(import.refused() + 1);
  if (import.refused() > kImportErrorsMax) return;
  rows::v1::ImportError stored;
  stored.set_row(row);
  stored.set_line(line);
  stored.set_field(error.field);
  stored.set_got(error.got);
  stored.set_want(error.want);
  stored.set_reason(error.reason);
  PutImportError(txn, import.import_id(), stored);
}

}  // namespace

Importer::Importer(storage::Store& store, const Ports& ports, const access::Act& act, ImportRow import,
                   const Clock* clock)
    : store_(store), ports_(ports), act_(act), begun_(std::move(import)), clock_(clock) {}

int64_t Importer::NowMicros() const {
  return absl::ToUnixMicros(clock_ == nullptr ? act_.now : std::max(clock_->Now(), act_.now));
}

absl::StatusOr<std::unique_ptr<Importer>> Importer::Open(storage::Store& store, const Ports& ports,
                                                         const access::Act& act, const ImportStart& start) {
  access::Act import_act = act;
  import_act.request_id = start.import_id;
  ASSIGN_OR_RETURN(ImportRow import, OpenImport(store, import_act, start));
  std::unique_ptr<Importer> importer(new Importer(store, ports, import_act, std::move(import), start.clock));
  const ImportRow& begun = importer->begun_;
  RETURN_IF_ERROR(store.View([&](storage::Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(const rows::v1::MetaRow meta, access::ReadIdentity(snapshot));
    ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, begun.office()));
    ASSIGN_OR_RETURN(importer->profile_, ProfileOfImport(snapshot, begun));
    importer->hash_key_ = meta.hash_key();
    importer->context_ = {&importer->profile_, begun.office(), begun.import_id(), zone, act.now};
    return absl::OkStatus();
  }));
  ReadFrom from;
  if (start.offset > 0) {
    importer->row_ = begun.offset_row();
    from = {begun.header(), start.offset, begun.lines_done()};
  } else {
    importer->hash_.emplace();
  }
  const ListShape shape = ShapeOf(begun, importer->profile_);
  importer->reader_ = begun.format() == "ndjson" ? NewNdjsonReader(shape, from) : NewCsvReader(shape, from);
  return importer;
}

absl::Status Importer::Feed(std::string_view bytes) {
  if (begun_.done()) return absl::OkStatus();
  if (hash_.has_value()) hash_->Add(bytes);
  return NoteRefusal(reader_->Feed(bytes, [&](const SourceRow& row) { return Add(row); }));
}

// The names by which the list itself calls its columns.
void Importer::ReadHeadings() {
  for (const FieldInfo& info : AllFields()) {
    context_.headings.at(static_cast<size_t>(info.field)) = reader_->HeadingOf(info.field);
  }
}

absl::Status Importer::Add(const SourceRow& row) {
  const bool watch = !WatchKindOf(begun_).empty();
  const bool first = context_.headings.at(static_cast<size_t>(Field::kNik)).empty();
  if (first) ReadHeadings();
  Pending pending;
  pending.row = ++row_;
  pending.line = row.line;
  pending.end_line = row.end_line;
  pending.end_offset = row.end_offset;
  pending.checked = watch ? CheckWatchRow(context_, row) : CheckRow(context_, row);
  window_.push_back(std::move(pending));
  return row_ % kWindowRows == 0 ? WorkOffWindow() : absl::OkStatus();
}

// One number in ten ends in 0 by chance; when nearly all of a window do, a spreadsheet has rounded them.
void Importer::RefuseRounded() {
  std::set<std::string_view> niks;
  size_t zeros = 0;
  for (const Pending& pending : window_) {
    const std::string& nik = pending.checked.incoming.personal.nik();
    if (CheckNik(nik).has_value() || !niks.insert(nik).second) continue;
    if (nik.back() == '0') ++zeros;
  }
  if (!LooksRounded(zeros, niks.size())) return;
  for (Pending& pending : window_) {
    const std::string& nik = pending.checked.incoming.personal.nik();
    const bool refuse = !pending.checked.error.has_value() && nik.back() == '0';
    if (refuse) pending.checked.error = RoundedNik(context_, nik);
  }
}

absl::Status Importer::WorkOffWindow() {
  if (window_.empty()) return absl::OkStatus();
  RefuseRounded();
  window_.back().ends_window = true;
  std::vector<storage::Store::Body> bodies;
  for (const Pending& pending : window_) {
    if (pending.row <= begun_.rows_done() && !pending.ends_window) continue;
    bodies.push_back([this, &pending](storage::Txn& txn) { return ApplyRow(txn, pending); });
  }
  for (const absl::Status& status : store_.UpdateEach("records.import_row", bodies)) RETURN_IF_ERROR(status);
  window_.clear();
  return absl::OkStatus();
}

void Importer::NoteIgnored(ImportRow& import) const {
  auto& known = *import.mutable_ignored_columns();
  for (const std::string& column : reader_->ignored()) {
    if (std::find(known.begin(), known.end(), column) == known.end()) known.Add()->assign(column);
  }
  if (import.format() == "ndjson") std::sort(known.begin(), known.end());
}

absl::Status Importer::ApplyRow(storage::Txn& txn, const Pending& pending) const {
  ASSIGN_OR_RETURN(ImportRow import, GetImportRow(txn, begun_.import_id()));
  const bool new_row = import.rows_done() < pending.row;
  const bool new_end = pending.ends_window && import.offset_row() < pending.row;
  if (import.done() || (!new_row && !new_end)) return absl::OkStatus();
  if (new_row && import.rows_done() != pending.row - 1) {
    return absl::InternalError(absl::StrCat("import: row ", pending.row, " after row ", import.rows_done()));
  }
  if (new_row) {
    ASSIGN_OR_RETURN(const RowError error, Write(txn, pending, import));
    if (!error.reason.empty()) CountError(txn, pending.row, pending.line, error, import);
    import.set_rows_done(pending.row);
  }
  if (pending.ends_window) {
    import.set_offset_done(pending.end_offset);
    import.set_offset_row(pending.row);
    import.set_lines_done(pending.end_line);
    NoteIgnored(import);
    import.set_header(reader_->header());
  }
  PutImport(txn, import);
  return absl::OkStatus();
}

absl::StatusOr<RowError> Importer::Write(storage::Txn& txn, const Pending& pending, ImportRow& import) const {
  const Incoming& incoming = pending.checked.incoming;
  // A row that cannot go in still says that its record is on the list.
  if (IsFull(begun_) && !incoming.source_id.empty()) {
    RETURN_IF_ERROR(NameSeen(txn, begun_.import_id(), incoming.source_id));
  }
  if (pending.checked.error.has_value()) return *pending.checked.error;
  RecordDesk desk(txn, act_, ports_);
  const std::string_view kind = WatchKindOf(begun_);
  ASSIGN_OR_RETURN(const RowResult result, kind.empty()
                                               ? ApplyOnce(desk, pending)
                                               : ApplyWatchRow(desk, context_, hash_key_, kind, incoming));
  if (const RowError* error = std::get_if<RowError>(&result)) return *error;
  const RowDone& done = std::get<RowDone>(result);
  Count(done, import);
  CountHeld(txn, pending.row, pending.line, done, import);
  return RowError();
}

// A row that contradicts one before it about the same record does not go in: nobody knows which of them is right.
absl::StatusOr<RowResult> Importer::ApplyOnce(RecordDesk& desk, const Pending& pending) const {
  const Incoming& incoming = pending.checked.incoming;
  const SeenRow content = ContentOf(hash_key_, incoming, pending.row);
  ASSIGN_OR_RETURN(const auto existing, Intake(desk, hash_key_).FindExisting(incoming));
  const std::string person = PersonIdOf(hash_key_, incoming.personal.nik());
  SeenRow seen;
  if (existing.has_value() && existing->person_id() == person) {
    ASSIGN_OR_RETURN(seen, GetSeen(desk.txn(), begun_.import_id(), existing->record_id()));
  }
  const auto contradiction = FindContradiction(seen, content);
  if (contradiction.has_value() && !Planted("last-row-wins")) {
    return RowResult(RowError{HeadingOf(context_, contradiction->field), "(not shown)",
                              absl::StrCat("what row ", contradiction->row, " says of the same record"),
                              "CONTRADICTS_ROW"});
  }
  ASSIGN_OR_RETURN(RowResult result, ApplyRequestRow(desk, context_, hash_key_, incoming));
  const RowDone* done = std::get_if<RowDone>(&result);
  if (done == nullptr) return result;
  records::Add(content, seen);
  PutSeen(desk.txn(), begun_.import_id(), done->record_id, seen);
  return result;
}

absl::Status Importer::ReadToEnd() {
  RETURN_IF_ERROR(reader_->Finish([&](const SourceRow& row) { return Add(row); }));
  RETURN_IF_ERROR(WorkOffWindow());
  return IsFull(begun_) ? CheckNamesSomebody() : absl::OkStatus();
}

absl::StatusOr<ImportRow> Importer::Finish() {
  if (!begun_.done()) {
    RETURN_IF_ERROR(NoteRefusal(ReadToEnd()));
    if (IsFull(begun_))
      RETURN_IF_ERROR(HoldMissing(store_, ports_, act_, begun_.import_id(), begun_.office()));
    RETURN_IF_ERROR(Close());
  }
  RETURN_IF_ERROR(ForgetSeen(store_, begun_.import_id()));
  return storage::ViewFor<ImportRow>(
      store_, [&](storage::Snapshot& snapshot) { return GetImportRow(snapshot, begun_.import_id()); });
}

// A full list that names nobody would hold everybody: that is a wrong or damaged file, not an order.
absl::Status Importer::CheckNamesSomebody() const {
  ASSIGN_OR_RETURN(const ImportRow import,
                   storage::ViewFor<ImportRow>(store_, [&](storage::Snapshot& snapshot) {
                     return GetImportRow(snapshot, begun_.import_id());
                   }));
  if (import.added() + import.updated() + import.unchanged() > 0) return absl::OkStatus();
  return RefuseFile("a full list without a readable row",
                    "daftar lengkap tanpa satu baris pun yang dapat dibaca");
}

// A file that cannot be read as a whole is no import that may go on: it says that it was refused, and why. Answers
// `read`.
absl::Status Importer::NoteRefusal(const absl::Status& read) {
  if (ReasonOf(read) != TextOf(Reason::kImportFormat).name) return read;
  const int64_t finished = NowMicros();
  const absl::Status noted = store_.Update("records.import_refuse", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(ImportRow import, GetImportRow(txn, begun_.import_id()));
    if (import.done() || !import.refusal_id().empty()) return absl::OkStatus();
    import.set_refusal_id(IndonesianOf(read));
    import.set_refusal_en(std::string(read.message()));
    import.set_finished_micros(finished);
    const rows::v1::LogEntry entry =
        access::EntryOf(act_, absl::StrCat("import:", import.import_id()), "IMPORT_REFUSED");
    RETURN_IF_ERROR(access::AppendEvent(txn, act_, import.office(), entry).status());
    PutImport(txn, import);
    return absl::OkStatus();
  });
  return noted.ok() ? read : noted;
}

absl::Status Importer::Close() {
  const std::string sha256 = hash_.has_value() ? hash_->Hex() : "";
  const int64_t finished = NowMicros();
  return store_.Update("records.import_close", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(ImportRow import, GetImportRow(txn, begun_.import_id()));
    if (import.done()) return absl::OkStatus();
    import.set_done(true);
    import.clear_refusal_id();
    import.clear_refusal_en();
    NoteIgnored(import);
    if (!sha256.empty()) import.set_file_sha256(sha256);
    import.set_finished_micros(finished);
    rows::v1::LogEntry entry =
        access::EntryOf(act_, absl::StrCat("import:", import.import_id()), "IMPORT_DONE");
    entry.set_detail(absl::StrCat("rows=", import.rows_done(), " added=", import.added(),
                                  " refused=", import.refused(), " missing_held=", import.missing_held()));
    RETURN_IF_ERROR(access::AppendEvent(txn, act_, import.office(), entry).status());
    PutImport(txn, import);
    return absl::OkStatus();
  });
}

}  // namespace blangko::records
