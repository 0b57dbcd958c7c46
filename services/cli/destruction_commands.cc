// blangko destruction open|add|counted|remove|describe|pile|propose|cancel|list|show|lines: cards that are burnt together.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "base/chip_uid.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/destruction/v1/destruction_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/destruction_view.h"
#include "services/cli/errors.h"
#include "services/cli/second_person.h"

namespace blangko::cli {
namespace {

using destruction::v1::Destruction;
using destruction::v1::DestructionService;
using Name = destruction::v1::CardName;

constexpr size_t kCardsOfARequest = 60;

absl::Status PrintList(Session& session, const Destruction& list) {
  session.Print(DestructionSheets(list));
  const Sentence next = NextStep(list);
  if (!next.indonesian.empty()) session.Say(next.indonesian, next.english);
  return absl::OkStatus();
}

// ---- cards, as people type or scan them

bool IsNumber(std::string_view word, std::string_view prefix, uint64_t& number) {
  return word.starts_with(prefix) && absl::SimpleAtoi(ToAbsl(word.substr(prefix.size())), &number);
}

// "R-17", "T-3", "record/2", or the UID of the chip.
absl::StatusOr<Name> ParseName(const std::string& word) {
  Name name;
  uint64_t number = 0;
  if (IsNumber(word, "R-", number)) {
    name.set_spoiled_number(number);
    return name;
  }
  if (IsNumber(word, "T-", number)) {
    name.set_withdrawn_number(number);
    return name;
  }
  const size_t slash = word.rfind('/');
  uint32_t attempt = 0;
  if (slash != std::string::npos && slash > 0 && absl::SimpleAtoi(word.substr(slash + 1), &attempt)) {
    name.mutable_job()->set_record_id(word.substr(0, slash));
    name.mutable_job()->set_attempt(attempt);
    return name;
  }
  if (ParseChipUid(word).ok()) {
    name.set_blank_uid(word);
    return name;
  }
  return UsageError(
      absl::StrCat("\"", word, "\" bukan nomor R-17 atau T-3, DATA/PERCOBAAN, atau UID chip"),
      absl::StrCat("\"", word, "\" is no number R-17 or T-3, RECORD/ATTEMPT, or UID of a chip"));
}

absl::StatusOr<std::vector<std::string>> WordsOf(std::istream& lines) {
  std::vector<std::string> words;
  for (std::string line; std::getline(lines, line);) {
    const std::string word(absl::StripAsciiWhitespace(line));
    if (!word.empty() && word[0] != '#') words.push_back(word);
  }
  return words;
}

absl::StatusOr<std::vector<std::string>> WordsOfFile(const std::string& path) {
  if (path == "-") return WordsOf(std::cin);
  std::ifstream file(path);
  if (!file) return UsageError(path + ": tidak dapat dibaca", path + ": cannot be read");
  return WordsOf(file);
}

struct CardOptions {
  std::string id, file;
  std::vector<std::string> words;
};

absl::StatusOr<std::vector<Name>> CardsOf(const CardOptions& options) {
  std::vector<std::string> words = options.words;
  if (!options.file.empty()) {
    ASSIGN_OR_RETURN(const auto more, WordsOfFile(options.file));
    words.insert(words.end(), more.begin(), more.end());
  }
  if (words.empty()) return UsageError("sebutkan kartunya", "name the cards");
  std::vector<Name> names;
  for (const std::string& word : words) {
    ASSIGN_OR_RETURN(Name name, ParseName(word));
    names.push_back(std::move(name));
  }
  return names;
}

// Some requests were done before one was refused: how far it got.
absl::Status AfterSome(Session& session, size_t done, size_t all, absl::Status refused) {
  if (done > 0) {
    session.Say(absl::StrCat("Kartu ke-1 sampai ke-", done, " dari ", all, " sudah masuk; mulai ke-",
                             done + 1, " tidak ada yang masuk. Perbaiki, lalu kirim sisanya."),
                absl::StrCat("Cards 1 to ", done, " of ", all, " went in; from card ", done + 1,
                             " on none did. Correct it, and send the rest."));
  }
  return refused;
}

// Request after request; a card that is refused ends it, and those before it stay.
template <typename Request, typename Method>
absl::Status SendCards(Session& session, const CardOptions& options, Method method) {
  ASSIGN_OR_RETURN(const std::vector<Name> names, CardsOf(options));
  Destruction last;
  for (size_t from = 0; from < names.size(); from += kCardsOfARequest) {
    Request request;
    request.set_request_id(session.NewRequestId());
    request.set_destruction_id(options.id);
    const size_t to = std::min(names.size(), from + kCardsOfARequest);
    for (size_t i = from; i < to; ++i) *request.add_cards() = names[i];
    const auto response = session.Call(method, request);
    if (!response.ok()) return AfterSome(session, from, names.size(), response.status());
    last = response->destruction();
  }
  return PrintList(session, last);
}

// ---- what stands on the paper

struct PaperOptions {
  std::string id, number, date, place, method = "dibakar sampai habis";
  std::vector<std::string> witnesses;
};

// "NAMA;INSTANSI;JABATAN;NIP"; the last two may be left out.
absl::StatusOr<destruction::v1::Witness> ParseWitness(const std::string& word) {
  const std::vector<std::string> parts = absl::StrSplit(word, ';');
  if (parts.size() < 2 || parts.size() > 4) {
    return UsageError(absl::StrCat("--witness: \"", word, "\" bukan NAMA;INSTANSI[;JABATAN[;NIP]]"),
                      absl::StrCat("--witness: \"", word, "\" is not NAME;INSTITUTION[;TITLE[;NIP]]"));
  }
  destruction::v1::Witness witness;
  witness.set_name(std::string(absl::StripAsciiWhitespace(parts[0])));
  witness.set_institution(std::string(absl::StripAsciiWhitespace(parts[1])));
  if (parts.size() > 2) witness.set_title(std::string(absl::StripAsciiWhitespace(parts[2])));
  if (parts.size() > 3) witness.set_nip(std::string(absl::StripAsciiWhitespace(parts[3])));
  return witness;
}

absl::Status Describe(Session& session, const PaperOptions& options) {
  destruction::v1::DescribeDestructionRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_destruction_id(options.id);
  request.set_number(options.number);
  ASSIGN_OR_RETURN(const auto time, ParseTime(options.date, session.zone()));
  const absl::CivilDay day = absl::ToCivilDay(ToTime(time), session.zone());
  request.mutable_date()->set_year(static_cast<int32_t>(day.year()));
  request.mutable_date()->set_month(day.month());
  request.mutable_date()->set_day(day.day());
  request.set_place(options.place);
  request.set_method(options.method);
  for (const std::string& word : options.witnesses) {
    ASSIGN_OR_RETURN(*request.add_witnesses(), ParseWitness(word));
  }
  ASSIGN_OR_RETURN(const auto response,
                   session.Call(&DestructionService::Stub::DescribeDestruction, request));
  return PrintList(session, response.destruction());
}

// ---- the others

absl::Status Open(Session& session, const std::string& office) {
  destruction::v1::OpenDestructionRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_office(office);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DestructionService::Stub::OpenDestruction, request));
  return PrintList(session, response.destruction());
}

