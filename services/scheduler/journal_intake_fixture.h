// Fixture of the tests about a restored store: what two stations did since the backup is in their journals alone.
//
// Threads: belongs to one test.
#pragma once

#include <string>
#include <vector>

#include "services/journal_file/export_lines.h"
#include "services/journal_file/write_export.h"
#include "services/scheduler/doubts_fixture.h"
#include "services/scheduler/journal_intake.h"

namespace blangko::scheduler {

class JournalIntakeFixture : public DoubtsFixture {
 protected:
  JournalIntakeFixture() {
    for (const char* station : {kStation, kOtherStation}) {
      ChangeStation([](printers::StationRow& row) { row.set_public_key(Key().public_key); }, station);
    }
  }

  static const SigningKey& Key() {
    static const SigningKey key = SigningKeyFromSeed(std::string(32, 'k'));
    return key;
  }

  // From here on the store is one that was restored from a backup made now.
  void GivenRestore() {
    rows::v1::Restore restore;
    restore.set_store_epoch(2);
    restore.set_backup_micros(absl::ToUnixMicros(clock_.Now()));
    restore.set_restored_micros(absl::ToUnixMicros(clock_.Now()));
    EXPECT_OK(store_.Update("test.restore", [&](storage::Txn& txn) -> absl::Status {
      RETURN_IF_ERROR(printers::BeginAwaiting(txn, restore, rng_of_codes_));
      ASSIGN_OR_RETURN(const auto awaited, printers::AwaitedJournals::Read(txn));
      code_ = awaited.restore()->code();
      return absl::OkStatus();
    }));
    clock_.Advance(absl::Minutes(5));
  }

  // One journal in the making.
  struct Journal {
    std::string station;
    uint64_t epoch = 1;
    uint64_t facts = 0;
    std::vector<station::v1::Entry> entries = {};
  };
  Journal JournalOf(const std::string& station) {
    Journal journal{.station = station};
    Add(journal, "", 0).mutable_header()->set_station_id(station);
    journal.entries[0].mutable_header()->set_epoch(1);
    return journal;
  }
  station::v1::Entry& Add(Journal& journal, const std::string& record, uint32_t attempt) {
    station::v1::Entry& entry = journal.entries.emplace_back();
    entry.set_seq(journal.entries.size());
    entry.set_time_micros(absl::ToUnixMicros(clock_.Now()));
    entry.set_record_id(record);
    entry.set_attempt(attempt);
    if (attempt > 0) entry.set_printer_id(kPrinter);
    return entry;
  }
  void Permit(Journal& journal, const std::string& record, uint32_t attempt) {
    Add(journal, record, attempt).mutable_permit()->set_lot("L1");
  }
  void Say(Journal& journal, const std::string& record, uint32_t attempt, v1::Outcome outcome) {
    auto& said = *Add(journal, record, attempt).mutable_card_outcome();
    said.set_fact_seq(++journal.facts);
    said.set_outcome(outcome);
    said.set_evidence(v1::EVIDENCE_OPERATOR);
    said.set_reason(outcome == v1::OUTCOME_SPOILED ? "GAGAL_CETAK" : "");
    said.set_operator_("tini");
  }
  // `exported`: when, by the station's clock. It carries code_, of the newest restore.
  std::string FileOf(const Journal& journal, absl::Time exported, const SigningKey& key = Key()) const {
    std::vector<std::string> chains;
    std::string chain;
    for (const station::v1::Entry& entry : journal.entries) {
      chain = Digest({chain, entry.SerializeAsString()});
      chains.push_back(chain);
    }
    station::v1::ExportHeader header;
    header.set_station_id(journal.station);
    header.set_epoch(journal.epoch);
    header.set_first_seq(1);
    header.set_last_seq(journal.entries.size());
    header.set_chain(ToHex(chain));
    journal_file::SetTime(exported, *header.mutable_export_time());
    header.set_recovery_code(code_);
    journal_file::ExportWriter writer(header);
    for (size_t i = 0; i < chains.size(); ++i) writer.Add(journal.entries[i], chains[i]);
    return writer.Sign(key);
  }
  absl::StatusOr<recovery::v1::TakeJournalResponse> TryTakeFile(const std::string& file) {
    return JournalIntake(store_, heads_).Take(Staff(), file);
  }
  recovery::v1::TakeJournalResponse TakeJournal(const Journal& journal) {
    auto taken = TryTakeFile(FileOf(journal, clock_.Now()));
    EXPECT_OK(taken);
    return taken.value_or(recovery::v1::TakeJournalResponse());
  }
  std::string WhyNot(const std::string& file) {
    const auto taken = TryTakeFile(file);
    return taken.ok() ? "" : std::string(taken.status().message());
  }

  std::string code_;
  SeededRng rng_of_codes_{7};
};

}  // namespace blangko::scheduler
