#include "services/comparison/compare.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/access/offices.h"
#include "services/records/person_table.h"
#include "services/records/record_table.h"
#include "services/stock/api_time.h"
#include "storage/layers/ledger_log.h"

namespace blangko::comparison {
namespace {

using records::RecordRow;
using storage::LogStream;
using storage::Snapshot;
using v1::ComparedCard;

// A card that came out here.
struct CardHere {
  std::string record_id;
  uint32_t attempt = 0;
  std::string person_id;
  std::string source_id;
  int64_t time_micros = 0;
  bool matched = false;
};

bool CameOut(const rows::v1::RecordChange& change) {
  const std::string& event = change.event();
  return event == "PRINTED" || event == "PRINTED_STALE" || event == "RESOLVED_PRINTED" ||
         event == "LATE_PRINTED";
}

std::string HereId(const std::string& record_id, uint32_t attempt) {
  return absl::StrCat("here:", record_id, "/", attempt);
}

class Log {
 public:
  Log(Snapshot& snapshot, const DayRef& ref) : snapshot_(snapshot), ref_(ref) {}

  absl::StatusOr<std::vector<CardHere>> Read() {
    ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot_, ref_.office));
    const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + ref_.day;
    begin_ = absl::FromCivil(day, zone);
    end_ = absl::FromCivil(day + 1, zone);
    std::vector<LogStream> streams;
    RETURN_IF_ERROR(storage::VisitLogHeads(snapshot_, ref_.office,
                                           [&](const LogStream& stream, const storage::LogHeadView& head) {
                                             if (stream.office == ref_.office && head.time >= begin_)
                                               streams.push_back(stream);
                                             return true;
                                           }));
    for (const LogStream& stream : streams) RETURN_IF_ERROR(ReadStream(stream));
    return std::move(cards_);
  }

 private:
  absl::Status ReadStream(const LogStream& stream) {
    ASSIGN_OR_RETURN(const auto before,
                     storage::ReadLogAt(snapshot_, stream, begin_ - absl::Microseconds(1)));
    std::optional<storage::LogPosition> after;
    if (before.has_value()) after = storage::LogPosition{before->seq, before->time};
    absl::Status bad;
    RETURN_IF_ERROR(storage::VisitLog(snapshot_, stream, after, storage::ScanOrder::kForward,
                                      [&](const storage::LogRecord& record) {
                                        if (record.time >= end_) return false;
                                        bad = Take(record);
                                        return bad.ok();
                                      }));
    return bad;
  }

  absl::Status Take(const storage::LogRecord& record) {
    rows::v1::LogEntry entry;
    if (!entry.ParseFromString(record.entry))
      return absl::DataLossError("comparison: a log entry does not parse");
    const rows::v1::RecordChange& change = entry.record();
    if (!CameOut(change)) return absl::OkStatus();
    if (!seen_.emplace(change.record_id(), change.attempt()).second) return absl::OkStatus();
    CardHere& card = cards_.emplace_back();
    card.record_id = change.record_id();
    card.attempt = change.attempt();
    card.time_micros = absl::ToUnixMicros(record.time);
    return absl::OkStatus();
  }

  Snapshot& snapshot_;
  const DayRef& ref_;
  absl::Time begin_, end_;
  std::set<std::pair<std::string, uint32_t>> seen_;
  std::vector<CardHere> cards_;
};

absl::StatusOr<std::vector<CardHere>> CardsHere(Snapshot& snapshot, const DayRef& ref) {
  ASSIGN_OR_RETURN(std::vector<CardHere> cards, Log(snapshot, ref).Read());
  for (CardHere& card : cards) {
    ASSIGN_OR_RETURN(const auto record, records::FindRecord(snapshot, card.record_id));
    if (!record.has_value()) continue;
    card.person_id = record->person_id();
    card.source_id = record->source_id();
  }
  return cards;
}

bool HasCard(rows::v1::RecordState state) {
  return state == rows::v1::RECORD_STATE_PRINTED || state == rows::v1::RECORD_STATE_HANDED_OVER ||
         state == rows::v1::RECORD_STATE_PRINTED_STALE || state == rows::v1::RECORD_STATE_RECALLED;
}

std::string StateName(const RecordRow& record) { return std::string(records::NameOf(record.state())); }

// Puts the two sides together.
class Matcher {
 public:
  Matcher(Snapshot& snapshot, const DayRef& ref) : snapshot_(snapshot), ref_(ref) {}

