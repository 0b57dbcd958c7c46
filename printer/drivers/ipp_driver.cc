#include "printer/drivers/ipp_driver.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/log.h"
#include "base/planted.h"
#include "base/printer_reasons.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/ipp/pwg_page.h"

namespace blangko::printer {
namespace {

using std::chrono::steady_clock;

constexpr int kUsualPerHour = 120;                       // when the printer does not say
constexpr absl::Duration kSendTimeMax = absl::Hours(1);  // given up long before, by Forget
constexpr absl::Duration kSuppliesEvery = absl::Seconds(30);
constexpr size_t kJobNameMax = 255;
constexpr char kOffline[] = "offline";
constexpr char kNoRaster[] = "pwg-raster-unsupported";
constexpr char kOtherJob[] = "other-job-in-printer";

// Why the printer takes no card now, beside its own reasons. `own_jobs` of the jobs in it are ours and wanted.
std::vector<std::string> Hindrances(const PrinterFacts& printer, int64_t own_jobs) {
  std::vector<std::string> found;
  for (const std::string& reason : printer.reasons) {
    if (StopsPrinting(reason)) found.push_back(reason);
  }
  if (printer.stopped && found.empty()) found.emplace_back("paused");
  if (!printer.accepting) found.emplace_back("not-accepting-jobs");
  if (!printer.takes_raster) found.emplace_back(kNoRaster);
  if (printer.queued_jobs > own_jobs) found.emplace_back(kOtherJob);
  return found;
}

std::string JobNameOf(const AttemptKey& card) {
  return absl::StrCat(card.record_id, "/", card.attempt).substr(0, kJobNameMax);
}

std::vector<std::string> Joined(std::vector<std::string> first, const std::vector<std::string>& second) {
  for (const std::string& word : second) {
    if (std::find(first.begin(), first.end(), word) == first.end()) first.push_back(word);
  }
  return first;
}

}  // namespace

absl::StatusOr<std::unique_ptr<IppDriver>> IppDriver::Open(IppDriverConfig config,
                                                           std::unique_ptr<SupplySource> more_supplies) {
  ASSIGN_OR_RETURN(IppAddress address, ParseIppUri(config.uri));
  std::unique_ptr<IppDriver> driver(
      new IppDriver(std::move(config), std::move(address), std::move(more_supplies)));
  driver->LookOnce();
  driver->watcher_ = std::thread([self = driver.get()] { self->Watch(); });
  return driver;
}

IppDriver::IppDriver(IppDriverConfig config, IppAddress address, std::unique_ptr<SupplySource> more_supplies)
    : config_(std::move(config)),
      client_(std::move(address), config_.owner),
      more_supplies_(std::move(more_supplies)),
      supplies_asked_(steady_clock::now() - absl::ToChronoSeconds(kSuppliesEvery)) {}

IppDriver::~IppDriver() {
  stop_.Stop();
  {
    const std::lock_guard lock(mutex_);
    if (hand_ != nullptr) hand_->given_up.Stop();
    look_now_.notify_all();
  }
  if (watcher_.joinable()) watcher_.join();
  if (sender_.joinable()) sender_.join();
}

int IppDriver::nominal_per_hour() const {
  const std::lock_guard lock(mutex_);
  return newest_.cards_per_minute > 0 ? static_cast<int>(newest_.cards_per_minute * 60) : kUsualPerHour;
}

DeviceStatus IppDriver::Status() {
  const std::lock_guard lock(mutex_);
  return status_;
}

absl::StatusOr<DeviceJob> IppDriver::CreateJob(const AttemptKey& card) {
  const std::unique_lock no_cancelling(cancelling_, std::try_to_lock);
  if (!no_cancelling.owns_lock()) return absl::UnavailableError("printer: old jobs are being cancelled");
  const absl::StatusOr<PrinterFacts> printer = client_.ReadPrinter(Limits());
  if (!printer.ok()) return absl::UnavailableError(printer.status().message());
  const auto made_at = steady_clock::now();
  const std::vector<std::string> hindrances = Hindrances(*printer, 0);
  if (!hindrances.empty()) {
    return absl::UnavailableError(absl::StrCat("printer: not ready: ", absl::StrJoin(hindrances, " ")));
  }
  absl::StatusOr<JobFacts> job = client_.CreateJob(JobNameOf(card), printer->media, Limits());
  if (!job.ok()) return absl::UnavailableError(job.status().message());
  job->name = JobNameOf(card);
  DeviceJob made{absl::StrCat(job->id), printer->uuid, printer->up_time_seconds};
  const std::lock_guard lock(mutex_);
  cancel_moving_ = false;
  hand_ = std::shared_ptr<Hand>(
      new Hand{made.job_id, JobWatch(*std::move(job), *printer), made_at, printer->media, {}, {}});
  return made;
}

bool IppDriver::IsInHand(const DeviceJob& job) const {
  return hand_ != nullptr && hand_->job_id == job.job_id;
}

absl::Status IppDriver::Send(const DeviceJob& job, const CardImage& image) {
  std::shared_ptr<Hand> hand;
  {
    const std::lock_guard lock(mutex_);
    if (!IsInHand(job)) return absl::NotFoundError("ipp driver: no such job");
    hand = hand_;
  }
  ASSIGN_OR_RETURN(const PageSize size, PageSizeOf(hand->media));
  ASSIGN_OR_RETURN(const CardImage page, LayOutPage(image, size));
  ASSIGN_OR_RETURN(std::string raster, MakeRaster(page, hand->media));
  if (sender_.joinable()) sender_.join();  // of the card before, which has ended or was given up
  sender_ = std::thread([this, hand, bytes = std::move(raster)] { Transmit(hand, bytes); });
  return absl::OkStatus();
}

void IppDriver::Transmit(const std::shared_ptr<Hand>& hand, const std::string& raster) {
  const CallLimits limits{kSendTimeMax, &hand->given_up};
  absl::Status sent = client_.SendDocument(hand->watch.job_id(), raster, limits);
  if (!sent.ok() && Planted("ipp-resends-after-lost-reply")) sent = SendAgain(*hand, raster);
  if (!sent.ok()) Log(LogLevel::kWarning, "ipp.lost_reply", {{"why", ToStd(sent.message())}});
  const std::lock_guard lock(mutex_);
  hand->transfer = sent.ok() ? Transfer::kTaken : Transfer::kFailed;
  if (!sent.ok()) hand->watch.TransferFailed();
  look_wanted_ = true;
  look_now_.notify_all();
}

// The planted mistake: what a driver does that takes a lost reply for a card that was not printed.
absl::Status IppDriver::SendAgain(Hand& hand, const std::string& raster) {
  while (!hand.given_up.WaitFor(config_.busy_look)) {
    const absl::StatusOr<PrinterFacts> printer = client_.ReadPrinter(Limits());
    if (!printer.ok()) continue;
    absl::StatusOr<JobFacts> job = client_.CreateJob("again", hand.media, Limits());
    if (!job.ok() || !client_.SendDocument(job->id, raster, Limits()).ok()) continue;
    const std::lock_guard lock(mutex_);
    job->name = "again";
    hand.watch = JobWatch(*job, *printer);
    return absl::OkStatus();
  }
  return absl::CancelledError("given up");
}

absl::StatusOr<CardProgress> IppDriver::Poll(const DeviceJob& job) {
  const std::lock_guard lock(mutex_);
  if (!IsInHand(job)) return absl::NotFoundError("ipp driver: no such job");
  CardProgress progress = hand_->watch.progress();
  progress.look_again_after = config_.busy_look / 2;
  return progress;
}

void IppDriver::Forget(const DeviceJob& job) {
  const std::lock_guard lock(mutex_);
  if (!IsInHand(job)) return;
  hand_->given_up.Stop();
  if (hand_->watch.progress().state != CardProgress::State::kDone) {
    cancel_moving_ = true;
    status_.ready = false;  // until a look has shown that the job is gone
    status_.reasons = Joined(status_.reasons, {kOtherJob});
  }
  hand_.reset();
  look_wanted_ = true;
  look_now_.notify_all();
}

void IppDriver::Watch() {
  while (!stop_.stopped()) {
    {
      std::unique_lock lock(mutex_);
      const absl::Duration pause = hand_ != nullptr ? config_.busy_look : config_.idle_look;
      look_now_.wait_for(lock, absl::ToChronoMilliseconds(pause),
                         [this] { return look_wanted_ || stop_.stopped(); });
      look_wanted_ = false;
    }
    if (!stop_.stopped()) LookOnce();
  }
}

// First the job and then the printer: a printer that restarted in between is found out by its up-time.
void IppDriver::LookOnce() {
  std::shared_ptr<Hand> hand;
  {
    const std::lock_guard lock(mutex_);
    hand = hand_;
  }
  absl::StatusOr<JobFacts> job = absl::UnknownError("no card in hand");
  if (hand != nullptr) job = client_.ReadJob(hand->watch.job_id(), Limits());
  const auto asked_at = steady_clock::now();
  const absl::StatusOr<PrinterFacts> printer = client_.ReadPrinter(Limits());
  if (hand != nullptr && printer.ok()) TakeLook(*hand, asked_at, *printer, std::move(job));
  TakePrinter(printer, hand != nullptr);
  if (!printer.ok()) return;
  if (hand == nullptr && printer->queued_jobs > 0) CancelLeftovers();
  if (printer->supplies.empty()) AskForSupplies();
}

void IppDriver::TakeLook(Hand& hand, SteadyTime asked_at, const PrinterFacts& printer,
                         absl::StatusOr<JobFacts> job) {
  const std::lock_guard lock(mutex_);
  const absl::Duration since_made = absl::FromChrono(asked_at - hand.made);
  hand.watch.TakeLook({since_made, hand.transfer, printer, std::move(job)});
}

void IppDriver::TakePrinter(const absl::StatusOr<PrinterFacts>& printer, bool card_in_hand) {
  const std::lock_guard lock(mutex_);
  if (!printer.ok()) {
    status_.ready = false;
    status_.reasons = {kOffline};
    status_.jobs = -1;
    return;
  }
  if (!newest_.uuid.empty() && printer->uuid != newest_.uuid) {
    Log(LogLevel::kWarning, "ipp.another_printer", {{"was", newest_.uuid}, {"is", printer->uuid}});
  }
  newest_ = *printer;
  const std::vector<std::string> hindrances = Hindrances(newest_, card_in_hand ? 1 : 0);
  status_.ready = hindrances.empty();
  status_.jobs = newest_.queued_jobs;
  status_.reasons = Joined(newest_.reasons, hindrances);
  ShowSupplies();
}

void IppDriver::ShowSupplies() {
  const bool told = !newest_.supplies.empty();
  status_.supplies = told ? newest_.supplies : asked_.supplies;
  status_.card_counter = newest_.card_counter >= 0 ? newest_.card_counter : asked_.card_counter;
  FillCardsLeft(status_.supplies);
}

void IppDriver::FillCardsLeft(std::vector<Supply>& supplies) const {
  for (Supply& supply : supplies) {
    const int64_t of_full = supply.kind == Supply::Kind::kRibbon ? config_.ribbon_cards
                            : supply.kind == Supply::Kind::kFilm ? config_.film_cards
                                                                 : 0;
    if (supply.cards_left < 0 && supply.percent >= 0 && of_full > 0) {
      supply.cards_left = supply.percent * of_full / 100;
    }
  }
}

void IppDriver::AskForSupplies() {
  if (more_supplies_ == nullptr) return;
  if (steady_clock::now() - supplies_asked_ < absl::ToChronoSeconds(kSuppliesEvery)) return;
  supplies_asked_ = steady_clock::now();
  absl::StatusOr<SupplyReport> report = more_supplies_->Read();
  const std::lock_guard lock(mutex_);
  asked_ = report.ok() ? *std::move(report) : SupplyReport();
  ShowSupplies();
}

// What the printer works on is left alone when it may be the card of a station that died: it comes out, or a person
// takes it out, and then the job is gone.
void IppDriver::CancelLeftovers() {
  const std::lock_guard no_new_job(cancelling_);
  bool cancel_moving = false;
  {
    const std::lock_guard lock(mutex_);
    if (hand_ != nullptr) return;
    cancel_moving = cancel_moving_;
  }
  const absl::StatusOr<std::vector<JobFacts>> jobs = client_.UnendedJobs(Limits());
  if (!jobs.ok()) return;
  for (const JobFacts& job : *jobs) {
    if (job.user != client_.user()) continue;
    if (job.moving && !cancel_moving) continue;
    const absl::Status cancelled = client_.CancelJob(job.id, Limits());
    Log(LogLevel::kWarning, "ipp.job_cancelled",
        {{"job", job.name}, {"done", cancelled.ok() ? "yes" : "no"}});
  }
}

}  // namespace blangko::printer
