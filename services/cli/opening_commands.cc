// blangko opening [blanks]|spoils|cards|sukets|loan|close|show: what an office had in hand when it began.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/opening/v1/opening_service.grpc.pb.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/opening_file.h"
#include "services/cli/stock_tables.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using opening::v1::Opening;
using opening::v1::OpeningService;
using stock::v1::RecordOpeningRequest;
using stock::v1::StockService;

constexpr size_t kItemsInOne = 50;

struct Options {
  std::string office, document, date, file, resume, cause, lender, borrower, type, due;
  std::vector<std::string> lots;
  int64_t count = 0;
};

Table OpeningTable(const Opening& opening) {
  return {.key = "opening",
          .title = "",
          .columns = {{"office", "Kantor"},
                      {"spoiled_count", "Blangko rusak disimpan", Kind::kCount},
                      {"uncollected_count", "Kartu belum diambil", Kind::kCount},
                      {"suket_count", "Suket beredar", Kind::kCount},
                      {"loan_count", "Pinjaman terbuka", Kind::kCount},
                      {"begin_time", "Mulai diisi", Kind::kTime},
                      {"close_time", "Ditutup pada", Kind::kTime},
                      {"closed_by", "Ditutup oleh"},
                      {"document", "Berita acara"}},
          .rows = {{opening.office(), Raw(opening.spoiled_count()), Raw(opening.uncollected_count()),
                    Raw(opening.suket_count()), Raw(opening.loan_count()), TimeCell(opening.begin_time()),
                    TimeCell(opening.close_time()), opening.closed_by(), opening.document()}},
          .single = true};
}

Table RefusedTable() {
  return {.key = "refused",
          .title = "Tidak masuk",
          .columns = {{"row", "Baris", Kind::kCount},
                      {"item", "Isian"},
                      {"reason", "Kode"},
                      {"message", "Sebab"}},
          .rows = {}};
}

absl::StatusOr<common::v1::Date> DateOf(Session& session, const std::string& typed, size_t row) {
  if (typed.empty()) return common::v1::Date();
  return ParseDay(session.In(absl::StrCat("baris ", row, ", date"), absl::StrCat("row ", row, ", date")),
                  typed, session.zone());
}

// ---- free and spoiled blanks

absl::Status Blanks(Session& session, const Options& options) {
  if (options.office.empty() || options.lots.empty())
    return UsageError(
        "opening: sebutkan --office dan --lot LOT:JUMLAH, atau spoils, cards, sukets, loan, close, show",
        "opening: give --office and --lot LOT:COUNT, or spoils, cards, sukets, loan, close, show");
  RecordOpeningRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_office(options.office);
  request.set_document(options.document);
  if (!options.date.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_document_date(), ParseDay("--date", options.date, session.zone()));
  }
  ASSIGN_OR_RETURN(const auto lots, ParseLots("--lot", options.lots));
  for (const LotCount& lot : lots) {
    auto* line = request.add_lines();
    line->set_lot(lot.lot);
    line->set_count(lot.count);
  }
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::RecordOpening, request));
  session.Print({BalancesTable({response.balances().begin(), response.balances().end()})});
  return absl::OkStatus();
}

absl::Status AddLines(const Options& options, opening::v1::AddSpoilsRequest& request) {
  ASSIGN_OR_RETURN(const auto lots, ParseLots("--lot", options.lots));
  for (const LotCount& lot : lots) {
    auto* line = request.add_lines();
    line->set_lot(lot.lot);
    line->set_count(lot.count);
    line->set_cause(options.cause);
  }
  return absl::OkStatus();
}

