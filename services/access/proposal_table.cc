#include "services/access/proposal_table.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/layers/due_index.h"
#include "storage/row_codec.h"

namespace blangko::access {
namespace {

using storage::KeyWriter;
using storage::ScanOrder;
using storage::Table;

std::string KeyOf(uint64_t number) { return KeyWriter(Table::kProposal).U64(number).Take(); }
std::string WaitingKey(uint64_t number) { return KeyWriter(Table::kWaitingProposal).U64(number).Take(); }
std::string AboutKey(std::string_view subject) {
  return KeyWriter(Table::kProposalAbout).Text(subject).Take();
}

storage::DueEntry EndOf(const ProposalRow& proposal) {
  return {absl::FromUnixMicros(proposal.end_micros()), storage::DueKind::kProposalEnd,
          absl::StrCat(proposal.number())};
}

absl::Status Unknown(std::string_view id) {
  return Refuse(Reason::kUnknownProposal, {{"proposal", std::string(id.substr(0, 20))}});
}

}  // namespace

absl::StatusOr<uint64_t> ProposalNumber(std::string_view id) {
  uint64_t number = 0;
  if (!absl::SimpleAtoi(ToAbsl(id), &number) || number == 0) return Unknown(id);
  return number;
}

absl::StatusOr<ProposalRow> GetProposal(storage::Snapshot& snapshot, uint64_t number) {
  ASSIGN_OR_RETURN(std::optional<ProposalRow> row, storage::GetRow<ProposalRow>(snapshot, KeyOf(number)));
  if (!row.has_value()) return Unknown(absl::StrCat(number));
  return *std::move(row);
}

absl::StatusOr<std::optional<uint64_t>> WaitingAbout(storage::Snapshot& snapshot, std::string_view subject) {
  ASSIGN_OR_RETURN(const auto row, storage::GetRow<rows::v1::WaitingProposal>(snapshot, AboutKey(subject)));
  return row.has_value() ? std::optional(row->number()) : std::nullopt;
}

absl::StatusOr<uint64_t> NextProposalNumber(storage::Snapshot& snapshot) {
  uint64_t newest = 0;
  RETURN_IF_ERROR(VisitProposals(snapshot, 0, [&](const ProposalRow& proposal) {
    newest = proposal.number();
    return false;
  }));
  return newest + 1;
}

void PutProposal(storage::Txn& txn, const ProposalRow& proposal) {
  storage::PutRow(txn, KeyOf(proposal.number()), proposal);
}

void PutWaiting(storage::Txn& txn, const ProposalRow& proposal) {
  PutProposal(txn, proposal);
  txn.Put(WaitingKey(proposal.number()), "");
  rows::v1::WaitingProposal about;
  about.set_number(proposal.number());
  storage::PutRow(txn, AboutKey(proposal.subject()), about);
  storage::AddDue(txn, EndOf(proposal));
}

void PutEnded(storage::Txn& txn, const ProposalRow& proposal) {
  PutProposal(txn, proposal);
  txn.Erase(WaitingKey(proposal.number()));
  txn.Erase(AboutKey(proposal.subject()));
  storage::RemoveDue(txn, EndOf(proposal));
}

bool IsWaiting(const ProposalRow& proposal) {
  return proposal.state() == static_cast<uint32_t>(v1::Proposal::STATE_WAITING);
}

absl::Status VisitWaiting(storage::Snapshot& snapshot, uint64_t after,
                          absl::FunctionRef<bool(const ProposalRow&)> visit) {
  storage::KeyRange range = KeyWriter(Table::kWaitingProposal).Range();
  range.begin = WaitingKey(after + 1);
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(range, ScanOrder::kForward, [&](std::string_view key, std::string_view) {
    const absl::StatusOr<uint64_t> number = storage::KeyReader(key).U64();
    const absl::StatusOr<ProposalRow> row =
        number.ok() ? GetProposal(snapshot, *number) : absl::StatusOr<ProposalRow>(number.status());
    bad = row.status();
    return bad.ok() && visit(*row);
  }));
  return bad;
}

absl::Status VisitProposals(storage::Snapshot& snapshot, uint64_t before,
                            absl::FunctionRef<bool(const ProposalRow&)> visit) {
  storage::KeyRange range = KeyWriter(Table::kProposal).Range();
  if (before != 0) range.end = KeyOf(before);
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(range, ScanOrder::kReverse, [&](std::string_view, std::string_view value) {
    const absl::StatusOr<ProposalRow> row = storage::DecodeRow<ProposalRow>(value);
    bad = row.status();
    return bad.ok() && visit(*row);
  }));
  return bad;
}

}  // namespace blangko::access
