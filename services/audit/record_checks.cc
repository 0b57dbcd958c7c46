#include "services/audit/record_checks.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/audit/record_index.h"
#include "services/records/record_state.h"
#include "services/records/record_table.h"
#include "services/stock/blank_uids.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"
#include "storage/row_codec.h"

namespace blangko::audit {
namespace {

using rows::v1::Attempt;
using rows::v1::Record;

bool Holds(const Record& record) {
  return record.state() == rows::v1::RECORD_STATE_GRANTED || records::IsPermitted(record.state());
}

// A blank that went back is nobody's again.
bool UsesItsBlank(const Attempt& attempt) {
  return attempt.outcome() == "PRINTED" || attempt.outcome() == "SPOILED" || attempt.outcome() == "UNCERTAIN";
}

class RecordPass {
 public:
  RecordPass(storage::Snapshot& snapshot, Facts& facts) : snapshot_(snapshot), facts_(facts) {
    facts_.owed.resize(RecordIndexes().size());
  }

  absl::Status Run() {
    absl::Status failed;
    RETURN_IF_ERROR(snapshot_.Scan(storage::KeyWriter(storage::Table::kRecord).Range(),
                                   storage::ScanOrder::kForward,
                                   [&](std::string_view key, std::string_view value) {
                                     failed = TakeRow(key, value);
                                     return failed.ok();
                                   }));
    return failed;
  }

  std::vector<Check> Findings() { return {records_, attempts_, cards_, chips_}; }

 private:
  absl::Status TakeRow(std::string_view key, std::string_view value) {
    ++records_.rows;
    storage::KeyReader reader(key);
    const auto id = reader.Text();
    const auto record = storage::DecodeRow<Record>(value);
    if (!record.ok() || !id.ok()) {
      records_.Bad(absl::StrCat("record ", id.value_or("?"), ": ", ToAbsl(ToStd(record.status().message()))));
      return absl::OkStatus();
    }
    if (record->record_id() != *id)
      records_.Bad(absl::StrCat("record ", *id, ": the row says ", record->record_id()));
    Note(*record);
    CheckAttempts(*record);
    RETURN_IF_ERROR(CheckCards(*record));
    return CheckChips(*record);
  }

  void Note(const Record& record) {
    const std::string& id = record.record_id();
    facts_.states_by_records.Add({id, std::to_string(record.state())});
    facts_.states_by_records.Remove({id, "0"});
    for (const Attempt& attempt : record.attempts())
      facts_.attempts_by_records.Add({id, std::to_string(attempt.number())});
    const Attempt* attempt = records::CurrentAttempt(record);
    if (Holds(record) && attempt != nullptr) ++facts_.holding[{attempt->site(), attempt->lot()}];
    const auto indexes = RecordIndexes();
    for (size_t i = 0; i < indexes.size(); ++i) {
      indexes[i].of_record(record, [&](const Member& member) {
        facts_.owed[i].Add({member.record_id, member.key, member.text});
      });
    }
  }

  void CheckAttempts(const Record& record) {
    uint32_t number = 0;
    for (const Attempt& attempt : record.attempts()) {
      ++attempts_.rows;
      if (attempt.number() != ++number)
        attempts_.Bad(absl::StrCat("record ", record.record_id(), ": attempt ", attempt.number(),
                                   " in place ", number));
    }
    if (Holds(record) && record.attempts().empty())
      attempts_.Bad(absl::StrCat("record ", record.record_id(), ": permitted without an attempt"));
  }

  // A second card needs the decision of two persons, which is in the record's history.
  absl::Status CheckCards(const Record& record) {
    const auto printed = std::count_if(record.attempts().begin(), record.attempts().end(),
                                       [](const Attempt& attempt) { return attempt.outcome() == "PRINTED"; });
    cards_.rows += printed;
    if (printed <= 1) return absl::OkStatus();
    ASSIGN_OR_RETURN(const bool decided, TwoPersonsDecided(record));
    if (!decided)
      cards_.Bad(absl::StrCat("record ", record.record_id(), ": ", printed,
                              " cards, and no decision of two persons"));
    return absl::OkStatus();
  }

  absl::StatusOr<bool> TwoPersonsDecided(const Record& record) {
    for (const auto& ref : record.history()) {
      ASSIGN_OR_RETURN(const auto row,
                       storage::ReadLog(snapshot_, {ref.office(), ref.lot()},
                                        {ref.seq(), absl::FromUnixMicros(ref.time_micros())}));
      rows::v1::LogEntry entry;
      if (!row.has_value() || !entry.ParseFromString(row->entry)) continue;
      if (!entry.second_actor().empty() && entry.second_actor() != entry.actor()) return true;
    }
    return false;
  }

  absl::Status CheckChips(const Record& record) {
    for (const Attempt& attempt : record.attempts()) {
      if (attempt.blank_uid().empty() || !UsesItsBlank(attempt)) continue;
      ++chips_.rows;
      ASSIGN_OR_RETURN(const auto row, stock::ReadUid(snapshot_, stock::UidOf(attempt.blank_uid())));
      const bool known = std::any_of(row.uses().begin(), row.uses().end(), [&](const auto& use) {
        return use.record_id() == record.record_id() && use.attempt() == attempt.number();
      });
      if (!known)
        chips_.Bad(absl::StrCat("record ", record.record_id(), ", attempt ", attempt.number(),
                                ": its chip is not bound to it"));
    }
    return absl::OkStatus();
  }

  storage::Snapshot& snapshot_;
  Facts& facts_;
  Check records_{.name = "records", .invariants = "", .what = "every record reads back under its own id"};
  Check attempts_{.name = "attempts", .invariants = "INV-7", .what = "attempts are numbered 1, 2, 3, …"};
  Check cards_{
      .name = "cards", .invariants = "INV-6", .what = "one printed card a record, or two persons decided"};
  Check chips_{
      .name = "chips of attempts", .invariants = "INV-4", .what = "the chip of an attempt is bound to it"};
};

Check ReservedBlanks(const Facts& facts) {
  Check check{.name = "reserved",
              .invariants = "INV-12",
              .what = "reserved blanks are those of granted and permitted attempts"};
  auto all = facts.reserved;
  for (const auto& [place, count] : facts.holding) all[place] -= count;
  for (const auto& [place, off] : all) {
    ++check.rows;
    if (off != 0)
      check.Bad(absl::StrCat("office ", place.first, ", lot ", place.second, ": ", off > 0 ? off : -off,
                             off > 0 ? " blanks reserved for nobody" : " attempts without a reserved blank"));
  }
  return check;
}

Check Compare(Check check, const RowSum& log, const RowSum& rows) {
  check.rows = 1;
  if (!(log == rows)) check.Bad("the log and the records differ");
  return check;
}

}  // namespace

absl::Status CheckRecords(storage::Snapshot& snapshot, Facts& facts, std::vector<Check>& checks) {
  RecordPass pass(snapshot, facts);
  RETURN_IF_ERROR(pass.Run());
  for (Check& check : pass.Findings()) checks.push_back(std::move(check));
  return absl::OkStatus();
}

void CompareWithLog(const Facts& facts, std::vector<Check>& checks) {
  checks.push_back(Compare(
      {.name = "states", .invariants = "INV-18", .what = "each record is where its log entries left it"},
      facts.states_by_log, facts.states_by_records));
  checks.push_back(
      Compare({.name = "grants", .invariants = "INV-7", .what = "each attempt was granted once, by the log"},
              facts.attempts_by_log, facts.attempts_by_records));
  checks.push_back(ReservedBlanks(facts));
}

}  // namespace blangko::audit
