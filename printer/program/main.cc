// blangko-station: the print station's program. Options, signals and exit code; the work is in station_program and
// station_tools.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "base/clock.h"
#include "base/dotted_version.h"
#include "base/hash.h"
#include "base/rng.h"
#include "base/stop_flag.h"
#include "printer/operator/looks.h"
#include "printer/program/clock_tool.h"
#include "printer/program/day_tool.h"
#include "printer/program/journal_tools.h"
#include "printer/program/look_tool.h"
#include "printer/program/sign_tool.h"
#include "printer/program/station_program.h"
#include "printer/program/station_tools.h"
#include "printer/program/station_words.h"
#include "services/refusal/refusal.h"
#include "services/screen/exits.h"
#include "services/screen/help_language.h"

namespace blangko::printer {
namespace {

constexpr long kSignalLookNanos = 50'000'000;

// Turns SIGINT and SIGTERM into a StopFlag. Make it before any other thread starts: they inherit the blocked
// signals.
class StopOnSignal {
 public:
  StopOnSignal() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    thread_ = std::thread([this] { Watch(); });
  }
  ~StopOnSignal() {
    over_.Stop();
    thread_.join();
  }

  const StopFlag& stop() const { return stop_; }

 private:
  void Watch() {
    const timespec look = {0, kSignalLookNanos};
    while (!over_.stopped()) {
      if (sigtimedwait(&signals_, nullptr, &look) > 0) stop_.Stop();
    }
  }

