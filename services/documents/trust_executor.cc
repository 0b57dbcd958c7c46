#include "services/documents/trust_executor.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/documents/document_key.h"
#include "services/documents/document_table.h"
#include "services/refusal/refusal.h"

namespace blangko::documents {

using access::FactOf;
using access::ProposalRow;
using rows::v1::ProposedTrust;

absl::Status CheckTrust(storage::Snapshot& snapshot, const ProposedTrust& wanted) {
  ASSIGN_OR_RETURN(const bool own, access::IsOffice(snapshot, wanted.office()));
  if (own) return BadField("office", wanted.office(), "an office outside this store");
  ASSIGN_OR_RETURN(const rows::v1::DocumentKey key, ReadDocumentKey(snapshot));
  if (key.public_key() == wanted.public_key()) {
    return BadField("public_key", FingerprintOf(wanted.public_key()), "the key of another store");
  }
  ASSIGN_OR_RETURN(const ForeignRow known, FindForeign(snapshot, wanted.office()));
  if (known.public_key() != wanted.public_key() || known.name() != wanted.name()) return absl::OkStatus();
  return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("the key of office ", wanted.office())}});
}

absl::Status TrustExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  return CheckTrust(snapshot, proposal.act().trust());
}

absl::StatusOr<access::ShownFacts> TrustExecutor::Describe(storage::Snapshot& snapshot,
                                                           const ProposalRow& proposal) {
  const ProposedTrust& wanted = proposal.act().trust();
  access::ShownFacts facts = {FactOf("foreign_office", wanted.office()), FactOf("office_name", wanted.name()),
                              FactOf("key_fingerprint", FingerprintOf(wanted.public_key()))};
  ASSIGN_OR_RETURN(const ForeignRow known, FindForeign(snapshot, wanted.office()));
  if (!known.public_key().empty()) {
    facts.push_back(FactOf("key_fingerprint_now", FingerprintOf(known.public_key())));
  }
  return facts;
}

absl::Status TrustExecutor::Execute(storage::Txn& txn, const access::Act& act, const ProposalRow& proposal) {
  const ProposedTrust& wanted = proposal.act().trust();
  RETURN_IF_ERROR(CheckTrust(txn, wanted));
  ASSIGN_OR_RETURN(ForeignRow office, FindForeign(txn, wanted.office()));
  office.set_name(wanted.name());
  office.set_public_key(wanted.public_key());
  office.set_since_micros(absl::ToUnixMicros(act.now));
  office.set_by(act.actor.identity);
  office.set_second_by(act.second.has_value() ? act.second->identity : "");
  PutForeign(txn, office);
  rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("foreign_office:", wanted.office()), "TRUST_OFFICE");
  entry.set_detail(absl::StrCat("key=", FingerprintOf(wanted.public_key())));
  return access::AppendEvent(txn, act, "", entry).status();
}

}  // namespace blangko::documents
