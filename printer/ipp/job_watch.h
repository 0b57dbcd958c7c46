// JobWatch judges one printer job, look by look: is it still that job, and what became of the card?
//
// Job numbers start again when a printer restarts, and printers are swapped: a job is believed only while the printer
// has the same identity, its up-time grows as time does, and name and uuid of the job are those that were made. Only
// "completed" after a document that was taken whole ends well. Every other end is unknown: a job that broke off says
// nothing about the blank, and a card may lie in the printer.
// Threads: plain value.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "printer/agent/device.h"
#include "printer/ipp/printer_facts.h"

namespace blangko::printer {

enum class Transfer { kGoing, kTaken, kFailed };

struct JobLook {
  absl::Duration since_made;  // by a clock that nobody sets
  Transfer transfer = Transfer::kGoing;
  PrinterFacts printer;
  absl::StatusOr<JobFacts> job;  // NOT_FOUND when the printer does not know it; another error is no look
};

class JobWatch {
 public:
  // `printer` is what it said just before the job was made.
  JobWatch(JobFacts made, const PrinterFacts& printer);

  int64_t job_id() const { return made_.id; }
  // A look gives progress; once it is no longer busy it stays as it is.
  const CardProgress& progress() const { return progress_; }
  void TakeLook(const JobLook& look);
  // The document did not arrive whole, or nobody knows whether.
  void TransferFailed() { EndUnknown("LOST_REPLY"); }

 private:
  std::string Doubt(const JobLook& look) const;
  void EndUnknown(const std::string& why);

  JobFacts made_;
  std::string printer_uuid_;
  int64_t up_time_;
  bool unverified_;
  int64_t newest_up_time_;
  CardProgress progress_;
};

}  // namespace blangko::printer
