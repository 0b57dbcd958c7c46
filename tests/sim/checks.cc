#include "tests/sim/checks.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/records/record_table.h"
#include "services/stock/ledger_fold.h"
#include "services/stock/stock_table.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::sim {
namespace {

using rows::v1::Record;
using storage::KeyWriter;
using storage::Table;

template <typename Row>
std::vector<Row> RowsOf(storage::Store& store, Table table) {
  std::vector<Row> rows;
  const absl::Status done = store.View([&](storage::Snapshot& snapshot) {
    return snapshot.Scan(KeyWriter(table).Range(), storage::ScanOrder::kForward,
                         [&](std::string_view, std::string_view value) {
                           const auto row = storage::DecodeRow<Row>(value);
                           if (row.ok()) rows.push_back(*row);
                           return row.ok();
                         });
  });
  return done.ok() ? rows : std::vector<Row>();
}

bool Holds(const Record& record) {
  return record.state() == rows::v1::RECORD_STATE_GRANTED || records::IsPermitted(record.state());
}

}  // namespace

void Checks::Know(const std::string& record_id, bool first_card, int64_t recorded_micros) {
  known_[record_id] = {first_card, recorded_micros};
}

std::map<std::string, Record> Checks::Records() {
  std::map<std::string, Record> records;
  for (Record& record : RowsOf<Record>(node_.store(), Table::kRecord)) {
    const std::string id = record.record_id();
    records.emplace(id, std::move(record));
  }
  return records;
}

Checks::Place Checks::PlaceOf(const Record& record) const {
  const auto known = known_.find(record.record_id());
  if (known == known_.end()) return {3, 0, 0, record.record_id()};
  return {known->second.first_card ? 1 : 2, known->second.recorded_micros, record.ready_micros(),
          record.record_id()};
}

std::map<std::string, std::map<rows::v1::Account, int64_t>> Checks::Balances() {
  std::map<std::string, std::map<rows::v1::Account, int64_t>> balances;
  const absl::Status read = node_.store().View([&](storage::Snapshot& snapshot) {
    return storage::VisitLogHeads(snapshot, "", [&](const storage::LogStream& stream, const auto& head) {
      const auto row = storage::DecodeRow<rows::v1::Balances>(head.state);
      if (stream.lot.empty() || !row.ok()) return true;
      for (int account = 1; account < row->count_size(); ++account) {
        balances[stream.office][static_cast<rows::v1::Account>(account)] += row->count(account);
      }
      return true;
    });
  });
  if (!read.ok()) node_.Violate("balances cannot be read: " + std::string(read.ToString()));
  return balances;
}

void Checks::BeforeCall(const std::string& request_id) {
  const absl::Status read = node_.store().View([&](storage::Snapshot& snapshot) -> absl::Status {
    const auto row = snapshot.Get(KeyWriter(Table::kRequest).Text(request_id).Take());
    served_before_ = row.ok() && row->has_value();
    return row.status();
  });
  if (!read.ok()) node_.Violate("request rows cannot be read");
}

void Checks::Granted(const std::string& station,
                     const google::protobuf::RepeatedPtrField<scheduler::v1::Job>& jobs) {
  if (jobs.empty() || served_before_) return;
  const std::map<std::string, Record> records = Records();
  const auto balances = Balances();
  Place last;
  for (const scheduler::v1::Job& job : jobs) last = std::max(last, PlaceOf(records.at(job.record_id())));
  for (const std::string& site : sites_of_.at(station)) {
    const auto blanks = balances.find(site);
    if (blanks == balances.end() ||
        blanks->second.find(rows::v1::ACCOUNT_AVAILABLE) == blanks->second.end() ||
        blanks->second.at(rows::v1::ACCOUNT_AVAILABLE) == 0) {
      continue;
    }
    for (const auto& [id, record] : records) {
      const bool waits = record.state() == rows::v1::RECORD_STATE_READY && record.site() == site;
      if (waits && PlaceOf(record) < last) node_.Violate("INV-11: " + id + " was passed over");
    }
  }
}

void Checks::MayPrint(const std::string& station, const scheduler::v1::Job& job) {
  const auto records = Records();
  const Record& record = records.at(job.record_id());
  const rows::v1::Attempt* attempt = records::CurrentAttempt(record);
  const bool may = records::IsPermitted(record.state()) && attempt->number() == job.attempt() &&
                   attempt->station_id() == station;
  if (!may) {
    node_.Violate(absl::StrCat("INV-8: ", station, " prints ", job.record_id(), "/", job.attempt(),
                               " without a right to"));
  }
}

