// YearScene: a regency with one sub-district on a node of its own inside the test, whose time passes as the test says: what
// its people do through the public API, and the papers that they print.
//
// Failure: what is refused fails the test. Threads: belongs to one test.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/rng.h"
#include "blangko/comparison/v1/comparison_service.grpc.pb.h"
#include "blangko/counts/v1/counts_service.grpc.pb.h"
#include "blangko/destruction/v1/destruction_service.grpc.pb.h"
#include "blangko/movements/v1/movements_service.grpc.pb.h"
#include "blangko/papers/v1/papers_service.grpc.pb.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "tests/scenarios/person.h"
#include "tests/scenarios/store_scene.h"
#include "tests/support/office_client.h"
#include "tests/support/station_client.h"
#include "tests/support/temp_dir.h"

namespace blangko::node {
class Node;
}

namespace blangko::scenarios {

inline constexpr char kRegency[] = "14.05";
inline constexpr char kDistrict[] = "14.05.02";

// A lot as it was counted.
struct CountedLot {
  std::string lot;
  int64_t unused = 0;
  int64_t spoiled = 0;
  std::string explanation = {};
};

common::v1::Date DateOf(absl::CivilDay day);

class YearScene {
 public:
  explicit YearScene(absl::CivilDay begin);
  ~YearScene();

  // Goes on to that day, eight in the morning, or that hour.
  void On(absl::CivilDay day, int hour = 8);
  absl::CivilDay today() const;
  Person& Who(const char* name) { return crew_->At(name); }

  // ---- blanks

  void CreateLot(const std::string& lot, int64_t price_idr, const std::string& funding);
  void Open(const std::string& lot, int64_t count, const std::string& document);
  // `dated` is the date on the paper.
  std::string ReceiveFromOutside(const std::string& document, const LotCount& line, absl::CivilDay dated);
  // One person says what became of them; LOST and ACCEPTED take the second.
  void Resolve(const std::string& id, const std::string& lot, movements::v1::Resolution resolution,
               int64_t count, const std::string& note);
  std::string ShipToDistrict(const std::string& lot, int64_t count, const std::string& note);
  void SpoilInStore(const std::string& lot, int64_t count);
  std::string DeclareLoss(const std::string& lot, int64_t count, const std::vector<std::string>& uids);
  // Counted by the operator, settled by two others; the id.
  std::string CountAll(const std::vector<CountedLot>& lots, const std::string& document, bool settle);
  std::string DestroyAllSpoiled(const std::string& number);
  void WithdrawCard(const std::string& holder);

  // ---- cards

  // Records R-0001 to R-`count`, oldest first.
  void ImportRecords(int count);
  static std::string NikOf(const std::string& record_id);
  std::vector<std::string> Print(int cards);
  // A card that comes out spoiled; its record keeps its place.
  void PrintOneSpoiled();

  // ---- what the ministry's application says

  comparison::v1::ComparisonDay ImportPrintList(absl::CivilDay day,
                                                const std::vector<std::string>& record_ids);
  std::vector<comparison::v1::ComparedCard> Differences(absl::CivilDay day);
  void BookOutside(absl::CivilDay day, const std::string& card_id);
  void Answer(absl::CivilDay day, const std::string& card_id, const std::string& reason);
  void CloseDay(absl::CivilDay day);
  // The reason why the day cannot be closed; "" = it was.
  std::string CloseRefusal(absl::CivilDay day);

  // ---- papers

  // The text of the paper as a reader of PDF sees it. BLANGKO_KEEP_PAPERS names a folder that keeps the PDFs.
  std::string Issue(const papers::v1::IssuePaperRequest& request, const std::string& name);
  papers::v1::GetStockAtResponse StockAt(absl::CivilDay day);

  stock::v1::GetEquationResponse Equation(const std::string& office);
  stock::v1::ProveEquationResponse Proof();

 private:
  void Furnish();
  void SetPapers(const std::string& office, const std::string& name);

  const TempDir folder_;
  ManualClock clock_;
  SystemRng rng_;
  std::unique_ptr<node::Node> node_;
  std::unique_ptr<Crew> crew_;
  std::unique_ptr<support::OfficeClient> office_;
  std::unique_ptr<support::StationClient> station_;
};

}  // namespace blangko::scenarios
