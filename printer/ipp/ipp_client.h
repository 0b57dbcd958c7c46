// IppClient asks one printer, call by call.
//
// Failure: as http_call.h; NOT_FOUND when the printer does not know the job; FAILED_PRECONDITION with its status word
//          for any other refusal. Threads: any; each call blocks its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "printer/ipp/http_call.h"
#include "printer/ipp/printer_facts.h"

namespace blangko::printer {

class IppClient {
 public:
  // `user` is whose jobs these are, for the printer.
  IppClient(IppAddress address, std::string user) : address_(std::move(address)), user_(std::move(user)) {}

  const std::string& user() const { return user_; }

  absl::StatusOr<PrinterFacts> ReadPrinter(const CallLimits& limits) const;
  // A job without data: the printer cannot print it yet.
  absl::StatusOr<JobFacts> CreateJob(const std::string& name, const std::string& media,
                                     const CallLimits& limits) const;
  // The only document of the job, as PWG raster.
  absl::Status SendDocument(int64_t job_id, std::string_view raster, const CallLimits& limits) const;
  absl::StatusOr<JobFacts> ReadJob(int64_t job_id, const CallLimits& limits) const;
  // Jobs of anybody that have not ended.
  absl::StatusOr<std::vector<JobFacts>> UnendedJobs(const CallLimits& limits) const;
  absl::Status CancelJob(int64_t job_id, const CallLimits& limits) const;

 private:
  IppMessage Request(ipp_op_t operation) const { return {operation, address_.uri, user_}; }
  IppMessage JobRequest(ipp_op_t operation, int64_t job_id) const;
  absl::StatusOr<IppMessage> Call(const IppMessage& request, std::string_view document,
                                  const CallLimits& limits) const;

  const IppAddress address_;
  const std::string user_;
};

}  // namespace blangko::printer