void Checks::Reservations(const std::map<std::string, Record>& records) {
  std::map<std::string, int64_t> held;
  for (const auto& [id, record] : records) {
    if (Holds(record)) ++held[records::CurrentAttempt(record)->site()];
  }
  for (const auto& [site, accounts] : Balances()) {
    const auto found = accounts.find(rows::v1::ACCOUNT_RESERVED);
    const int64_t reserved = found == accounts.end() ? 0 : found->second;
    if (reserved == held[site]) continue;
    node_.Violate(
        absl::StrCat("INV-12: ", site, " has ", reserved, " blanks reserved for ", held[site], " attempts"));
  }
}

void Checks::Attempts(const std::map<std::string, Record>& records) {
  for (const auto& [id, record] : records) {
    for (int i = 0; i < record.attempts_size(); ++i) {
      if (record.attempts(i).number() != static_cast<uint32_t>(i + 1))
        node_.Violate("INV-7: attempts of " + id);
    }
    if (record.attempts_size() < attempts_[id]) node_.Violate("INV-13: an attempt of " + id + " is gone");
    attempts_[id] = record.attempts_size();
    if (world_.LiveCards(id) > 1 && !world_.IsRogue(id)) node_.Violate("INV-6: " + id + " has two cards");
  }
  for (const auto& [id, known] : known_) {
    if (!records.contains(id)) node_.Violate("INV-13: record " + id + " is gone");
  }
}

void Checks::Facts() {
  const absl::Status read = node_.store().View([&](storage::Snapshot& snapshot) -> absl::Status {
    for (const auto& [station, seq] : booked_) {
      const auto row = snapshot.Get(KeyWriter(Table::kFact).Text(station).U64(1).U64(seq).Take());
      if (!row.ok()) return row.status();
      if (!row->has_value()) node_.Violate(absl::StrCat("INV-10: fact ", seq, " of ", station, " is gone"));
    }
    return absl::OkStatus();
  });
  if (!read.ok()) node_.Violate("facts cannot be read");
}

void Checks::All() {
  const std::map<std::string, Record> records = Records();
  Reservations(records);
  Attempts(records);
  Facts();
  const absl::Status ledger = node_.store().View([](storage::Snapshot& snapshot) -> absl::Status {
    const absl::Status folded = stock::CheckLedger(snapshot);
    if (!folded.ok()) return folded;
    std::vector<std::string> offices;
    const absl::Status listed =
        storage::VisitLogHeads(snapshot, "", [&](const storage::LogStream& stream, const auto&) {
          if (stream.lot.empty()) offices.push_back(stream.office);
          return true;
        });
    if (!listed.ok()) return listed;
    for (const std::string& office : offices) {
      const absl::Status chain = storage::VerifyLog(snapshot, {office, ""});
      if (!chain.ok()) return chain;
    }
    return absl::OkStatus();
  });
  if (!ledger.ok()) node_.Violate("INV-1 to 5, 18: " + std::string(ledger.ToString()));
}

void Checks::Physical() {
  auto ledger = Balances();
  for (const auto& [site, stock] : world_.sites()) {
    auto& accounts = ledger[site];
    const int64_t shelf = accounts[rows::v1::ACCOUNT_AVAILABLE] + accounts[rows::v1::ACCOUNT_RESERVED] -
                          accounts[rows::v1::ACCOUNT_UNEXPLAINED];
    const bool fits = shelf == stock.shelf && accounts[rows::v1::ACCOUNT_CONSUMED] == stock.cards &&
                      accounts[rows::v1::ACCOUNT_SPOILED_HELD] == stock.spoiled &&
                      accounts[rows::v1::ACCOUNT_UNCERTAIN_HELD] == stock.set_aside;
    if (fits) continue;
    node_.Violate(absl::StrCat("INV-22: ", site, " shelf ", shelf, "/", stock.shelf, ", cards ",
                               accounts[rows::v1::ACCOUNT_CONSUMED], "/", stock.cards, ", spoiled ",
                               accounts[rows::v1::ACCOUNT_SPOILED_HELD], "/", stock.spoiled, ", set aside ",
                               accounts[rows::v1::ACCOUNT_UNCERTAIN_HELD], "/", stock.set_aside,
                               " (ledger/there)"));
  }
}

}  // namespace blangko::sim
