#include "tests/scenarios/year_scene.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/hash.h"
#include "base/log.h"
#include "blangko/access/v1/offices_service.grpc.pb.h"
#include "blangko/access/v1/proposals_service.grpc.pb.h"
#include "services/node/node.h"
#include "services/rpc/channel.h"
#include "services/rpc/status_mapping.h"
#include "tests/cases/case_row.h"
#include "tests/support/grpc_call.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"

namespace blangko::scenarios {
namespace {

using counts::v1::CountsService;
using destruction::v1::DestructionService;
using movements::v1::MovementsService;
using papers::v1::PapersService;
using stock::v1::StockService;

constexpr char kStation[] = "dinas-1";

template <typename Response>
Response Must(absl::StatusOr<Response> response) {
  EXPECT_TRUE(response.ok()) << support::Brief(response.status());
  return response.ok() ? *std::move(response) : Response();
}

absl::Time At(absl::CivilDay day, int hour) {
  return absl::FromCivil(absl::CivilHour(day) + hour, cases::Wib());
}

}  // namespace

common::v1::Date DateOf(absl::CivilDay day) {
  common::v1::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

YearScene::YearScene(absl::CivilDay begin) : clock_(At(begin, 8)) {
  EXPECT_TRUE(InitCrypto());
  SetLogLevel(LogLevel::kWarning);
  node::Config config;
  config.set_listen("127.0.0.1:0");
  config.set_metrics_listen("off");
  config.set_data_dir(folder_.File("data"));
  auto node = node::Node::Start(node::WithDefaults(std::move(config)), clock_, rng_);
  EXPECT_OK(node);
  node_ = *std::move(node);
  const auto channel = rpc::OpenChannel(node_->address());
  crew_ = std::make_unique<Crew>(channel, clock_);
  office_ = std::make_unique<support::OfficeClient>(channel, clock_);
  station_ = std::make_unique<support::StationClient>(channel, kStation, clock_);
  Furnish();
}

YearScene::~YearScene() = default;

void YearScene::Furnish() {
  access::v1::PutOfficesRequest request;
  *request.add_offices() = OfficeOf(kRegency, "", access::v1::OFFICE_KIND_REGENCY);
  request.mutable_offices(0)->set_name("Dinas Kependudukan dan Pencatatan Sipil Kabupaten Contoh");
  *request.add_offices() = OfficeOf(kDistrict, kRegency, access::v1::OFFICE_KIND_DISTRICT);
  request.mutable_offices(1)->set_name("Kantor Kecamatan Contoh Utara");
  request.add_routes()->set_area(kRegency);
  request.mutable_routes(0)->set_site(kRegency);
  Must(crew_->local().Do(&access::v1::OfficesService::Stub::PutOffices, request));
  crew_->Add("ratna", access::v1::ROLE_ADMINISTRATOR);
  crew_->Add("budi", access::v1::ROLE_ADMINISTRATOR);
  crew_->Add("siti", access::v1::ROLE_OPERATOR, kRegency);
  crew_->Add("hasan", access::v1::ROLE_SUPERVISOR, kRegency);
  EXPECT_OK(office_->RegisterStation(kStation, kRegency, {kRegency}, station_->public_key()));
  SetPapers(kRegency, "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL");
  SetPapers(kDistrict, "KANTOR KECAMATAN CONTOH UTARA");
}

void YearScene::SetPapers(const std::string& office, const std::string& name) {
  papers::v1::SetPaperSettingsRequest request;
  papers::v1::PaperSettings& settings = *request.mutable_settings();
  settings.set_office(office);
  settings.add_letterhead("PEMERINTAH KABUPATEN CONTOH");
  settings.add_letterhead(name);
  settings.add_letterhead("Jalan Contoh Nomor 1, Kota Contoh 28300");
  settings.set_place("Kota Contoh");
  const auto official = [&](const char* role, const char* person, const char* title) {
    papers::v1::Official& added = *settings.add_officials();
    added.set_role(role);
    added.set_name(person);
    added.set_nip("19700101 199503 1 001");
    added.set_rank("Penata (III/c)");
    added.set_title(title);
  };
  official("PENGURUS_BARANG", "SITI CONTOH, A.Md.", "Pengurus Barang");
  official("KEPALA", "Drs. HASAN CONTOH, M.Si.", office == kRegency ? "Kepala Dinas" : "Camat");
  for (const auto kind :
       {papers::v1::PAPER_KIND_RECEIPT, papers::v1::PAPER_KIND_DELIVERY_NOTE,
        papers::v1::PAPER_KIND_STOCK_CARD, papers::v1::PAPER_KIND_COUNT, papers::v1::PAPER_KIND_DESTRUCTION,
        papers::v1::PAPER_KIND_LOSS, papers::v1::PAPER_KIND_STOCK_REPORT}) {
    papers::v1::KindSettings& added = *settings.add_kinds();
    added.set_kind(kind);
    const auto signer = [&](const char* heading, const char* role, bool approves, bool other) {
      papers::v1::Signer& one = *added.add_signers();
      one.set_heading(heading);
      one.set_role(role);
      one.set_approves(approves);
      one.set_other_party(other);
    };
    const bool receipt = kind == papers::v1::PAPER_KIND_RECEIPT;
    const bool note = kind == papers::v1::PAPER_KIND_DELIVERY_NOTE;
    if (receipt) signer("Yang menyerahkan,", "PENGURUS_BARANG", false, true);
    if (note) signer("Yang menyerahkan,", "PENGURUS_BARANG", false, false);
    if (note) signer("Yang menerima,", "PENGURUS_BARANG", false, true);
    if (receipt) signer("Yang menerima,", "PENGURUS_BARANG", false, false);
    if (!receipt && !note) signer("Yang membuat,", "PENGURUS_BARANG", false, false);
    signer("Mengetahui,", "KEPALA", true, false);
  }
  Must(Who("ratna").Do(&PapersService::Stub::SetPaperSettings, request));
}

// A machine whose date jumps by more than a month must be confirmed by a person: something happens every three weeks.
void YearScene::On(absl::CivilDay day, int hour) {
  const absl::Time end = At(day, hour);
  while (clock_.Now() < end) {
    clock_.Set(std::min(end, clock_.Now() + absl::Hours(24 * 20)));
    EXPECT_OK(station_->Heartbeat());
  }
}

absl::CivilDay YearScene::today() const { return absl::ToCivilDay(clock_.Now(), cases::Wib()); }

void YearScene::CreateLot(const std::string& lot, int64_t price_idr, const std::string& funding) {
  stock::v1::CreateLotRequest request;
  request.mutable_lot()->set_lot(lot);
  request.mutable_lot()->set_blank_type("KTP-EL");
  request.mutable_lot()->set_unit_price_idr(price_idr);
  request.mutable_lot()->set_funding(funding);
  Must(Who("ratna").Do(&StockService::Stub::CreateLot, request));
}

void YearScene::Open(const std::string& lot, int64_t count, const std::string& document) {
  stock::v1::RecordOpeningRequest request;
  request.set_office(kRegency);
  request.add_lines()->set_lot(lot);
  request.mutable_lines(0)->set_count(count);
  request.set_document(document);
  Must(Who("ratna").Do(&StockService::Stub::RecordOpening, request));
}

std::string YearScene::ReceiveFromOutside(const std::string& document, const LotCount& line,
                                          absl::CivilDay dated) {
  stock::v1::ReceiveFromOutsideRequest request;
  request.set_office(kRegency);
  request.set_from_office("00");
  request.set_document(document);
  request.set_receipt_number("BAST/" + document);
  *request.mutable_document_date() = DateOf(dated);
  stock::v1::ShipmentLine& added = *request.add_lines();
  added.set_lot(line.lot);
  added.set_shipped_count(line.shipped);
  added.set_accepted_count(line.accepted());
  added.set_missing_count(line.missing);
  added.set_rejected_count(line.rejected);
  added.set_surplus_count(line.surplus);
  return Must(Who("siti").Do(&StockService::Stub::ReceiveFromOutside, request)).shipment().shipment_id();
}

void YearScene::Resolve(const std::string& id, const std::string& lot, movements::v1::Resolution resolution,
                        int64_t count, const std::string& note) {
  movements::v1::ResolveCaseRequest request;
  request.set_case_id(id);
  request.set_lot(lot);
  request.set_resolution(resolution);
  request.set_count(count);
  request.set_note(note);
  const bool two =
      resolution == movements::v1::RESOLUTION_LOST || resolution == movements::v1::RESOLUTION_ACCEPTED;
  Person& by = Who(two ? "hasan" : "siti");
  if (two) request.set_pin(by.pin());
  const auto said = Must(by.Do(&MovementsService::Stub::ResolveCase, request));
  if (!two) return;
  EXPECT_OK(Who("ratna").Approve(said.proposal().proposal_id()));
}

std::string YearScene::ShipToDistrict(const std::string& lot, int64_t count, const std::string& note) {
  stock::v1::DispatchShipmentRequest dispatch;
  dispatch.set_from_office(kRegency);
  dispatch.set_to_office(kDistrict);
  dispatch.set_delivery_note(note);
  dispatch.add_lines()->set_lot(lot);
  dispatch.mutable_lines(0)->set_count(count);
  const std::string id =
      Must(Who("hasan").Do(&StockService::Stub::DispatchShipment, dispatch)).shipment().shipment_id();
  stock::v1::ReceiveShipmentRequest receive;
  receive.set_shipment_id(id);
  receive.set_receipt_number("BAST/" + note);
  receive.add_lines()->set_lot(lot);
  receive.mutable_lines(0)->set_shipped_count(count);
  receive.mutable_lines(0)->set_accepted_count(count);
  Must(Who("siti").Do(&StockService::Stub::ReceiveShipment, receive));
  return id;
}

void YearScene::SpoilInStore(const std::string& lot, int64_t count) {
  movements::v1::SpoilBlanksRequest request;
  request.set_office(kRegency);
  request.set_lot(lot);
  request.set_count(count);
  request.set_cause("CACAT");
  Must(Who("siti").Do(&MovementsService::Stub::SpoilBlanks, request));
}

std::string YearScene::DeclareLoss(const std::string& lot, int64_t count,
                                   const std::vector<std::string>& uids) {
  movements::v1::DeclareLossRequest request;
  request.set_office(kRegency);
  request.add_lines()->set_lot(lot);
  request.mutable_lines(0)->set_count(count);
  request.set_circumstances("Laci loket terbuka pada pagi hari, tiga keping tidak ada.");
  request.set_place("loket pelayanan lantai 1");
  request.set_police_report("LP/214/VI/2026");
  *request.mutable_lost_date() = DateOf(today());
  for (const std::string& uid : uids) request.add_uids()->set_first(uid);
  request.set_pin(Who("hasan").pin());
  const auto declared = Must(Who("hasan").Do(&MovementsService::Stub::DeclareLoss, request));
  EXPECT_OK(Who("ratna").Approve(declared.proposal().proposal_id()));
  movements::v1::ListLossesRequest list;
  const auto losses = Must(Who("ratna").Do(&MovementsService::Stub::ListLosses, list));
  EXPECT_GT(losses.losses_size(), 0);
  return losses.losses().empty() ? "" : losses.losses().rbegin()->loss_id();
}

std::string YearScene::CountAll(const std::vector<CountedLot>& lots, const std::string& document,
                                bool settle) {
  counts::v1::OpenCountRequest open;
  open.set_office(kRegency);
  const std::string id = Must(Who("siti").Do(&CountsService::Stub::OpenCount, open)).count().count_id();
  clock_.Advance(absl::Hours(1));
  counts::v1::EnterCountRequest enter;
  enter.set_count_id(id);
  counts::v1::SettleCountRequest settlement;
  settlement.set_count_id(id);
  settlement.set_document(document);
  for (const CountedLot& lot : lots) {
    counts::v1::EnteredLine& line = *enter.add_lines();
    line.set_lot(lot.lot);
    line.mutable_counted()->set_unused(lot.unused);
    line.mutable_counted()->set_spoiled(lot.spoiled);
    if (lot.explanation.empty()) continue;
    counts::v1::Explanation& added = *settlement.add_explanations();
    added.set_lot(lot.lot);
    added.set_text(lot.explanation);
  }
  Must(Who("siti").Do(&CountsService::Stub::EnterCount, enter));
  if (!settle) return id;
  settlement.set_pin(Who("hasan").pin());
  const auto proposed = Must(Who("hasan").Do(&CountsService::Stub::SettleCount, settlement));
  EXPECT_OK(Who("ratna").Approve(proposed.proposal().proposal_id()));
  counts::v1::GetCountRequest get;
  get.set_count_id(id);
  const auto settled = Must(Who("siti").Do(&CountsService::Stub::GetCount, get)).count();
  EXPECT_EQ(settled.counted_by(), "account:siti");
  EXPECT_EQ(settled.settled_by(), "account:hasan");
  EXPECT_EQ(settled.second_person(), "account:ratna");
  return id;
}

void YearScene::WithdrawCard(const std::string& holder) {
  destruction::v1::WithdrawCardRequest request;
  request.set_office(kRegency);
  request.set_blank_uid("04D4C3B2A10099");
  request.set_cause("DATA_CHANGED");
  request.set_holder_name(holder);
  request.set_holder_address("Jalan Melati 4, Desa Contoh");
  Must(Who("siti").Do(&DestructionService::Stub::WithdrawCard, request));
}

std::string YearScene::DestroyAllSpoiled(const std::string& number) {
  destruction::v1::OpenDestructionRequest open;
  open.set_office(kRegency);
  const std::string id =
      Must(Who("siti").Do(&DestructionService::Stub::OpenDestruction, open)).destruction().destruction_id();
  destruction::v1::AddCardsRequest add;
  add.set_destruction_id(id);
  for (const auto kept : {destruction::v1::CARD_REGISTER_SPOILED, destruction::v1::CARD_REGISTER_WITHDRAWN}) {
    destruction::v1::ListRegisteredCardsRequest list;
    list.set_office(kRegency);
    list.set_register_(kept);
    const auto found = Must(Who("siti").Do(&DestructionService::Stub::ListRegisteredCards, list));
    for (const auto& card : found.cards()) {
      destruction::v1::CardName& name = *add.add_cards();
      if (kept == destruction::v1::CARD_REGISTER_SPOILED) name.set_spoiled_number(card.number());
      if (kept == destruction::v1::CARD_REGISTER_WITHDRAWN) name.set_withdrawn_number(card.number());
    }
  }
  const auto listed = Must(Who("siti").Do(&DestructionService::Stub::AddCards, add)).destruction().listed();
  destruction::v1::DescribeDestructionRequest describe;
  describe.set_destruction_id(id);
  describe.set_number(number);
  *describe.mutable_date() = DateOf(today());
  describe.set_place("halaman belakang kantor Dinas");
  describe.set_method("dibakar sampai habis");
  for (const auto& [name, institution, title] :
       {std::tuple("JOKO CONTOH, S.H.", "Satuan Polisi Pamong Praja", "Kepala Seksi"),
        std::tuple("WATI CONTOH, S.E.", "Inspektorat Daerah", "Auditor")}) {
    destruction::v1::Witness& witness = *describe.add_witnesses();
    witness.set_name(name);
    witness.set_institution(institution);
    witness.set_title(title);
    witness.set_nip("19800101 200501 1 002");
  }
  Must(Who("siti").Do(&DestructionService::Stub::DescribeDestruction, describe));
  destruction::v1::CountPileRequest pile;
  pile.set_destruction_id(id);
  pile.set_pile(listed);
  Must(Who("siti").Do(&DestructionService::Stub::CountPile, pile));
  destruction::v1::ProposeDestructionRequest propose;
  propose.set_destruction_id(id);
  propose.set_pin(Who("hasan").pin());
  const auto proposed = Must(Who("hasan").Do(&DestructionService::Stub::ProposeDestruction, propose));
  EXPECT_OK(Who("ratna").Approve(proposed.proposal().proposal_id()));
  destruction::v1::GetDestructionRequest get;
  get.set_destruction_id(id);
  const auto burnt = Must(Who("siti").Do(&DestructionService::Stub::GetDestruction, get)).destruction();
  EXPECT_EQ(burnt.state(), destruction::v1::Destruction::STATE_DESTROYED);
  EXPECT_EQ(burnt.proposed_by(), "account:hasan");
  EXPECT_EQ(burnt.second_person(), "account:ratna");
  return id;
}

}  // namespace blangko::scenarios
