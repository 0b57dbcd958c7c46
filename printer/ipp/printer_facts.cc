#include "printer/ipp/printer_facts.h"

#include <algorithm>

#include "base/planted.h"
#include "base/printer_reasons.h"
#include "printer/ipp/pwg_page.h"
#include "printer/ipp/supplies.h"

namespace blangko::printer {
namespace {

constexpr char kRasterFormat[] = "image/pwg-raster";
constexpr char kRasterType[] = "srgb_8";

bool Holds(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> ReasonsOf(const IppMessage& reply) {
  std::vector<std::string> reasons;
  for (const std::string& reason : reply.Texts("printer-state-reasons")) {
    if (reason == "none") continue;
    const std::string word = Planted("suffix-not-stripped") ? reason : WithoutSuffix(reason);
    if (!Holds(reasons, word)) reasons.push_back(word);
  }
  return reasons;
}

// What lies in the printer, when that is a card; else the name of the standard.
std::string MediaOf(const IppMessage& reply) {
  for (const char* attribute : {"media-ready", "media-supported", "media-default"}) {
    for (const std::string& media : reply.Texts(attribute)) {
      if (PageSizeOf(media).ok()) return media;
    }
  }
  return kCardMedia;
}

JobFacts::State StateOf(int64_t ipp_state) {
  switch (ipp_state) {
    case IPP_JSTATE_COMPLETED: return JobFacts::State::kCompleted;
    case IPP_JSTATE_ABORTED:
    case IPP_JSTATE_CANCELED: return JobFacts::State::kAborted;
    default: return JobFacts::State::kUnended;
  }
}

}  // namespace

const std::vector<const char*>& PrinterAttributes() {
  static const std::vector<const char*> kNames = {"cups-version",
                                                  "document-format-supported",
                                                  "marker-levels",
                                                  "marker-names",
                                                  "marker-types",
                                                  "media-default",
                                                  "media-ready",
                                                  "media-supported",
                                                  "pages-per-minute",
                                                  "printer-impressions-completed",
                                                  "printer-is-accepting-jobs",
                                                  "printer-state",
                                                  "printer-state-reasons",
                                                  "printer-supply",
                                                  "printer-supply-description",
                                                  "printer-up-time",
                                                  "printer-uuid",
                                                  "pwg-raster-document-type-supported",
                                                  "queued-job-count"};
  return kNames;
}

const std::vector<const char*>& JobAttributes() {
  static const std::vector<const char*> kNames = {
      "job-id", "job-name", "job-originating-user-name", "job-state", "job-state-reasons", "job-uuid"};
  return kNames;
}

PrinterFacts ReadPrinterFacts(const IppMessage& reply) {
  PrinterFacts facts;
  facts.uuid = reply.Text("printer-uuid");
  facts.up_time_seconds = reply.Number("printer-up-time").value_or(-1);
  facts.stopped = reply.Number("printer-state").value_or(IPP_PSTATE_STOPPED) == IPP_PSTATE_STOPPED;
  facts.accepting = reply.Flag("printer-is-accepting-jobs").value_or(false);
  facts.reasons = ReasonsOf(reply);
  facts.supplies = ReadSupplies(reply);
  facts.card_counter = reply.Number("printer-impressions-completed").value_or(-1);
  facts.queued_jobs = reply.Number("queued-job-count").value_or(0);
  facts.cards_per_minute = reply.Number("pages-per-minute").value_or(0);
  facts.takes_raster = Holds(reply.Texts("document-format-supported"), kRasterFormat) &&
                       Holds(reply.Texts("pwg-raster-document-type-supported"), kRasterType);
  facts.spooler = !reply.Text("cups-version").empty();
  facts.media = MediaOf(reply);
  return facts;
}

JobFacts ReadJobFacts(const IppMessage& reply) {
  JobFacts facts;
  facts.id = reply.Number("job-id").value_or(0);
  facts.name = reply.Text("job-name");
  facts.uuid = reply.Text("job-uuid");
  facts.user = reply.Text("job-originating-user-name");
  const int64_t state = reply.Number("job-state").value_or(0);
  facts.state = StateOf(state);
  facts.moving = state == IPP_JSTATE_PROCESSING;
  facts.reasons = reply.Texts("job-state-reasons");
  return facts;
}

}  // namespace blangko::printer
