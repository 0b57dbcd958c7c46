// blangko blanks show|incidents|block|unblock|blocked: blanks by the UID of their chip.
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/chip_uid.h"
#include "base/status_macros.h"
#include "blangko/stock/v1/stock_service.grpc.pb.h"
#include "services/cli/blanks_lists.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"

namespace blangko::cli {
namespace {

using stock::v1::Blank;
using stock::v1::BlockedRange;
using stock::v1::StockService;

Table Uses() {
  return {.key = "uses",
          .title = "",
          .columns = {{"uid", "UID chip"},
                      {"record_id", "Nomor"},
                      {"attempt", "Percobaan"},
                      {"office", "Kantor"},
                      {"lot", "Lot"},
                      {"account", "Blangko", Kind::kCode},
                      {"station", "Tempat cetak"},
                      {"time", "Pada", Kind::kTime},
                      {"incident", "Kejadian", Kind::kCode}},
          .rows = {}};
}

void AddUses(Table& table, const Blank& blank) {
  for (const stock::v1::BlankUse& use : blank.uses()) {
    table.rows.push_back({blank.uid(), use.record_id(), Raw(use.attempt()), use.office(), use.lot(),
                          use.account(), use.station_id(), TimeCell(use.time()), use.incident()});
  }
}

Table Blocks() {
  return {.key = "blocked",
          .title = "Blangko diblokir",
          .columns = {{"first", "Dari UID"},
                      {"last", "Sampai UID"},
                      {"reason", "Sebab"},
                      {"by", "Oleh"},
                      {"time", "Sejak", Kind::kTime}},
          .rows = {}};
}

void AddBlock(Table& table, const BlockedRange& range) {
  table.rows.push_back({range.first(), range.last(), range.reason(), range.by(), TimeCell(range.time())});
}

absl::Status Show(Session& session, const std::string& uid) {
  stock::v1::GetBlankRequest request;
  request.set_uid(uid);
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::GetBlank, request));
  Table uses = Uses();
  AddUses(uses, response.blank());
  Table blocks = Blocks();
  if (response.blank().has_blocked()) AddBlock(blocks, response.blank().blocked());
  ASSIGN_OR_RETURN(const Table listed, ListingOf(session, uid));
  session.Print({uses, blocks, listed});
  return absl::OkStatus();
}

absl::Status ListIncidents(Session& session) {
  Table table = Uses();
  RETURN_IF_ERROR(session.EachPage(&StockService::Stub::ListBlankIncidents,
                                   stock::v1::ListBlankIncidentsRequest(),
                                   [&](const stock::v1::ListBlankIncidentsResponse& page) {
                                     for (const Blank& blank : page.blanks()) AddUses(table, blank);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

struct BlockOptions {
  std::string range;
  std::string reason;
};

// "04A1…-04A9…", or one UID, which may itself be written with dashes.
absl::Status CheckUid(const std::string& uid) {
  if (ParseChipUid(uid).ok()) return absl::OkStatus();
  return UsageError(
      absl::StrCat("uid: diisi \"", uid,
                   "\", seharusnya UID chip: 8, 14, atau 20 angka heksadesimal, atau DARI-SAMPAI"),
      absl::StrCat("uid: got \"", uid, "\", want a chip's UID: 8, 14 or 20 hex digits, or FROM-TO"));
}

template <typename Request>
absl::StatusOr<Request> RequestOf(Session& session, const BlockOptions& options) {
  Request request;
  request.set_request_id(session.NewRequestId());
  const std::vector<std::string> ends = absl::StrSplit(options.range, '-');
  request.set_first(ends.size() == 2 ? ends[0] : options.range);
  if (ends.size() == 2) request.set_last(ends[1]);
  RETURN_IF_ERROR(CheckUid(request.first()));
  if (ends.size() == 2) RETURN_IF_ERROR(CheckUid(request.last()));
  request.set_reason(options.reason);
  return request;
}

absl::Status Block(Session& session, const BlockOptions& options) {
  ASSIGN_OR_RETURN(const auto request, RequestOf<stock::v1::BlockBlanksRequest>(session, options));
  ASSIGN_OR_RETURN(const auto response, session.Call(&StockService::Stub::BlockBlanks, request));
  Table table = Blocks();
  AddBlock(table, response.blocked());
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Unblock(Session& session, const BlockOptions& options) {
  ASSIGN_OR_RETURN(const auto request, RequestOf<stock::v1::UnblockBlanksRequest>(session, options));
  return session.Call(&StockService::Stub::UnblockBlanks, request).status();
}

absl::Status ListBlocked(Session& session) {
  Table table = Blocks();
  RETURN_IF_ERROR(session.EachPage(&StockService::Stub::ListBlockedBlanks,
                                   stock::v1::ListBlockedBlanksRequest(),
                                   [&](const stock::v1::ListBlockedBlanksResponse& page) {
                                     for (const BlockedRange& range : page.blocked()) AddBlock(table, range);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

}  // namespace

void AddBlanksCommands(Menu& menu) {
  auto* group = menu.Group("blanks", "Blanks by the UID of their chip");
  auto uid = std::make_shared<std::string>();
  menu.Add(group, "show", "For which cards it was used, and whether it is blocked",
           [uid](Session& session) { return Show(session, *uid); })
      ->add_option("uid", *uid, "UID of the chip, hex digits")
      ->required();
  menu.Add(group, "incidents", "Blanks that were used twice, or while they were blocked",
           [](Session& session) { return ListIncidents(session); });
  menu.Add(group, "blocked", "Blanks that no station may print on",
           [](Session& session) { return ListBlocked(session); });
  AddBlankListCommands(menu, group);
  auto options = std::make_shared<BlockOptions>();
  auto* block = menu.Add(group, "block", "No station may print on it any more: stolen, missing, withdrawn",
                         [options](Session& session) { return Block(session, *options); });
  auto* unblock = menu.Add(group, "unblock", "It may be printed on again",
                           [options](Session& session) { return Unblock(session, *options); });
  for (auto* command : {block, unblock}) {
    command->add_option("uid", options->range, "UID, or FROM-TO")->required();
    command->add_option("--reason", options->reason, "Why")->required();
  }
}

}  // namespace blangko::cli
