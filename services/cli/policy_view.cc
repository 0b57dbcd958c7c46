#include "services/cli/policy_view.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/cli/cells.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using scheduler::v1::DispatchState;
using scheduler::v1::Policy;
using scheduler::v1::PolicyClass;
using scheduler::v1::PolicyPreview;

// Empty for what a policy leaves open.
template <typename Enum>
std::string SetCell(Enum value) {
  return static_cast<int>(value) == 0 ? "" : EnumCell(value);
}
std::string NumberCell(int64_t number) { return number == 0 ? "" : std::to_string(number); }

// Cards, from cards x 100.
std::string CardsCell(int64_t hundredths) {
  return absl::StrFormat("%s%d.%02d", hundredths < 0 ? "-" : "", std::abs(hundredths) / 100,
                         std::abs(hundredths) % 100);
}

template <typename List>
std::string CodesCell(const google::protobuf::EnumDescriptor* type, const List& values) {
  std::vector<std::string> codes;
  for (const int value : values) codes.push_back(EnumCell(type, value));
  return absl::StrJoin(codes, " ");
}

Table PolicySheet(const Policy& policy) {
  return {.key = "policy",
          .title = "",
          .columns = {{"office", "Ditetapkan untuk"},
                      {"version", "Versi", Kind::kCount, Shown::kWhenUsed},
                      {"effective_time", "Berlaku sejak", Kind::kTime},
                      {"circular", "Surat edaran"},
                      {"preset", "Berasal dari", Kind::kText, Shown::kWhenUsed},
                      {"created_by", "Dibuat oleh", Kind::kText, Shown::kWhenUsed},
                      {"approved_by", "Disetujui oleh", Kind::kText, Shown::kWhenUsed},
                      {"fifo_key", "Kunci antrean", Kind::kCode},
                      {"print_mode", "Cara melayani", Kind::kCode, Shown::kWhenUsed},
                      {"daily_cap", "Jatah sehari", Kind::kCount, Shown::kWhenUsed},
                      {"reserve_floor", "Cadangan", Kind::kCount, Shown::kWhenUsed},
                      {"supply_low_cards", "Pita dihemat di bawah (kartu)", Kind::kCount, Shown::kWhenUsed},
                      {"unused_share", "Jatah yang tidak terpakai", Kind::kCode, Shown::kWhenUsed},
                      {"owed_limit", "Utang jatah paling banyak", Kind::kCount, Shown::kWhenUsed},
                      {"spoil_limit", "Batas rusak per data", Kind::kCount},
                      {"printer_spoil_limit", "Batas rusak beruntun", Kind::kCount},
                      {"window_single", "Izin satu-satu", Kind::kCount},
                      {"window_batch", "Izin per kelompok", Kind::kCount},
                      {"reclaim_after_seconds", "Ditarik setelah (detik)", Kind::kCount},
                      {"trusted_drivers", "Penggerak dipercaya"}},
          .rows = {{policy.office(),
                    std::to_string(policy.version()),
                    TimeCell(policy.effective_time()),
                    policy.circular(),
                    policy.preset(),
                    policy.created_by(),
                    policy.approved_by(),
                    EnumCell(policy.fifo_key()),
                    SetCell(policy.print_mode()),
                    NumberCell(policy.daily_cap()),
                    NumberCell(policy.reserve_floor()),
                    NumberCell(policy.supply_low_cards()),
                    SetCell(policy.unused_share()),
                    NumberCell(policy.owed_limit()),
                    Raw(policy.spoil_limit()),
                    Raw(policy.printer_spoil_limit()),
                    Raw(policy.window_single()),
                    Raw(policy.window_batch()),
                    Raw(policy.reclaim_after_seconds()),
                    absl::StrJoin(policy.trusted_drivers(), " ")}},
          .single = true};
}

// What a class may do that others may not.
std::string FreedomsOf(const PolicyClass& row) {
  std::vector<std::string> codes;
  if (row.breaks_reserve()) codes.emplace_back("BREAKS_RESERVE");
  if (row.beyond_daily_cap()) codes.emplace_back("BEYOND_DAILY_CAP");
  if (row.while_supply_low()) codes.emplace_back("WHILE_SUPPLY_LOW");
  return absl::StrJoin(codes, " ");
}

