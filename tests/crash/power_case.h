// PowerCase: which printer, at which step of a card (reliability 5.3), and what loses its power there.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace blangko::crash {

enum class PrinterKind { kPappl, kEve };

// The moment at which the power goes.
enum class PowerStep {
  kPermitted,   // the server has committed the permission, its reply is under way: before J1
  kIntent,      // after J1, Create-Job is under way
  kJobMade,     // the printer has made the job, its reply is under way: before J2
  kJobNoted,    // after J2, the first byte of the document is under way
  kInDocument,  // in the middle of Send-Document
  kPrinting,    // sent; the blank is in the printer, the card is not out
  kCardOut,     // the card lies in the tray, the printer has not said so: before J4
  kWaits,       // after J4, before the look
  kLooked,      // after the look, its report is under way
  kReported,    // the report is booked, its reply is under way
};

struct PowerOff {
  bool printer = false;
  bool station = false;
  bool server = false;
};

struct PowerCase {
  PrinterKind printer = PrinterKind::kPappl;
  PowerStep step = PowerStep::kPermitted;
  PowerOff off;
};

inline constexpr int kPowerSteps = 10;
inline constexpr int kPowerOffs = 5;

std::string NameOf(PrinterKind kind);
std::string NameOf(PowerStep step);
std::string NameOf(const PowerOff& off);

// The n-th of all cases, n from 0, over and over: any 20 that follow one another hold every step with each of two
// kinds of printer, any 100 hold every case once.
PowerCase PowerCaseOf(uint64_t number, std::span<const PrinterKind> printers);

}  // namespace blangko::crash
