#include "printer/encoder/pcsc_reader.h"

#include <winscard.h>

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/chip_uid.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace blangko::printer {
namespace {

constexpr std::array<unsigned char, 5> kGetUid = {0xFF, 0xCA, 0x00, 0x00, 0x00};
constexpr size_t kAnswerBytesMax = 258;
constexpr size_t kStatusBytes = 2;
constexpr std::string_view kSuccess("\x90\x00", kStatusBytes);

absl::Status StatusOfPcsc(const char* what, LONG code) {
  const std::string text = absl::StrCat("chip reader: ", what, ": ", pcsc_stringify_error(code));
  switch (code) {
    case SCARD_E_NO_SMARTCARD:
    case SCARD_W_REMOVED_CARD:
    case SCARD_W_RESET_CARD: return absl::NotFoundError(text);
    case SCARD_W_UNPOWERED_CARD:
    case SCARD_W_UNRESPONSIVE_CARD:
    case SCARD_W_UNSUPPORTED_CARD:
    case SCARD_E_PROTO_MISMATCH:
    case SCARD_E_NOT_TRANSACTED: return absl::InvalidArgumentError(text);
    default: return absl::UnavailableError(text);
  }
}

class Context {
 public:
  ~Context() {
    if (open_) SCardReleaseContext(handle_);
  }
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  absl::Status Open() {
    const LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &handle_);
    open_ = code == SCARD_S_SUCCESS;
    return open_ ? absl::OkStatus() : StatusOfPcsc("pcscd", code);
  }

  absl::StatusOr<std::vector<std::string>> Readers() const {
    DWORD size = 0;
    LONG code = SCardListReaders(handle_, nullptr, nullptr, &size);
    std::string names(size, '\0');
    if (code == SCARD_S_SUCCESS) code = SCardListReaders(handle_, nullptr, names.data(), &size);
    if (code != SCARD_S_SUCCESS) return StatusOfPcsc("list", code);
    std::vector<std::string> readers;
    for (size_t at = 0; at < names.size() && names[at] != '\0'; at += readers.back().size() + 1) {
      readers.emplace_back(names.c_str() + at);
    }
    return readers;
  }

  SCARDCONTEXT handle() const { return handle_; }

 private:
  SCARDCONTEXT handle_ = 0;
  bool open_ = false;
};

class Connection {
 public:
  ~Connection() {
    if (open_) SCardDisconnect(card_, SCARD_LEAVE_CARD);
  }
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  absl::Status Open(const Context& context, const std::string& reader) {
    const LONG code = SCardConnect(context.handle(), reader.c_str(), SCARD_SHARE_SHARED,
                                   SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card_, &protocol_);
    open_ = code == SCARD_S_SUCCESS;
    return open_ ? absl::OkStatus() : StatusOfPcsc("connect", code);
  }

  absl::StatusOr<std::string> Ask() const {
    std::array<unsigned char, kAnswerBytesMax> answer{};
    DWORD size = answer.size();
    const SCARD_IO_REQUEST* header = protocol_ == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    const LONG code =
        SCardTransmit(card_, header, kGetUid.data(), kGetUid.size(), nullptr, answer.data(), &size);
    if (code != SCARD_S_SUCCESS) return StatusOfPcsc("get UID", code);
    return std::string(answer.begin(), answer.begin() + static_cast<std::ptrdiff_t>(size));
  }

 private:
  SCARDHANDLE card_ = 0;
  DWORD protocol_ = 0;
  bool open_ = false;
};

absl::StatusOr<std::string> Choose(const std::vector<std::string>& readers, const std::string& name) {
  std::vector<std::string> fitting = readers;
  std::erase_if(fitting, [&](const std::string& reader) { return reader.find(name) == std::string::npos; });
  if (fitting.size() == 1) return fitting.front();
  if (fitting.empty()) {
    return absl::UnavailableError(
        absl::StrCat("chip reader: got none like \"", name, "\" among: ", absl::StrJoin(readers, "; ")));
  }
  return absl::FailedPreconditionError(
      absl::StrCat("--encoder-reader: got several, want one of: ", absl::StrJoin(fitting, "; ")));
}

}  // namespace

absl::StatusOr<std::string> UidInAnswer(std::string_view answer) {
  if (!answer.ends_with(kSuccess)) {
    const std::string status(answer.substr(answer.size() - std::min(answer.size(), kStatusBytes)));
    return absl::InvalidArgumentError(
        absl::StrCat("chip reader: get UID: got status ", absl::BytesToHexString(status), ", want 9000"));
  }
  return ChipUidOf(answer.substr(0, answer.size() - kStatusBytes));
}

absl::StatusOr<std::string> PcscReader::ReadUid() {
  Context context;
  RETURN_IF_ERROR(context.Open());
  ASSIGN_OR_RETURN(const std::vector<std::string> readers, context.Readers());
  ASSIGN_OR_RETURN(const std::string reader, Choose(readers, name_));
  Connection connection;
  RETURN_IF_ERROR(connection.Open(context, reader));
  ASSIGN_OR_RETURN(const std::string answer, connection.Ask());
  return UidInAnswer(answer);
}

}  // namespace blangko::printer