  sigset_t signals_{};
  StopFlag stop_;
  StopFlag over_;
  std::thread thread_;
};

std::string KnownTimeZone(const std::string& name) {
  absl::TimeZone zone;
  return absl::LoadTimeZone(name, &zone) ? "" : name + " is no time zone";
}

void AddDirectory(CLI::App& command, StationOptions& options) {
  command.add_option("--dir", options.directory, "The station's directory: key, journal, tray")->required();
}

// Before the options are offered. As CLI11's own envname it would win over what was typed: the option of every command that
// was not given is filled from the environment too, after that of the one that was, and all are one variable.
void TakeServerOfEnvironment(StationOptions& options) {
  const char* server = std::getenv("BLANGKO_SERVER");
  if (server != nullptr && *server != '\0') options.server = server;
}

void AddServer(CLI::App& command, StationOptions& options) {
  command.add_option("--server", options.server, "host:port of the node; default: BLANGKO_SERVER")
      ->capture_default_str();
  command.add_flag("--insecure", options.insecure, "Allow plaintext to another machine; logged");
  command.add_option("--station", options.station_id, "This station's id; default: the journal's");
  command.add_flag("--register", options.register_first, "Make the station known to the server first");
  command.add_option("--site,--office", options.sites,
                     "Office whose line it prints; again for more (with --register)");
  command.add_option("--by", options.by, "Who is at the keyboard")->capture_default_str();
}

void AddIpp(CLI::App& run, StationOptions& options) {
  run.add_option("--printer-uri", options.printer_uri, "ipp: the printer, as ipp://host[:port]/ipp/print");
  run.add_option("--ribbon-cards", options.ribbon_cards,
                 "ipp: cards of a full ribbon, for a printer that tells percent alone")
      ->check(CLI::NonNegativeNumber);
  run.add_option("--film-cards", options.film_cards, "ipp: cards of a full film")
      ->check(CLI::NonNegativeNumber);
  run.add_option(
         "--printer-look", options.printer_look_seconds,
         "ipp: seconds between two looks at a printer that has a card; without one, four times as long")
      ->check(CLI::Range(0.02, 60.0))
      ->capture_default_str();
  run.add_option("--snmp", options.snmp, "ipp: host[:port] that tells ribbon and film when IPP does not");
  run.add_option("--snmp-community", options.snmp_community, "ipp: for --snmp")->capture_default_str();
}

// CLI11 wants "" when it is right.
std::string CheckVersion(const std::string& text) {
  return IsDottedVersion(text) ? "" : "numbers with dots such as 8.2.1";
}

void AddParts(CLI::App& run, StationOptions& options) {
  run.add_option("--encoder", options.encoder,
                 "Who writes or reads the chip: command:PROGRAM[,seconds=N], pcsc[:READER] or "
                 "simulated[:uids=FILE,seconds=N,fail-every=N,lose-every=N]");
  run.add_option(
         "--application-version", options.application_version,
         "Version of the application that encodes the cards, 8.2.1; the node gives no lot that needs a newer one")
      ->check(CheckVersion);
  auto* ups =
      run.add_option("--ups", options.ups, "UPS by NUT, as NAME@host[:port]: on battery no new card begins");
  run.add_option("--power-unknown", options.power_unknown, "print or wait, when the UPS tells nothing")
      ->needs(ups)
      ->check(CLI::IsMember({"print", "wait"}))
      ->capture_default_str();
  auto* photos = run.add_option("--photos", options.photos,
                                "Folder with <record>.png, or <b2sum -l 256 of the NIK>.png");
  run.add_option("--without-photo", options.without_photo,
                 "hold: a card without its photo is given back and held; print: it is printed without")
      ->needs(photos)
      ->check(CLI::IsMember({"hold", "print"}))
      ->capture_default_str();
}

void AddRun(CLI::App& app, StationOptions& options) {
  CLI::App& run = *app.add_subcommand("run", "Takes jobs, prints them, reports them, until stopped");
  AddDirectory(run, options);
  run.add_option("--journal-copy", options.journal_copy,
                 "A directory on a second device: every entry is on both before a card moves");
  AddServer(run, options);
  run.add_option("--epoch", options.epoch, "Registration of this station; default: the journal's");
  run.add_option("--printer", options.printer_id, "The printer's id")->capture_default_str();
  run.add_option("--driver", options.driver, "How cards are printed: file, ipp or assisted")
      ->capture_default_str();
  run.add_flag("--change-driver", options.change_driver,
               "With another --driver than the run before in this directory: the change is meant");
  run.add_option("--tray", options.tray, "file: where cards fall; default DIR/tray");
  run.add_option("--speed", options.speed_seconds, "file: simulated seconds per card")
      ->check(CLI::Range(0.0, 590.0));
  run.add_option("--spoil-record", options.spoil_records, "file: every card of this record fails");
  run.add_option("--spoil-every", options.spoil_every, "file: every n-th card fails")
      ->check(CLI::NonNegativeNumber);
  AddIpp(run, options);
  AddParts(run, options);
  run.add_option("--province", options.province, "First heading of the card, \"PROVINSI RIAU\"");
  run.add_option("--regency", options.regency, "Second heading, \"KABUPATEN PELALAWAN\"");
  run.add_option("--batch", options.batch, "Jobs taken at a time")
      ->check(CLI::Range(1, 50))
      ->capture_default_str();
  run.add_option("--cards", options.cards, "Stop after so many cards came out; 0 = no limit")
      ->check(CLI::NonNegativeNumber);
  run.add_option("--looks", options.looks, "Cards that may wait for a look before new ones are stopped")
      ->check(CLI::Range(1, kLooksMax))
      ->capture_default_str();
  options.page_port = "auto";
  run.add_option(
         "--page-port", options.page_port,
         "Port of the station's own page on 127.0.0.1: a number, 0 = any, off; auto = 7090 or, when that is "
         "taken, any")
      ->capture_default_str();
}

void AddTools(CLI::App& app, StationOptions& options) {
  CLI::App& init = *app.add_subcommand("init", "Makes the station's key and prints its public half");
  AddDirectory(init, options);
  AddServer(init, options);
  init.get_option("--station")->required();
  CLI::App& enrol = *app.add_subcommand("register", "init, and makes the station known to the server");
  AddDirectory(enrol, options);
  AddServer(enrol, options);
  enrol.get_option("--station")->required();
  enrol.callback([&options] { options.register_first = true; });
  CLI::App& clear =
      *app.add_subcommand("clear", "Says that somebody has looked into the printer and emptied it");
  AddDirectory(clear, options);
  clear.add_option("--printer", options.printer_id, "The printer's id")->capture_default_str();
  clear.add_option("--by", options.by, "Who has looked")->required();
  clear.add_option("--envelope", options.envelope, "Number of the envelope that holds what was taken out");
  clear.add_flag("--nothing-found", options.nothing_found, "The printer was empty: there is no envelope");
  CLI::App& decide = *app.add_subcommand("decide", "Says what was in the envelope of a doubtful card");
  AddDirectory(decide, options);
  decide.add_option("card", options.decide_card, "RECORD/ATTEMPT")->required();
  decide.add_option("--outcome", options.decide_outcome, "PRINTED (hasil baik) or SPOILED (rusak)")
      ->required();
  decide.add_option("--cause", options.look_cause, "gagal-encode, gagal-cetak or cacat");
  decide.add_option("--uid", options.blank_uid, "Of the chip, hex, if it can be read");
  decide.add_flag("--other-uid", options.other_uid,
                  "The chip is another one than the journal names: read again");
  decide.add_option("--envelope", options.envelope, "Number of the envelope, where none was written down");
  decide.add_option("--found", options.found_at, "Where the card was found, when the printer was empty");
  decide.add_option("--by", options.by, "Who has opened the envelope")->required();
  CLI::App& day = *app.add_subcommand("day", "The station's days")->require_subcommand(1);
  AddDirectory(*day.add_subcommand("show", "Every count of blanks that the journal holds"), options);
  CLI::App& report =
      *app.add_subcommand("report", "Reports what the journal holds to the server; prints nothing");
  AddDirectory(report, options);
  AddServer(report, options);
  report.callback([&options] { options.report_only = true; });
}

void AddJournal(CLI::App& app, StationOptions& options, JournalRequest& request) {
  CLI::App& journal = *app.add_subcommand("journal", "The station's journal")->require_subcommand(1);
  CLI::App& verify =
      *journal.add_subcommand("verify", "Checks every entry, says what it holds or the first bad place");
  auto* file = verify.add_option("file", request.file, "An exported journal");
  verify.add_option("--dir", options.directory, "A station's directory, or that of a copy")->excludes(file);
  verify.add_option("--key", request.public_key, "The public key that the export must be signed with")
      ->needs(file);
  CLI::App& copy =
      *journal.add_subcommand("export", "Writes it as one file, signed, that can be checked anywhere");
  AddDirectory(copy, options);
  copy.add_option("--out", request.out, "The file; it must not exist")->required();
  copy.add_option("--code", request.code,
                  "Of the restore that asks for the journal: blangko recovery show has it");
}

absl::StatusOr<std::string> RunJournal(const CLI::App& app, const StationOptions& options,
                                       const JournalRequest& request, const Clock& clock) {
  if (app.get_subcommand("journal")->got_subcommand("export")) return ExportJournal(options, request, clock);
  if (!request.file.empty()) return VerifyExport(request, options.language);
  if (options.directory.empty()) {
    return screen::UsageError("journal verify: sebutkan BERKAS atau --dir",
                              "journal verify: want a FILE or --dir");
  }
  return VerifyJournal(options);
}

CLI::App& AddAnswer(CLI::App& look, StationOptions& options, const char* name, const char* word,
                    const char* help) {
  CLI::App& answer = *look.add_subcommand(name, help)->alias(word);
  AddDirectory(answer, options);
  answer.add_option("cards", options.look_cards,
                    "RECORD/ATTEMPT, as look list shows them; RECORD alone for its first card");
  answer
      .add_option("--first", options.look_first,
                  "The first so many that wait; number 1 of look list came out first")
      ->check(CLI::PositiveNumber);
  answer.add_flag("--all", options.look_all, "Every card that waits now");
  answer.add_option("--by", options.by, "Who has looked")->required();
  return answer;
}

void AddLook(CLI::App& app, StationOptions& options) {
  CLI::App& look = *app.add_subcommand("look", "Cards that came out and wait for somebody's look");
  look.require_subcommand(1);
  AddDirectory(*look.add_subcommand("list", "The cards, in the order in which they came out"), options);
  AddAnswer(look, options, "good", "baik", "Hasil baik: the card is good");
  AddAnswer(look, options, "spoiled", "rusak", "Rusak: the blank is spoiled and kept")
      .add_option("--cause", options.look_cause, "gagal-encode, gagal-cetak or cacat")
      ->required();
  AddAnswer(look, options, "uncertain", "periksa", "Perlu diperiksa: somebody else must decide");
}

void AddClock(CLI::App& app, StationOptions& options) {
  CLI::App& clock = *app.add_subcommand("clock", "Whether the date of this machine can be right");
  clock.require_subcommand(1);
  AddDirectory(*clock.add_subcommand("show", "The machine's time, and what is known to be right"), options);
  CLI::App& confirm =
      *clock.add_subcommand("confirm", "Says that you have compared it with a clock that is right");
  AddDirectory(confirm, options);
  confirm.add_option("--by", options.by, "Who has compared them")->required();
}

void AddSign(CLI::App& app, StationOptions& options, SignOptions& request) {
  CLI::App& sign = *app.add_subcommand("sign", "Prints the header that proves a request of this station");
  AddDirectory(sign, options);
  sign.add_option("--station", options.station_id, "This station's id")->required();
  sign.add_option("--epoch", options.epoch, "Registration of this station; default: 1");
  sign.add_option("--message", request.message, "Full name of the request's type")->required();
  sign.add_option("--json", request.json, "The request")->required();
}

int Say(const absl::StatusOr<std::string>& text, Language language) {
  if (text.ok()) {
    std::cout << *text;
    return 0;
  }
  std::cerr << "blangko-station: " << MaskNiks(SentenceOf(text.status(), language)) << "\n";
  return screen::ExitCodeOf(text.status());
}

absl::StatusOr<std::string> Look(const CLI::App& look, const StationOptions& options,
                                 const AskParties& parties) {
  if (look.got_subcommand("good")) return AnswerLooks(options, scheduler::v1::OUTCOME_PRINTED, parties);
  if (look.got_subcommand("spoiled")) return AnswerLooks(options, scheduler::v1::OUTCOME_SPOILED, parties);
  if (look.got_subcommand("uncertain"))
    return AnswerLooks(options, scheduler::v1::OUTCOME_UNCERTAIN, parties);
  return ListLooks(options);
}

absl::StatusOr<std::string> RunClock(const CLI::App& clock, const StationOptions& options,
                                     const AskParties& parties) {
  return clock.got_subcommand("confirm") ? ConfirmClock(options, parties) : ShowClock(options, parties.clock);
}

absl::StatusOr<std::string> RunTool(const CLI::App& app, const StationOptions& options,
                                    const JournalRequest& journal, const AskParties& parties) {
  if (app.got_subcommand("init") || app.got_subcommand("register")) {
    return InitStation(options, parties.clock, parties.rng);
  }
  if (app.got_subcommand("clear")) return ClearPrinter(options, parties);
  if (app.got_subcommand("decide")) return DecideCard(options, parties);
  if (app.got_subcommand("day")) return ShowDays(options);
  if (app.got_subcommand("look")) return Look(*app.get_subcommand("look"), options, parties);
  if (app.got_subcommand("clock")) return RunClock(*app.get_subcommand("clock"), options, parties);
  return RunJournal(app, options, journal, parties.clock);
}

int RunCommand(const CLI::App& app, const StationOptions& options, const SignOptions& request,
               const JournalRequest& journal) {
  if (app.got_subcommand("sign")) return Say(SignRequest(options, request), options.language);
  const StopOnSignal signals;
  const SystemClock clock;
  SystemRng rng;
  if (!app.got_subcommand("run") && !app.got_subcommand("report")) {
    return Say(RunTool(app, options, journal, {clock, rng, signals.stop()}), options.language);
  }
  const auto report = RunStation(options, clock, rng, signals.stop());
  if (!report.ok()) return Say(report.status(), options.language);
  Say(TextOf(*report, options), options.language);
  return ExitCodeOf(*report, options);
}

int Main(int argc, char** argv) {
  CLI::App app("Blangko print station", "blangko-station");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer("Exit codes: 0 done, 1 refused, 2 wrong usage, 3 no answer or the server cannot work now.");
  StationOptions options;
  options.language = screen::LanguageOf(std::getenv("BLANGKO_LANG"), argc, argv);
  std::string language = "id";
  screen::OfferLanguage(app, language);
  TakeServerOfEnvironment(options);
  app.add_option("--time-zone", options.time_zone, "How times are shown")
      ->check(KnownTimeZone)
      ->capture_default_str();
  AddRun(app, options);
  SignOptions request;
  AddTools(app, options);
  AddLook(app, options);
  AddClock(app, options);
  AddSign(app, options, request);
  JournalRequest journal;
  AddJournal(app, options, journal);
  if (options.language == Language::kIndonesian) screen::SpeakIndonesian(app, HelpWords());
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // the help or the version was asked for
    std::cerr << screen::MistakeText(app, error, options.language);
    return screen::kUsageExit;
  }
  if (!InitCrypto()) return Say(absl::InternalError("the system has no randomness"), options.language);
  return RunCommand(app, options, request, journal);
}

}  // namespace
}  // namespace blangko::printer

int main(int argc, char** argv) {
  umask(S_IRWXG | S_IRWXO);  // names and NIKs are in what it writes: for nobody but the owner
  return blangko::printer::Main(argc, argv);
}
