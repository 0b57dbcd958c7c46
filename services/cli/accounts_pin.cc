#include "services/cli/accounts_pin.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

constexpr size_t kPinBytesMax = 256;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

void Write(int terminal, std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const ssize_t count = write(terminal, text.data() + at, text.size() - at);
    if (count <= 0) return;
    at += static_cast<size_t>(count);
  }
}

// One line without its end; the rest of a line that is too long is dropped with it.
std::string ReadTyped(int terminal) {
  std::string line;
  char c = 0;
  while (read(terminal, &c, 1) == 1 && c != '\n') {
    if (line.size() < kPinBytesMax) line += c;
  }
  return line;
}

absl::Status CannotHide() {
  return UsageError("terminal ini tidak dapat menyembunyikan ketikan",
                    "this terminal cannot hide what is typed");
}

absl::StatusOr<std::string> AskTerminal(std::string_view prompt) {
  const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0) {
    return UsageError(
        "tidak ada terminal untuk mengetik PIN; beri --pin-file BERKAS, atau --pin-file - dari masukan baku",
        "no terminal to type the PIN on; give --pin-file FILE, or --pin-file - for standard input");
  }
  const absl::Cleanup close_it = [terminal] { close(terminal); };
  termios shown{};
  if (tcgetattr(terminal, &shown) != 0) return CannotHide();
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);  // a signal would leave the echo off
  if (tcsetattr(terminal, TCSAFLUSH, &hidden) != 0) return CannotHide();
  const absl::Cleanup show_again = [terminal, &shown] { tcsetattr(terminal, TCSAFLUSH, &shown); };
  Write(terminal, prompt);
  std::string typed = ReadTyped(terminal);
  Write(terminal, "\n");
  return typed;
}

}  // namespace

absl::StatusOr<std::string> PinSource::Ask(std::string_view prompt) {
  return file_.empty() ? AskTerminal(prompt) : NextLine();
}

absl::StatusOr<std::string> PinSource::AskNew(std::string_view prompt) {
  ASSIGN_OR_RETURN(std::string pin, Ask(prompt));
  if (!file_.empty()) return pin;
  ASSIGN_OR_RETURN(const std::string again, AskTerminal(In(language_, "Sekali lagi: ", "Once more: ")));
  if (pin != again) return UsageError("kedua PIN tidak sama", "the two PINs differ");
  return pin;
}

absl::StatusOr<std::string> PinSource::NextLine() {
  if (file_ != "-" && !lines_.is_open()) {
    struct stat info {};
    if (stat(file_.c_str(), &info) == 0 && S_ISREG(info.st_mode) && (info.st_mode & kOthers) != 0) {
      return UsageError(absl::StrCat("--pin-file: orang lain dapat membaca ", file_, "; jalankan chmod 600"),
                        absl::StrCat("--pin-file: others may read ", file_, "; chmod 600 it"));
    }
    lines_.open(file_);
  }
  std::string line;
  if (!std::getline(file_ == "-" ? std::cin : lines_, line)) {
    return UsageError("--pin-file: perlu satu baris untuk setiap PIN, menurut urutan ditanyakan",
                      "--pin-file: want one line for each PIN, in the order in which they are asked for");
  }
  ++used_;
  absl::StripTrailingAsciiWhitespace(&line);
  return line;
}

absl::Status PinSource::CheckAllUsed() {
  if (!lines_.is_open()) return absl::OkStatus();
  int surplus = 0;
  for (std::string line; std::getline(lines_, line);) {
    absl::StripAsciiWhitespace(&line);
    surplus += line.empty() ? 0 : 1;
  }
  if (surplus == 0) return absl::OkStatus();
  return UsageError(absl::StrCat("--pin-file: berisi ", used_ + surplus, " baris, yang diperlukan ", used_,
                                 ": satu baris untuk setiap PIN yang ditanyakan; tidak ada yang dilakukan"),
                    absl::StrCat("--pin-file: got ", used_ + surplus, " lines, want ", used_,
                                 ": one for each PIN that is asked for; nothing was done"));
}

}  // namespace blangko::cli
