// blangko export: everything as lines, into a file that can be gone on with and checked; the exports that are open.
#include <unistd.h>

#include <csignal>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/backoff.h"
#include "base/status_macros.h"
#include "base/stop_flag.h"
#include "blangko/exports/v1/exports_service.grpc.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/errors.h"
#include "services/cli/export_file.h"
#include "services/rpc/channel.h"
#include "services/rpc/status_mapping.h"

namespace blangko::cli {
namespace {

using exports::v1::ExportEverythingRequest;
using exports::v1::ExportEverythingResponse;
using exports::v1::ExportsService;

constexpr absl::Duration kStreamTimeout = absl::Hours(24);
constexpr absl::Duration kProgressEvery = absl::Seconds(5);
// Without a line in it. A server that is started again may take its time; one that never answered is not there.
constexpr absl::Duration kRestartMax = absl::Minutes(5);
constexpr absl::Duration kFirstAnswerMax = absl::Seconds(20);

struct Options {
  std::string file;
  std::string export_id;
  bool resume = false;
};

class Progress {
 public:
  explicit Progress(Session& session) : session_(session), told_(session.Now()) {}

  void Tell(const ExportPart& part) {
    if (session_.Now() < told_ + kProgressEvery) return;
    told_ = session_.Now();
    const int64_t mib = part.bytes() >> 20;
    session_.Hint(session_.In(absl::StrCat(part.chain().lines(), " baris, ", mib, " MiB"),
                              absl::StrCat(part.chain().lines(), " lines, ", mib, " MiB")));
  }

 private:
  Session& session_;
  absl::Time told_;
};

absl::Status Take(const ExportEverythingResponse& response, ExportPart& part) {
  part.set_export_id(response.export_id());
  RETURN_IF_ERROR(part.Add(response.lines()));
  if (part.chain().Text() == response.after()) return absl::OkStatus();
  return Told(absl::StatusCode::kDataLoss,
              "Yang diterima bukan yang dikirim server; lanjutkan dengan --resume",
              "What came is not what the server sent; go on with --resume");
}

// One stream, from behind what the file has; true when it came to the end.
absl::StatusOr<bool> Receive(Session& session, const std::string& request_id, ExportPart& part,
                             Progress& progress) {
  ExportEverythingRequest request;
  request.set_request_id(request_id);
  request.set_export_id(part.export_id());
  request.set_after(part.chain().Text());
  rpc::CallOptions options = session.call_options();
  options.timeout = kStreamTimeout;
  grpc::ClientContext context;
  rpc::Prepare(context, options);
  ExportsService::Stub stub(session.channel());
  const auto reader = stub.ExportEverything(&context, request);
  ExportEverythingResponse response;
  while (reader->Read(&response)) {
    if (const absl::Status taken = Take(response, part); !taken.ok()) {
      context.TryCancel();
      static_cast<void>(reader->Finish());
      return taken;
    }
    progress.Tell(part);
  }
  RETURN_IF_ERROR(rpc::FromGrpc(reader->Finish()));
  return response.done();
}

void SayThatItWaits(Session& session) {
  session.Hint(session.In("server tidak menjawab; ditunggu sampai 5 menit",
                          "the server does not answer; waiting for it up to 5 minutes"));
}

std::string GoOnWith(const std::string& file) {
  return absl::StrCat("blangko export everything --to ", file, " --resume");
}

// Where there is something to go on with, the last word is how.
absl::Status GaveUp(const absl::Status& status, const Options& options, const ExportPart& part) {
  if (!absl::IsUnavailable(status) || part.chain().lines() == 0) return status;
  return Told(status.code(),
              absl::StrCat("Server tidak menjawab. Yang sudah diterima tersimpan; lanjutkan dengan: ",
                           GoOnWith(options.file)),
              absl::StrCat("The server does not answer. What was received is kept; go on with: ",
                           GoOnWith(options.file)));
}

// Ctrl-C ends it as ever, with a last line that says how to go on.
class LastWord {
 public:
  LastWord(const Session& session, const std::string& file) {
    text_ = absl::StrCat("\nblangko: ", session.In("dihentikan; lanjutkan dengan: ", "stopped; go on with: "),
                         GoOnWith(file), "\n");
    std::signal(SIGINT, Say);
  }
  ~LastWord() { std::signal(SIGINT, SIG_DFL); }
  LastWord(const LastWord&) = delete;
  LastWord& operator=(const LastWord&) = delete;

