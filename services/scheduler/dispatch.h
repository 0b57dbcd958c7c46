// Dispatch: who is served first, and which blank fits whom. Pure rules over the heads of the lines.
//
// Order: the classes of a site have their turns (class_turn.h); of those whose turn it is, and between sites: class rank,
// FIFO key, ready time, record id. Fairness between sites is the business of allotment.
// Threads: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blangko/rows/v1/printers.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "storage/layers/line.h"

namespace blangko::scheduler {

// One waiting record, as its line shows it.
struct Head {
  uint32_t rank = 0;  // of its class
  storage::LineId line;
  storage::LinePlace place;
  rows::v1::LineEntry entry;
  uint64_t entered = 0;  // the class whose unit a grant is in the share book; 0 = of none
};

// True when `a` is served before `b`. Total: two records never have the same id.
bool ServedBefore(const Head& a, const Head& b);

// The one that is served first, or nothing if there is none.
std::optional<size_t> FirstServed(const std::vector<const Head*>& heads);

// Why a head was passed over: what its own blank or printer lacks, or the policy's rules about its class.
enum class SkipCause {
  kNoBlanks,
  kLotNotAllowed,
  kPrinterCannot,
  kApplicationTooOld,
  kCapUsedUp,
  kReserveKept,
  kShareKept,
  kSupplyForOthers,
  kNobodyPresent,
};
std::string_view NameOf(SkipCause cause);  // "NO_BLANKS"

// Blank types to look for, in order of preference: "" = any. Empty = this printer cannot print this record.
std::vector<std::string> FittingTypes(std::string_view wanted, const rows::v1::Printer& printer);

// The heads that were passed over before a grant, for its log entry: the first few by id and cause, then a number.
class SkipTrace {
 public:
  void Add(std::string_view record_id, SkipCause cause);
  size_t count() const { return count_; }
  std::string Text() const;  // "passed over: r1 NO_BLANKS, r2 PRINTER_CANNOT, 7 more"; empty if none was

 private:
  size_t count_ = 0;
  std::string named_;
};

}  // namespace blangko::scheduler
