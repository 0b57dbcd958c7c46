// blangko records list|show|explain|rank: looking at records.
#include <algorithm>
#include <memory>

#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "blangko/records/v1/records_service.grpc.pb.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/incident_view.h"
#include "services/cli/record_tables.h"

namespace blangko::cli {
namespace {

using records::v1::ListRecordsRequest;
using records::v1::ListRecordsResponse;
using records::v1::RecordsService;
using scheduler::v1::ExplainRecordResponse;
using scheduler::v1::SchedulerService;

constexpr int kPageMax = 1000;

struct ListOptions {
  std::string site, area, office, before, after;
  std::vector<std::string> states;
  uint64_t class_id = 0;
  int limit = 100;
};

absl::StatusOr<ListRecordsRequest> RequestOf(const ListOptions& options, const absl::TimeZone& zone) {
  ListRecordsRequest request;
  request.set_site(options.site);
  request.set_area(options.area);
  request.set_office(options.office);
  request.set_class_id(options.class_id);
  request.set_page_size(std::min(options.limit, kPageMax));
  for (const std::string& word : options.states) {
    ASSIGN_OR_RETURN(const auto state, ParseEnum<records::v1::RecordState>("--state", word));
    request.add_states(state);
  }
  if (!options.before.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_recorded_before(), ParseTime(options.before, zone));
  }
  if (!options.after.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_recorded_after(), ParseTime(options.after, zone));
  }
  return request;
}

absl::Status List(Session& session, const ListOptions& options) {
  ASSIGN_OR_RETURN(const ListRecordsRequest request, RequestOf(options, session.zone()));
  Table table = RecordList();
  const auto limit = static_cast<size_t>(options.limit);
  bool more = false;
  RETURN_IF_ERROR(
      session.EachPage(&RecordsService::Stub::ListRecords, request, [&](const ListRecordsResponse& page) {
        for (const auto& record : page.records()) {
          if (table.rows.size() < limit) AddRecord(table, record);
        }
        more = !page.next_page_token().empty();
        return table.rows.size() < limit;
      }));
  session.Print({table});
  if (more) session.Say("… masih ada lagi: --limit N", "… there are more: --limit N");
  return absl::OkStatus();
}

void AddList(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<ListOptions>();
  auto* list = menu.Add(group, "list", "Records by site, area, class, state and age",
                        [options](Session& session) { return List(session, *options); });
  list->add_option("--site", options->site, "Print site");
  list->add_option("--area", options->area, "Area of domicile, code prefix");
  list->add_option("--office", options->office, "Registering office, code prefix");
  list->add_option("--state", options->states, "READY, HELD, PRINTED …; may be repeated");
  list->add_option("--class", options->class_id, "Policy class");
  list->add_option("--before", options->before, "Recorded before this day");
  list->add_option("--after", options->after, "Recorded after this day");
  list->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 1'000'000));
}

void AddShow(Menu& menu, Menu::Command group) {
  struct Options {
    std::string record_id, nik;
    bool personal = false;
  };
  auto options = std::make_shared<Options>();
  auto* show = menu.Add(
      group, "show", "One record with its attempts and history", [options](Session& session) -> absl::Status {
        records::v1::GetRecordRequest request;
        request.set_record_id(options->record_id);
        request.set_nik(options->nik);
        request.set_with_personal(options->personal);
        ASSIGN_OR_RETURN(const auto response, session.Call(&RecordsService::Stub::GetRecord, request));
        std::vector<Table> tables = RecordSheets(response.record());
        if (!response.incidents().empty()) {
          tables.push_back(IncidentList("Kejadian"));
          for (const auto& incident : response.incidents()) AddIncident(tables.back(), incident);
        }
        if (options->personal) tables.push_back(PersonalSheet(response.personal()));
        session.Print(tables);
        return absl::OkStatus();
      });
  auto* id = show->add_option("record", options->record_id, "Record id or alias");
  show->add_option("--nik", options->nik, "The newest record of this person instead")->excludes(id);
  show->add_flag("--personal", options->personal, "With personal data; the look is logged");
}