  absl::StatusOr<Comparison> Run(std::string_view list_id) {
    ASSIGN_OR_RETURN(here_, CardsHere(snapshot_, ref_));
    done_.printed = static_cast<int64_t>(here_.size());
    for (size_t i = 0; i < here_.size(); ++i) by_person_.emplace(here_[i].person_id, i);
    RETURN_IF_ERROR(VisitReasons(snapshot_, ref_, [&](std::string_view id, const ReasonRow& reason) {
      reasons_.emplace(id, reason);
    }));
    RETURN_IF_ERROR(
        VisitOutside(snapshot_, ref_, [&](const OutsideRow& row) { outside_.emplace(row.card(), row); }));
    std::vector<ListedRow> listed;
    if (!list_id.empty()) {
      RETURN_IF_ERROR(
          VisitListed(snapshot_, ref_, list_id, [&](const ListedRow& row) { listed.push_back(row); }));
    }
    // Rows that name a request take their card first: a person may have had two.
    for (const ListedRow& row : listed) listed_.insert(row.card());
    for (const ListedRow& row : listed) MatchByNumber(row);
    for (const ListedRow& row : listed) RETURN_IF_ERROR(AddListed(row));
    for (const CardHere& card : here_) {
      if (!card.matched) RETURN_IF_ERROR(AddHere(card));
    }
    for (const auto& [card, row] : outside_) AddNoLongerListed(row);
    return std::move(done_);
  }

 private:
  void MatchByNumber(const ListedRow& row) {
    if (row.request_number().empty()) return;
    for (CardHere& card : here_) {
      const bool named = card.source_id == row.request_number() || card.record_id == row.request_number();
      if (card.matched || !named || card.person_id != row.person_id()) continue;
      card.matched = true;
      matched_.emplace(row.card(), &card);
      return;
    }
  }

  const CardHere* MatchOf(const ListedRow& row) {
    const auto known = matched_.find(row.card());
    if (known != matched_.end()) return known->second;
    const auto [begin, end] = by_person_.equal_range(row.person_id());
    for (auto it = begin; it != end; ++it) {
      CardHere& card = here_[it->second];
      if (card.matched) continue;
      card.matched = true;
      return &card;
    }
    return nullptr;
  }

  // The card that was booked for the row; also one of the same person whose row a corrected list spells otherwise, for
  // example with another second.
  std::map<std::string, OutsideRow>::iterator BookedFor(const ListedRow& row) {
    const auto same = outside_.find(row.card());
    if (same != outside_.end() || Planted("corrected-row-booked-again")) return same;
    return std::find_if(outside_.begin(), outside_.end(), [&](const auto& one) {
      return one.second.person_id() == row.person_id() && !listed_.contains(one.first);
    });
  }

  absl::Status AddListed(const ListedRow& row) {
    ComparedCard card;
    card.set_card_id(absl::StrCat("there:", row.card()));
    card.set_row(row.row());
    if (row.printed_micros() != 0) *card.mutable_print_time() = stock::ApiTime(row.printed_micros());
    const auto booked = BookedFor(row);
    if (booked != outside_.end()) {
      RETURN_IF_ERROR(FillBooked(booked->second, card));
      outside_.erase(booked);
      return Add(std::move(card));
    }
    if (const CardHere* here = MatchOf(row)) {
      card.set_side(ComparedCard::SIDE_BOTH);
      card.set_record_id(here->record_id);
      return Add(std::move(card));
    }
    card.set_side(ComparedCard::SIDE_ONLY_THERE);
    ASSIGN_OR_RETURN(const auto record, RecordMeant(snapshot_, row));
    if (record.has_value()) {
      card.set_record_id(record->record_id());
      card.set_record_state(StateName(*record));
      card.set_other_day(HasCard(record->state()));
    } else {
      card.set_person_hash(row.person_id());
    }
    return Add(std::move(card));
  }

  absl::Status FillBooked(const OutsideRow& row, ComparedCard& card) {
    card.set_side(ComparedCard::SIDE_BOOKED);
    card.set_record_id(row.record_id());
    if (row.record_id().empty()) {
      card.set_person_hash(row.person_id());
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const auto record, records::FindRecord(snapshot_, row.record_id()));
    if (record.has_value()) card.set_record_state(StateName(*record));
    return absl::OkStatus();
  }

  absl::Status AddHere(const CardHere& here) {
    ComparedCard card;
    card.set_card_id(HereId(here.record_id, here.attempt));
    card.set_side(ComparedCard::SIDE_ONLY_HERE);
    card.set_record_id(here.record_id);
    *card.mutable_print_time() = stock::ApiTime(here.time_micros);
    ASSIGN_OR_RETURN(const auto record, records::FindRecord(snapshot_, here.record_id));
    if (record.has_value()) card.set_record_state(StateName(*record));
    return Add(std::move(card));
  }

