// Documents that must not be taken: each is refused whole, with its reason, and not one byte of the store changes.
#include <cstdlib>
#include <functional>

#include "services/documents/documents_fixture.h"

namespace blangko::documents {
namespace {

using testing::ElementsAre;
using Content = v1::DocumentContent;

// Switches a planted bug on while it lives.
struct PlantedBug {
  explicit PlantedBug(const char* name) { setenv("BLANGKO_PLANT", name, 1); }
  ~PlantedBug() { unsetenv("BLANGKO_PLANT"); }
};

class RefusalsTest : public DocumentsFixture {
 protected:
  RefusalsTest() {
    province_.Send(kRegency, "A", 100, "SJ-1");
    first_ = province_.Export(kRegency)[0];
    EXPECT_THAT(regency_.Import({first_}), ElementsAre("APPLIED"));
    province_.Send(kRegency, "A", 40, "SJ-2");
    good_ = province_.Export(kRegency)[1];
  }
  Content ContentOf(const v1::SignedDocument& document) { return *OpenContent(document); }
  // The good document with other content, signed by the province again.
  v1::SignedDocument Resigned(const std::function<void(Content&)>& change) {
    Content content = ContentOf(good_);
    change(content);
    return SignContent(province_.Key(), content);
  }
  std::string Refusal(const v1::SignedDocument& document) {
    const std::string before = regency_.AllBytes();
    const std::string said = regency_.Import({document}).at(0);
    EXPECT_EQ(regency_.AllBytes(), before) << said;
    return said;
  }