absl::Status AddCounted(Session& session, const std::string& id, const std::string& word) {
  ASSIGN_OR_RETURN(const auto lots, ParseLots("--lot", {word}));
  destruction::v1::AddCountedCardsRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_destruction_id(id);
  request.set_lot(lots[0].lot);
  request.set_count(lots[0].count);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DestructionService::Stub::AddCountedCards, request));
  return PrintList(session, response.destruction());
}

absl::Status CountPile(Session& session, const std::string& id, int64_t pile) {
  destruction::v1::CountPileRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_destruction_id(id);
  request.set_pile(pile);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DestructionService::Stub::CountPile, request));
  return PrintList(session, response.destruction());
}

absl::Status Propose(Session& session, const std::string& id) {
  destruction::v1::ProposeDestructionRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_destruction_id(id);
  PinSource pins(session.options().pin_file, session.language());
  RETURN_IF_ERROR(AskOwnPin(session, pins, *request.mutable_pin()));
  RETURN_IF_ERROR(pins.CheckAllUsed());
  ASSIGN_OR_RETURN(const auto response, session.Call(&DestructionService::Stub::ProposeDestruction, request));
  return PrintProposal(session, response.proposal());
}

absl::Status Cancel(Session& session, const std::string& id, const std::string& reason) {
  destruction::v1::CancelDestructionRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_destruction_id(id);
  request.set_reason(reason);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DestructionService::Stub::CancelDestruction, request));
  return PrintList(session, response.destruction());
}

absl::Status Show(Session& session, const std::string& id) {
  destruction::v1::GetDestructionRequest request;
  request.set_destruction_id(id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DestructionService::Stub::GetDestruction, request));
  return PrintList(session, response.destruction());
}

