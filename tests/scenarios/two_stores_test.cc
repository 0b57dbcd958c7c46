// A province and a regency, each with a server of its own, exchange papers as files, by what people type: the keys are
// trusted by two persons at either end, two shipments go down, receipts come back, one two short and one with one too many.
// The books of both then fit together, a file that comes again changes nothing, and one that was touched is refused.
#include <gmock/gmock.h>

#include <fstream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "tests/scenarios/store_scene.h"
#include "tests/scenarios/terminal.h"
#include "tests/support/status_matchers.h"

namespace blangko::scenarios {
namespace {

using access::v1::OFFICE_KIND_PROVINCE;
using access::v1::OFFICE_KIND_REGENCY;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kProvince[] = "14";
constexpr char kRegency[] = "14.05";
constexpr char kLot[] = "L-2026-1";
constexpr char kGiven[] = "pin-pertama-7";
constexpr char kFirstPin[] = "482913";
constexpr char kSecondPin[] = "731902";

// A copy of the file with one letter changed in that part of its document, so many hundredths of the way through.
std::string Touched(const std::string& path, const std::string& part, int percent) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const std::string head = "\"" + part + "\":\"";
  const size_t begin = line.find(head) + head.size();
  char& letter = line[begin + (line.find('"', begin) - begin) * static_cast<size_t>(percent) / 100];
  letter = letter == 'A' ? 'B' : 'A';
  const std::string touched = absl::StrCat(path, ".", part, percent);
  std::ofstream(touched) << line << "\n";
  return touched;
}

// A store, and whoever types there.
struct Side {
  Side(const std::string& office, const std::string& first_name, const std::string& second_name,
       const TempDir& home, const std::string& planted)
      : code(office),
        first(first_name),
        second(second_name),
        scene(planted),
        terminal(scene.address(), home, office) {}

  // Two persons with accounts, who have logged in.
  void GivenPersons() {
    terminal.Done({"accounts", "add", first, "--role", "administrator"}, {kGiven});
    terminal.Done({"login", first}, {kGiven, kFirstPin});
    terminal.Done({"accounts", "add", second, "--role", "administrator"}, {kFirstPin, kGiven});
    terminal.Done({"login", second}, {kGiven, kSecondPin});
  }
  // The key as it came by mail; its fingerprint was compared on the telephone. Takes two.
  void Trust(Side& other) {
    const std::string key = other.terminal.Cell({"documents", "identity", "--as", other.first}, "public_key");
    const std::string proposal =
        terminal.Cell({"documents", "trust", other.code, "--name", "KANTOR " + other.code, "--key", key,
                       "--reason", "sidik kunci dibacakan lewat telepon", "--as", first},
                      "proposal_id", {kFirstPin});
    EXPECT_EQ(terminal.Type({"proposals", "approve", proposal, "--as", first}, {kFirstPin}), 1)
        << "the same person";
    terminal.Done({"proposals", "approve", proposal, "--as", second}, {kSecondPin});
  }
  std::string Send(Side& to, const std::string& note) {
    return terminal.Cell({"shipments", "dispatch", "--from", code, "--to", to.code, "--lot",
                          absl::StrCat(kLot, ":100"), "--delivery-note", note, "--as", first},
                         "shipment_id");
  }
  // All that was made for the other side, as a file.
  std::string Export(Side& to, const TempDir& folder) {
    const std::string file = folder.File(absl::StrCat("ke-", to.code, "-", ++files, ".dok"));
    terminal.Done({"documents", "export", "--to", to.code, "--out", file, "--as", first});
    return file;
  }
  std::string Import(const std::string& file) {
    return terminal.Cell({"documents", "import", file, "--as", first}, "result");
  }
  std::string Ask(std::vector<std::string> words) {
    words.insert(words.end(), {"--as", first});
    return terminal.Done(words);
  }
  // Everything that its books say.
  std::string Books() {
    return Ask({"balance", "--output", "csv"}) + Ask({"movements", "--office", code, "--output", "csv"}) +
           Ask({"shipments", "list", "--output", "csv"});
  }

