#include "printer/journal_tools.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "printer/journal_export.h"
#include "printer/journal_history.h"
#include "printer/segment_files.h"
#include "printer/station_key.h"

namespace blangko::printer {
namespace {

constexpr size_t kKeyDigitsMin = 16;  // what `blangko stations list` shows

absl::StatusOr<JournalHistory> HistoryIn(const std::string& directory) {
  ASSIGN_OR_RETURN(const std::vector<SegmentBytes> segments, ReadSegmentFiles(directory));
  if (segments.empty()) return absl::NotFoundError(absl::StrCat("journal: none in ", directory));
  return HistoryOf(segments);
}

std::string Holdings(const JournalState& state) {
  return absl::StrCat(state.last_fact_seq(), " outcomes (", state.unbooked().size(),
                      " not yet at the server), ", state.open().size(), " attempts open (",
                      state.waiting().size(), " wait for a look)");
}

absl::Status WriteNewFile(const std::string& path, const std::string& text) {
  if (std::filesystem::exists(path)) {
    return absl::AlreadyExistsError(absl::StrCat("journal export: ", path, " is there already"));
  }
  std::ofstream file(path, std::ios::binary);
  std::error_code error;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                               error);
  file << text << std::flush;
  return file ? absl::OkStatus()
              : absl::UnavailableError(absl::StrCat("journal export: cannot write ", path));
}

}  // namespace

absl::StatusOr<std::string> VerifyJournal(const StationOptions& options) {
  ASSIGN_OR_RETURN(const JournalHistory history, HistoryIn(options.directory));
  ASSIGN_OR_RETURN(const JournalState state, AuditHistory(history));
  const uint64_t before =
      history.past.empty() ? history.newest.before.seq : history.past[0].contents.before.seq;
  return absl::StrCat("journal of ", history.owner.station_id(), " epoch ", history.owner.epoch(), ": ",
                      state.last_seq() - before, " entries (", before + 1, " to ", state.last_seq(), ") in ",
                      history.past.size() + 1, " segments, ", Holdings(state), ", ", history.newest.torn_size,
                      " torn bytes at the end\nchain: ", ToHex(history.newest.end().chain), "\n");
}

absl::StatusOr<std::string> VerifyExport(const JournalRequest& request) {
  std::ifstream file(request.file, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("journal export: cannot read ", request.file));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ASSIGN_OR_RETURN(const JournalExport found, ReadExport(text));
  const station::v1::ExportHeader& header = found.header;
  const std::string wanted = absl::AsciiStrToLower(request.public_key);
  if (!wanted.empty() && wanted.size() < kKeyDigitsMin) {
    return absl::InvalidArgumentError(absl::StrCat("--key: got ", wanted, ", want at least 16 hex digits"));
  }
  if (!header.public_key().starts_with(wanted)) {
    return absl::DataLossError(
        absl::StrCat("journal export: signed by key ", header.public_key(), ", want ", wanted));
  }
  return absl::StrCat("export of ", header.station_id(), " epoch ", header.epoch(), ": entries ",
                      header.first_seq(), " to ", header.last_seq(), ", ", Holdings(found.state),
                      "\nchain: ", header.chain(), "\nsigned by key: ", header.public_key(),
                      wanted.empty() ? " (compare it with the server's: blangko stations list)\n" : "\n");
}

absl::StatusOr<std::string> ExportJournal(const StationOptions& options, const JournalRequest& request,
                                          const Clock& clock) {
  ASSIGN_OR_RETURN(const JournalHistory history, HistoryIn(options.directory));
  RETURN_IF_ERROR(AuditHistory(history).status());
  ASSIGN_OR_RETURN(const SigningKey key, ReadStationKey(options.directory));
  const std::string text = ExportText(history, key, clock.Now());
  ASSIGN_OR_RETURN(const JournalExport found, ReadExport(text));
  RETURN_IF_ERROR(WriteNewFile(request.out, text));
  return absl::StrCat("exported entries ", found.header.first_seq(), " to ", found.header.last_seq(), " of ",
                      found.header.station_id(), " to ", request.out, "\n");
}

}  // namespace blangko::printer
