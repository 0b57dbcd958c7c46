#include "services/cli/blanks_lists.h"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/chip_uid.h"
#include "base/status_macros.h"
#include "blangko/packs/v1/packs_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

using packs::v1::PacksService;
using packs::v1::UidRange;

constexpr int kRangesOfACall = 100;

absl::Status BadRange(const std::string& where, const std::string& word) {
  return UsageError(
      absl::StrCat(where, ": \"", word,
                   "\" bukan UID chip (8, 14, atau 20 angka heksadesimal) atau DARI-SAMPAI"),
      absl::StrCat(where, ": \"", word, "\" is no chip's UID (8, 14 or 20 hex digits) nor FROM-TO"));
}

absl::StatusOr<UidRange> RangeOf(const std::string& where, const std::string& word, const std::string& first,
                                 const std::string& last, const std::string& pack) {
  if (!ParseChipUid(first).ok() || (!last.empty() && !ParseChipUid(last).ok())) return BadRange(where, word);
  UidRange range;
  range.set_first(first);
  range.set_last(last);
  range.set_pack(pack);
  return range;
}

// "04A1…-04A9…:P0001"
absl::StatusOr<UidRange> ParseRange(const std::string& word) {
  const std::vector<std::string> parts = absl::StrSplit(word, ':');
  const std::vector<std::string> ends = absl::StrSplit(parts[0], '-');
  if (parts.size() > 2 || ends.size() > 2) return BadRange("--range", word);
  return RangeOf("--range", word, ends[0], ends.size() == 2 ? ends[1] : "",
                 parts.size() == 2 ? parts[1] : "");
}

// Lines "first,last,pack"; a first line that begins with "first" or "dari" is the heading.
absl::Status ReadRanges(const std::string& path, std::vector<UidRange>& ranges) {
  std::ifstream file(path);
  if (!file)
    return UsageError(absl::StrCat("--file: ", path, " tidak dapat dibaca"),
                      absl::StrCat("--file: ", path, " cannot be read"));
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const std::string text(absl::StripAsciiWhitespace(line));
    if (text.empty() || (number == 1 && (text.starts_with("first") || text.starts_with("dari")))) continue;
    const std::vector<std::string> cells = absl::StrSplit(text, ',');
    const std::string where = absl::StrCat(path, ":", number);
    if (cells.size() > 3) return BadRange(where, text);
    ASSIGN_OR_RETURN(UidRange range, RangeOf(where, text, cells[0], cells.size() > 1 ? cells[1] : "",
                                             cells.size() > 2 ? cells[2] : ""));
    ranges.push_back(std::move(range));
  }
  return absl::OkStatus();
}

struct AddOptions {
  std::string lot, document, file;
  std::vector<std::string> ranges;
};

absl::Status AddList(Session& session, const AddOptions& options) {
  std::vector<UidRange> ranges;
  for (const std::string& word : options.ranges) {
    ASSIGN_OR_RETURN(UidRange range, ParseRange(word));
    ranges.push_back(std::move(range));
  }
  if (!options.file.empty()) RETURN_IF_ERROR(ReadRanges(options.file, ranges));
  if (ranges.empty()) return UsageError("Isi --range atau --file.", "Give --range or --file.");
  for (size_t done = 0; done < ranges.size();) {
    packs::v1::AddUidsRequest request;
    request.set_request_id(session.NewRequestId());
    request.set_lot(options.lot);
    request.set_document(options.document);
    while (done < ranges.size() && request.ranges_size() < kRangesOfACall)
      *request.add_ranges() = ranges[done++];
    RETURN_IF_ERROR(session.Call(&PacksService::Stub::AddUids, request).status());
  }
  session.Say(absl::StrCat("Daftar ", options.document, " dicatat untuk lot ", options.lot, "."),
              absl::StrCat("List ", options.document, " is entered for lot ", options.lot, "."));
  return absl::OkStatus();
}

