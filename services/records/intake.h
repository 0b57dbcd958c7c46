// Intake: how one print request comes in, from a list or by hand. Takes a request that was checked for shape and
// decides inside a transaction: a new record, a change of one that exists, or nothing new.
//
// Identity: the source's id, else a keyed hash of (NIK, request type, number or date); a source's id that arrives later
// becomes an alias. A second open record of a person, or a first card for a person with a printed card, enters as
// HELD(DUPLICATE_REQUEST); a person named on a list of died, moved or duplicate persons enters as HELD with its kind; one
// whose NIK says another birth date or sex enters as HELD(NIK_MISMATCH), until a person has looked or the data agree.
// Failure: UNKNOWN_OFFICE (no site prints for the area), OUT_OF_SCOPE, UNKNOWN_RECORD (replaces), DUPLICATE_RECORD (the
//          id belongs to another person). A refusal comes before the first write; storage errors pass through.
// Threads: borrows one Txn.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/records/record_desk.h"

namespace blangko::records {

struct Incoming {
  std::string source_id;       // the source system's id; empty = none
  std::string number_or_date;  // what tells requests of one person apart: request number, else date
  std::string office;          // registering office
  std::string area;
  uint32_t request_type = 0;  // records.v1.RequestType
  rows::v1::UpstreamStatus upstream = rows::v1::UPSTREAM_STATUS_UNSPECIFIED;
  std::optional<absl::Time> status_time;  // since when upstream says so
  absl::Time recorded;
  std::optional<absl::Time> applied;
  absl::CivilDay birth;
  absl::TimeZone zone;  // of the office: birthdays begin there
  std::string replaces;
  std::string suket_number;
  std::optional<absl::Time> suket_until;  // its end
  std::string import_id;
  std::string reason;  // of a request by hand; no personal data
  bool nik_may_differ = false;
  rows::v1::Personal personal;
};

enum class Effect { kAdded, kUpdated, kUnchanged };

struct Taken {
  Effect effect = Effect::kUnchanged;
  RecordRow record;
};

class Intake {
 public:
  // `hash_key` is the store's (access/store_identity.h).
  Intake(RecordDesk& desk, std::string_view hash_key) : desk_(desk), hash_key_(hash_key) {}

  absl::StatusOr<Taken> Take(const Incoming& incoming);

  // The record that the request is about, when there is one.
  absl::StatusOr<std::optional<RecordRow>> FindExisting(const Incoming& incoming);

 private:
  absl::StatusOr<Taken> Add(const Incoming& incoming, const std::string& person_id);
  absl::StatusOr<Taken> Update(const Incoming& incoming, const RecordRow& before);
  absl::StatusOr<bool> UpdatePersonal(const Incoming& incoming, RecordRow& record);
  absl::StatusOr<RecordRow> NewRecord(const Incoming& incoming, const std::string& person_id);
  absl::Status SetFirstState(const Incoming& incoming, RecordRow& record, const rows::v1::Person& person);
  absl::Status SetFirstHold(const Incoming& incoming, RecordRow& record, const rows::v1::Person& person);
  std::string HashIdOf(const Incoming& incoming) const;

  RecordDesk& desk_;
  const std::string_view hash_key_;
};

// "KAWIN", "CERAI HIDUP" …: once married, a person may have a card before 17.
bool WasMarried(std::string_view marital_status);

}  // namespace blangko::records
