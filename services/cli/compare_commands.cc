// blangko compare import|show|book|answer|close|days|outside: the daily comparison with the ministry's application.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/comparison/v1/comparison_service.grpc.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/compare_view.h"
#include "services/cli/errors.h"
#include "services/cli/typed_date.h"
#include "services/rpc/channel.h"
#include "services/rpc/status_mapping.h"

namespace blangko::cli {
namespace {

using comparison::v1::ComparedCard;
using comparison::v1::ComparisonDay;
using comparison::v1::ComparisonService;

constexpr size_t kChunkBytes = 256 << 10;
constexpr int kAtOnce = 20;  // cards of one booking

struct Options {
  std::string office, day;
  std::string path, reason, note, lot;
  std::vector<std::string> cards;
  bool all = false;
  bool below = false;
};

template <typename Request>
absl::StatusOr<Request> AskAbout(const Session& session, const Options& options) {
  Request request;
  request.set_office(options.office);
  ASSIGN_OR_RETURN(*request.mutable_day(), ParseDay("--day", options.day, session.zone()));
  return request;
}

void SayNext(Session& session, const ComparisonDay& day) {
  if (day.state() != ComparisonDay::STATE_OPEN) return;
  const std::string place = absl::StrCat(" --office ", day.office(), " --day ", DayCell(day.day()));
  if (day.counts().unanswered() == 0) {
    session.Say(
        absl::StrCat(
            "Cocok, atau setiap selisih ada alasannya. Bila hari sudah selesai: blangko compare close",
            place),
        absl::StrCat(
            "Both agree, or each difference has a reason. When the day is over: blangko compare close",
            place));
    return;
  }
  session.Say(absl::StrCat("Lihat selisihnya: blangko compare show", place,
                           "; bukukan kartu yang hanya di pusat: blangko compare book", place,
                           " --card KARTU (atau --all); atau beri alasan: blangko compare answer"),
              absl::StrCat("See the differences: blangko compare show", place,
                           "; book cards that are only there: blangko compare book", place,
                           " --card CARD (or --all); or give a reason: blangko compare answer"));
}

// ---- import

absl::StatusOr<comparison::v1::ImportPrintListResponse> SendList(Session& session, const Options& options) {
  comparison::v1::ImportPrintListRequest message;
  auto& header = *message.mutable_header();
  header.set_request_id(session.NewRequestId());
  header.set_office(options.office);
  ASSIGN_OR_RETURN(*header.mutable_day(), ParseDay("--day", options.day, session.zone()));
  std::ifstream in(options.path, std::ios::binary);
  if (!in) return UsageError(options.path + ": tidak dapat dibaca", options.path + ": cannot be read");
  grpc::ClientContext context;
  rpc::Prepare(context, session.call_options());
  ComparisonService::Stub stub(session.channel());
  comparison::v1::ImportPrintListResponse response;
  const auto writer = stub.ImportPrintList(&context, &response);
  for (bool going = true; going && !message.last(); message.clear_header()) {
    std::string& chunk = *message.mutable_data();
    chunk.resize(kChunkBytes);
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    chunk.resize(static_cast<size_t>(in.gcount()));
    message.set_last(in.peek() == std::ifstream::traits_type::eof());
    going = writer->Write(message);
  }
  writer->WritesDone();
  RETURN_IF_ERROR(rpc::FromGrpc(writer->Finish()));
  return response;
}

absl::Status Import(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(const auto response, SendList(session, options));
  Table day = ComparedDays("day");
  AddComparedDay(day, response.day());
  day.single = true;
  std::vector<Table> tables = {day};
  if (session.format() != Format::kTable || !response.errors().empty())
    tables.push_back(RefusedRows(response.errors()));
  session.Print(tables);
  if (!response.changed())
    session.Say("Daftar ini sudah diambil sebelumnya; tidak ada yang berubah.",
                "This list was taken before; nothing was changed.");
  SayNext(session, response.day());
  return absl::OkStatus();
}

// ---- show, days

absl::Status Show(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(const auto about, AskAbout<comparison::v1::GetDayRequest>(session, options));
  ASSIGN_OR_RETURN(const auto got, session.Call(&ComparisonService::Stub::GetDay, about));
  ASSIGN_OR_RETURN(auto request, AskAbout<comparison::v1::ListComparedCardsRequest>(session, options));
  request.set_differences_only(!options.all);
  Table cards = ComparedCards();
  RETURN_IF_ERROR(session.EachPage(&ComparisonService::Stub::ListComparedCards, request,
                                   [&](const comparison::v1::ListComparedCardsResponse& page) {
                                     for (const ComparedCard& card : page.cards())
                                       AddComparedCard(cards, card);
                                     return true;
                                   }));
  Table day = ComparedDays("day");
  AddComparedDay(day, got.day());
  day.single = true;
  std::vector<Table> tables = {day, cards};
  if (!got.errors().empty()) tables.push_back(RefusedRows(got.errors()));
  session.Print(tables);
  SayNext(session, got.day());
  return absl::OkStatus();
}

absl::Status Days(Session& session, const Options& options) {
  comparison::v1::ListDaysRequest request;
  request.set_office(options.office);
  request.set_below_too(options.below || options.office.empty());
  Table table = ComparedDays("days");
  ASSIGN_OR_RETURN(auto page, session.Call(&ComparisonService::Stub::ListDays, request));
  for (const ComparisonDay& day : page.days()) AddComparedDay(table, day);
  while (options.all && !page.next_page_token().empty()) {
    request.set_page_token(page.next_page_token());
    ASSIGN_OR_RETURN(page, session.Call(&ComparisonService::Stub::ListDays, request));
    for (const ComparisonDay& day : page.days()) AddComparedDay(table, day);
  }
  session.Print({table});
  const auto open = std::count_if(table.rows.begin(), table.rows.end(),
                                  [](const auto& row) { return row[2] == "COMPARED_NOT_COMPARED"; });
  const std::string office = request.below_too() ? "" : options.office;
  if (open > 0)
    session.Say(absl::StrCat(open, " hari belum dicocokkan: blangko compare import BERKAS --office ",
                             office.empty() ? "KANTOR" : office, " --day HARI"),
                absl::StrCat(open, " days were not compared: blangko compare import FILE --office ",
                             office.empty() ? "OFFICE" : office, " --day DAY"));
  return absl::OkStatus();
}

// ---- book

// A station has the card, or may: its word comes first.
bool MayBePrinting(const ComparedCard& card) {
  constexpr std::string_view kStates[] = {"GRANTED", "STARTED", "OFFLINE", "UNCERTAIN"};
  return std::any_of(std::begin(kStates), std::end(kStates),
                     [&](std::string_view state) { return state == card.record_state(); });
}

// All that are only there and have no answer, except those whose person has a card here already, or may be getting one: a
// person looks at these.
absl::StatusOr<std::vector<std::string>> CardsToBook(Session& session, const Options& options) {
  if (!options.all) return options.cards;
  ASSIGN_OR_RETURN(auto request, AskAbout<comparison::v1::ListComparedCardsRequest>(session, options));
  request.set_differences_only(true);
  std::vector<std::string> cards;
  RETURN_IF_ERROR(session.EachPage(&ComparisonService::Stub::ListComparedCards, request,
                                   [&](const comparison::v1::ListComparedCardsResponse& page) {
                                     for (const ComparedCard& card : page.cards()) {
                                       const bool only_there = card.side() == ComparedCard::SIDE_ONLY_THERE;
                                       if (only_there && !card.other_day() && !MayBePrinting(card) &&
                                           card.reason().empty())
                                         cards.push_back(card.card_id());
                                     }
                                     return true;
                                   }));
  return cards;
}

absl::Status Book(Session& session, const Options& options) {
  if (options.all == !options.cards.empty())
    return UsageError("sebutkan --card KARTU (boleh diulang) atau --all",
                      "say --card CARD (may be repeated) or --all");
  ASSIGN_OR_RETURN(const std::vector<std::string> cards, CardsToBook(session, options));
  Table table = OutsideCards();
  absl::Status refused;
  for (size_t i = 0; i < cards.size() && refused.ok();) {
    ASSIGN_OR_RETURN(auto request, AskAbout<comparison::v1::BookOutsideRequest>(session, options));
    request.set_request_id(session.NewRequestId());
    request.set_lot(options.lot);
    for (int n = 0; n < kAtOnce && i < cards.size(); ++n) request.add_card_ids(cards[i++]);
    const auto response = session.Call(&ComparisonService::Stub::BookOutside, request);
    refused = response.status();
    if (!response.ok()) break;
    for (const auto& card : response->booked()) AddOutsideCard(table, card);
  }
  // What was booked before a refusal stays booked, and is shown.
  if (refused.ok() || !table.rows.empty()) session.Print({table});
  return refused;
}

absl::Status Outside(Session& session, const Options& options) {
  comparison::v1::ListPrintedOutsideRequest request;
  request.set_office(options.office);
  Table table = OutsideCards();
  RETURN_IF_ERROR(session.EachPage(&ComparisonService::Stub::ListPrintedOutside, request,
                                   [&](const comparison::v1::ListPrintedOutsideResponse& page) {
                                     for (const auto& card : page.cards()) AddOutsideCard(table, card);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

// ---- answer, close

absl::Status Answer(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(auto request, AskAbout<comparison::v1::AnswerDifferenceRequest>(session, options));
  request.set_request_id(session.NewRequestId());
  request.set_card_id(options.path);
  request.set_reason(options.reason);
  request.set_note(options.note);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ComparisonService::Stub::AnswerDifference, request));
  Table table = ComparedCards();
  AddComparedCard(table, response.card());
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Close(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(auto request, AskAbout<comparison::v1::CloseDayRequest>(session, options));
  request.set_request_id(session.NewRequestId());
  request.set_note(options.note);
  ASSIGN_OR_RETURN(const auto response, session.Call(&ComparisonService::Stub::CloseDay, request));
  Table day = ComparedDays("day");
  AddComparedDay(day, response.day());
  day.single = true;
  session.Print({day});
  return absl::OkStatus();
}

// ---- menu

using Run = absl::Status (*)(Session&, const Options&);

Menu::Command AddOfDay(Menu& menu, Menu::Command group, const char* name, const char* help,
                       const std::shared_ptr<Options>& options, Run run) {
  auto* command =
      menu.Add(group, name, help, [options, run](Session& session) { return run(session, *options); });
  command->add_option("--office", options->office, "One office")->required();
  command->add_option("--day", options->day, "The day that is compared")->required();
  return command;
}

void AddChanges(Menu& menu, Menu::Command group) {
  auto import = std::make_shared<Options>();
  AddOfDay(menu, group, "import", "Take the ministry's print list of a day (CSV)", import, Import)
      ->add_option("file", import->path, "The list: nik, nama, waktu cetak, nomor permintaan")
      ->required();
  auto book = std::make_shared<Options>();
  auto* booking =
      AddOfDay(menu, group, "book",
               "Book cards that are only there: a blank is consumed, the record is printed", book, Book);
  booking->add_option("--card", book->cards, "Card as `compare show` names it; may be repeated");
  booking->add_flag("--all", book->all, "All that are only there and have no reason");
  booking->add_option("--lot", book->lot, "Whose blanks; default: the oldest lot with free ones");
  auto answer = std::make_shared<Options>();
  auto* why = AddOfDay(menu, group, "answer", "Why a card stands on one side only", answer, Answer);
  why->add_option("card", answer->path, "Card as `compare show` names it")->required();
  why->add_option("--reason", answer->reason,
                  "HARI_LAIN, KANTOR_LAIN, BELUM_TERKIRIM, SALAH_CATAT or LAINNYA")
      ->required();
  why->add_option("--note", answer->note, "In words; needed for LAINNYA");
  auto end = std::make_shared<Options>();
  AddOfDay(menu, group, "close", "End the comparison of a day that is over", end, Close)
      ->add_option("--note", end->note, "What became of rows that were refused; needed where there are some");
}

}  // namespace

void AddCompareCommands(Menu& menu) {
  auto* group = menu.Group("compare", "The daily comparison with the ministry's application");
  AddChanges(menu, group);
  auto show = std::make_shared<Options>();
  AddOfDay(menu, group, "show", "Both sides of a day", show, Show)
      ->add_flag("--all", show->all, "Cards that agree too");
  auto days = std::make_shared<Options>();
  auto* list = menu.Add(group, "days", "Days of an office, those not compared too",
                        [days](Session& session) { return Days(session, *days); });
  list->add_option("--office", days->office, "Area code; default: everything in your scope");
  list->add_flag("--below", days->below, "The offices below it too, those that compare");
  list->add_flag("--all", days->all, "Back to the first day; default: 31 days");
  auto outside = std::make_shared<Options>();
  menu.Add(group, "outside", "Cards that were printed outside",
           [outside](Session& session) { return Outside(session, *outside); })
      ->add_option("--office", outside->office, "Area code; default: everything in your scope");
}

}  // namespace blangko::cli