absl::Status ShowList(Session& session, const std::string& lot) {
  Table table{.key = "listed",
              .title = "",
              .columns = {{"first", "Dari UID"},
                          {"last", "Sampai UID"},
                          {"count", "Keping", Kind::kCount},
                          {"pack", "Kemasan", Kind::kText, Shown::kWhenUsed},
                          {"document", "Dokumen"},
                          {"by", "Oleh"},
                          {"time", "Sejak", Kind::kTime}},
              .rows = {}};
  packs::v1::ListUidsRequest request;
  request.set_lot(lot);
  RETURN_IF_ERROR(
      session.EachPage(&PacksService::Stub::ListUids, request, [&](const packs::v1::ListUidsResponse& page) {
        for (const packs::v1::ListedRange& row : page.ranges()) {
          table.rows.push_back({row.range().first(), row.range().last(), Raw(row.count()), row.range().pack(),
                                row.document(), row.by(), TimeCell(row.time())});
        }
        return true;
      }));
  session.Print({table});
  return absl::OkStatus();
}

struct CheckOptions {
  std::string lot, pack;
  std::vector<std::string> uids;
};

std::string YesNo(bool yes) { return yes ? "true" : "false"; }

absl::Status Check(Session& session, const CheckOptions& options) {
  packs::v1::CheckUidsRequest request;
  request.set_lot(options.lot);
  request.set_pack(options.pack);
  for (const std::string& uid : options.uids) request.add_uids(uid);
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::CheckUids, request));
  Table table{.key = "checked",
              .title = "",
              .columns = {{"uid", "UID chip"},
                          {"listed", "Pada daftar", Kind::kYesNo},
                          {"listed_lot", "Lot menurut daftar"},
                          {"listed_pack", "Kemasan menurut daftar", Kind::kText, Shown::kWhenUsed},
                          {"used", "Sudah dipakai", Kind::kYesNo},
                          {"blocked", "Diblokir", Kind::kYesNo}},
              .rows = {}};
  for (const packs::v1::CheckedUid& row : response.uids()) {
    table.rows.push_back({row.uid(), YesNo(row.listed()), row.listed_lot(), row.listed_pack(),
                          YesNo(row.used()), YesNo(row.blocked())});
  }
  session.Print({table});
  if (response.wrong_count() > 0) {
    session.Say(absl::StrCat(response.wrong_count(), " keping tidak cocok; sisihkan kemasan ini."),
                absl::StrCat(response.wrong_count(), " blanks do not fit; set this pack aside."));
  }
  return absl::OkStatus();
}

struct RemoveOptions {
  std::string lot, range, reason;
};

absl::Status RemoveList(Session& session, const RemoveOptions& options) {
  ASSIGN_OR_RETURN(const UidRange range, ParseRange(options.range));
  packs::v1::RemoveUidsRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_lot(options.lot);
  request.set_first(range.first());
  request.set_last(range.last());
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::RemoveUids, request));
  const packs::v1::ListedRange& removed = response.removed();
  session.Say(absl::StrCat("Rentang ", removed.range().first(), "-", removed.range().last(), " (",
                           removed.count(), " keping) dihapus dari daftar lot ", removed.lot(), "."),
              absl::StrCat("Range ", removed.range().first(), "-", removed.range().last(), " (",
                           removed.count(), " blanks) is off the list of lot ", removed.lot(), "."));
  return absl::OkStatus();
}

struct MissingOptions {
  std::string shipment, lot, reason;
  std::vector<std::string> uids;
  bool block = false;
};

absl::Status Missing(Session& session, const MissingOptions& options) {
  packs::v1::NameMissingRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_shipment_id(options.shipment);
  request.set_lot(options.lot);
  for (const std::string& uid : options.uids) request.add_uids(uid);
  request.set_reason(options.reason);
  request.set_block(options.block);
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::NameMissing, request));
  session.Say(
      absl::StrCat("Sudah disebut ", response.named_count(), " dari ", response.missing_count(),
                   " keping yang kurang."),
      absl::StrCat(response.named_count(), " of ", response.missing_count(), " missing blanks are named."));
  return absl::OkStatus();
}

