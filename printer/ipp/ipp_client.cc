#include "printer/ipp/ipp_client.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace blangko::printer {
namespace {

constexpr int kJobsListedMax = 50;

absl::Status CheckStatus(const IppMessage& reply) {
  const ipp_status_t status = reply.status();
  if (status >= IPP_STATUS_OK && status < IPP_STATUS_REDIRECTION_OTHER_SITE) return absl::OkStatus();
  const std::string text = absl::StrCat("printer: ", ippErrorString(status));
  return status == IPP_STATUS_ERROR_NOT_FOUND ? absl::NotFoundError(text)
                                              : absl::FailedPreconditionError(text);
}

}  // namespace

IppMessage IppClient::JobRequest(ipp_op_t operation, int64_t job_id) const {
  IppMessage request = Request(operation);
  request.AddNumber(IPP_TAG_OPERATION, "job-id", static_cast<int>(job_id));
  return request;
}

absl::StatusOr<IppMessage> IppClient::Call(const IppMessage& request, std::string_view document,
                                           const CallLimits& limits) const {
  ASSIGN_OR_RETURN(IppMessage reply, CallIpp(address_, request, document, limits));
  RETURN_IF_ERROR(CheckStatus(reply));
  return reply;
}

absl::StatusOr<PrinterFacts> IppClient::ReadPrinter(const CallLimits& limits) const {
  IppMessage request = Request(IPP_OP_GET_PRINTER_ATTRIBUTES);
  request.AddKeywords(IPP_TAG_OPERATION, "requested-attributes", PrinterAttributes());
  ASSIGN_OR_RETURN(const IppMessage reply, Call(request, "", limits));
  return ReadPrinterFacts(reply);
}

absl::StatusOr<JobFacts> IppClient::CreateJob(const std::string& name, const std::string& media,
                                              const CallLimits& limits) const {
  IppMessage request = Request(IPP_OP_CREATE_JOB);
  request.AddText(IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", name);
  request.AddNumber(IPP_TAG_JOB, "copies", 1);
  request.AddText(IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", media);
  request.AddText(IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", "one-sided");
  ASSIGN_OR_RETURN(const IppMessage reply, Call(request, "", limits));
  JobFacts job = ReadJobFacts(reply);
  if (job.id <= 0) return absl::UnknownError("printer: a job without a number");
  return job;
}

absl::Status IppClient::SendDocument(int64_t job_id, std::string_view raster,
                                     const CallLimits& limits) const {
  IppMessage request = JobRequest(IPP_OP_SEND_DOCUMENT, job_id);
  request.AddText(IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", "image/pwg-raster");
  request.AddFlag(IPP_TAG_OPERATION, "last-document", true);
  return Call(request, raster, limits).status();
}

absl::StatusOr<JobFacts> IppClient::ReadJob(int64_t job_id, const CallLimits& limits) const {
  IppMessage request = JobRequest(IPP_OP_GET_JOB_ATTRIBUTES, job_id);
  request.AddKeywords(IPP_TAG_OPERATION, "requested-attributes", JobAttributes());
  ASSIGN_OR_RETURN(const IppMessage reply, Call(request, "", limits));
  return ReadJobFacts(reply);
}

absl::StatusOr<std::vector<JobFacts>> IppClient::UnendedJobs(const CallLimits& limits) const {
  IppMessage request = Request(IPP_OP_GET_JOBS);
  request.AddText(IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", "not-completed");
  request.AddNumber(IPP_TAG_OPERATION, "limit", kJobsListedMax);
  request.AddKeywords(IPP_TAG_OPERATION, "requested-attributes", JobAttributes());
  ASSIGN_OR_RETURN(const IppMessage reply, Call(request, "", limits));
  std::vector<JobFacts> jobs;
  for (int i = 0; i < kJobsListedMax; ++i) {
    const std::optional<IppMessage> job = reply.Job(i);
    if (!job.has_value()) break;
    jobs.push_back(ReadJobFacts(*job));
  }
  return jobs;
}

absl::Status IppClient::CancelJob(int64_t job_id, const CallLimits& limits) const {
  return Call(JobRequest(IPP_OP_CANCEL_JOB, job_id), "", limits).status();
}

}  // namespace blangko::printer
