#include "base/status_macros.h"
#include "services/records/import/import_table.h"
#include "services/records/record_view.h"
#include "services/records/records.h"

namespace blangko::records {
namespace {

absl::StatusOr<ImportRow> InScope(storage::Snapshot& snapshot, const access::Actor& actor,
                                  std::string_view import_id) {
  ASSIGN_OR_RETURN(ImportRow import, GetImportRow(snapshot, import_id));
  RETURN_IF_ERROR(access::CheckScope(actor, import.office()));
  return import;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Importer>> Records::OpenImport(const access::Act& act,
                                                              const ImportStart& start) {
  return Importer::Open(store_, ports_, act, start);
}

absl::StatusOr<v1::GetImportResponse> Records::GetImport(const access::Act& act, std::string_view import_id) {
  using Reply = v1::GetImportResponse;
  return storage::ViewFor<Reply>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Reply> {
    ASSIGN_OR_RETURN(const ImportRow import, InScope(snapshot, act.actor, import_id));
    Reply reply;
    *reply.mutable_import() = ViewOfImport(import);
    return reply;
  });
}

absl::StatusOr<std::vector<v1::Import>> Records::ListImports(const access::Act& act, std::string_view office,
                                                             std::string_view after, size_t limit) {
  using Imports = std::vector<v1::Import>;
  if (!office.empty()) RETURN_IF_ERROR(access::CheckScope(act.actor, office));
  return storage::ViewFor<Imports>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Imports> {
    Imports imports;
    RETURN_IF_ERROR(VisitImports(snapshot, after, [&](const ImportRow& import) {
      const bool wanted = access::Covers(office, import.office());
      if (wanted && access::Covers(act.actor.scope, import.office())) imports.push_back(ViewOfImport(import));
      return imports.size() < limit;
    }));
    return imports;
  });
}

absl::StatusOr<std::vector<v1::ImportError>> Records::ListImportErrors(const access::Act& act,
                                                                       std::string_view import_id,
                                                                       int64_t after_row, size_t limit) {
  using Errors = std::vector<v1::ImportError>;
  return storage::ViewFor<Errors>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Errors> {
    RETURN_IF_ERROR(InScope(snapshot, act.actor, import_id).status());
    ASSIGN_OR_RETURN(const auto rows, ListErrors(snapshot, import_id, after_row, limit));
    Errors errors;
    for (const auto& row : rows) errors.push_back(ViewOfError(row));
    return errors;
  });
}

absl::StatusOr<Records::ListedHeld> Records::ListImportHeld(const access::Act& act,
                                                            std::string_view import_id,
                                                            std::string_view after, size_t limit) {
  return storage::ViewFor<ListedHeld>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<ListedHeld> {
    RETURN_IF_ERROR(InScope(snapshot, act.actor, import_id).status());
    ASSIGN_OR_RETURN(const HeldPage page, ListHeld(snapshot, import_id, after, limit));
    ListedHeld listed;
    listed.last_key = page.last_key;
    for (const auto& held : page.held) listed.held.push_back(ViewOfHeld(held));
    return listed;
  });
}

}  // namespace blangko::records