absl::Status AddLinesOfFile(const Options& options, opening::v1::AddSpoilsRequest& request) {
  ASSIGN_OR_RETURN(const auto items, ReadOpeningFile(options.file, {"lot", "count", "cause"}));
  if (items.size() > kItemsInOne)
    return UsageError(absl::StrCat(options.file, ": paling banyak ", kItemsInOne, " baris"),
                      absl::StrCat(options.file, ": at most ", kItemsInOne, " rows"));
  for (const OpeningItem& item : items) {
    int64_t count = 0;
    if (!absl::SimpleAtoi(item.at("count"), &count))
      return UsageError(absl::StrCat(options.file, ": count bukan angka: ", item.at("count")),
                        absl::StrCat(options.file, ": count is no number: ", item.at("count")));
    auto* line = request.add_lines();
    line->set_lot(item.at("lot"));
    line->set_count(count);
    line->set_cause(item.at("cause"));
  }
  return absl::OkStatus();
}

absl::Status Spoils(Session& session, const Options& options) {
  if (options.file.empty() == options.lots.empty())
    return UsageError("opening spoils: sebutkan --file, atau --lot LOT:JUMLAH dengan --cause",
                      "opening spoils: give --file, or --lot LOT:COUNT with --cause");
  opening::v1::AddSpoilsRequest request;
  request.set_request_id(options.resume.empty() ? session.NewRequestId() : options.resume);
  request.set_office(options.office);
  request.set_document(options.document);
  RETURN_IF_ERROR(options.file.empty() ? AddLines(options, request) : AddLinesOfFile(options, request));
  ASSIGN_OR_RETURN(const auto response, session.Call(&OpeningService::Stub::AddSpoils, request));
  session.Print({OpeningTable(response.opening())});
  return absl::OkStatus();
}

// ---- lists, 50 items a request

// Sends the items with ids that follow from the first, so that sending the file again with --resume adds nothing twice.
template <typename Request, typename Response, typename Fill>
absl::Status SendItems(Session& session, const Options& options, const std::vector<OpeningItem>& items,
                       grpc::Status (OpeningService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                    Response*),
                       Fill fill) {
  const std::string first = options.resume.empty() ? session.NewRequestId() : options.resume;
  Table refused = RefusedTable();
  Opening opening;
  for (size_t begin = 0; begin < items.size(); begin += kItemsInOne) {
    Request request;
    request.set_request_id(NthRequestId(first, begin / kItemsInOne));
    request.set_office(options.office);
    const size_t end = std::min(begin + kItemsInOne, items.size());
    for (size_t i = begin; i < end; ++i) RETURN_IF_ERROR(fill(items[i], i + 1, request));
    const absl::StatusOr<Response> response = session.Call(method, request);
    if (!response.ok()) {
      session.Hint(session.In(
          absl::StrCat("Sampai baris ", begin, " sudah terkirim; lanjutkan dengan --resume ", first),
          absl::StrCat("Rows up to ", begin, " were sent; go on with --resume ", first)));
      return response.status();
    }
    opening = response->opening();
    for (const auto& item : response->refused()) {
      const size_t at = begin + static_cast<size_t>(item.item()) - 1;
      const OpeningItem& row = items.at(at);
      const auto number = row.find("number");
      refused.rows.push_back({Raw(static_cast<int64_t>(at + 1)),
                              number == row.end() ? row.at("record_id") : number->second, item.reason(),
                              std::string(session.In(item.message_id(), item.message()))});
    }
  }
  std::vector<Table> tables = {OpeningTable(opening)};
  if (!refused.rows.empty()) tables.push_back(refused);
  session.Print(tables);
  return absl::OkStatus();
}

absl::Status Cards(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(const auto items, ReadOpeningFile(options.file, {"record_id"}));
  const auto fill = [&](const OpeningItem& item, size_t row,
                        opening::v1::AddUncollectedCardsRequest& request) -> absl::Status {
    const auto cell = [&](const char* name) {
      const auto found = item.find(name);
      return found == item.end() ? std::string() : found->second;
    };
    auto& card = *request.add_cards();
    card.set_record_id(cell("record_id"));
    card.set_place(cell("place"));
    ASSIGN_OR_RETURN(const common::v1::Date date, DateOf(session, cell("date"), row));
    if (date.year() != 0) *card.mutable_printed_date() = date;
    return absl::OkStatus();
  };
  return SendItems(session, options, items, &OpeningService::Stub::AddUncollectedCards, fill);
}

