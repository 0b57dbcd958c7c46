// blangko recovery: backups of the server's store; after a restore, the journals of its stations.
#include <algorithm>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "blangko/recovery/v1/recovery_service.grpc.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/import_stream.h"
#include "services/rpc/channel.h"
#include "services/rpc/status_mapping.h"

namespace blangko::cli {
namespace {

using recovery::v1::RecoveryService;
using recovery::v1::TakeJournalResponse;

constexpr size_t kChunkBytes = 256 << 10;
constexpr absl::Duration kBackupTimeout = absl::Hours(2);

absl::Status Backup(Session& session, const std::string& directory) {
  recovery::v1::CreateBackupRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_directory(directory);
  rpc::CallOptions options = session.call_options();
  options.timeout = std::max(options.timeout, kBackupTimeout);
  RecoveryService::Stub stub(session.channel());
  rpc::Caller caller(options, session.rng());
  ASSIGN_OR_RETURN(const auto response, caller.Call(stub, &RecoveryService::Stub::CreateBackup, request));
  const auto& backup = response.backup();
  session.Print({{.key = "backup",
                  .title = "",
                  .columns = {{"directory", "Direktori di server"},
                              {"made_time", "Dibuat", Kind::kTime},
                              {"revision", "Revisi", Kind::kCount},
                              {"store_epoch", "Epoch", Kind::kCount},
                              {"files", "Berkas", Kind::kCount},
                              {"bytes", "Bita", Kind::kCount}},
                  .rows = {{backup.directory(), TimeCell(backup.made_time()), absl::StrCat(backup.revision()),
                            absl::StrCat(backup.store_epoch()), absl::StrCat(backup.files()),
                            absl::StrCat(backup.bytes())}},
                  .single = true}});
  session.Say("Cadangan sudah dibaca ulang dan dapat dibuka.", "The backup was read again and opens.");
  return absl::OkStatus();
}

Table JournalTable(const recovery::v1::Restore& restore) {
  Table table{.key = "journals",
              .title = "Jurnal tempat cetak",
              .columns = {{"station_id", "Tempat cetak"},
                          {"state", "Keadaan", Kind::kCode},
                          {"sites", "Kantor"},
                          {"taken_seq", "Sampai catatan", Kind::kCount},
                          {"settled_time", "Selesai", Kind::kTime},
                          {"settled_by", "Oleh"},
                          {"settled_second", "Orang kedua"}},
              .rows = {}};
  for (const auto& journal : restore.journals()) {
    table.rows.push_back({journal.station_id(), EnumCell(journal.state()),
                          absl::StrJoin(journal.sites(), " "), absl::StrCat(journal.taken_seq()),
                          TimeCell(journal.settled_time()), journal.settled_by(), journal.settled_second()});
  }
  return table;
}

void SayClosed(const Session& session, const std::string& sites) {
  if (sites.empty()) {
    session.Say("Semua kantor cetak terbuka.", "All print sites are open.");
  } else {
    session.Say(absl::StrCat("Belum ada yang dibagikan di: ", sites, "."),
                absl::StrCat("Nothing is granted yet at: ", sites, "."));
  }
}

// What to do at the stations whose journals are awaited.
void SayHowToExport(const Session& session, const recovery::v1::Restore& restore) {
  std::vector<std::string> stations;
  for (const auto& journal : restore.journals()) {
    if (journal.state() == recovery::v1::JOURNAL_STATE_AWAITED) stations.push_back(journal.station_id());
  }
  if (stations.empty() || restore.code().empty()) return;
  const std::string list = absl::StrJoin(stations, ", ");
  const std::string command =
      absl::StrCat("blangko-station journal export --dir … --code ", restore.code(), " --out ");
  session.Say(
      absl::StrCat("Di tempat cetak ", list, ": ", command,
                   "BERKAS; lalu di sini: blangko recovery take BERKAS."),
      absl::StrCat("At station ", list, ": ", command, "FILE; then here: blangko recovery take FILE."));
}

absl::Status Show(Session& session) {
  ASSIGN_OR_RETURN(const auto response,
                   session.Call(&RecoveryService::Stub::GetRestore, recovery::v1::GetRestoreRequest()));
  const auto& restore = response.restore();
  if (!response.has_restore()) {
    session.Say("Server ini belum pernah dipulihkan dari cadangan.",
                "This server was never restored from a backup.");
    if (session.format() == Format::kTable) return absl::OkStatus();
  }
  Table head{.key = "restore",
             .title = "",
             .columns = {{"store_epoch", "Epoch", Kind::kCount},
                         {"backup_time", "Cadangan dari", Kind::kTime},
                         {"restored_time", "Dipulihkan", Kind::kTime},
                         {"by", "Oleh"},
                         {"second", "Orang kedua"},
                         {"reason", "Sebab"},
                         {"code", "Kode pemulihan", Kind::kText, Shown::kWhenUsed}},
             .rows = {{absl::StrCat(restore.store_epoch()), TimeCell(restore.backup_time()),
                       TimeCell(restore.restored_time()), restore.by(), restore.second(), restore.reason(),
                       restore.code()}},
             .single = true};
  session.Print({head, JournalTable(restore)});
  if (!response.has_restore()) return absl::OkStatus();
  SayClosed(session, absl::StrJoin(restore.closed_sites(), ", "));
  SayHowToExport(session, restore);
  return absl::OkStatus();
}

absl::StatusOr<TakeJournalResponse> Send(Session& session, const std::string& path) {
  ASSIGN_OR_RETURN(const int64_t bytes, FileBytes(path));
  std::ifstream in(path, std::ios::binary);
  rpc::CallOptions options = session.call_options();
  options.timeout = std::max(options.timeout, kBackupTimeout);
  grpc::ClientContext context;
  rpc::Prepare(context, options);
  RecoveryService::Stub stub(session.channel());
  TakeJournalResponse response;
  const auto writer = stub.TakeJournal(&context, &response);
  recovery::v1::TakeJournalRequest message;
  message.set_size(static_cast<uint64_t>(bytes));
  for (bool going = true; going && in.peek() != std::ifstream::traits_type::eof(); message.clear_size()) {
    std::string& chunk = *message.mutable_data();
    chunk.resize(kChunkBytes);
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    chunk.resize(static_cast<size_t>(in.gcount()));
    going = writer->Write(message);
  }
  writer->WritesDone();
  RETURN_IF_ERROR(rpc::FromGrpc(writer->Finish()));
  return response;
}

void AddTaken(Table& table, const std::string& path, const TakeJournalResponse& taken) {
  table.rows.push_back({path, taken.station_id(), EnumCell(taken.state()), absl::StrCat(taken.taken_seq()),
                        absl::StrCat(taken.last_seq()), absl::StrCat(taken.permits()),
                        absl::StrCat(taken.facts()), absl::StrCat(taken.incidents()),
                        absl::StrCat(taken.refused()), taken.waits_for_station()});
}

// What one journal knows may come after what another one knows: as long as one of them goes on, they are given again.
absl::Status Take(Session& session, std::vector<std::string> paths) {
  Table table{.key = "journals",
              .title = "",
              .columns = {{"file", "Berkas"},
                          {"station_id", "Tempat cetak"},
                          {"state", "Keadaan", Kind::kCode},
                          {"taken_seq", "Sampai catatan", Kind::kCount},
                          {"last_seq", "Catatan terakhir", Kind::kCount},
                          {"permits", "Izin", Kind::kCount},
                          {"facts", "Hasil", Kind::kCount},
                          {"incidents", "Kejadian", Kind::kCount},
                          {"refused", "Ditolak", Kind::kCount},
                          {"waits_for_station", "Menunggu"}},
              .rows = {}};
  std::string closed;
  for (bool going = true; going && !paths.empty();) {
    std::vector<std::string> waiting;
    going = false;
    for (const std::string& path : paths) {
      ASSIGN_OR_RETURN(const TakeJournalResponse taken, Send(session, path));
      AddTaken(table, path, taken);
      closed = absl::StrJoin(taken.closed_sites(), ", ");
      if (taken.waits_for_station().empty()) {
        going = true;
      } else {
        waiting.push_back(path);
      }
    }
    paths = waiting;
  }
  session.Print({table});
  SayClosed(session, closed);
  return absl::OkStatus();
}

}  // namespace

void AddRecoveryCommands(Menu& menu) {
  Menu::Command group = menu.Group("recovery", "Backups, and what is awaited after a restore from one");
  auto directory = std::make_shared<std::string>();
  auto* backup = menu.Add(group, "backup", "Copy the store while it is in use, and read the copy again",
                          [directory](Session& session) { return Backup(session, *directory); });
  backup->add_option("directory", *directory, "Absolute path on the server's machine; it must not exist")
      ->required();
  menu.Add(group, "show", "The newest restore, and whose journals are awaited",
           [](Session& session) { return Show(session); });
  auto paths = std::make_shared<std::vector<std::string>>();
  auto* take = menu.Add(group, "take", "Take the journals that stations exported, after a restore",
                        [paths](Session& session) { return Take(session, *paths); });
  take->add_option("files", *paths, "Files of blangko-station journal export")->required();
}

}  // namespace blangko::cli