absl::Status List(Session& session, const std::string& office) {
  destruction::v1::ListDestructionsRequest request;
  request.set_office(office);
  Table table = DestructionList();
  RETURN_IF_ERROR(session.EachPage(&DestructionService::Stub::ListDestructions, request,
                                   [&](const destruction::v1::ListDestructionsResponse& page) {
                                     for (const Destruction& list : page.destructions())
                                       AddDestruction(table, list);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Lines(Session& session, const std::string& id) {
  destruction::v1::ListDestructionLinesRequest request;
  request.set_destruction_id(id);
  Table table = LineList();
  RETURN_IF_ERROR(session.EachPage(&DestructionService::Stub::ListDestructionLines, request,
                                   [&](const destruction::v1::ListDestructionLinesResponse& page) {
                                     for (const auto& line : page.lines()) AddLine(table, line);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

// ---- the menu

void AddCardCommands(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<CardOptions>();
  auto* add = menu.Add(group, "add", "Put cards on the list, one by one", [options](Session& session) {
    return SendCards<destruction::v1::AddCardsRequest>(session, *options,
                                                       &DestructionService::Stub::AddCards);
  });
  auto removed = std::make_shared<CardOptions>();
  auto* remove = menu.Add(group, "remove", "Take cards off the list", [removed](Session& session) {
    return SendCards<destruction::v1::RemoveCardsRequest>(session, *removed,
                                                          &DestructionService::Stub::RemoveCards);
  });
  for (const auto& [command, own] : {std::pair(add, options), std::pair(remove, removed)}) {
    command->add_option("list", own->id, "Its number")->required();
    command->add_option("card", own->words, "R-17, T-3, RECORD/ATTEMPT, or the UID of the chip");
    command->add_option("--from", own->file,
                        "File with one card a line, as a reader writes it; - for the input");
  }
}

void AddCountedCommand(Menu& menu, Menu::Command group) {
  struct Options {
    std::string id, lot;
  };
  auto options = std::make_shared<Options>();
  auto* counted =
      menu.Add(group, "counted", "Put spoiled pieces without a number on the list",
               [options](Session& session) { return AddCounted(session, options->id, options->lot); });
  counted->add_option("list", options->id, "Its number")->required();
  counted->add_option("--lot", options->lot, "LOT:NUMBER; 0 takes them off the list")->required();
}

void AddDescribe(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<PaperOptions>();
  auto* describe = menu.Add(group, "describe", "What stands on the minutes of the destruction",
                            [options](Session& session) { return Describe(session, *options); });
  describe->add_option("list", options->id, "Its number")->required();
  describe->add_option("--number", options->number, "Number of the minutes")->required();
  describe->add_option("--date", options->date, "Day of the destruction")->required();
  describe->add_option("--place", options->place, "Where")->required();
  describe->add_option("--method", options->method, "How; default: burnt to ashes");
  describe->add_option("--witness", options->witnesses, "NAME;INSTITUTION[;TITLE[;NIP]]; once for each")
      ->required();
}

void AddPile(Menu& menu, Menu::Command group) {
  struct Options {
    std::string id;
    int64_t pile = 0;
  };
  auto options = std::make_shared<Options>();
  auto* pile =
      menu.Add(group, "pile", "How many cards lie in the pile, counted without the list",
               [options](Session& session) { return CountPile(session, options->id, options->pile); });
  pile->add_option("list", options->id, "Its number")->required();
  pile->add_option("count", options->pile, "Cards and blanks in the pile")->required();
}

void AddCancel(Menu& menu, Menu::Command group) {
  struct Options {
    std::string id, reason;
  };
  auto options = std::make_shared<Options>();
  auto* cancel =
      menu.Add(group, "cancel", "End a list without destroying anything",
               [options](Session& session) { return Cancel(session, options->id, options->reason); });
  cancel->add_option("list", options->id, "Its number")->required();
  cancel->add_option("--reason", options->reason, "Why")->required();
}

void AddOfList(Menu& menu, Menu::Command group, const char* name, const char* what,
               absl::Status (*run)(Session&, const std::string&)) {
  auto id = std::make_shared<std::string>();
  menu.Add(group, name, what, [id, run](Session& session) { return run(session, *id); })
      ->add_option("list", *id, "Its number")
      ->required();
}

}  // namespace

void AddDestructionCommands(Menu& menu) {
  auto* group = menu.Group("destruction", "Destroy spoiled and withdrawn cards; takes two persons");
  auto office = std::make_shared<std::string>();
  menu.Add(group, "open", "Begin a list", [office](Session& session) { return Open(session, *office); })
      ->add_option("--office", *office, "One office")
      ->required();
  AddCardCommands(menu, group);
  AddCountedCommand(menu, group);
  AddDescribe(menu, group);
  AddPile(menu, group);
  AddOfList(menu, group, "propose", "Have the list destroyed; another person approves", Propose);
  AddCancel(menu, group);
  auto scope = std::make_shared<std::string>();
  menu.Add(group, "list", "Lists, newest first", [scope](Session& session) { return List(session, *scope); })
      ->add_option("--office", *scope, "Area code; default: everything in your scope");
  AddOfList(menu, group, "show", "One list", Show);
  AddOfList(menu, group, "lines", "The cards on a list", Lines);
}

}  // namespace blangko::cli