absl::Status Sukets(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(const auto items, ReadOpeningFile(options.file, {"number", "record_id"}));
  const auto fill = [&](const OpeningItem& item, size_t row,
                        opening::v1::AddSuketsRequest& request) -> absl::Status {
    auto& suket = *request.add_sukets();
    suket.set_number(item.at("number"));
    suket.set_record_id(item.at("record_id"));
    const auto typed = item.find("date");
    ASSIGN_OR_RETURN(const common::v1::Date date,
                     DateOf(session, typed == item.end() ? "" : typed->second, row));
    if (date.year() != 0) *suket.mutable_issued_date() = date;
    return absl::OkStatus();
  };
  return SendItems(session, options, items, &OpeningService::Stub::AddSukets, fill);
}

// ---- loans, the end, and what is there

absl::Status Loan(Session& session, const Options& options) {
  opening::v1::AddOpenLoanRequest request;
  request.set_request_id(session.NewRequestId());
  auto& loan = *request.mutable_loan();
  loan.set_lender(options.lender);
  loan.set_borrower(options.borrower);
  loan.set_blank_type(options.type);
  loan.set_owed_count(options.count);
  loan.set_document(options.document);
  if (!options.due.empty()) {
    ASSIGN_OR_RETURN(*loan.mutable_due_date(), ParseDay("--due", options.due, session.zone()));
  }
  ASSIGN_OR_RETURN(const auto response, session.Call(&OpeningService::Stub::AddOpenLoan, request));
  session.Print({{.key = "loan",
                  .title = "",
                  .columns = {{"loan_id", "Pinjaman"}},
                  .rows = {{response.loan_id()}},
                  .single = true}});
  return absl::OkStatus();
}

absl::Status Close(Session& session, const Options& options) {
  opening::v1::CloseOpeningRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_office(options.office);
  request.set_document(options.document);
  ASSIGN_OR_RETURN(const auto response, session.Call(&OpeningService::Stub::CloseOpening, request));
  session.Print({OpeningTable(response.opening())});
  return absl::OkStatus();
}

absl::StatusOr<Table> CardTable(Session& session, const std::string& office) {
  Table table{.key = "cards",
              .title = "Kartu belum diambil",
              .columns = {{"record_id", "Data cetak"}, {"printed_date", "Dicetak"}, {"place", "Tempat"}},
              .rows = {}};
  opening::v1::ListUncollectedCardsRequest request;
  request.set_office(office);
  RETURN_IF_ERROR(session.EachPage(
      &OpeningService::Stub::ListUncollectedCards, request,
      [&](const opening::v1::ListUncollectedCardsResponse& page) {
        for (const auto& card : page.cards())
          table.rows.push_back({card.record_id(), DayCell(card.printed_date()), card.place()});
        return true;
      }));
  return table;
}

absl::StatusOr<Table> SuketTable(Session& session, const std::string& office) {
  Table table{.key = "sukets",
              .title = "Suket beredar",
              .columns = {{"number", "Nomor"}, {"record_id", "Data cetak"}, {"issued_date", "Tanggal"}},
              .rows = {}};
  opening::v1::ListSuketsRequest request;
  request.set_office(office);
  RETURN_IF_ERROR(session.EachPage(
      &OpeningService::Stub::ListSukets, request, [&](const opening::v1::ListSuketsResponse& page) {
        for (const auto& suket : page.sukets())
          table.rows.push_back({suket.number(), suket.record_id(), DayCell(suket.issued_date())});
        return true;
      }));
  return table;
}

absl::Status Show(Session& session, const Options& options) {
  opening::v1::GetOpeningRequest request;
  request.set_office(options.office);
  ASSIGN_OR_RETURN(const auto response, session.Call(&OpeningService::Stub::GetOpening, request));
  ASSIGN_OR_RETURN(const Table cards, CardTable(session, options.office));
  ASSIGN_OR_RETURN(const Table sukets, SuketTable(session, options.office));
  session.Print({OpeningTable(response.opening()), cards, sukets});
  return absl::OkStatus();
}

