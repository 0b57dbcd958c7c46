#include "printer/drivers/tray.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace blangko::printer {
namespace {

namespace fs = std::filesystem;

constexpr char kLogName[] = "tray.csv";
constexpr char kHeading[] = "seq,record,attempt,event\n";
constexpr char kUnfinished[] = "card.tmp";  // the card that is in the printer

absl::Status TrayError(std::string_view what, const std::string& path) {
  return absl::UnavailableError(
      absl::StrCat("tray: cannot ", ToAbsl(what), " ", path, ": ", std::strerror(errno)));
}

absl::Status WriteFile(const std::string& path, std::string_view bytes, int flags) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0644);
  if (file < 0) return TrayError("open", path);
  const ssize_t written = ::write(file, bytes.data(), bytes.size());
  ::close(file);
  return written == static_cast<ssize_t>(bytes.size()) ? absl::OkStatus() : TrayError("write", path);
}

// Record ids are the source system's: they may hold what a file name must not.
std::string FileSafe(const std::string& id) {
  std::string safe = id;
  for (char& c : safe) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_') c = '_';
  }
  return safe;
}

std::string CardName(uint64_t seq, const AttemptKey& card, std::string_view suffix) {
  return absl::StrFormat("%06u-%s-%u%s.png", seq, FileSafe(card.record_id), card.attempt,
                         std::string(suffix));
}

std::string Quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c == '\n' || c == '\r' ? ' ' : c);
  return quoted + "\"";
}

}  // namespace

absl::StatusOr<Tray> Tray::Open(const std::string& directory, size_t cards_kept) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error)
    return absl::UnavailableError(absl::StrCat("tray: cannot make ", directory, ": ", error.message()));
  Tray tray(directory, cards_kept);
  RETURN_IF_ERROR(tray.ReadLog());
  RETURN_IF_ERROR(tray.TidyUp());
  return tray;
}

// Only the last line matters: its number, and whether that card was finished.
absl::Status Tray::ReadLog() {
  const std::string path = PathOf(kLogName);
  if (!fs::exists(path)) return WriteFile(path, kHeading, O_APPEND);
  std::ifstream log(path);
  std::string line;
  std::string last;
  while (std::getline(log, line)) last = line;
  const size_t first_comma = last.find(',');
  const size_t event_comma = last.rfind(',');
  uint64_t seq = 0;
  if (first_comma == std::string::npos || !absl::SimpleAtoi(last.substr(0, first_comma), &seq))
    return absl::OkStatus();
  const size_t attempt_comma = last.rfind(',', event_comma - 1);
  seq_ = seq;
  card_.record_id = last.substr(first_comma + 1, attempt_comma - first_comma - 1);
  last_event_ = last.substr(event_comma + 1);
  if (!absl::SimpleAtoi(last.substr(attempt_comma + 1, event_comma - attempt_comma - 1), &card_.attempt))
    card_ = {};
  return absl::OkStatus();
}

absl::Status Tray::TidyUp() {
  if (fs::exists(PathOf(kUnfinished))) {
    RETURN_IF_ERROR(Keep(CardName(seq_, card_,
                                  last_event_ == "done"      ? ""
                                  : last_event_ == "spoiled" ? "-spoiled"
                                                             : "-half")));
  }
  std::vector<std::string> names;
  for (const auto& file : fs::directory_iterator(directory_)) {
    if (file.path().extension() == ".png") names.push_back(file.path().filename());
  }
  std::sort(names.begin(), names.end());
  kept_.assign(names.begin(), names.end());
  return absl::OkStatus();
}

absl::Status Tray::Write(const std::string& event) {
  last_event_ = event;
  return WriteFile(PathOf(kLogName),
                   absl::StrCat(seq_, ",", Quoted(card_.record_id), ",", card_.attempt, ",", event, "\n"),
                   O_APPEND);
}

absl::Status Tray::Begin(const AttemptKey& card, std::string_view png) {
  ++seq_;
  card_ = card;
  RETURN_IF_ERROR(Write("begun"));
  return WriteFile(PathOf(kUnfinished), png, O_TRUNC);
}

absl::Status Tray::Finish(bool good) {
  if (last_event_ == "begun") RETURN_IF_ERROR(Write(good ? "done" : "spoiled"));  // it falls out once
  return Keep(CardName(seq_, card_, good ? "" : "-spoiled"));
}

absl::Status Tray::Keep(const std::string& name) {
  std::error_code error;
  fs::rename(PathOf(kUnfinished), PathOf(name), error);
  if (error) return absl::UnavailableError(absl::StrCat("tray: cannot keep ", name, ": ", error.message()));
  kept_.push_back(name);
  while (kept_.size() > cards_kept_) {
    fs::remove(PathOf(kept_.front()), error);
    kept_.pop_front();
  }
  return absl::OkStatus();
}

}  // namespace blangko::printer