 private:
  static void Say(int signal) {
    static_cast<void>(!write(STDERR_FILENO, text_.data(), text_.size()));
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  static inline std::string text_;
};

// Until it is done, over every break of the link. Before the first line the request is the same one, so that no second
// export begins.
absl::Status ReceiveAll(Session& session, ExportPart& part) {
  Progress progress(session);
  Backoff backoff(absl::Milliseconds(200), absl::Seconds(5), session.rng());
  StopFlag nobody;
  const std::string first_request = session.NewRequestId();
  int64_t lines = part.chain().lines();
  std::optional<absl::Time> silent_since;
  for (;;) {
    const std::string request_id = part.export_id().empty() ? first_request : session.NewRequestId();
    const absl::StatusOr<bool> done = Receive(session, request_id, part, progress);
    if (done.ok()) return *done ? absl::OkStatus() : absl::UnavailableError("the stream ended too early");
    if (!absl::IsUnavailable(done.status())) return done.status();
    if (part.chain().lines() > lines) {
      backoff.Reset();
      silent_since.reset();
    }
    lines = part.chain().lines();
    if (!silent_since.has_value() && lines > 0) SayThatItWaits(session);
    if (!silent_since.has_value()) silent_since = session.Now();
    if (session.Now() >= *silent_since + (lines > 0 ? kRestartMax : kFirstAnswerMax)) return done.status();
    nobody.WaitFor(backoff.Next());
  }
}

absl::Status CloseExport(Session& session, const std::string& export_id) {
  exports::v1::CloseExportRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_export_id(export_id);
  return session.Call(&ExportsService::Stub::CloseExport, request).status();
}

void ShowSummary(const Session& session, const std::string& file, const ExportSummary& summary) {
  session.Print({{.key = "export",
                  .title = "",
                  .columns = {{"file", "Berkas"},
                              {"export_id", "Ekspor"},
                              {"store_id", "Penyimpanan"},
                              {"revision", "Revisi", Kind::kCount},
                              {"time", "Keadaan pada", Kind::kTime},
                              {"lines", "Jumlah baris", Kind::kCount},
                              {"digest", "Sidik"}},
                  .rows = {{file, summary.export_id, summary.store_id, summary.revision, summary.time,
                            absl::StrCat(summary.lines), summary.digest}},
                  .single = true}});
}

// The copy at the server is removed when the file was read again.
absl::Status Everything(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(const auto part,
                   options.resume ? ExportPart::Resume(options.file) : ExportPart::Begin(options.file));
  if (options.resume) {
    const int64_t lines = part->chain().lines();
    session.Hint(session.In(absl::StrCat("dilanjutkan setelah ", lines, " baris"),
                            absl::StrCat("going on after ", lines, " lines")));
  }
  {
    const LastWord last_word(session, options.file);
    RETURN_IF_ERROR(GaveUp(ReceiveAll(session, *part), options, *part));
  }
  RETURN_IF_ERROR(part->Finish());
  ASSIGN_OR_RETURN(const ExportSummary summary, CheckExportFile(options.file));
  if (const absl::Status closed = CloseExport(session, part->export_id()); !closed.ok()) {
    session.Hint(session.In(
        absl::StrCat("salinan di server belum dihapus: blangko export close ", part->export_id()),
        absl::StrCat("the copy at the server is still there: blangko export close ", part->export_id())));
  }
  ShowSummary(session, options.file, summary);
  session.Say("Berkas sudah dibaca ulang dan utuh. Berkas ini memuat data pribadi.",
              "The file was read again and is whole. It holds personal data.");
  return absl::OkStatus();
}

absl::Status Check(Session& session, const Options& options) {
  ASSIGN_OR_RETURN(const ExportSummary summary, CheckExportFile(options.file));
  ShowSummary(session, options.file, summary);
  session.Say("Berkas ini utuh.", "The file is whole.");
  return absl::OkStatus();
}

absl::Status List(Session& session) {
  ASSIGN_OR_RETURN(const auto response,
                   session.Call(&ExportsService::Stub::ListExports, exports::v1::ListExportsRequest()));
  Table table{.key = "exports",
              .title = "",
              .columns = {{"export_id", "Ekspor"},
                          {"by", "Oleh"},
                          {"begin_time", "Dimulai", Kind::kTime},
                          {"expire_time", "Dihapus pada", Kind::kTime},
                          {"revision", "Revisi", Kind::kCount}},
              .rows = {}};
  for (const auto& open : response.exports()) {
    table.rows.push_back({open.export_id(), open.by(), TimeCell(open.begin_time()),
                          TimeCell(open.expire_time()), absl::StrCat(open.revision())});
  }
  session.Print({table});
  return absl::OkStatus();
}

absl::Status Close(Session& session, const Options& options) {
  RETURN_IF_ERROR(CloseExport(session, options.export_id));
  session.Say("Ekspor ditutup; salinannya sudah dihapus.", "The export is closed; its copy is removed.");
  return absl::OkStatus();
}

}  // namespace

void AddExportCommands(Menu& menu) {
  Menu::Command group = menu.Group("export", "Everything that the server holds, as lines of JSON");
  auto options = std::make_shared<Options>();
  auto* everything =
      menu.Add(group, "everything", "Everything but secrets, personal data too; work goes on meanwhile",
               [options](Session& session) { return Everything(session, *options); });
  everything->add_option("--to", options->file, "New file; it is called FILE.part until it is whole")
      ->required();
  everything->add_flag("--resume", options->resume, "Go on with FILE.part of an export that was interrupted");
  menu.Add(group, "list", "Exports that are open, two at most; each is removed after a day",
           [](Session& session) { return List(session); });
  auto* close = menu.Add(group, "close", "Remove the copy that an export is read from",
                         [options](Session& session) { return Close(session, *options); });
  close->add_option("export", options->export_id, "Its id, from export list")->required();
  auto* check = menu.Add(group, "check", "See whether a file of an export is whole; needs no server",
                         [options](Session& session) { return Check(session, *options); });
  check->add_option("file", options->file, "The file")->required();
}

}  // namespace blangko::cli
