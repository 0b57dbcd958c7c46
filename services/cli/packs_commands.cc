// blangko packs register|list|show|split|merge|open: sealed wrappers of blanks.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "blangko/packs/v1/packs_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"

namespace blangko::cli {
namespace {

using packs::v1::Pack;
using packs::v1::PacksService;

Table PackList() {
  return {.key = "packs",
          .title = "",
          .columns = {{"pack_id", "Pak"},
                      {"lot", "Lot"},
                      {"count", "Keping", Kind::kCount},
                      {"state", "Status", Kind::kCode},
                      {"office", "Kantor"},
                      {"shipment_id", "Pengiriman", Kind::kText, Shown::kWhenUsed},
                      {"parents", "Berasal dari", Kind::kText, Shown::kWhenUsed},
                      {"children", "Menjadi", Kind::kText, Shown::kWhenUsed},
                      {"sampled", "Chip dibaca", Kind::kCount, Shown::kWhenUsed},
                      {"wrong", "Tidak cocok", Kind::kCount, Shown::kWhenUsed},
                      {"by", "Oleh"},
                      {"time", "Sejak", Kind::kTime}},
          .rows = {}};
}

// The words of a pack that is sealed, or split, are its own.
std::string StateCell(const Pack& pack) {
  return absl::StrCat("PACK_", EnumCell(Pack::State_descriptor(), pack.state()));
}

void AddPack(Table& table, const Pack& pack) {
  table.rows.push_back({pack.pack_id(), pack.lot(), Raw(pack.count()), StateCell(pack), pack.office(),
                        pack.shipment_id(), absl::StrJoin(pack.parents(), ", "),
                        absl::StrJoin(pack.children(), ", "), Raw(pack.sampled_count()),
                        Raw(pack.wrong_count()), pack.by(), TimeCell(pack.time())});
}

template <typename Packs>
void PrintPacks(Session& session, const Packs& found) {
  Table table = PackList();
  for (const Pack& pack : found) AddPack(table, pack);
  session.Print({table});
}

template <typename Labels>
absl::Status FillLabels(const char* option, const std::vector<std::string>& words, Labels add) {
  ASSIGN_OR_RETURN(const auto counted, ParseLots(option, words));
  for (const LotCount& one : counted) {
    packs::v1::LabelledPack& label = *add();
    label.set_pack_id(one.lot);
    label.set_count(one.count);
  }
  return absl::OkStatus();
}

struct RegisterOptions {
  packs::v1::RegisterPacksRequest request;
  std::vector<std::string> packs;
};

absl::Status Register(Session& session, const RegisterOptions& options) {
  packs::v1::RegisterPacksRequest request = options.request;
  request.set_request_id(session.NewRequestId());
  RETURN_IF_ERROR(FillLabels("packs", options.packs, [&] { return request.add_packs(); }));
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::RegisterPacks, request));
  PrintPacks(session, response.packs());
  return absl::OkStatus();
}

absl::Status List(Session& session, const packs::v1::ListPacksRequest& request) {
  Table table = PackList();
  RETURN_IF_ERROR(session.EachPage(&PacksService::Stub::ListPacks, request,
                                   [&](const packs::v1::ListPacksResponse& page) {
                                     for (const Pack& pack : page.packs()) AddPack(table, pack);
                                     return true;
                                   }));
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Show(Session& session, const std::string& id) {
  packs::v1::GetPackRequest request;
  request.set_pack_id(id);
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::GetPack, request));
  Table table = PackList();
  AddPack(table, response.pack());
  session.Print({table});
  return absl::OkStatus();
}

struct SplitOptions {
  std::string pack;
  std::vector<std::string> into;
};

absl::Status Split(Session& session, const SplitOptions& options) {
  packs::v1::SplitPackRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_pack_id(options.pack);
  RETURN_IF_ERROR(FillLabels("--into", options.into, [&] { return request.add_into(); }));
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::SplitPack, request));
  PrintPacks(session, response.packs());
  return absl::OkStatus();
}

struct MergeOptions {
  std::vector<std::string> packs;
  std::string into;
};

