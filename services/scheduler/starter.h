// Starter turns grants into permissions, item by item, inside one transaction.
//
// A person on a list of died, moved or duplicate is looked up again here: the record is held and its blank goes back.
// Failure: refusals stand in the items; PRINTER_DOWN, PRINTER_HELD and the like refuse all; storage errors.
// Threads: borrows one Txn.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/scheduler/record_edit.h"
#include "services/scheduler/station_desk.h"

namespace blangko::scheduler {

class Starter {
 public:
  Starter(Work& work, StationDesk& desk) : work_(work), desk_(desk) {}

  absl::StatusOr<v1::StartJobsResponse> Start(const v1::StartJobsRequest& request);

 private:
  // Whether the driver's word is enough for PRINTED.
  absl::StatusOr<bool> StartOne(const v1::JobRef& job, printers::PrinterRow& printer);
  absl::Status CheckRoom(const printers::PrinterRow& printer);
  absl::StatusOr<std::string> HoldIfWatched(const records::RecordRow& record);
  absl::StatusOr<bool> Permit(const records::RecordRow& record, printers::PrinterRow& printer);

  Work& work_;
  StationDesk& desk_;
};

// A refusal as the item of a reply: code, reason and both sentences.
common::v1::ItemError ItemErrorOf(const absl::Status& refusal);

}  // namespace blangko::scheduler