using Run = absl::Status (*)(Session&, const Options&);

Menu::Command AddOne(Menu& menu, Menu::Command group, const char* name, const char* help,
                     const std::shared_ptr<Options>& options, Run run) {
  Menu::Command added =
      menu.Add(group, name, help, [options, run](Session& session) { return run(session, *options); });
  return added;
}

void OfferOffice(Menu::Command command, const std::shared_ptr<Options>& options) {
  command->add_option("--office", options->office, "One office")->required();
}

void OfferFile(Menu::Command command, const std::shared_ptr<Options>& options, const char* columns) {
  command->add_option("--file", options->file, columns)->required();
  command->add_option("--resume", options->resume,
                      "Go on with a file of which a part was sent: the id that was shown");
}

void OfferBlanks(Menu::Command command, const std::shared_ptr<Options>& options) {
  command->add_option("--office", options->office, "One office");
  command->add_option("--lot", options->lots, "LOT:COUNT; may be repeated");
  command->add_option("--document", options->document, "Number of the count");
  command->add_option("--date", options->date, "Date of the document; default: today");
}

void AddLists(Menu& menu, Menu::Command group) {
  auto spoils = std::make_shared<Options>();
  auto* spoiled =
      AddOne(menu, group, "spoils", "Spoiled blanks that are kept for destruction", spoils, Spoils);
  OfferOffice(spoiled, spoils);
  spoiled->add_option("--lot", spoils->lots, "LOT:COUNT; may be repeated");
  spoiled->add_option("--cause", spoils->cause, "GAGAL_ENCODE, GAGAL_CETAK or CACAT");
  spoiled->add_option("--file", spoils->file, "CSV with lot;count;cause, at most 50 rows");
  spoiled->add_option("--document", spoils->document, "Number of the count");
  auto cards = std::make_shared<Options>();
  auto* listed =
      AddOne(menu, group, "cards", "Cards that were printed before and wait for their holders", cards, Cards);
  OfferOffice(listed, cards);
  OfferFile(listed, cards, "CSV with record_id;date;place; the records are imported first");
  auto sukets = std::make_shared<Options>();
  auto* papers =
      AddOne(menu, group, "sukets", "Sukets that are out, of records not printed yet", sukets, Sukets);
  OfferOffice(papers, sukets);
  OfferFile(papers, sukets, "CSV with number;record_id;date; the records are imported first");
}

void AddLoan(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<Options>();
  auto* loan = AddOne(menu, group, "loan", "Blanks that are still owed", options, Loan);
  loan->add_option("--lender", options->lender, "Office that lent, of this store or outside")->required();
  loan->add_option("--borrower", options->borrower, "Office that owes")->required();
  loan->add_option("--type", options->type, "Type of blank")->required();
  loan->add_option("--count", options->count, "Blanks that are owed")->required();
  loan->add_option("--due", options->due, "Day on which it is due");
  loan->add_option("--document", options->document, "Number of the loan's document")->required();
}

}  // namespace

void AddOpeningCommands(Menu& menu) {
  auto free = std::make_shared<Options>();
  auto* group = menu.Group("opening", "What an office had when it began; without a word: its free blanks",
                           [free](Session& session) { return Blanks(session, *free); });
  OfferBlanks(group, free);
  auto blanks = std::make_shared<Options>();
  OfferBlanks(AddOne(menu, group, "blanks", "Blanks found when the store began", blanks, Blanks), blanks);
  AddLists(menu, group);
  AddLoan(menu, group);
  auto close = std::make_shared<Options>();
  auto* end = AddOne(menu, group, "close", "Nothing more is entered; by a named person", close, Close);
  OfferOffice(end, close);
  end->add_option("--document", close->document, "Number of the minutes (BA)")->required();
  auto show = std::make_shared<Options>();
  OfferOffice(AddOne(menu, group, "show", "What was entered", show, Show), show);
}

}  // namespace blangko::cli
