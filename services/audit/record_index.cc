#include "services/audit/record_index.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "services/records/gate.h"
#include "services/records/record_keys.h"
#include "services/records/record_state.h"
#include "services/records/record_table.h"
#include "services/scheduler/station_desk.h"
#include "storage/layers/due_index.h"
#include "storage/layers/line_counts.h"
#include "storage/row_codec.h"

namespace blangko::audit {
namespace {

using rows::v1::Record;
using storage::KeyReader;
using storage::KeyWriter;
using storage::Table;

// ---- lines ----------------------------------------------------------------------------------------------------------

std::string LineText(std::string_view area, std::string_view office, int upstream, uint32_t request_type,
                     std::string_view hold, int64_t recorded) {
  return absl::StrCat(std::string(area), "|", std::string(office), "|", upstream, "|", request_type, "|",
                      std::string(hold), "|", recorded);
}

void LineOfRecord(const Record& record, const TakeMember& take) {
  take({record.record_id(), storage::LineRowKey(records::LineOf(record), records::PlaceOf(record)),
        LineText(record.area(), record.office(), record.upstream(), record.request_type(),
                 record.hold().reason(), record.recorded_micros())});
}

absl::Status LineOfRow(std::string_view key, std::string_view value, const TakeMember& take) {
  KeyReader reader(key);
  RETURN_IF_ERROR(storage::ReadLine(reader).status());
  ASSIGN_OR_RETURN(const storage::LinePlace place, storage::ReadPlace(reader));
  ASSIGN_OR_RETURN(const auto entry, storage::DecodeRow<rows::v1::LineEntry>(value));
  take({place.record_id, std::string(key),
        LineText(entry.area(), entry.office(), entry.upstream(), entry.request_type(), entry.hold_reason(),
                 entry.recorded_micros())});
  return absl::OkStatus();
}

// ---- due index: birthdays and ends of holds, grants that go back ------------------------------------------------------

std::string DueKey(absl::Time when, storage::DueKind kind, std::string_view object) {
  return KeyWriter(Table::kDue).Time(when).U64(static_cast<uint64_t>(kind)).Text(object).Take();
}

void DueOfRecord(const Record& record, const TakeMember& take) {
  if (const auto when = records::WakeTimeOf(record)) {
    take({record.record_id(), DueKey(*when, storage::DueKind::kRecordGate, record.record_id()), ""});
  }
}

absl::Status DueOfRow(std::string_view key, std::string_view, const TakeMember& take) {
  KeyReader reader(key);
  RETURN_IF_ERROR(reader.Time().status());
  ASSIGN_OR_RETURN(const uint64_t kind, reader.U64());
  ASSIGN_OR_RETURN(std::string object, reader.Text());
  if (kind == static_cast<uint64_t>(storage::DueKind::kRecordGate))
    take({std::move(object), std::string(key), ""});
  return absl::OkStatus();
}

// ---- persons and personal data ----------------------------------------------------------------------------------------

void PersonOfRecord(const Record& record, const TakeMember& take) {
  take({record.record_id(), records::PersonKey(record.person_id()), record.record_id()});
}

absl::Status PersonOfRow(std::string_view key, std::string_view value, const TakeMember& take) {
  ASSIGN_OR_RETURN(const auto person, storage::DecodeRow<rows::v1::Person>(value));
  for (const std::string& id : person.record_ids()) take({id, std::string(key), id});
  return absl::OkStatus();
}

void PersonalOfRecord(const Record& record, const TakeMember& take) {
  take({record.record_id(), records::PersonalKey(record.record_id()), ""});
}

absl::Status PersonalOfRow(std::string_view key, std::string_view value, const TakeMember& take) {
  RETURN_IF_ERROR(storage::DecodeRow<rows::v1::Personal>(value).status());
  KeyReader reader(key);
  ASSIGN_OR_RETURN(std::string id, reader.Text());
  if (id.starts_with(records::kHolderPrefix)) return absl::OkStatus();  // of a card that no record is about
  take({std::move(id), std::string(key), ""});
  return absl::OkStatus();
}

// ---- permits: what a station may be printing ----------------------------------------------------------------------------

void PermitOfRecord(const Record& record, const TakeMember& take) {
  const rows::v1::Attempt* attempt = records::CurrentAttempt(record);
  if (attempt == nullptr || !records::IsPermitted(record.state())) return;
  take({record.record_id(),
        scheduler::PermitKey(attempt->station_id(), attempt->printer_id(), record.record_id()),
        absl::StrCat(attempt->number())});
}

absl::Status PermitOfRow(std::string_view key, std::string_view value, const TakeMember& take) {
  ASSIGN_OR_RETURN(const auto permit, storage::DecodeRow<rows::v1::Permit>(value));
  take({permit.record_id(), std::string(key), absl::StrCat(permit.attempt())});
  return absl::OkStatus();
}

constexpr RecordIndex kIndexes[] = {
    {"lines", Table::kLine, LineOfRecord, LineOfRow},
    {"due", Table::kDue, DueOfRecord, DueOfRow},
    {"persons", Table::kPerson, PersonOfRecord, PersonOfRow},
    {"personal", Table::kPersonal, PersonalOfRecord, PersonalOfRow},
    {"permits", Table::kPermit, PermitOfRecord, PermitOfRow},
};

}  // namespace

std::span<const RecordIndex> RecordIndexes() { return kIndexes; }

}  // namespace blangko::audit