Table ClassList(const Policy& policy) {
  Table table{.key = "classes",
              .title = "Kelas",
              .columns = {{"class_id", "Kelas"},
                          {"name", "Nama"},
                          {"rank", "Urutan"},
                          {"share", "Jatah (%)", Kind::kCount, Shown::kWhenUsed},
                          {"daily_cap", "Jatah sehari", Kind::kCount, Shown::kWhenUsed},
                          {"first_card_only", "Kartu pertama", Kind::kYesNo},
                          {"suket_only", "Hanya pemegang suket", Kind::kYesNo},
                          {"lanes", "Jalur", Kind::kCodes, Shown::kWhenUsed},
                          {"request_types", "Jenis", Kind::kCodes},
                          {"fifo_key", "Kunci antrean", Kind::kCode, Shown::kWhenUsed},
                          {"print_mode", "Cara melayani", Kind::kCode, Shown::kWhenUsed},
                          {"exceptions", "Pengecualian", Kind::kCodes, Shown::kWhenUsed}},
              .rows = {}};
  for (const PolicyClass& row : policy.classes()) {
    table.rows.push_back({std::to_string(row.class_id()), row.name(), std::to_string(row.rank()),
                          NumberCell(row.share()), NumberCell(row.daily_cap()),
                          RawYesNo(row.first_card_only()), RawYesNo(row.suket_only()),
                          CodesCell(scheduler::v1::Lane_descriptor(), row.lanes()),
                          CodesCell(records::v1::RequestType_descriptor(), row.request_types()),
                          SetCell(row.fifo_key()), SetCell(row.print_mode()), FreedomsOf(row)});
  }
  return table;
}

}  // namespace

std::vector<Table> PolicySheets(const Policy& policy) { return {PolicySheet(policy), ClassList(policy)}; }

Table VersionList() {
  return {.key = "versions",
          .title = "",
          .columns = {{"version", "Versi"},
                      {"effective_time", "Berlaku sejak", Kind::kTime},
                      {"circular", "Surat edaran"},
                      {"preset", "Berasal dari"},
                      {"fifo_key", "Kunci antrean", Kind::kCode},
                      {"daily_cap", "Jatah sehari", Kind::kCount},
                      {"reserve_floor", "Cadangan", Kind::kCount},
                      {"created_by", "Dibuat oleh"},
                      {"approved_by", "Disetujui oleh"}},
          .rows = {}};
}

void AddVersion(Table& table, const Policy& policy) {
  table.rows.push_back({std::to_string(policy.version()), TimeCell(policy.effective_time()),
                        policy.circular(), policy.preset(), EnumCell(policy.fifo_key()),
                        NumberCell(policy.daily_cap()), NumberCell(policy.reserve_floor()),
                        policy.created_by(), policy.approved_by()});
}

Table PresetList() {
  return {.key = "presets",
          .title = "",
          .columns = {{"preset", "Nama"},
                      {"circular", "Surat edaran"},
                      {"daily_cap", "Jatah sehari", Kind::kCount},
                      {"reserve_floor", "Cadangan", Kind::kCount},
                      {"print_mode", "Cara melayani", Kind::kCode},
                      {"order", "Urutan kelas"}},
          .rows = {}};
}

void AddPreset(Table& table, const Policy& preset) {
  std::vector<std::string> order;
  for (const PolicyClass& row : preset.classes()) {
    const std::string share = row.share() == 0 ? "" : absl::StrCat(" ", row.share(), "%");
    order.push_back(absl::StrCat(row.rank(), ". ", row.name(), share));
  }
  std::sort(order.begin(), order.end());
  table.rows.push_back({preset.preset(), preset.circular(), NumberCell(preset.daily_cap()),
                        NumberCell(preset.reserve_floor()), SetCell(preset.print_mode()),
                        absl::StrJoin(order, "; ")});
}

