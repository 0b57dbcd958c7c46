#include "services/node/store_commands.h"

#include <ostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/clock.h"
#include "services/cli/accounts_pin.h"
#include "services/node/trouble.h"
#include "services/refusal/told.h"
#include "storage/backup.h"
#include "storage/disk_space.h"

namespace blangko::node {
namespace {

constexpr int kUsage = 2;

int Refused(const absl::Status& status, const std::string& directory, const Screen& screen) {
  screen.err << InBothLanguages(AdviseOnOpening(status, directory)) << std::flush;
  return (IsTold(status) && absl::IsInvalidArgument(status)) ? kUsage : 1;
}

AskPin AskAtTerminal(cli::PinSource& pins) {
  return [&pins](const std::string& person) { return pins.Ask(absl::StrCat("PIN ", person, ": ")); };
}

// What is awaited before cards are granted again, and the command for it.
std::string AwaitedText(const std::vector<std::string>& stations, const std::string& code) {
  if (stations.empty()) {
    return "Tidak ada jurnal yang ditunggu: tidak ada tempat cetak yang aktif.\n"
           "No journal is awaited: no station is switched on.\n";
  }
  const std::string list = absl::StrJoin(stations, ", ");
  const std::string command =
      absl::StrCat("  blangko-station journal export --dir … --code ", code, " --out ");
  return absl::StrCat(
      "Jurnal yang ditunggu sebelum ada kartu dibagikan lagi: ", list, ".\n", "Kode pemulihan: ", code,
      ". Di setiap tempat cetak itu:\n", command, "BERKAS\n",
      "lalu di server: blangko recovery take BERKAS (kodenya juga: blangko recovery show).\n",
      "Journals that are awaited before cards are granted again: ", list, ".\n", "Recovery code: ", code,
      ". At each of these stations:\n", command, "FILE\n",
      "then at the server: blangko recovery take FILE (blangko recovery show has the code, too).\n");
}

int RunRestore(const StoreCommands& commands, const Screen& screen) {
  cli::PinSource pins(commands.pin_file);
  const auto restored = Restore(commands.restore, AskAtTerminal(pins), SystemClock().Now());
  if (!restored.ok()) return Refused(restored.status(), commands.restore.directory, screen);
  const std::string time = absl::FormatTime(absl::RFC3339_sec, restored->backup_time, absl::LocalTimeZone());
  screen.out << "Penyimpanan dipulihkan dari cadangan " << time << "; epoch sekarang " << restored->epoch
             << ". Jalankan blangkod, lalu masukkan lagi daftar dan penerimaan sejak saat itu.\n"
             << "The store is restored from the backup of " << time << "; it is now of epoch "
             << restored->epoch
             << ". Start blangkod, then enter again the lists and receipts since that time.\n"
             << AwaitedText(restored->stations, restored->code);
  return 0;
}

int RunCheckBackup(const std::string& directory, const Screen& screen) {
  const auto manifest = storage::CheckBackup(directory);
  if (!manifest.ok()) return Refused(RefuseBackup(directory, manifest.status()), directory, screen);
  const std::string time = absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMicros(manifest->made_micros()),
                                            absl::LocalTimeZone());
  screen.out << "Cadangan utuh: " << time << ", kelompok catatan " << manifest->group() << ", "
             << manifest->files_size() << " berkas.\n"
             << "The backup is whole: " << time << ", commit group " << manifest->group() << ", "
             << manifest->files_size() << " files.\n";
  return 0;
}

int RunAcceptLoss(const StoreCommands& commands, const Screen& screen) {
  cli::PinSource pins(commands.pin_file);
  const absl::StatusOr<AcceptedStore> accepted =
      AcceptLoss(commands.loss, AskAtTerminal(pins), SystemClock().Now());
  if (!accepted.ok()) return Refused(accepted.status(), commands.loss.directory, screen);
  screen.out << "Kehilangan kelompok catatan " << commands.loss.groups << " diterima oleh "
             << commands.loss.persons.by << " dan " << commands.loss.persons.second
             << "; epoch penyimpanan sekarang " << accepted->epoch << ". Jalankan ulang blangkod.\n"
             << "The loss of commit groups " << commands.loss.groups << " is accepted by "
             << commands.loss.persons.by << " and " << commands.loss.persons.second
             << "; the store is now of epoch " << accepted->epoch << ". Start blangkod again.\n"
             << AwaitedText(accepted->stations, accepted->code);
  return 0;
}

int RunFsck(const FsckRequest& request, const Screen& screen) {
  const absl::StatusOr<bool> clean = Fsck(request, screen.out);
  if (!clean.ok()) return Refused(clean.status(), request.directory, screen);
  return *clean ? 0 : 1;
}

int RunGiveUpBallast(const std::string& directory, const Screen& screen) {
  const absl::StatusOr<uint64_t> bytes = storage::GiveUpBallast(directory);
  if (!bytes.ok()) return Refused(bytes.status(), directory, screen);
  screen.out << (*bytes >> 20) << " MiB dikosongkan. Kosongkan ruang lain, lalu jalankan blangkod lagi.\n"
             << (*bytes >> 20) << " MiB are free now. Free more, then start blangkod again.\n";
  return 0;
}

void OfferBallast(CLI::App& store, StoreCommands& commands) {
  CLI::App* give_up = store.add_subcommand(
      "give-up-ballast", "Remove the file that is kept so that a store on a full disk can be opened again");
  give_up->add_option("--directory", commands.ballast_directory, "Folder of the store")->required();
  commands.ballast_typed = give_up;
}

constexpr char kPinHelp[] =
    "PINs, one a line, of those who have an account; - for standard input; default: the terminal";

void OfferRestore(CLI::App& store, StoreCommands& commands) {
  CLI::App* restore = store.add_subcommand(
      "restore", "Make a backup the store again; the journals of its stations are awaited from then on");
  restore->add_option("--from", commands.restore.backup, "Folder of the backup")->required();
  restore->add_option("--directory", commands.restore.directory, "Folder of the store; it holds none yet")
      ->required();
  restore->add_option("--by", commands.restore.persons.by, "Who decides")->required();
  restore->add_option("--and", commands.restore.persons.second, "Who decides with them")->required();
  restore->add_option("--reason", commands.restore.reason, "What happened to the store")->required();
  restore
      ->add_option(
          "--station", commands.restore.stations,
          "A station that may have printed since the backup, also one set up after it; once for each; - for none")
      ->delimiter(',')
      ->required();
  restore->add_option("--pin-file", commands.pin_file, kPinHelp);
  commands.restore_typed = restore;
  CLI::App* check = store.add_subcommand("check-backup", "Read every byte of a backup and open it");
  check->add_option("--from", commands.backup_directory, "Folder of the backup")->required();
  commands.check_backup_typed = check;
}

void OfferAcceptLoss(CLI::App& store, StoreCommands& commands) {
  CLI::App* accept = store.add_subcommand(
      "accept-loss",
      "Go on without the newest changes, which are lost: two persons name exactly what is missing");
  accept->add_option("--directory", commands.loss.directory, "Folder of the store (db, witness, lock)")
      ->required();
  accept
      ->add_option("--lost", commands.loss.groups,
                   "Commit groups FROM-TO, as the node in SAFE mode names them")
      ->required();
  accept->add_option("--by", commands.loss.persons.by, "Who decides")->required();
  accept->add_option("--and", commands.loss.persons.second, "Who decides with them")->required();
  accept->add_option("--pin-file", commands.pin_file, kPinHelp);
  commands.accept_loss_typed = accept;
}

void OfferFsck(CLI::App& app, StoreCommands& commands) {
  CLI::App* fsck = app.add_subcommand(
      "fsck", "Check every row of a stopped store, or of a copy that a live node made; changes nothing");
  fsck->add_option("--directory", commands.fsck.directory, "Folder of the store (db, witness, lock)")
      ->required();
  fsck->add_flag("--json", commands.fsck.json, "One JSON object a line");
  commands.fsck_typed = fsck;
}

}  // namespace

void OfferStoreCommands(CLI::App& app, StoreCommands& commands) {
  OfferFsck(app, commands);
  CLI::App* store = app.add_subcommand("store", "Decisions about a store that is not being served");
  store->require_subcommand(1);
  OfferAcceptLoss(*store, commands);
  OfferRestore(*store, commands);
  OfferBallast(*store, commands);
}

std::optional<int> RunStoreCommand(const StoreCommands& commands, const Screen& screen) {
  if (commands.fsck_typed->parsed()) return RunFsck(commands.fsck, screen);
  if (commands.accept_loss_typed->parsed()) return RunAcceptLoss(commands, screen);
  if (commands.restore_typed->parsed()) return RunRestore(commands, screen);
  if (commands.check_backup_typed->parsed()) return RunCheckBackup(commands.backup_directory, screen);
  if (commands.ballast_typed->parsed()) return RunGiveUpBallast(commands.ballast_directory, screen);
  return std::nullopt;
}

}  // namespace blangko::node
