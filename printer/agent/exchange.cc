#include "printer/agent/exchange.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal/journal_entries.h"
#include "printer/operator/looks.h"
#include "services/journal_file/outcome_report.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;

// After these the call may have been carried out, or would be later: it is sent again as it is.
bool MayHaveHappened(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kResourceExhausted: return true;
    default: return false;
  }
}

AttemptKey KeyOf(const scheduler::v1::Job& job) { return {job.record_id(), job.attempt()}; }

scheduler::v1::JobRef RefOf(const AttemptKey& card) {
  scheduler::v1::JobRef ref;
  ref.set_record_id(card.record_id);
  ref.set_attempt(card.attempt);
  return ref;
}

}  // namespace

absl::Status Exchange::Load() {
  ASSIGN_OR_RETURN(std::optional<CallSlot::Kept> kept, p_.slot.Load());
  if (!kept.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const bool same, p_.journal.Holds(kept->journal));
  if (!same) {
    return Told(
        absl::StatusCode::kFailedPrecondition,
        absl::StrCat("tempat cetak ", station_id_,
                     ": jurnalnya lain atau lebih lama daripada saat panggilan terakhir: ",
                     "disk ini mundur; daftarkan tempat cetak dari awal di direktori kosong"),
        absl::StrCat(
            "station ", station_id_, ": the journal is not the one, or is older than the one, that the last ",
            "call was made with: this disk went back in time; register the station anew in an empty ",
            "directory"));
  }
  pending_ = std::move(kept->call);
  return absl::OkStatus();
}

int Exchange::reportable() const { return static_cast<int>(Reportable().size()); }

bool Exchange::HasNewLooks() const {
  const std::vector<WaitingCard>& waiting = p_.journal.state().waiting();
  const size_t told_at_once = std::min<size_t>(waiting.size(), kLooksMax);
  return std::any_of(waiting.begin(), waiting.begin() + static_cast<int64_t>(told_at_once),
                     [this](const WaitingCard& card) { return !looks_told_.contains(card.key); });
}

std::map<uint64_t, Entry> Exchange::Reportable() const {
  std::map<uint64_t, Entry> facts = again_;
  const absl::Time now = p_.clock.Now();
  for (const auto& [seq, entry] : p_.journal.state().unbooked()) {
    const auto waits = put_off_.find(seq);
    if (waits == put_off_.end() || waits->second.when <= now) facts[seq] = entry;
    if (static_cast<int>(facts.size()) >= kOutcomesPerCallMax) break;
  }
  return facts;
}

absl::StatusOr<CallResult> Exchange::Call(int max_jobs, absl::Duration wait,
                                          const std::vector<AttemptKey>& held) {
  if (!pending_.has_value()) {
    scheduler::v1::ExchangeJobsRequest call = NewCall(max_jobs, wait, held);
    RETURN_IF_ERROR(p_.journal.Sync());
    RETURN_IF_ERROR(p_.slot.Save({call, p_.journal.mark()}));
    pending_ = std::move(call);
  }
  absl::StatusOr<scheduler::v1::ExchangeJobsResponse> response = p_.source.Exchange(*pending_);
  if (response.ok()) {
    RETURN_IF_ERROR(Accept(*response));
    looks_told_.clear();
    for (const auto& look : pending_->looks()) looks_told_.insert({look.record_id(), look.attempt()});
    pending_.reset();
    return CallResult{CallResult::Kind::kAnswered, absl::OkStatus(), *std::move(response)};
  }
  if (MayHaveHappened(response.status().code()))
    return CallResult{CallResult::Kind::kNoAnswer, response.status(), {}};
  Refused(response.status());
  return CallResult{CallResult::Kind::kRefused, response.status(), {}};
}

scheduler::v1::ExchangeJobsRequest Exchange::NewCall(int max_jobs, absl::Duration wait,
                                                     const std::vector<AttemptKey>& held) {
  scheduler::v1::ExchangeJobsRequest call;
  call.set_request_id(p_.ids.Next());
  call.set_station_id(station_id_);
  call.set_printer_id(printer_id_);
  call.set_max_jobs(std::clamp(max_jobs, 0, kJobsPerCallMax));
  const int64_t nanos = absl::ToInt64Nanoseconds(wait);
  call.mutable_wait()->set_seconds(nanos / kNanosPerSecond);
  call.mutable_wait()->set_nanos(static_cast<int32_t>(nanos % kNanosPerSecond));
  for (const WaitingCard& card : p_.journal.state().waiting()) {
    if (call.looks_size() >= kLooksMax) break;
    *call.add_looks() = RefOf(card.key);
  }
  for (const AttemptKey& card : held) *call.add_held() = RefOf(card);
  for (const auto& [seq, entry] : Reportable()) {
    if (call.outcomes_size() >= outcomes_per_call_) break;
    *call.add_outcomes() = journal_file::ReportOf(entry);
  }
  return call;
}

