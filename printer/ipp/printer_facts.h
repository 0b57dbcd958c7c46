// What a printer says of itself and of a job, read from its replies.
//
// Failure: none; what it does not say stays at the default. Threads: plain values, pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "printer/agent/device.h"
#include "printer/ipp/ipp_message.h"

namespace blangko::printer {

struct PrinterFacts {
  std::string uuid;              // empty = it has no identity
  int64_t up_time_seconds = -1;  // -1 = not told
  bool stopped = false;
  bool accepting = false;
  std::vector<std::string> reasons;  // without suffix, without "none"
  std::vector<Supply> supplies;
  int64_t card_counter = -1;
  int64_t queued_jobs = 0;  // not yet ended
  int64_t cards_per_minute = 0;
  bool takes_raster = false;  // PWG raster, sRGB
  bool spooler = false;       // a print queue that stands before the printer
  std::string media;          // the name by which it knows a card
};

struct JobFacts {
  // Ended well, ended otherwise, or neither.
  enum class State { kUnended, kCompleted, kAborted };
  int64_t id = 0;
  std::string name;
  std::string uuid;
  std::string user;
  State state = State::kUnended;
  bool moving = false;               // the printer works on it now
  std::vector<std::string> reasons;  // job-state-reasons
};

inline constexpr char kCardMedia[] = "om_cr80_54x86mm";

// The attributes that these facts are read from.
const std::vector<const char*>& PrinterAttributes();
const std::vector<const char*>& JobAttributes();

PrinterFacts ReadPrinterFacts(const IppMessage& reply);
JobFacts ReadJobFacts(const IppMessage& reply);

}  // namespace blangko::printer