  v1::SignedDocument first_, good_;
};

TEST_F(RefusalsTest, ChangedOnTheWay) {
  v1::SignedDocument changed = good_;
  for (size_t i = 0; i < good_.content().size(); ++i) {
    changed = good_;
    (*changed.mutable_content())[i] = static_cast<char>(changed.content()[i] ^ 1);
    const std::string said = Refusal(changed);
    EXPECT_NE(said, "APPLIED") << "byte " << i;
    EXPECT_NE(said, "KNOWN") << "byte " << i;
  }
  for (size_t i = 0; i < good_.signature().size(); ++i) {
    changed = good_;
    (*changed.mutable_signature())[i] = static_cast<char>(changed.signature()[i] ^ 1);
    EXPECT_EQ(Refusal(changed), "SIGNATURE_WRONG") << "byte " << i;
  }
  changed = good_;
  changed.set_content(first_.content());
  EXPECT_EQ(Refusal(changed), "SIGNATURE_WRONG");  // a swapped body
  changed = good_;
  changed.set_content(good_.content() + good_.content());
  EXPECT_EQ(Refusal(changed), "INVALID_FIELD");  // its lot stands there twice
  changed.set_content("");
  EXPECT_EQ(Refusal(changed), "INVALID_FIELD");
  changed = good_;
  changed.clear_signature();
  EXPECT_EQ(Refusal(changed), "SIGNATURE_WRONG");
  EXPECT_EQ(Refusal(SignContent(regency_.Key(), ContentOf(good_))), "SIGNATURE_WRONG");
}

struct Case {
  std::string what;
  std::function<void(Content&)> change;
  std::string reason;
};

TEST_F(RefusalsTest, SignedButNotRight) {
  const std::vector<Case> cases = {
      {"known number", [](Content& c) { c.set_number(1); }, "DOCUMENT_REUSED"},
      {"no number", [](Content& c) { c.set_number(0); }, "INVALID_FIELD"},
      {"no epoch", [](Content& c) { c.set_store_epoch(0); }, "INVALID_FIELD"},
      {"other addressee", [](Content& c) { c.set_to_office("14.71"); }, "WRONG_ADDRESSEE"},
      {"no addressee", [](Content& c) { c.set_to_office(""); }, "INVALID_FIELD"},
      {"unknown sender", [](Content& c) { c.set_from_office("15"); }, "SENDER_NOT_TRUSTED"},
      {"from itself", [](Content& c) { c.set_from_office(kRegency); }, "INVALID_FIELD"},
      {"no store", [](Content& c) { c.set_from_store("x"); }, "INVALID_FIELD"},
      {"no time", [](Content& c) { c.clear_time(); }, "INVALID_FIELD"},
      {"other kind", [](Content& c) { c.set_kind(v1::DOCUMENT_KIND_NEED); }, "INVALID_FIELD"},
      {"no kind", [](Content& c) { c.clear_kind(); }, "INVALID_FIELD"},
  };
  for (const Case& one : cases) EXPECT_EQ(Refusal(Resigned(one.change)), one.reason) << one.what;
}

TEST_F(RefusalsTest, SignedWithABodyThatIsNotRight) {
  const std::vector<Case> cases = {
      {"no body", [](Content& c) { c.clear_shipment(); }, "INVALID_FIELD"},
      {"no lines", [](Content& c) { c.mutable_shipment()->clear_lines(); }, "INVALID_FIELD"},
      {"no blanks", [](Content& c) { c.mutable_shipment()->mutable_lines(0)->set_count(0); },
       "INVALID_FIELD"},
      {"fewer than none", [](Content& c) { c.mutable_shipment()->mutable_lines(0)->set_count(-5); },
       "INVALID_FIELD"},
      {"a lot twice", [](Content& c) { *c.mutable_shipment()->add_lines() = c.shipment().lines(0); },
       "INVALID_FIELD"},
      {"other price", [](Content& c) { c.mutable_shipment()->mutable_lines(0)->set_unit_price_idr(1); },
       "LOT_DIFFERS"},
      {"other type", [](Content& c) { c.mutable_shipment()->mutable_lines(0)->set_blank_type("X"); },
       "LOT_DIFFERS"},
      {"other use", [](Content& c) { c.mutable_shipment()->mutable_lines(0)->add_allowed_request_types(1); },
       "LOT_DIFFERS"},
      {"no such funding", [](Content& c) { c.mutable_shipment()->mutable_lines(0)->set_funding("X"); },
       "INVALID_FIELD"},
      {"a known shipment",
       [&](Content& c) { c.mutable_shipment()->set_shipment_id(ContentOf(first_).shipment().shipment_id()); },
       "ALREADY_EXISTS"},
      {"a known note", [](Content& c) { c.mutable_shipment()->set_delivery_note("SJ-1"); },
       "DOCUMENT_REUSED"},
      {"no shipment id", [](Content& c) { c.mutable_shipment()->clear_shipment_id(); }, "INVALID_FIELD"},
      {"a receipt of nothing",
       [](Content& c) {
         const std::string id = c.shipment().shipment_id();
         c.set_kind(v1::DOCUMENT_KIND_RECEIPT);
         c.mutable_receipt()->set_shipment_id(id);
         c.mutable_receipt()->mutable_receive_time()->set_seconds(1'500'000'000);
         auto* line = c.mutable_receipt()->add_lines();
         line->set_lot("A");
         line->set_accepted_count(1);
       },
       "UNKNOWN_SHIPMENT"},
      {"a need of nothing",
       [](Content& c) {
         c.set_kind(v1::DOCUMENT_KIND_NEED);
         c.mutable_need()->set_office(kRegency);
       },
       "INVALID_FIELD"},
  };
  for (const Case& one : cases) EXPECT_EQ(Refusal(Resigned(one.change)), one.reason) << one.what;
  EXPECT_THAT(regency_.Import({good_}), ElementsAre("APPLIED"));
}

TEST_F(RefusalsTest, AReceiptIsTakenOnceAndMustAddUp) {
  const std::string id = ContentOf(first_).shipment().shipment_id();
  Receive(id, 98, 2, 1);
  const v1::SignedDocument receipt = regency_.Export(kProvince)[0];
  Content other = ContentOf(receipt);
  other.mutable_receipt()->mutable_lines(0)->set_shipped_count(99);
  other.mutable_receipt()->mutable_lines(0)->set_accepted_count(97);
  EXPECT_THAT(province_.Import({SignContent(regency_.Key(), other)}), ElementsAre("INVALID_FIELD"));
  EXPECT_THAT(province_.Import({receipt}), ElementsAre("APPLIED"));
  other = ContentOf(receipt);
  other.set_number(2);
  EXPECT_THAT(province_.Import({SignContent(regency_.Key(), other)}), ElementsAre("ALREADY_EXISTS"));
}

TEST_F(RefusalsTest, OneOfAFileDoesNotStopTheOthers) {
  v1::SignedDocument bad = good_;
  bad.clear_signature();
  EXPECT_THAT(regency_.Import({bad, good_, first_}), ElementsAre("SIGNATURE_WRONG", "APPLIED", "KNOWN"));
}

TEST_F(RefusalsTest, NobodyImportsForAnOfficeElsewhere) {
  regency_.actor = {"local:tono", access::Role::kOperator, "14.05.02"};
  EXPECT_EQ(regency_.Import({good_}).at(0), "OUT_OF_SCOPE");
  regency_.actor = {"local:budi", access::Role::kAdministrator, ""};
}

// ---- planted -----------------------------------------------------------------------------------------

TEST_F(RefusalsTest, PlantedSignatureUncheckedIsCaught) {
  const PlantedBug bug("document-signature-unchecked");
  v1::SignedDocument changed = good_;
  changed.clear_signature();
  EXPECT_EQ(regency_.Import({changed}).at(0), "APPLIED");
}

TEST_F(RefusalsTest, PlantedNumberAppliedAgainIsCaught) {
  const PlantedBug bug("document-number-applied-again");
  EXPECT_EQ(regency_.Import({Resigned([](Content& c) { c.set_number(1); })}).at(0), "APPLIED");
}

TEST_F(RefusalsTest, PlantedForOthersIsCaught) {
  const PlantedBug bug("document-for-others-taken");
  EXPECT_EQ(regency_.Import({Resigned([](Content& c) { c.set_to_office("14.71"); })}).at(0), "APPLIED");
}

}  // namespace
}  // namespace blangko::documents
