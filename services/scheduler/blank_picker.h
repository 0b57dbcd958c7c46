// BlankPicker finds a blank for a waiting record: the oldest lot of its site that fits record, printer and the
// station's application.
//
// It remembers the lot of its last answer while blanks are left in it, so that a batch does not ask again for each card.
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/status/statusor.h"
#include "services/printers/printer.h"
#include "services/scheduler/dispatch.h"
#include "storage/txn.h"

namespace blangko::scheduler {

class BlankPicker {
 public:
  // A lot, or why there is none.
  struct Pick {
    std::string lot;  // empty = none
    SkipCause cause = SkipCause::kNoBlanks;
  };

  // `version` is that of the station's application; all but it must live longer.
  BlankPicker(storage::Txn& txn, const printers::PrinterRow& printer, std::string version)
      : txn_(txn), printer_(printer), version_(std::move(version)) {}

  absl::StatusOr<Pick> For(const Head& head);

 private:
  using Wish = std::tuple<std::string, uint32_t, std::string>;  // site, request type, blank type

  absl::StatusOr<Pick> OfType(const Wish& wish);

  storage::Txn& txn_;
  const printers::PrinterRow& printer_;
  const std::string version_;
  std::map<Wish, std::string> lots_;
};

}  // namespace blangko::scheduler
