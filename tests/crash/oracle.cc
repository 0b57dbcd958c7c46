#include "tests/crash/oracle.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/support/grpc_call.h"

namespace blangko::crash {
namespace {

using records::v1::Record;
using records::v1::RecordState;
using RecordMap = std::map<std::string, Record>;

class Judgement {
 public:
  Judgement(support::OfficeClient& office, const Evidence& evidence) : office_(office), evidence_(evidence) {}

  Verdict Run() {
    if (!ReadRecords()) return std::move(verdict_);
    CheckAcknowledged();
    CheckCards();
    CheckBlanks();
    CheckOrder();
    CheckDrained();
    return std::move(verdict_);
  }

 private:
  template <typename... Parts>
  void Violation(const Parts&... parts) {
    verdict_.violations.push_back(absl::StrCat(parts...));
  }

  bool ReadRecords() {
    const auto all = office_.ListRecords(evidence_.office, {});
    if (!all.ok()) {
      Violation("list: ", support::Brief(all.status()));
      return false;
    }
    for (const Record& record : *all) records_[record.record_id()] = record;
    return true;
  }

  int64_t CountIn(RecordState state) const {
    int64_t count = 0;
    for (const auto& [id, record] : records_) count += record.state() == state ? 1 : 0;
    return count;
  }

  // Spoils hold a record, too, after a release that was acknowledged (gagal berulang): the reason tells them apart.
  static bool IsHeldByAPerson(const Record& record) {
    return record.state() == records::v1::RECORD_STATE_HELD && record.hold().reason() == Mutator::kHoldReason;
  }

  void CheckAcknowledged() {
    for (const std::string& id : evidence_.acknowledged->created) {
      if (!records_.contains(id)) Violation("lost: record ", id, " was acknowledged and is gone");
    }
    for (const auto& [id, held] : evidence_.acknowledged->held) {
      if (IsHeldByAPerson(records_[id]) != held)
        Violation("lost: ", held ? "hold" : "release", " of ", id, ", state ", records_[id].state());
    }
  }

  // A person who counts the tray finds what the records say.
  void CheckCards() {
    const std::map<std::string, int> finished = evidence_.tray.FinishedByRecord();
    for (const auto& [id, count] : finished) {
      if (count > 1) Violation("printed twice: ", id, " has ", count, " finished cards");
      if (records_[id].state() != records::v1::RECORD_STATE_PRINTED) {
        Violation("card without print: ", id, " lies in the tray, state ", records_[id].state());
      }
    }
    for (const auto& [attempt, cards] : evidence_.tray.attempts) {
      if (cards.begun > 1) Violation("begun twice: ", attempt.first, " attempt ", attempt.second);
    }
    for (const auto& [id, record] : records_) {
      if (record.state() == records::v1::RECORD_STATE_PRINTED && !finished.contains(id)) {
        Violation("print without card: ", id, " is not in the tray");
      }
    }
  }

  void CheckBlanks() {
    const auto balances = office_.BalancesOf(evidence_.office);
    const auto equation = office_.Equation(evidence_.office);
    if (!balances.ok() || !equation.ok()) return Violation("balances: no answer");
    const int64_t received = evidence_.received_at_start + evidence_.acknowledged->received;
    if (balances->received() != received) Violation("received ", balances->received(), ", want ", received);
    Match("consumed", balances->consumed(), evidence_.tray.Finished());
    Match("spoiled_held", balances->spoiled_held(), evidence_.tray.Begun() - evidence_.tray.Finished());
    Match("reserved", balances->reserved(),
          CountIn(records::v1::RECORD_STATE_GRANTED) + CountIn(records::v1::RECORD_STATE_STARTED));
    Match("uncertain_held", balances->uncertain_held(), CountIn(records::v1::RECORD_STATE_UNCERTAIN));
    Match("unexplained", balances->unexplained(), 0);
    if (!equation->exact()) Violation("the equation is not exact");
    verdict_.counted = {balances->consumed(), balances->spoiled_held(), balances->uncertain_held(),
                        CountIn(records::v1::RECORD_STATE_READY), equation->exact()};
  }

  void Match(std::string_view account, int64_t got, int64_t want) {
    if (got != want) Violation("ledger: ", std::string(account), " is ", got, ", want ", want);
  }

  // First grants follow the order of capture, except those of records that a person touched.
  void CheckOrder() {
    const auto movements = office_.Movements(evidence_.office, evidence_.lot);
    if (!movements.ok()) return Violation("movements: ", support::Brief(movements.status()));
    std::map<std::string, absl::CivilMinute> captured;
    for (const cases::CaseRow& row : *evidence_.rows) {
      if (!evidence_.acknowledged->touched.contains(row.record_id)) captured[row.record_id] = row.recorded;
    }
    absl::CivilMinute newest(1900, 1, 1);
    for (const auto& movement : *movements) {
      const auto known = captured.find(movement.record_id());
      if (movement.to_account() != "reserved" || movement.attempt() != 1 || known == captured.end()) continue;
      if (known->second < newest)
        Violation("order: ", movement.record_id(), " was granted after a newer record");
      newest = std::max(newest, known->second);
    }
  }

  void CheckDrained() {
    if (!evidence_.drained) return;
    Match("READY records left", CountIn(records::v1::RECORD_STATE_READY), 0);
    Match("permitted records left", CountIn(records::v1::RECORD_STATE_STARTED), 0);
  }

  support::OfficeClient& office_;
  const Evidence& evidence_;
  RecordMap records_;
  Verdict verdict_;
};

}  // namespace

Verdict Judge(support::OfficeClient& office, const Evidence& evidence) {
  return Judgement(office, evidence).Run();
}

}  // namespace blangko::crash
