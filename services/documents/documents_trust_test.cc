// The key of an office outside this store: two persons, and its fingerprint for the telephone.
#include "services/access/access_fixture.h"
#include "services/access/store_identity.h"
#include "services/documents/document_key.h"
#include "services/documents/documents.h"
#include "services/documents/trust_executor.h"

namespace blangko::documents {
namespace {

class TrustTest : public access::AccessFixture {
 protected:
  TrustTest() {
    EXPECT_TRUE(InitCrypto());
    EXPECT_OK(access::EnsureStoreIdentity(store_, ids_, clock_.Now()).status());
    EXPECT_OK(EnsureDocumentKey(store_, clock_.Now()));
    GivenTwoAdministrators();
  }
  absl::StatusOr<v1::TrustOfficeResponse> Propose(const access::Actor& actor, const std::string& key) {
    v1::TrustOfficeRequest request;
    request.set_office("14");
    request.set_name("Riau");
    request.set_public_key(key);
    request.set_reason("sidik dicocokkan lewat telepon");
    request.set_pin(access::kPin);
    const access::Act act = Sign(actor, request);
    return documents_.Trust(act, request);
  }
  std::string ApproveTrust(const std::string& name, const access::v1::Proposal& proposal) {
    access::v1::ApproveProposalRequest request;
    request.set_proposal_id(proposal.proposal_id());
    request.set_etag(proposal.etag());
    request.set_pin(access::kPin);
    const access::Act act = Sign(Named(name), request);
    return Said(trust_proposals_.Approve(act, request));
  }

  TrustExecutor trusts_;
  access::Executors trust_executors_{{access::v1::PROPOSAL_KIND_TRUST_OFFICE, &trusts_}};
  access::ProposalBook trust_book_{trust_executors_};
  access::Proposals trust_proposals_{store_, pins_, trust_book_};
  Documents documents_{store_, pins_, trust_book_};
  const SigningKey theirs_ = NewSigningKey();
};

TEST_F(TrustTest, TwoPersonsTrustAKey) {
  const auto proposed = Propose(Named("siti"), ToHex(theirs_.public_key));
  ASSERT_OK(proposed);
  EXPECT_TRUE(documents_.ListOffices({})->rows.empty());
  EXPECT_EQ(ApproveTrust("siti", proposed->proposal()), "SAME_PERSON");
  EXPECT_EQ(ApproveTrust("budi", proposed->proposal()), "");
  const auto offices = documents_.ListOffices({});
  ASSERT_EQ(offices->rows.size(), 1u);
  EXPECT_EQ(offices->rows[0].fingerprint(), FingerprintOf(theirs_.public_key));
  EXPECT_EQ(offices->rows[0].trusted_by(), "account:siti");
  EXPECT_EQ(offices->rows[0].second_actor(), "account:budi");
  EXPECT_EQ(Said(Propose(Named("siti"), ToHex(theirs_.public_key))), "ALREADY_EXISTS");
}

TEST_F(TrustTest, AnotherKeyTakesTwoPersonsToo) {
  ASSERT_EQ(ApproveTrust("budi", Propose(Named("siti"), ToHex(theirs_.public_key))->proposal()), "");
  const SigningKey next = NewSigningKey();
  const auto proposed = Propose(Named("budi"), ToHex(next.public_key));
  ASSERT_OK(proposed);
  EXPECT_EQ(documents_.ListOffices({})->rows[0].fingerprint(), FingerprintOf(theirs_.public_key));
  EXPECT_EQ(ApproveTrust("siti", proposed->proposal()), "");
  EXPECT_EQ(documents_.ListOffices({})->rows[0].fingerprint(), FingerprintOf(next.public_key));
}

TEST_F(TrustTest, WhatIsNoKeyOfAnotherStoreIsRefused) {
  EXPECT_EQ(Said(Propose(Local(), ToHex(theirs_.public_key))), "NAMED_PERSON_NEEDED");
  EXPECT_EQ(Said(Propose(Named("siti"), "abc")), "INVALID_FIELD");
  EXPECT_EQ(Said(Propose(Named("siti"), documents_.Identity()->public_key())), "INVALID_FIELD");
}

TEST_F(TrustTest, TheStoreKeepsItsKeyAndAFingerprintHasSixGroups) {
  const auto identity = documents_.Identity();
  ASSERT_OK(identity);
  EXPECT_OK(EnsureDocumentKey(store_, clock_.Now()));
  EXPECT_EQ(documents_.Identity()->public_key(), identity->public_key());
  EXPECT_EQ(identity->fingerprint().size(), 29u);
  EXPECT_EQ(std::count(identity->fingerprint().begin(), identity->fingerprint().end(), '-'), 5);
}

}  // namespace
}  // namespace blangko::documents