  const std::string code, first, second;
  StoreScene scene;
  Terminal terminal;
  int files = 0;
};

class TwoStores : public testing::Test {
 protected:
  // `planted` is a mistake of the regency's server.
  void Begin(const std::string& planted = "") {
    province_ = std::make_unique<Side>(kProvince, "ratna", "budi", home_, "");
    regency_ = std::make_unique<Side>(kRegency, "siti", "hasan", home_, planted);
    province_->scene.PutOffices({OfficeOf(kProvince, "", OFFICE_KIND_PROVINCE)});
    regency_->scene.PutOffices({OfficeOf(kRegency, "", OFFICE_KIND_REGENCY)});
    for (Side* side : {province_.get(), regency_.get()}) side->GivenPersons();
    province_->Trust(*regency_);
    regency_->Trust(*province_);
    province_->Ask({"lots", "create", kLot, "--type", "KTP-EL", "--price", "10182", "--funding", "APBN"});
    province_->Ask({"receive", "--office", kProvince, "--from", "pusat", "--document", "470/1", "--lot",
                    absl::StrCat(kLot, ":1000")});
  }
  // What the two books disagree about; empty = they fit.
  std::vector<std::string> Misfits() {
    std::vector<std::string> misfits;
    const auto above = province_->scene.Equation("");
    const auto below = regency_->scene.Equation("");
    const auto want = [&](const char* what, int64_t got, int64_t wanted) {
      if (got != wanted) misfits.push_back(absl::StrCat(what, ": got ", got, ", want ", wanted));
    };
    want("exact above", above.exact() ? 1 : 0, 1);
    want("exact below", below.exact() ? 1 : 0, 1);
    want("received below", below.total().received_in(), above.total().sent_out());
    want("free and differing below", below.total().available() + below.difference(),
         above.total().sent_out());
    want("made above", above.received(), above.remaining() + above.total().sent_out());
    want("proof above", province_->scene.Proof("").agrees() ? 1 : 0, 1);
    want("proof below", regency_->scene.Proof("").agrees() ? 1 : 0, 1);
    return misfits;
  }

  const TempDir home_;
  std::unique_ptr<Side> province_, regency_;
};

TEST_F(TwoStores, PapersCrossByFileAndBothBooksFit) {
  Begin();
  const std::string short_one = province_->Send(*regency_, "SJ/14/1");
  const std::string over_one = province_->Send(*regency_, "SJ/14/2");
  const std::string down = province_->Export(*regency_, home_);
  EXPECT_EQ(regency_->Import(down), "APPLIED");
  EXPECT_EQ(regency_->scene.Equation("").received(), 0) << "what is announced is in nobody's store room";

  regency_->Ask(
      {"receive", "--shipment", short_one, "--receipt", "BAST/1", "--missing", absl::StrCat(kLot, ":2")});
  regency_->Ask(
      {"receive", "--shipment", over_one, "--receipt", "BAST/2", "--surplus", absl::StrCat(kLot, ":1")});
  const std::string up = regency_->Export(*province_, home_);
  EXPECT_EQ(province_->Import(up), "APPLIED");

  EXPECT_THAT(Misfits(), IsEmpty());
  const auto below = regency_->scene.Equation("").total();
  EXPECT_EQ(below.received_in(), 200);
  EXPECT_EQ(below.available(), 198);
  EXPECT_EQ(below.quarantined(), 3);
  EXPECT_EQ(below.unexplained(), 1);
  const std::string told = province_->Ask({"shipments", "show", short_one});
  EXPECT_THAT(told, HasSubstr("BAST/1"));
  EXPECT_THAT(regency_->Ask({"cases", "list"}), HasSubstr(short_one));

  for (auto& [side, file] : {std::pair(regency_.get(), down), std::pair(province_.get(), up)}) {
    const std::string before = side->Books();
    EXPECT_EQ(side->Import(file), "KNOWN");
    EXPECT_EQ(side->Books(), before) << "the same file again changes nothing";
  }
}

TEST_F(TwoStores, AFileThatWasTouchedIsRefusedAndChangesNothing) {
  Begin();
  province_->Send(*regency_, "SJ/14/1");
  const std::string file = province_->Export(*regency_, home_);
  const std::string before = regency_->Books();
  for (const int percent : {10, 40, 60, 80, 95}) {
    const std::string touched = Touched(file, "content", percent);
    EXPECT_EQ(regency_->terminal.Type({"documents", "import", touched, "--as", "siti"}), 1) << percent;
    EXPECT_THAT(regency_->terminal.said(), HasSubstr("Refused"));
    EXPECT_EQ(regency_->Books(), before);
  }
  EXPECT_EQ(regency_->Import(file), "APPLIED");
  EXPECT_NE(regency_->Books(), before);
}

TEST_F(TwoStores, AReceiptThatIsOffByOneIsFound) {
  Begin("receipt-off-by-one");
  const std::string shipment = province_->Send(*regency_, "SJ/14/1");
  EXPECT_EQ(regency_->Import(province_->Export(*regency_, home_)), "APPLIED");
  regency_->Ask({"receive", "--shipment", shipment, "--receipt", "BAST/1"});
  EXPECT_THAT(Misfits(), testing::Not(IsEmpty()));
}

TEST_F(TwoStores, AServerThatBelievesAnySignatureIsFound) {
  Begin("document-signature-unchecked");
  province_->Send(*regency_, "SJ/14/1");
  const std::string file = province_->Export(*regency_, home_);
  const std::string forged = Touched(file, "signature", 10);
  EXPECT_EQ(regency_->terminal.Type({"documents", "import", forged, "--as", "siti"}), 0);
}

}  // namespace
}  // namespace blangko::scenarios
