// blangko receipt issue|status: what an applicant takes home, and what whoever holds the code is told.
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "base/typed_code.h"
#include "blangko/desk/v1/desk_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/slip.h"
#include "services/cli/slip_file.h"

namespace blangko::cli {
namespace {

using desk::v1::DeskService;
using desk::v1::Receipt;
using desk::v1::ReceiptStatus;

constexpr int kSaltWords = 4;             // of 8 bytes
constexpr size_t kAddressBytesMax = 200;  // more makes squares that a receipt printer cannot show

struct IssueOptions {
  std::string record, out, address;
  std::string paper = "80mm";
};

// In the language of the caller; the code is told nowhere else.
Table ReceiptSheet(const Receipt& receipt, const std::string& file, Language language) {
  const bool english = language == Language::kEnglish;
  const ReceiptStatus& status = receipt.status();
  return {.key = "receipt",
          .title = "",
          .columns = {{"code", "Kode"},
                      {"count", "Tanda terima ke-", Kind::kCount},
                      {"masked_name", "Nama"},
                      {"receipt_state", "Keadaan", Kind::kCode},
                      {"sentence", "Untuk pemohon"},
                      {"file", "Berkas"}},
          .rows = {{InFours(receipt.code()), Raw(receipt.count()), receipt.masked_name(),
                    EnumCell(status.state()), english ? status.sentence_en() : status.sentence_id(), file}},
          .single = true};
}

absl::StatusOr<SlipPaper> PaperOf(const std::string& word) {
  ASSIGN_OR_RETURN(const std::string paper, ParseWord("--paper", word, {"80MM", "A4"}));
  return paper == "A4" ? SlipPaper::kA4 : SlipPaper::k80Millimetres;
}

absl::Status CheckAddress(const std::string& address) {
  if (address.size() <= kAddressBytesMax) return absl::OkStatus();
  return UsageError(absl::StrCat("--address: ", address.size(), " bita, paling banyak ", kAddressBytesMax),
                    absl::StrCat("--address: ", address.size(), " bytes, at most ", kAddressBytesMax));
}

// A secret of this one receipt; a repeat of the call has the same.
std::string NewSalt(Rng& rng) {
  std::string salt;
  for (int i = 0; i < kSaltWords; ++i) {
    const uint64_t word = rng.Next();
    salt.append(reinterpret_cast<const char*>(&word), sizeof word);
  }
  return salt;
}

absl::StatusOr<Receipt> Ask(Session& session, const std::string& record) {
  desk::v1::IssueReceiptRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_record_id(record);
  request.set_salt(NewSalt(session.rng()));
  ASSIGN_OR_RETURN(const auto response, session.Call(&DeskService::Stub::IssueReceipt, request));
  return response.receipt();
}

absl::Status Issue(Session& session, const IssueOptions& options) {
  ASSIGN_OR_RETURN(const SlipPaper paper, PaperOf(options.paper));
  RETURN_IF_ERROR(CheckAddress(options.address));
  std::unique_ptr<SlipFile> file;
  if (!options.out.empty()) {
    ASSIGN_OR_RETURN(file, SlipFile::Make(options.out));
  }
  ASSIGN_OR_RETURN(const Receipt receipt, Ask(session, options.record));
  session.Print({ReceiptSheet(receipt, options.out, session.language())});
  if (file == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string pdf, DrawSlip(SlipWordsOf(receipt, session.language()),
                                                   options.address + receipt.code(), paper));
  return file->Write(pdf);
}

absl::Status Status(Session& session, const std::string& code) {
  desk::v1::GetReceiptStatusRequest request;
  request.set_code(code);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DeskService::Stub::GetReceiptStatus, request));
  const ReceiptStatus& status = response.status();
  const bool english = session.language() == Language::kEnglish;
  session.Print({{.key = "receipt",
                  .title = "",
                  .columns = {{"receipt_state", "Keadaan", Kind::kCode},
                              {"sentence", "Untuk pemohon"},
                              {"expected", "Perkiraan", Kind::kText, Shown::kWhenUsed}},
                  .rows = {{EnumCell(status.state()), english ? status.sentence_en() : status.sentence_id(),
                            english ? status.expected_en() : status.expected_id()}},
                  .single = true}});
  return absl::OkStatus();
}

}  // namespace

void AddSlipCommands(Menu& menu) {
  auto* group = menu.Group("receipt", "Receipts of applicants (tanda terima)");
  auto options = std::make_shared<IssueOptions>();
  auto* issue = menu.Add(group, "issue", "A new receipt; the one before no longer counts",
                         [options](Session& session) { return Issue(session, *options); });
  issue->add_option("record", options->record)->required();
  issue->add_option("--out", options->out, "The PDF to print; it must not exist");
  issue->add_option("--paper", options->paper, "80mm (receipt printer) or a4")->capture_default_str();
  issue->add_option("--address", options->address,
                    "The QR code holds this address with the code behind it, instead of the code alone");
  auto words = std::make_shared<std::vector<std::string>>();
  auto* status = menu.Add(group, "status", "What whoever has the code is told",
                          [words](Session& session) { return Status(session, absl::StrJoin(*words, " ")); });
  status->add_option("code", *words, "The code on the receipt, with or without blanks")->required();
}

}  // namespace blangko::cli
