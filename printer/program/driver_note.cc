#include "printer/program/driver_note.h"

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "blangko/station/v1/notes.pb.h"
#include "printer/parts/note_file.h"
#include "services/screen/exits.h"

namespace blangko::printer {
namespace {

constexpr uint64_t kHeaderSeq = 1;

absl::Status AnotherDriver(const StationOptions& options, const std::string& before) {
  const std::string& dir = options.directory;
  return screen::UsageError(
      absl::StrCat("--driver: diisi ", options.driver, ", seharusnya ", before, ": kartu di direktori ", dir,
                   " terakhir dicetak dengan ", before, ". Bila memang diganti, tambahkan --change-driver"),
      absl::StrCat("--driver: got ", options.driver, ", want ", before, ": the cards of directory ", dir,
                   " were printed with ", before, " last; if the change is meant, add --change-driver"));
}

}  // namespace

absl::Status CheckDriver(const StationOptions& options, const Journal& journal) {
  const NoteFile file(options.directory + "/driver.note");
  station::v1::DriverNote note;
  RETURN_IF_ERROR(file.Load(note).status());
  if (note.driver() == options.driver) return absl::OkStatus();
  const bool bound = !note.driver().empty() && journal.state().last_seq() > kHeaderSeq;
  if (bound && !options.change_driver && !Planted("driver-changed-unasked")) {
    return AnotherDriver(options, note.driver());
  }
  note.set_driver(options.driver);
  return file.Save(note);
}

}  // namespace blangko::printer
