#include "printer/program/ask_station.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "base/ids.h"
#include "base/status_macros.h"
#include "printer/journal/file_disk.h"
#include "printer/journal/readable.h"
#include "printer/journal/restart_rules.h"
#include "printer/journal/segment_files.h"
#include "printer/journal/station_disks.h"
#include "printer/operator/doubts.h"
#include "printer/operator/inbox.h"
#include "printer/operator/looks.h"
#include "printer/operator/operator_desk.h"
#include "printer/operator/operator_refusal.h"
#include "printer/parts/station_clock.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using station::v1::OperatorRequest;

constexpr absl::Duration kPickUpTime = absl::Seconds(15);
constexpr absl::Duration kPickUpLook = absl::Milliseconds(50);

absl::Status DoHere(Journal& journal, StationClock& clock, const std::string& act,
                    const OperatorRequest& request) {
  if (request.has_confirm_clock()) return clock.Confirm(request.by(), journal.state().last_seq());
  if (request.has_look_answer()) return Looks(journal).Answer(AnswerIn(request)).status();
  RETURN_IF_ERROR(SettleAfterRestart(journal));
  if (request.has_clear_printer()) {
    return Doubts(journal).Clear(ClearingIn(request), kJobsNotTold).status();
  }
  return WriteAct(journal, act, request).status();
}

absl::StatusOr<Asked> AskJournal(StationDisk& disk, const std::string& directory,
                                 const std::vector<OperatorRequest>& requests, const AskParties& parties) {
  ASSIGN_OR_RETURN(const station::v1::Header header, ReadJournalHeader(disk));
  ASSIGN_OR_RETURN(const auto clock, StationClock::Open(directory, parties.clock));
  ASSIGN_OR_RETURN(const auto journal,
                   Journal::Open(disk, header.station_id(), header.epoch(), clock->clock()));
  clock->Learn(journal->state().last_seq(), journal->newest_time());
  IdSource ids(clock->clock(), parties.rng);
  Asked asked;
  for (const OperatorRequest& request : requests)
    asked.answers.push_back(DoHere(*journal, *clock, ids.Next(), request));
  return asked;
}

// One request that is on its way to the agent.
struct Letter {
  std::string id;
  std::optional<absl::Status> reply;
};

bool AllAnswered(const Inbox& inbox, std::vector<Letter>& letters) {
  bool all = true;
  for (Letter& letter : letters) {
    if (!letter.reply.has_value()) letter.reply = inbox.TakeReply(letter.id);
    all = all && letter.reply.has_value();
  }
  return all;
}

// What is said of a request that the agent did not answer.
absl::Status Unanswered(const Inbox& inbox, const Letter& letter, const OperatorRequest& request) {
  if (!request.has_clear_printer() && !request.has_confirm_clock()) {
    return Told(absl::StatusCode::kDeadlineExceeded,
                "disimpan; agen yang berjalan belum mengambilnya dan akan mengambilnya nanti",
                "kept; the running agent has not taken it yet and does so when it can");
  }
  const std::string what = request.has_confirm_clock() ? "clock" : "clear";
  if (inbox.Withdraw(letter.id)) {
    return Told(absl::StatusCode::kDeadlineExceeded,
                absl::StrCat(what, ": agen yang berjalan tidak mengambilnya; lihat catatannya (log)"),
                absl::StrCat(what, ": the running agent has not taken it; look at its log"));
  }
  return Told(absl::StatusCode::kDeadlineExceeded,
              absl::StrCat(what, ": agen yang berjalan belum mengatakan bahwa sudah dilakukan"),
              absl::StrCat(what, ": the running agent has not said that it did it"));
}

absl::StatusOr<Asked> AskAgent(const Inbox& inbox, const std::vector<OperatorRequest>& requests,
                               const AskParties& parties) {
  IdSource ids(parties.clock, parties.rng);
  std::vector<Letter> letters;
  for (const OperatorRequest& request : requests) {
    ASSIGN_OR_RETURN(std::string id, inbox.Put(request, ids));
    letters.push_back({std::move(id), std::nullopt});
  }
  for (absl::Duration waited; !AllAnswered(inbox, letters) && waited < kPickUpTime; waited += kPickUpLook) {
    if (parties.stop.WaitFor(kPickUpLook)) break;
  }
  Asked asked{.answers = {}, .by_agent = true};
  for (size_t i = 0; i < letters.size(); ++i) {
    const Letter& letter = letters[i];
    asked.answers.push_back(letter.reply.has_value() ? *letter.reply
                                                     : Unanswered(inbox, letter, requests[i]));
  }
  return asked;
}

}  // namespace

absl::Status NoStation(const std::string& directory) {
  return Told(absl::StatusCode::kNotFound, absl::StrCat("tidak ada tempat cetak di ", directory),
              absl::StrCat("there is no station in ", directory));
}

absl::StatusOr<Asked> AskStation(const std::string& directory, const std::vector<OperatorRequest>& requests,
                                 const AskParties& parties) {
  if (!HasSegmentFiles(directory)) return NoStation(directory);
  for (const OperatorRequest& request : requests) {
    RETURN_IF_ERROR(CheckName(request.by()));
    RETURN_IF_ERROR(CheckReadable(request));
  }
  auto own = FileDisk::Open(directory);
  if (own.ok()) {
    ASSIGN_OR_RETURN(StationDisks disks, StationDisks::OpenAsBefore(*std::move(own), directory));
    return AskJournal(disks.disk(), directory, requests, parties);
  }
  if (!absl::IsFailedPrecondition(own.status())) return own.status();
  return AskAgent(Inbox(directory), requests, parties);
}

}  // namespace blangko::printer