absl::Status Trail(Session& session, const std::string& uid) {
  packs::v1::GetTrailRequest request;
  request.set_uid(uid);
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::GetTrail, request));
  Table table{.key = "trail",
              .title = "",
              .columns = {{"time", "Pada", Kind::kTime},
                          {"event", "Kejadian", Kind::kCode},
                          {"lot", "Lot"},
                          {"office", "Kantor"},
                          {"actor", "Oleh"},
                          {"document", "Dokumen"},
                          {"shipment_id", "Pengiriman", Kind::kText, Shown::kWhenUsed},
                          {"station", "Tempat cetak", Kind::kText, Shown::kWhenUsed},
                          {"note", "Keterangan"}},
              .rows = {}};
  for (const packs::v1::TrailStep& step : response.steps()) {
    table.rows.push_back({TimeCell(step.time()), step.event(), step.lot(), step.office(), step.actor(),
                          step.document(), step.shipment_id(), step.station_id(), step.note()});
  }
  session.Print({table});
  return absl::OkStatus();
}

void AddAddList(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<AddOptions>();
  auto* add = menu.Add(group, "add-list", "Enter the sender's list of chips of a lot",
                       [options](Session& session) { return AddList(session, *options); });
  add->add_option("lot", options->lot, "Number of the lot")->required();
  add->add_option("--document", options->document, "Number of the sender's list")->required();
  add->add_option("--range", options->ranges,
                  "UID or FROM-TO, with :PACK where the list names one; may be repeated");
  add->add_option("--file", options->file, "CSV file with lines first,last,pack");
}

void AddRemoveList(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<RemoveOptions>();
  auto* remove = menu.Add(group, "remove-list", "Take a range off the list that was entered wrongly",
                          [options](Session& session) { return RemoveList(session, *options); });
  remove->add_option("lot", options->lot, "Number of the lot")->required();
  remove->add_option("--range", options->range, "UID or FROM-TO, as it was entered")->required();
  remove->add_option("--reason", options->reason, "Why")->required();
}

void AddCheck(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<CheckOptions>();
  auto* check = menu.Add(group, "check", "Compare chips that were read with the list; changes nothing",
                         [options](Session& session) { return Check(session, *options); });
  check->add_option("lot", options->lot, "Number of the lot")->required();
  check->add_option("uids", options->uids, "UIDs that were read")->required();
  check->add_option("--pack", options->pack, "Only of this pack");
}

void AddMissing(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<MissingOptions>();
  auto* missing = menu.Add(group, "missing", "Name which blanks of a receipt lack",
                           [options](Session& session) { return Missing(session, *options); });
  missing->add_option("shipment", options->shipment, "The shipment that was received")->required();
  missing->add_option("--lot", options->lot, "Lot that lacks blanks")->required();
  missing->add_option("--uid", options->uids, "Chip that lacks; may be repeated")->required();
  missing->add_option("--reason", options->reason, "Why")->required();
  missing->add_flag("--block", options->block, "Block them everywhere in the same act");
}

}  // namespace

absl::StatusOr<Table> ListingOf(Session& session, const std::string& uid) {
  packs::v1::GetTrailRequest request;
  request.set_uid(uid);
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::GetTrail, request));
  Table table{
      .key = "listed",
      .title = "Menurut daftar pengirim",
      .columns = {{"document", "Dokumen"}, {"lot", "Lot"}, {"pack", "Pak", Kind::kText, Shown::kWhenUsed}},
      .rows = {}};
  for (const packs::v1::TrailStep& step : response.steps()) {
    if (step.event() == "LISTED") table.rows.push_back({step.document(), step.lot(), step.note()});
  }
  return table;
}

void AddBlankListCommands(Menu& menu, Menu::Command group) {
  AddAddList(menu, group);
  AddRemoveList(menu, group);
  auto lot = std::make_shared<std::string>();
  menu.Add(group, "list", "The chips that lists name for a lot",
           [lot](Session& session) { return ShowList(session, *lot); })
      ->add_option("lot", *lot, "Number of the lot")
      ->required();
  AddCheck(menu, group);
  AddMissing(menu, group);
  auto uid = std::make_shared<std::string>();
  menu.Add(group, "trail", "Every hand that a blank went through",
           [uid](Session& session) { return Trail(session, *uid); })
      ->add_option("uid", *uid, "UID of the chip, hex digits")
      ->required();
}

}  // namespace blangko::cli