absl::Status Exchange::Accept(const scheduler::v1::ExchangeJobsResponse& response) {
  outcomes_per_call_ = kOutcomesPerCallMax;
  RETURN_IF_ERROR(AcceptResults(response));
  for (const scheduler::v1::Job& job : response.jobs()) RETURN_IF_ERROR(AcceptJob(job));
  return absl::OkStatus();
}

absl::Status Exchange::AcceptResults(const scheduler::v1::ExchangeJobsResponse& response) {
  Entry booked;
  for (const scheduler::v1::OutcomeResult& result : response.results()) {
    if (!result.booked()) {
      PutOff(result.seq(), result.error_reason());
      continue;
    }
    put_off_.erase(result.seq());
    again_.erase(result.seq());
    booked.mutable_booked()->add_fact_seqs(result.seq());
    if (result.incident()) Log(LogLevel::kError, "station.fact_needs_a_person", {{"fact", result.seq()}});
  }
  return booked.has_booked() ? p_.journal.Append(std::move(booked)) : absl::OkStatus();
}

// A job of a repeated reply is known already and needs no second permit.
absl::Status Exchange::AcceptJob(const scheduler::v1::Job& job) {
  if (!job.permitted() || p_.journal.state().Find(KeyOf(job)) != nullptr) return absl::OkStatus();
  Entry permit = EntryFor(KeyOf(job), printer_id_);
  permit.mutable_permit()->set_site(job.site());
  permit.mutable_permit()->set_lot(job.lot());
  permit.mutable_permit()->set_driver_trusted(job.driver_trusted());
  return p_.journal.Append(std::move(permit));
}

// The call had no effect. Refused with several facts, it is tried fact by fact; the one that is refused alone
// waits.
void Exchange::Refused(const absl::Status& error) {
  if (pending_->outcomes_size() == 1 && pending_->max_jobs() == 0) {
    PutOff(pending_->outcomes(0).seq(), ToStd(error.message()));
  }
  if (pending_->outcomes_size() > 0) outcomes_per_call_ = 1;
  pending_.reset();
}

void Exchange::PutOff(uint64_t fact_seq, std::string_view why) {
  again_.erase(fact_seq);
  put_off_[fact_seq] = {p_.clock.Now() + kRefusedFactPause, std::string(why)};
  const std::vector<Entry> from_here = p_.journal.state().OutcomesAfter(fact_seq - 1);
  const Entry fact = from_here.empty() ? Entry() : from_here.front();
  Log(LogLevel::kWarning, "station.fact_refused",
      {{"fact", fact_seq}, {"record", fact.record_id()}, {"attempt", fact.attempt()}, {"why", why}});
}

std::vector<RefusedFact> Exchange::refused() const {
  std::vector<RefusedFact> refused;
  for (const auto& [seq, later] : put_off_) {
    const auto fact = p_.journal.state().unbooked().find(seq);
    if (fact == p_.journal.state().unbooked().end()) continue;
    const int32_t outcome = fact->second.card_outcome().outcome();
    refused.push_back({.fact_seq = seq,
                       .card = {fact->second.record_id(), fact->second.attempt()},
                       .why = later.why,
                       .never_begun = outcome == scheduler::v1::OUTCOME_RELEASED ||
                                      outcome == scheduler::v1::OUTCOME_NOT_PRINTED});
  }
  return refused;
}

void Exchange::ReportAgainAfter(uint64_t fact_seq) {
  const std::vector<Entry> outcomes = p_.journal.state().OutcomesAfter(fact_seq);
  if (!outcomes.empty() && outcomes.front().card_outcome().fact_seq() > fact_seq + 1) {
    Log(LogLevel::kError, "station.facts_no_longer_kept",
        {{"after", fact_seq}, {"kept_from", outcomes.front().card_outcome().fact_seq()}});
  }
  for (const Entry& entry : outcomes) {
    again_[entry.card_outcome().fact_seq()] = entry;
  }
}

}  // namespace blangko::printer
