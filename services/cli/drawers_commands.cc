// blangko drawers list|show|give|take|withdraw|history: blanks between the store room and the drawers of stations.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/drawers/v1/drawers_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"

namespace blangko::cli {
namespace {

using drawers::v1::Drawer;
using drawers::v1::DrawersService;
using drawers::v1::HandOut;

struct Options {
  std::string office, station, lot, note;
  int64_t count = 0;
  uint64_t number = 0;
  bool back = false;
};

Table HandOutList(const char* key, const char* title) {
  return {.key = key,
          .title = title,
          .columns = {{"station_id", "Tempat cetak"},
                      {"number", "No", Kind::kCount},
                      {"way", "Arah", Kind::kCode},
                      {"lot", "Lot"},
                      {"count", "Diserahkan", Kind::kCount},
                      {"state", "Keadaan", Kind::kCode},
                      {"taken_count", "Dihitung", Kind::kCount, Shown::kWhenUsed},
                      {"given_by", "Diserahkan oleh"},
                      {"give_time", "Waktu serah", Kind::kTime},
                      {"taken_by", "Diterima oleh", Kind::kText, Shown::kWhenUsed},
                      {"take_time", "Waktu terima", Kind::kTime, Shown::kWhenUsed},
                      {"note", "Catatan", Kind::kText, Shown::kWhenUsed}},
          .rows = {}};
}

std::string StateCell(const HandOut& row) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  return absl::StrCat("HAND_OUT_", HandOut::State_Name(row.state()).substr(kPrefix));
}

void AddHandOut(Table& table, const HandOut& row) {
  const bool taken = row.state() == HandOut::STATE_TAKEN;
  table.rows.push_back({row.station_id(), Raw(static_cast<int64_t>(row.number())),
                        row.back() ? "TO_STORE_ROOM" : "TO_DRAWER", row.lot(), Raw(row.count()),
                        StateCell(row), taken ? Raw(row.taken_count()) : "", row.given_by(),
                        TimeCell(row.give_time()), row.taken_by(), TimeCell(row.take_time()), row.note()});
}

absl::Status PrintHandOut(Session& session, const HandOut& row) {
  Table table = HandOutList("hand_out", "");
  AddHandOut(table, row);
  session.Print({table});
  if (row.state() != HandOut::STATE_WAITING) return absl::OkStatus();
  const std::string take =
      absl::StrCat("blangko drawers take --station ", row.station_id(), " --number ", row.number());
  session.Say(absl::StrCat("Orang lain menghitung dan menerimanya: ", take, " --count JUMLAH"),
              absl::StrCat("Another person counts and takes it: ", take, " --count COUNT"));
  return absl::OkStatus();
}

Table DrawerList(const char* key) {
  return {.key = key,
          .title = "",
          .columns = {{"station_id", "Tempat cetak"},
                      {"office", "Kantor"},
                      {"expected_blanks", "Seharusnya di laci", Kind::kCount},
                      {"counted", "Pernah dihitung", Kind::kYesNo},
                      {"counted_blanks", "Hitungan terakhir", Kind::kCount},
                      {"count_time", "Waktu hitung", Kind::kTime},
                      {"taken_since_count", "Masuk sejak itu", Kind::kCount},
                      {"used_since_count", "Terpakai sejak itu", Kind::kCount},
                      {"waiting", "Belum diterima", Kind::kCount}},
          .rows = {}};
}

void AddDrawer(Table& table, const Drawer& drawer) {
  table.rows.push_back({drawer.station_id(), drawer.office(), Raw(drawer.expected_blanks()),
                        RawYesNo(drawer.counted()), Raw(drawer.counted_blanks()),
                        TimeCell(drawer.count_time()), Raw(drawer.taken_since_count()),
                        Raw(drawer.used_since_count()), Raw(drawer.waiting_size())});
}

Table LotList(const Drawer& drawer) {
  Table table{.key = "lots",
              .title = "Lot yang pernah diserahkan",
              .columns = {{"lot", "Lot"},
                          {"taken_count", "Masuk laci", Kind::kCount},
                          {"returned_count", "Kembali ke gudang", Kind::kCount}},
              .rows = {}};
  for (const auto& lot : drawer.lots())
    table.rows.push_back({lot.lot(), Raw(lot.taken_count()), Raw(lot.returned_count())});
  return table;
}

absl::Status List(Session& session, const Options& options) {
  drawers::v1::ListDrawersRequest request;
  request.set_office(options.office);
  Table table = DrawerList("drawers");
  RETURN_IF_ERROR(session.EachPage(&DrawersService::Stub::ListDrawers, request,
                                   [&](const drawers::v1::ListDrawersResponse& page) {
                                     for (const Drawer& drawer : page.drawers()) AddDrawer(table, drawer);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Show(Session& session, const Options& options) {
  drawers::v1::GetDrawerRequest request;
  request.set_station_id(options.station);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DrawersService::Stub::GetDrawer, request));
  Table drawer = DrawerList("drawer");
  drawer.single = true;
  AddDrawer(drawer, response.drawer());
  Table waiting = HandOutList("hand_outs", "Belum diterima");
  for (const HandOut& row : response.drawer().waiting()) AddHandOut(waiting, row);
  session.Print({drawer, LotList(response.drawer()), waiting});
  return absl::OkStatus();
}

absl::Status Give(Session& session, const Options& options) {
  drawers::v1::GiveBlanksRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_station_id(options.station);
  request.set_lot(options.lot);
  request.set_count(options.count);
  request.set_back(options.back);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DrawersService::Stub::GiveBlanks, request));
  return PrintHandOut(session, response.hand_out());
}

absl::Status Take(Session& session, const Options& options) {
  drawers::v1::TakeBlanksRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_station_id(options.station);
  request.set_number(options.number);
  request.set_count(options.count);
  request.set_note(options.note);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DrawersService::Stub::TakeBlanks, request));
  return PrintHandOut(session, response.hand_out());
}