// A sentence that the server says in both languages: people see theirs, scripts get both.
void AddSentence(Table& sheet, const std::string& key, const std::string& title, Language language,
                 const std::string& indonesian, const std::string& english) {
  const auto shown = [&](Language own) { return language == own ? Shown::kAlways : Shown::kNever; };
  sheet.columns.push_back({key + "_id", title, Kind::kText, shown(Language::kIndonesian)});
  sheet.columns.push_back({key + "_en", title, Kind::kText, shown(Language::kEnglish)});
  sheet.rows[0].push_back(indonesian);
  sheet.rows[0].push_back(english);
}

Table ExplainSheet(const ExplainRecordResponse& explained, Language language) {
  const auto& hold = explained.hold();
  Table sheet{.key = "explain",
              .title = "",
              .columns = {{"record_id", "Nomor"},
                          {"state", "Status", Kind::kCode},
                          {"gate", "Gerbang", Kind::kCode},
                          {"class_id", "Kelas"},
                          {"class_name", "Nama kelas"},
                          {"key_time", "Kunci antrean", Kind::kTime},
                          {"rank", "Di depannya di kelasnya", Kind::kCount},
                          {"ahead", "Dilayani lebih dahulu", Kind::kCount},
                          {"waits_for", "Menunggu", Kind::kCodes},
                          {"available_blanks", "Blangko tersedia", Kind::kCount},
                          {"hold_reason", "Ditunda karena", Kind::kCode},
                          {"hold_until", "Ditunda sampai", Kind::kTime},
                          {"hold_note", "Catatan tunda", Kind::kCode},
                          {"hold_by", "Ditunda oleh"},
                          {"stop_request", "Permintaan kepada tempat cetak", Kind::kCode},
                          {"open_incidents", "Kejadian terbuka", Kind::kText, Shown::kWhenUsed}},
              .rows = {{explained.record_id(), EnumCell(explained.state()), explained.gate(),
                        std::to_string(explained.class_id()), explained.class_name(),
                        TimeCell(explained.key_time()), explained.has_rank() ? Raw(explained.rank()) : "",
                        explained.has_ahead() ? Raw(explained.ahead()) : "",
                        absl::StrJoin(explained.waits_for(), " "), Raw(explained.available_blanks()),
                        hold.reason(), TimeCell(hold.until()), hold.note(), hold.by(),
                        explained.stop_request(), absl::StrJoin(explained.open_incidents(), " ")}},
              .single = true};
  AddSentence(sheet, "staff_sentence", "Untuk petugas", language, explained.staff_sentence_id(),
              explained.staff_sentence_en());
  AddSentence(sheet, "sentence", "Untuk pemohon", language, explained.sentence_id(), explained.sentence_en());
  return sheet;
}

void AddExplain(Menu& menu, Menu::Command group) {
  auto id = std::make_shared<std::string>();
  auto* explain = menu.Add(
      group, "explain", "Which place it has and what it waits for", [id](Session& session) -> absl::Status {
        scheduler::v1::ExplainRecordRequest request;
        request.set_record_id(*id);
        ASSIGN_OR_RETURN(const auto response, session.Call(&SchedulerService::Stub::ExplainRecord, request));
        session.Print({ExplainSheet(response, session.language())});
        return absl::OkStatus();
      });
  explain->add_option("record", *id, "Record id or alias")->required();
}

void AddRank(Menu& menu, Menu::Command group) {
  auto id = std::make_shared<std::string>();
  auto* rank =
      menu.Add(group, "rank", "Place in its own line; 0 = next", [id](Session& session) -> absl::Status {
        records::v1::GetRankRequest request;
        request.set_record_id(*id);
        ASSIGN_OR_RETURN(const auto response, session.Call(&RecordsService::Stub::GetRank, request));
        session.Print({{.key = "rank",
                        .title = "",
                        .columns = {{"rank", "Di depannya", Kind::kCount},
                                    {"line_length", "Panjang antrean", Kind::kCount},
                                    {"site", "Dicetak di"},
                                    {"class_id", "Kelas"}},
                        .rows = {{Raw(response.rank()), Raw(response.line_length()), response.site(),
                                  std::to_string(response.class_id())}},
                        .single = true}});
        return absl::OkStatus();
      });
  rank->add_option("record", *id, "Record id or alias")->required();
}

}  // namespace

void AddRecordsCommands(Menu& menu) {
  auto* group =
      menu.Group("records", "Print requests: list, show, explain, hold, release, cancel, move, add");
  AddList(menu, group);
  AddShow(menu, group);
  AddExplain(menu, group);
  AddRank(menu, group);
}

}  // namespace blangko::cli