  // It was booked from a list that does not hold any more.
  void AddNoLongerListed(const OutsideRow& row) {
    ComparedCard card;
    card.set_card_id(absl::StrCat("there:", row.card()));
    card.set_side(ComparedCard::SIDE_ONLY_HERE);
    card.set_record_id(row.record_id());
    if (row.record_id().empty()) card.set_person_hash(row.person_id());
    *card.mutable_print_time() = stock::ApiTime(row.booked_micros());
    Add(std::move(card)).IgnoreError();
  }

  absl::Status Add(ComparedCard card) {
    const auto reason = reasons_.find(card.card_id());
    const bool answered = reason != reasons_.end();
    if (answered) {
      card.set_reason(reason->second.code());
      card.set_note(reason->second.note());
      card.set_answered_by(reason->second.by());
    }
    Count(card, answered);
    done_.cards.push_back(std::move(card));
    return absl::OkStatus();
  }

  void Count(const ComparedCard& card, bool answered) {
    v1::ComparisonCounts& counts = done_.counts;
    if (card.side() == ComparedCard::SIDE_BOTH) return counts.set_agreed(counts.agreed() + 1);
    if (card.side() == ComparedCard::SIDE_BOOKED) return counts.set_booked(counts.booked() + 1);
    if (card.side() == ComparedCard::SIDE_ONLY_THERE) counts.set_only_there(counts.only_there() + 1);
    if (card.side() == ComparedCard::SIDE_ONLY_HERE) counts.set_only_here(counts.only_here() + 1);
    if (answered || Planted("difference-without-reason")) return;
    counts.set_unanswered(counts.unanswered() + 1);
    if (done_.first_unanswered.empty()) done_.first_unanswered = card.card_id();
  }

  Snapshot& snapshot_;
  const DayRef& ref_;
  std::vector<CardHere> here_;
  std::multimap<std::string, size_t> by_person_;
  std::map<std::string, const CardHere*> matched_;  // by card of the list
  std::map<std::string, ReasonRow, std::less<>> reasons_;
  std::map<std::string, OutsideRow> outside_;  // that no row has claimed
  std::set<std::string> listed_;               // cards of the list that holds
  Comparison done_;
};

bool Names(const RecordRow& record, const std::string& number) {
  return !number.empty() && (record.record_id() == number || record.source_id() == number);
}

}  // namespace

absl::StatusOr<Comparison> Compare(Snapshot& snapshot, const DayRef& ref, std::string_view list_id) {
  return Matcher(snapshot, ref).Run(list_id);
}

absl::StatusOr<int64_t> CountPrinted(Snapshot& snapshot, const DayRef& ref) {
  ASSIGN_OR_RETURN(const std::vector<CardHere> cards, Log(snapshot, ref).Read());
  return static_cast<int64_t>(cards.size());
}

absl::StatusOr<bool> HasOlder(Snapshot& snapshot, const DayRef& last) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, last.office));
  const absl::Time end = absl::FromCivil(absl::CivilDay(1970, 1, 1) + (last.day + 1), zone);
  std::vector<LogStream> streams;
  RETURN_IF_ERROR(storage::VisitLogHeads(snapshot, last.office,
                                         [&](const LogStream& stream, const storage::LogHeadView&) {
                                           if (stream.office == last.office && !stream.lot.empty())
                                             streams.push_back(stream);
                                           return true;
                                         }));
  for (const LogStream& stream : streams) {
    ASSIGN_OR_RETURN(const auto entry, storage::ReadLogAt(snapshot, stream, end - absl::Microseconds(1)));
    if (entry.has_value()) return true;
  }
  return false;
}

absl::StatusOr<std::optional<RecordRow>> RecordMeant(Snapshot& snapshot, const ListedRow& row) {
  ASSIGN_OR_RETURN(const rows::v1::Person person, records::FindPerson(snapshot, row.person_id()));
  std::optional<RecordRow> open, newest;
  // The newest ones: of more nobody can keep the overview.
  std::vector<std::string> ids = records::OtherRecordsOf(person, "");
  std::sort(ids.begin(), ids.end(), [&](const std::string& a, const std::string& b) {
    const auto& all = person.record_ids();
    return std::find(all.begin(), all.end(), a) < std::find(all.begin(), all.end(), b);
  });
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(const auto record, records::FindRecord(snapshot, id));
    if (!record.has_value()) continue;
    if (Names(*record, row.request_number())) return record;
    if (!open.has_value() && records::IsOpen(record->state())) open = record;
    newest = record;
  }
  return open.has_value() ? open : newest;
}

}  // namespace blangko::comparison