absl::Status Withdraw(Session& session, const Options& options) {
  drawers::v1::WithdrawHandOutRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_station_id(options.station);
  request.set_number(options.number);
  ASSIGN_OR_RETURN(const auto response, session.Call(&DrawersService::Stub::WithdrawHandOut, request));
  return PrintHandOut(session, response.hand_out());
}

absl::Status History(Session& session, const Options& options) {
  drawers::v1::ListHandOutsRequest request;
  request.set_station_id(options.station);
  Table table = HandOutList("hand_outs", "");
  RETURN_IF_ERROR(session.EachPage(&DrawersService::Stub::ListHandOuts, request,
                                   [&](const drawers::v1::ListHandOutsResponse& page) {
                                     for (const HandOut& row : page.hand_outs()) AddHandOut(table, row);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

using Run = absl::Status (*)(Session&, const Options&);

// A command about one station.
Menu::Command AddOne(Menu& menu, Menu::Command group, const char* name, const char* help,
                     const std::shared_ptr<Options>& options, Run run) {
  auto* added =
      menu.Add(group, name, help, [options, run](Session& session) { return run(session, *options); });
  added->add_option("--station", options->station, "Station whose drawer it is")->required();
  return added;
}

}  // namespace

void AddDrawersCommands(Menu& menu) {
  auto* group = menu.Group("drawers", "Blanks in the drawers of stations");
  auto list = std::make_shared<Options>();
  menu.Add(group, "list", "What should lie in the drawers",
           [list](Session& session) { return List(session, *list); })
      ->add_option("--office", list->office, "Area code; default: everything in your scope");
  AddOne(menu, group, "show", "One drawer: its count, its lots, what waits", std::make_shared<Options>(),
         Show);
  auto give = std::make_shared<Options>();
  auto* given =
      AddOne(menu, group, "give", "Give blanks from the store room to a drawer, or back", give, Give);
  given->add_option("--lot", give->lot, "Lot of the blanks")->required();
  given->add_option("--count", give->count, "How many")->required();
  given->add_flag("--back", give->back, "From the drawer to the store room");
  auto take = std::make_shared<Options>();
  auto* taken = AddOne(menu, group, "take", "Count and take what another person gave", take, Take);
  taken->add_option("--number", take->number, "Number of the hand-out")->required();
  taken->add_option("--count", take->count, "Blanks as counted")->required();
  taken->add_option("--note", take->note, "Why it differs from what was given");
  auto withdraw = std::make_shared<Options>();
  AddOne(menu, group, "withdraw", "Withdraw what you gave and nobody took", withdraw, Withdraw)
      ->add_option("--number", withdraw->number, "Number of the hand-out")
      ->required();
  AddOne(menu, group, "history", "Hand-outs of a drawer, newest first", std::make_shared<Options>(), History);
}

}  // namespace blangko::cli
