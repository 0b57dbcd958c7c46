// Facts of papers from what the store knows of blanks.
//
// Failure: UNKNOWN_SHIPMENT, PAPER_NOT_DUE, INVALID_FIELD; storage errors pass through. Threads: borrows one Snapshot.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "blangko/papers/v1/papers_service.pb.h"
#include "blangko/rows/v1/papers.pb.h"
#include "services/access/actor.h"
#include "services/papers/ports.h"
#include "storage/txn.h"

namespace blangko::papers {

// What a paper is about: who issues it, and what stands on it besides the head.
struct Subject {
  std::string office;
  std::string other_office;  // of a shipment
  std::string name;          // shipment id, or lot and period
  std::string number = {};   // that the paper has already; empty = the next one of its kind
  rows::v1::PaperFacts facts;
};

// BAST of its receiver or surat jalan of its sender, which must be an office of this store.
absl::StatusOr<Subject> ShipmentSubject(storage::Snapshot& snapshot, const access::Actor& actor,
                                        v1::PaperKind kind, const std::string& shipment_id);

// BA opname of a count that was entered; UNKNOWN_COUNT.
absl::StatusOr<Subject> CountSubject(storage::Snapshot& snapshot, const access::Actor& actor,
                                     const std::string& count_id);

// BA pemusnahan of a list that was destroyed; UNKNOWN_DESTRUCTION. Its cards come in when it is drawn (card_list.h).
absl::StatusOr<Subject> DestructionSubject(storage::Snapshot& snapshot, const access::Actor& actor,
                                           const std::string& destruction_id);

// BA kehilangan of a declared loss.
absl::StatusOr<Subject> LossSubject(storage::Snapshot& snapshot, const access::Actor& actor,
                                    LossFactsSource* source, const std::string& loss_id);

// Days of the office's own calendar, since 1970-01-01.
absl::StatusOr<Subject> StockCardSubject(storage::Snapshot& snapshot, const access::Act& act,
                                         const v1::StockCardPeriod& period);

// What the books said at the end of a day, with what was booked or counted afterwards.
absl::StatusOr<Subject> StockReportSubject(storage::Snapshot& snapshot, const access::Actor& actor,
                                           absl::Time now, const v1::StockAtDay& asked);

// Of a valid date.
int64_t DayOf(const common::v1::Date& date);

}  // namespace blangko::papers
