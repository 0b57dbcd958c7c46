#include "printer/program/journal_tools.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "printer/journal/journal_export.h"
#include "printer/journal/journal_history.h"
#include "printer/journal/journal_words.h"
#include "printer/journal/segment_files.h"
#include "printer/program/station_key.h"
#include "services/journal_file/recovery_code.h"
#include "services/refusal/told.h"
#include "services/screen/exits.h"

namespace blangko::printer {
namespace {

constexpr size_t kKeyDigitsMin = 16;  // what `blangko stations list` shows

absl::StatusOr<JournalHistory> HistoryIn(const std::string& directory) {
  ASSIGN_OR_RETURN(const std::vector<SegmentBytes> segments, ReadSegmentFiles(directory));
  if (segments.empty()) {
    return Told(absl::StatusCode::kNotFound, absl::StrCat("jurnal: tidak ada di ", directory),
                absl::StrCat("journal: none in ", directory));
  }
  auto history = HistoryOf(segments);
  if (!history.ok()) return JournalErrorInBoth(history.status());
  return history;
}

std::string Holdings(const JournalState& state, Language language) {
  return absl::StrCat(state.last_fact_seq(), In(language, " hasil (", " outcomes ("), state.unbooked().size(),
                      In(language, " belum di server), ", " not yet at the server), "), state.open().size(),
                      In(language, " percobaan terbuka (", " attempts open ("), state.waiting().size(),
                      In(language, " menunggu dilihat)", " wait for a look)"));
}

absl::Status WriteNewFile(const std::string& path, const std::string& text) {
  if (std::filesystem::exists(path)) {
    return Told(absl::StatusCode::kAlreadyExists, absl::StrCat("journal export: ", path, " sudah ada"),
                absl::StrCat("journal export: ", path, " is there already"));
  }
  std::ofstream file(path, std::ios::binary);
  std::error_code error;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                               error);
  file << text << std::flush;
  if (file) return absl::OkStatus();
  return Told(absl::StatusCode::kUnavailable, absl::StrCat("journal export: ", path, " tidak dapat ditulis"),
              absl::StrCat("journal export: cannot write ", path));
}

// "kode pemulihan: 7K3M-9QPR"
std::string CodeLine(const station::v1::ExportHeader& header, Language language) {
  if (header.recovery_code().empty())
    return In(language, "\nkode pemulihan: tidak ada", "\nrecovery code: none");
  return absl::StrCat(In(language, "\nkode pemulihan: ", "\nrecovery code: "), header.recovery_code());
}

// The code as the server writes it; empty when none was typed.
absl::StatusOr<std::string> CodeIn(const JournalRequest& request) {
  const std::string code = journal_file::RecoveryCodeOf(request.code);
  if (request.code.empty() || !code.empty()) return code;
  return screen::UsageError(
      absl::StrCat(
          "--code: diisi ", request.code,
          ", seharusnya kode seperti pada blangko recovery show (8 huruf atau angka; satu salah ketik)"),
      absl::StrCat("--code: got ", request.code,
                   ", want the code that blangko recovery show has (8 characters; one is typed wrong)"));
}

}  // namespace

absl::StatusOr<std::string> VerifyJournal(const StationOptions& options) {
  ASSIGN_OR_RETURN(const JournalHistory history, HistoryIn(options.directory));
  const auto audited = AuditHistory(history);
  RETURN_IF_ERROR(JournalErrorInBoth(audited.status()));
  const JournalState& state = *audited;
  const uint64_t before =
      history.past.empty() ? history.newest.before.seq : history.past[0].contents.before.seq;
  const Language language = options.language;
  return absl::StrCat(In(language, "jurnal ", "journal of "), history.owner.station_id(),
                      In(language, " masa ", " epoch "), history.owner.epoch(), ": ",
                      state.last_seq() - before, In(language, " catatan (", " entries ("), before + 1,
                      In(language, " sampai ", " to "), state.last_seq(), In(language, ") dalam ", ") in "),
                      history.past.size() + 1, In(language, " segmen, ", " segments, "),
                      Holdings(state, language), ", ", history.newest.torn_size,
                      In(language, " bita terputus di ujung\nrantai: ", " torn bytes at the end\nchain: "),
                      ToHex(history.newest.end().chain), "\n");
}

absl::StatusOr<std::string> VerifyExport(const JournalRequest& request, Language language) {
  std::ifstream file(request.file, std::ios::binary);
  if (!file) {
    return Told(absl::StatusCode::kNotFound,
                absl::StrCat("journal verify: ", request.file, " tidak dapat dibaca"),
                absl::StrCat("journal verify: cannot read ", request.file));
  }
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto read = ReadExport(text);
  RETURN_IF_ERROR(JournalErrorInBoth(read.status()));
  const JournalExport& found = *read;
  const station::v1::ExportHeader& header = found.header;
  const std::string wanted = absl::AsciiStrToLower(request.public_key);
  if (!wanted.empty() && wanted.size() < kKeyDigitsMin) {
    return screen::UsageError(
        absl::StrCat("--key: diisi ", wanted, ", seharusnya paling sedikit 16 angka heksadesimal"),
        absl::StrCat("--key: got ", wanted, ", want at least 16 hex digits"));
  }
  if (!header.public_key().starts_with(wanted)) {
    return Told(
        absl::StatusCode::kDataLoss,
        absl::StrCat("journal verify: ditandatangani kunci ", header.public_key(), ", seharusnya ", wanted),
        absl::StrCat("journal verify: signed by key ", header.public_key(), ", want ", wanted));
  }
  const std::string compare = In(language, " (bandingkan dengan yang di server: blangko stations list)\n",
                                 " (compare it with the server's: blangko stations list)\n");
  return absl::StrCat(
      In(language, "ekspor ", "export of "), header.station_id(), In(language, " masa ", " epoch "),
      header.epoch(), In(language, ": catatan ", ": entries "), header.first_seq(),
      In(language, " sampai ", " to "), header.last_seq(), ", ", Holdings(found.state, language),
      In(language, "\nrantai: ", "\nchain: "), header.chain(), CodeLine(header, language),
      In(language, "\nditandatangani kunci: ", "\nsigned by key: "), header.public_key(),
      wanted.empty() ? compare : "\n");
}

absl::StatusOr<std::string> ExportJournal(const StationOptions& options, const JournalRequest& request,
                                          const Clock& clock) {
  ASSIGN_OR_RETURN(const std::string code, CodeIn(request));
  ASSIGN_OR_RETURN(const JournalHistory history, HistoryIn(options.directory));
  RETURN_IF_ERROR(JournalErrorInBoth(AuditHistory(history).status()));
  ASSIGN_OR_RETURN(const SigningKey key, ReadStationKey(options.directory));
  const std::string text = ExportText(history, key, clock.Now(), code);
  ASSIGN_OR_RETURN(const JournalExport found, ReadExport(text));
  RETURN_IF_ERROR(WriteNewFile(request.out, text));
  const Language language = options.language;
  return absl::StrCat(In(language, "catatan ", "entries "), found.header.first_seq(),
                      In(language, " sampai ", " to "), found.header.last_seq(),
                      In(language, " dari ", " of "), found.header.station_id(),
                      In(language, " ditulis ke ", " exported to "), request.out,
                      code.empty() ? "" : CodeLine(found.header, language), "\n");
}

}  // namespace blangko::printer