std::vector<Table> PreviewSheets(const PolicyPreview& preview) {
  Table sheet{
      .key = "preview",
      .title = "",
      .columns = {{"waiting", "Menunggu", Kind::kCount},
                  {"blanks", "Blangko dibagi", Kind::kCount},
                  {"served_by_both", "Dilayani di keduanya", Kind::kCount},
                  {"served_by_new_alone", "Dilayani lebih cepat", Kind::kCount},
                  {"served_by_old_alone", "Menunggu lebih lama", Kind::kCount},
                  {"complete", "Semua dihitung", Kind::kYesNo},
                  {"longer_record_ids", "Data yang menunggu lebih lama"}},
      .rows = {{std::to_string(preview.waiting()), std::to_string(preview.blanks()),
                std::to_string(preview.served_by_both()), std::to_string(preview.served_by_new_alone()),
                std::to_string(preview.served_by_old_alone()), RawYesNo(preview.complete()),
                absl::StrJoin(preview.longer_record_ids(), " ")}},
      .single = true};
  Table classes{.key = "classes",
                .title = "Kelas",
                .columns = {{"class_id", "Kelas"},
                            {"name", "Nama"},
                            {"waiting", "Menunggu", Kind::kCount},
                            {"served", "Dilayani", Kind::kCount},
                            {"served_before", "Dilayani sekarang", Kind::kCount}},
                .rows = {}};
  for (const PolicyPreview::Class& row : preview.classes()) {
    classes.rows.push_back({std::to_string(row.class_id()), row.name(), std::to_string(row.waiting()),
                            std::to_string(row.served()), std::to_string(row.served_before())});
  }
  return {sheet, classes};
}

std::vector<Table> StateSheets(const DispatchState& state) {
  Table sheet{.key = "state",
              .title = "",
              .columns = {{"site", "Kantor"},
                          {"policy_version", "Versi", Kind::kCount},
                          {"day", "Hari kerja"},
                          {"granted_today", "Diberikan hari ini", Kind::kCount},
                          {"daily_cap", "Jatah sehari", Kind::kCount, Shown::kWhenUsed},
                          {"free_blanks", "Blangko tersedia", Kind::kCount},
                          {"reserve_floor", "Cadangan", Kind::kCount, Shown::kWhenUsed}},
              .rows = {{state.site(), std::to_string(state.policy_version()), DayCell(state.day()),
                        std::to_string(state.granted_today()), NumberCell(state.daily_cap()),
                        std::to_string(state.free_blanks()), NumberCell(state.reserve_floor())}},
              .single = true};
  Table classes{.key = "classes",
                .title = "Kelas",
                .columns = {{"class_id", "Kelas"},
                            {"name", "Nama"},
                            {"waiting", "Menunggu", Kind::kCount},
                            {"granted_today", "Diberikan hari ini", Kind::kCount},
                            {"cap", "Jatah sehari", Kind::kCount, Shown::kWhenUsed},
                            {"share", "Jatah (%)", Kind::kCount, Shown::kWhenUsed},
                            {"served", "Sudah dari jatah", Kind::kCount, Shown::kWhenUsed},
                            {"owed", "Kurang dari jatah (kartu)", Kind::kText, Shown::kWhenUsed}},
                .rows = {}};
  for (const DispatchState::Class& row : state.classes()) {
    const bool shares = row.share() != 0;
    classes.rows.push_back({std::to_string(row.class_id()), row.name(), std::to_string(row.waiting()),
                            std::to_string(row.granted_today()), NumberCell(row.cap()),
                            NumberCell(row.share()), shares ? std::to_string(row.served()) : "",
                            shares ? CardsCell(row.owed_hundredths()) : ""});
  }
  return {sheet, classes};
}

Table LaneList() {
  return {.key = "lanes",
          .title = "",
          .columns = {{"record_id", "Nomor"},
                      {"site", "Dicetak di"},
                      {"lane", "Jalur", Kind::kCode},
                      {"reason_code", "Alasan", Kind::kCode},
                      {"note", "Catatan"},
                      {"document", "Surat"},
                      {"by", "Oleh"},
                      {"time", "Pada", Kind::kTime},
                      {"granted_time", "Diberikan", Kind::kTime}},
          .rows = {}};
}

void AddLane(Table& table, const scheduler::v1::LaneMark& mark) {
  table.rows.push_back({mark.record_id(), mark.site(), EnumCell(mark.lane()), mark.reason_code(), mark.note(),
                        mark.document(), mark.by(), TimeCell(mark.time()), TimeCell(mark.granted_time())});
}

}  // namespace blangko::cli
