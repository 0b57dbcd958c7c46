#include "base/printer_reasons.h"

#include <algorithm>
#include <iterator>

namespace blangko {
namespace {

constexpr std::string_view kStopping[] = {"cover-open",
                                          "day-closed",
                                          "door-open",
                                          "fuser-over-temp",
                                          "fuser-under-temp",
                                          "input-tray-missing",
                                          "interlock-open",
                                          "marker-supply-empty",
                                          "marker-waste-full",
                                          "media-empty",
                                          "media-jam",
                                          "media-needed",
                                          "moving-to-paused",
                                          "offline",
                                          "output-area-full",
                                          "output-tray-missing",
                                          "paused",
                                          "paused-by-person",
                                          "shutdown",
                                          "stopping",
                                          "timed-out"};

}  // namespace

std::string WithoutSuffix(std::string_view reason) {
  for (const std::string_view suffix : {"-error", "-warning", "-report"}) {
    if (reason.size() > suffix.size() && reason.ends_with(suffix)) reason.remove_suffix(suffix.size());
  }
  return std::string(reason);
}

bool StopsPrinting(std::string_view reason_without_suffix) {
  return std::find(std::begin(kStopping), std::end(kStopping), reason_without_suffix) != std::end(kStopping);
}

}  // namespace blangko