absl::Status Merge(Session& session, const MergeOptions& options) {
  packs::v1::MergePacksRequest request;
  request.set_request_id(session.NewRequestId());
  for (const std::string& id : options.packs) request.add_pack_ids(id);
  request.set_into(options.into);
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::MergePacks, request));
  Table table = PackList();
  AddPack(table, response.pack());
  session.Print({table});
  return absl::OkStatus();
}

struct OpenOptions {
  std::string pack;
  std::vector<std::string> uids;
};

absl::Status Open(Session& session, const OpenOptions& options) {
  packs::v1::OpenPackRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_pack_id(options.pack);
  for (const std::string& uid : options.uids) request.add_uids(uid);
  ASSIGN_OR_RETURN(const auto response, session.Call(&PacksService::Stub::OpenPack, request));
  Table table = PackList();
  AddPack(table, response.pack());
  session.Print({table});
  if (response.wrong().empty()) return absl::OkStatus();
  session.Say(absl::StrCat(response.wrong_size(),
                           " keping tidak cocok dengan daftar; sisihkan pak ini. Lihat: blangko "
                           "incidents list"),
              absl::StrCat(response.wrong_size(),
                           " blanks do not fit the list; set this pack aside. See: blangko "
                           "incidents list"));
  return absl::OkStatus();
}

void AddRegister(Menu& menu, Menu::Command group) {
  auto options = std::make_shared<RegisterOptions>();
  auto* add = menu.Add(group, "register", "Sealed packs that lie in an office",
                       [options](Session& session) { return Register(session, *options); });
  add->add_option("packs", options->packs, "PACK:COUNT, as on the label; may be repeated")->required();
  add->add_option("--office", *options->request.mutable_office(), "Office where they lie")->required();
  add->add_option("--lot", *options->request.mutable_lot(), "Their lot")->required();
  add->add_option("--document", *options->request.mutable_document(), "Number of the packing list");
}

void AddReads(Menu& menu, Menu::Command group) {
  auto request = std::make_shared<packs::v1::ListPacksRequest>();
  auto* list = menu.Add(group, "list", "Sealed packs that lie in an office, by lot",
                        [request](Session& session) { return List(session, *request); });
  list->add_option("--office", *request->mutable_office(), "Office where they lie")->required();
  list->add_option("--lot", *request->mutable_lot(), "One lot only");
  auto id = std::make_shared<std::string>();
  menu.Add(group, "show", "One pack: where it is, and what became of it",
           [id](Session& session) { return Show(session, *id); })
      ->add_option("pack", *id, "Id on the label")
      ->required();
}

void AddChanges(Menu& menu, Menu::Command group) {
  auto split = std::make_shared<SplitOptions>();
  auto* parts = menu.Add(group, "split", "One sealed pack becomes several with new labels",
                         [split](Session& session) { return Split(session, *split); });
  parts->add_option("pack", split->pack, "Id on the label")->required();
  parts->add_option("--into", split->into, "PACK:COUNT of each new label; may be repeated")->required();
  auto merge = std::make_shared<MergeOptions>();
  auto* whole = menu.Add(group, "merge", "Several sealed packs of one lot become one with a new label",
                         [merge](Session& session) { return Merge(session, *merge); });
  whole->add_option("packs", merge->packs, "Ids on the labels")->required();
  whole->add_option("--into", merge->into, "The new label")->required();
  auto open = std::make_shared<OpenOptions>();
  auto* seal = menu.Add(group, "open", "The seal is broken; chips that are read are compared with the list",
                        [open](Session& session) { return Open(session, *open); });
  seal->add_option("pack", open->pack, "Id on the label")->required();
  seal->add_option("--uid", open->uids, "UID of a chip that was read; may be repeated");
}

}  // namespace

void AddPacksCommands(Menu& menu) {
  auto* group = menu.Group("packs", "Sealed packs of blanks");
  AddRegister(menu, group);
  AddReads(menu, group);
  AddChanges(menu, group);
}

}  // namespace blangko::cli
