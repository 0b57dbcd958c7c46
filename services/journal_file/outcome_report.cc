#include "services/journal_file/outcome_report.h"

namespace blangko::journal_file {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int32_t kNanosPerMicro = 1'000;

}  // namespace

scheduler::v1::OutcomeReport ReportOf(const station::v1::Entry& outcome_entry) {
  const station::v1::CardOutcome& outcome = outcome_entry.card_outcome();
  scheduler::v1::OutcomeReport report;
  report.set_seq(outcome.fact_seq());
  report.set_record_id(outcome_entry.record_id());
  report.set_attempt(outcome_entry.attempt());
  report.set_outcome(static_cast<scheduler::v1::Outcome>(outcome.outcome()));
  report.set_evidence(static_cast<scheduler::v1::Evidence>(outcome.evidence()));
  report.set_reason(outcome.reason().empty() ? outcome.found_at() : outcome.reason());
  report.set_blank_uid(outcome.blank_uid());
  report.set_operator_(outcome.operator_());
  report.set_envelope(outcome.envelope());
  report.set_printer_id(outcome_entry.printer_id());
  const int64_t micros =
      outcome.came_out_micros() != 0 ? outcome.came_out_micros() : outcome_entry.time_micros();
  report.mutable_device_time()->set_seconds(micros / kMicrosPerSecond);
  report.mutable_device_time()->set_nanos(static_cast<int32_t>(micros % kMicrosPerSecond) * kNanosPerMicro);
  return report;
}

}  // namespace blangko::journal_file
