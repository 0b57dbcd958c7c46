#include "tests/bench/ledger_office.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "services/rpc/channel.h"
#include "services/stock/stock_table.h"
#include "tests/support/grpc_call.h"

namespace blangko::bench {
namespace {

using papers::v1::PapersService;
using support::StockStub;

constexpr char kOffice[] = "14.05";
constexpr char kLot[] = "LOT-1";
constexpr int64_t kEntriesOfACommit = 150;
constexpr int kQuietDays = 20;
constexpr int kQuietEntriesOfADay = 10;
constexpr int kPageSize = 100;
constexpr int kWalkPage = 1000;

absl::Time Begin() { return absl::FromCivil(absl::CivilDay(2026, 1, 1), absl::UTCTimeZone()); }
absl::Time FillBegin() { return Begin() + absl::Hours(24); }
absl::Time FillEnd() { return Begin() + absl::Hours(24 * 20); }

common::v1::Date DateOf(absl::CivilDay day) {
  common::v1::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}
absl::CivilDay QuietDay(int day) { return absl::CivilDay(2026, 1, 22) + day; }

// Every second entry reserves a blank for a card, the one after it says that the card was printed.
stock::Posting PostingOf(int64_t number) {
  const bool reserves = number % 2 == 0;
  rows::v1::Movement movement;
  movement.set_count(1);
  movement.set_from(reserves ? rows::v1::ACCOUNT_AVAILABLE : rows::v1::ACCOUNT_RESERVED);
  movement.set_to(reserves ? rows::v1::ACCOUNT_RESERVED : rows::v1::ACCOUNT_CONSUMED);
  movement.set_record_id(absl::StrCat("R-", number / 2));
  movement.set_attempt(1);
  return {.office = kOffice,
          .lot = kLot,
          .movements = {movement},
          .record = {},
          .subject = "bench",
          .event = reserves ? "GRANT" : "OUTCOME"};
}

absl::Status Post(storage::Store& store, int64_t first, int64_t count, absl::Time now) {
  const access::Act act{.actor = {"station:dinas-1", access::Role::kStation, ""},
                        .now = now,
                        .request_id = "",
                        .fingerprint = ""};
  return store.Update("bench.post", [&](storage::Txn& txn) -> absl::Status {
    for (int64_t i = 0; i < count; ++i) {
      RETURN_IF_ERROR(stock::StockTable(txn).Post(act, PostingOf(first + i)).status());
    }
    return absl::OkStatus();
  });
}

}  // namespace

LedgerOffice::LedgerOffice() : clock_(Begin()), ids_(clock_) {}

LedgerOffice::~LedgerOffice() = default;

absl::StatusOr<std::unique_ptr<LedgerOffice>> LedgerOffice::Open(int64_t entries) {
  InitCrypto();
  SetLogLevel(LogLevel::kWarning);
  std::unique_ptr<LedgerOffice> office(new LedgerOffice());
  RETURN_IF_ERROR(office->Start());
  RETURN_IF_ERROR(office->Furnish(entries));
  RETURN_IF_ERROR(office->Fill(entries));
  RETURN_IF_ERROR(office->FillQuietMonth());
  RETURN_IF_ERROR(office->Start());
  RETURN_IF_ERROR(office->FindMiddle(entries));
  return office;
}

absl::Status LedgerOffice::Start() {
  if (node_ != nullptr) node_->Stop(absl::Seconds(1));
  node_.reset();
  node::Config config;
  config.set_listen("127.0.0.1:0");
  config.set_metrics_listen("off");
  config.set_data_dir(dir_.File("data"));
  ASSIGN_OR_RETURN(node_, node::Node::Start(node::WithDefaults(std::move(config)), clock_, rng_));
  const auto channel = rpc::OpenChannel(node_->address());
  office_ = std::make_unique<support::OfficeClient>(channel, clock_);
  papers_ = PapersService::NewStub(channel);
  return absl::OkStatus();
}

absl::Status LedgerOffice::Furnish(int64_t blanks) {
  RETURN_IF_ERROR(office_->PutRegency(kOffice, 1, false));
  RETURN_IF_ERROR(office_->CreateLot(kLot));
  RETURN_IF_ERROR(office_->Receive(kOffice, kLot, blanks + 1'000, "SJ-1"));
  papers::v1::SetPaperSettingsRequest request;
  request.set_request_id(ids_.Next());
  request.mutable_settings()->set_office(kOffice);
  request.mutable_settings()->add_letterhead("KANTOR PERCOBAAN");
  request.mutable_settings()->set_place("Kota Contoh");
  return support::Call(*papers_, &PapersService::Stub::SetPaperSettings, request).status();
}

absl::Status LedgerOffice::Fill(int64_t entries) {
  const absl::Duration step = (FillEnd() - FillBegin()) / std::max<int64_t>(entries, 1);
  while (posted_ < entries) {
    const int64_t count = std::min(kEntriesOfACommit, entries - posted_);
    RETURN_IF_ERROR(Post(node_->store(), posted_, count, FillBegin() + step * posted_));
    posted_ += count;
  }
  clock_.Set(FillEnd() + absl::Hours(1));
  return office_->Equation(kOffice).status();
}

absl::Status LedgerOffice::FillQuietMonth() {
  posted_ += posted_ % 2;  // begins with a blank that is reserved
  for (int day = 0; day < kQuietDays; ++day) {
    const absl::Time morning = absl::FromCivil(absl::CivilHour(QuietDay(day)) + 2, absl::UTCTimeZone());
    RETURN_IF_ERROR(Post(node_->store(), posted_, kQuietEntriesOfADay, morning));
    posted_ += kQuietEntriesOfADay;
    clock_.Set(morning + absl::Hours(1));
  }
  clock_.Advance(absl::Hours(24));
  return absl::OkStatus();
}

absl::Status LedgerOffice::FindMiddle(int64_t entries) {
  middle_.set_office(kOffice);
  middle_.set_lot(kLot);
  middle_.set_page_size(kWalkPage);
  for (int64_t seen = 0; seen < entries / 2; seen += kWalkPage) {
    ASSIGN_OR_RETURN(const auto page, support::Call(office_->stock(), &StockStub::ListMovements, middle_));
    middle_.set_page_token(page.next_page_token());
  }
  middle_.set_page_size(kPageSize);
  return absl::OkStatus();
}

absl::Status LedgerOffice::AskEquation() { return office_->Equation(kOffice).status(); }

absl::Status LedgerOffice::AskPastEquation() {
  stock::v1::GetEquationRequest request;
  request.set_office(kOffice);
  request.mutable_at()->set_seconds(absl::ToUnixSeconds(FillBegin() + (FillEnd() - FillBegin()) / 2));
  return support::Call(office_->stock(), &StockStub::GetEquation, request).status();
}

absl::Status LedgerOffice::AskNewestPage() {
  stock::v1::ListMovementsRequest request;
  request.set_office(kOffice);
  request.set_page_size(kPageSize);
  request.set_newest_first(true);
  return support::Call(office_->stock(), &StockStub::ListMovements, request).status();
}

absl::Status LedgerOffice::AskMiddlePage() {
  return support::Call(office_->stock(), &StockStub::ListMovements, middle_).status();
}

absl::Status LedgerOffice::AskStockCard() {
  papers::v1::IssuePaperRequest request;
  request.set_request_id(ids_.Next());
  request.set_kind(papers::v1::PAPER_KIND_STOCK_CARD);
  auto& card = *request.mutable_stock_card();
  card.set_office(kOffice);
  const int half = kQuietDays / 2;
  card.set_lot(cards_ / (half * half) % 2 == 0 ? "" : kLot);
  *card.mutable_from() = DateOf(QuietDay(cards_ % half));
  *card.mutable_to() = DateOf(QuietDay(half + cards_ / half % half));
  ++cards_;
  ASSIGN_OR_RETURN(const auto issued, support::Call(*papers_, &PapersService::Stub::IssuePaper, request));
  papers::v1::GetPaperRequest get;
  get.set_paper_id(issued.paper().paper_id());
  get.set_format(papers::v1::PAPER_FORMAT_CSV);
  return support::Call(*papers_, &PapersService::Stub::GetPaper, get).status();
}

absl::Status LedgerOffice::AskStockAt() {
  papers::v1::GetStockAtRequest request;
  request.mutable_at()->set_office(kOffice);
  *request.mutable_at()->mutable_date() = DateOf(QuietDay(kQuietDays / 2));
  return support::Call(*papers_, &PapersService::Stub::GetStockAt, request).status();
}

}  // namespace blangko::bench
