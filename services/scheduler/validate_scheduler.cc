#include "services/scheduler/validate_scheduler.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/validate_doubts.h"

namespace blangko::scheduler {
namespace {

constexpr size_t kIdBytesMax = 80;
constexpr size_t kTextBytesMax = 200;
constexpr size_t kCauseBytesMax = 40;

class Violations {
 public:
  Violations& Id(const char* field, const std::string& value) {
    if (value.empty() || value.size() > kIdBytesMax) {
      Add(field, value.substr(0, kIdBytesMax), absl::StrCat("1 to ", kIdBytesMax, " bytes"));
    }
    return *this;
  }
  Violations& Text(const char* field, const std::string& value) {
    if (value.size() > kTextBytesMax) {
      Add(field, absl::StrCat(value.size(), " bytes"), absl::StrCat("at most ", kTextBytesMax, " bytes"));
    }
    return *this;
  }
  Violations& Range(const char* field, int64_t value, int64_t least, int64_t most) {
    if (value < least || value > most) Add(field, absl::StrCat(value), absl::StrCat(least, " to ", most));
    return *this;
  }
  Violations& Decision(const char* field, v1::Outcome value) {
    const bool decides = value == v1::OUTCOME_PRINTED || value == v1::OUTCOME_SPOILED ||
                         value == v1::OUTCOME_NOT_PRINTED || value == v1::OUTCOME_CARD_MISSING;
    if (!decides) {
      Add(field, v1::Outcome_Name(value), "PRINTED, SPOILED, NOT_PRINTED or CARD_MISSING");
    }
    return *this;
  }
  Violations& Envelope(const char* field, const std::string& value) {
    if (!value.empty() && !IsEnvelope(value)) {
      Add(field, absl::StrCat(value.size(), " bytes"), "1 to 40 printable characters");
    }
    return *this;
  }
  // A word such as GAGAL_CETAK: with no digit nothing personal gets in.
  Violations& Cause(const char* field, const std::string& value) {
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
    const bool word =
        !value.empty() && value.size() <= kCauseBytesMax && std::all_of(value.begin(), value.end(), letter);
    if (!word) {
      Add(field, value.substr(0, kCauseBytesMax), "the cause: GAGAL_ENCODE, GAGAL_CETAK, CACAT");
    }
    return *this;
  }
  absl::Status Done() const { return BadFields(found_); }

 private:
  void Add(const char* field, const std::string& got, const std::string& want) {
    found_.push_back({field, got, want});
  }
  std::vector<FieldViolation> found_;
};

template <typename Jobs>
Violations& Refs(Violations& violations, const Jobs& jobs) {
  violations.Range("jobs", jobs.size(), 1, kJobsMax);
  for (const v1::JobRef& job : jobs) {
    violations.Id("jobs.record_id", job.record_id());
    violations.Range("jobs.attempt", job.attempt(), 1, UINT32_MAX);
  }
  return violations;
}

}  // namespace

absl::Status ValidatePull(const v1::PullJobsRequest& request) {
  return Violations()
      .Id("station_id", request.station_id())
      .Id("printer_id", request.printer_id())
      .Range("max_jobs", request.max_jobs(), 1, kJobsMax)
      .Done();
}

absl::Status ValidateStart(const v1::StartJobsRequest& request) {
  Violations violations;
  violations.Id("station_id", request.station_id()).Id("printer_id", request.printer_id());
  return Refs(violations, request.jobs()).Done();
}

absl::Status ValidateExchange(const v1::ExchangeJobsRequest& request) {
  Violations violations;
  violations.Id("station_id", request.station_id())
      .Id("printer_id", request.printer_id())
      .Range("outcomes", request.outcomes_size(), 0, kOutcomesMax)
      .Range("looks", request.looks_size(), 0, kLooksMax)
      .Range("held", request.held_size(), 0, kHeldMax)
      .Range("max_jobs", request.max_jobs(), 0, kJobsMax);
  for (const v1::JobRef& look : request.looks()) {
    violations.Id("looks.record_id", look.record_id());
    violations.Range("looks.attempt", look.attempt(), 1, UINT32_MAX);
  }
  for (const v1::JobRef& card : request.held()) {
    violations.Id("held.record_id", card.record_id());
    violations.Range("held.attempt", card.attempt(), 1, UINT32_MAX);
  }
  return violations.Done();
}

absl::Status ValidateReportOutcomes(const v1::ReportOutcomesRequest& request) {
  return Violations()
      .Id("station_id", request.station_id())
      .Range("outcomes", request.outcomes_size(), 1, kOutcomesMax)
      .Done();
}

absl::Status ValidateRelease(const v1::ReleaseJobsRequest& request) {
  Violations violations;
  violations.Id("station_id", request.station_id()).Text("reason", request.reason());
  return Refs(violations, request.jobs()).Done();
}

absl::Status ValidateResolve(const v1::ResolveJobRequest& request) {
  return Violations()
      .Id("record_id", request.record_id())
      .Range("attempt", request.attempt(), 1, UINT32_MAX)
      .Decision("outcome", request.outcome())
      .Text("reason", request.reason())
      .Text("blank_uid", request.blank_uid())
      .Text("note", request.note())
      .Done();
}

absl::Status ValidateReject(const v1::RejectCardRequest& request) {
  return Violations()
      .Id("record_id", request.record_id())
      .Range("attempt", request.attempt(), 1, UINT32_MAX)
      .Cause("cause", request.cause())
      .Text("blank_uid", request.blank_uid())
      .Text("note", request.note())
      .Done();
}

absl::Status ValidateReport(const v1::OutcomeReport& report) {
  return Violations()
      .Range("outcomes.seq", static_cast<int64_t>(report.seq()), 1, INT64_MAX)
      .Id("outcomes.record_id", report.record_id())
      .Range("outcomes.attempt", report.attempt(), 1, UINT32_MAX)
      .Range("outcomes.outcome", report.outcome(), v1::OUTCOME_PRINTED, v1::OUTCOME_NOT_PRINTED)
      .Text("outcomes.reason", report.reason())
      .Text("outcomes.blank_uid", report.blank_uid())
      .Text("outcomes.operator", report.operator_())
      .Envelope("outcomes.envelope", report.envelope())
      .Done();
}

}  // namespace blangko::scheduler
