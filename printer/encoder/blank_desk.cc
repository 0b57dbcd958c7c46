#include "printer/encoder/blank_desk.h"

#include <utility>

#include "base/log.h"
#include "base/planted.h"

namespace blangko::printer {

// UID_USED or UID_BLOCKED; "" when the blank may be used, as one may whose UID nobody can read.
std::string_view BlankDesk::ObjectionTo(std::string_view uid, const AttemptKey* own) const {
  if (uid.empty()) return "";
  const AttemptKey* holder = p_.journal.state().HolderOf(uid);
  const bool used = holder != nullptr && (own == nullptr || *holder != *own);
  if (used && !Planted("used-uid-unnoticed")) return "UID_USED";
  return p_.blocked.Contains(uid) ? "UID_BLOCKED" : "";
}

std::optional<Hindrance> BlankDesk::Hinders() {
  if (encoding_) return std::nullopt;
  const BlankView blank = p_.encoder.LookAtBlank();
  uid_ = blank.uid;
  if (blank.state == BlankView::State::kDown) {
    NoteDown(blank.why);
    return Hindrance{.reason = "ENCODER_DOWN", .word = "encoder-down"};
  }
  NoteDown("");
  if (blank.state == BlankView::State::kLooking) return WaitFor("NO_BLANK", "");
  const bool lies_there_still = !uid_.empty() && uid_ == begun_uid_;
  if (blank.state == BlankView::State::kNone || lies_there_still) return WaitFor("NO_BLANK", "blank-needed");
  const std::string_view objection = ObjectionTo(uid_, nullptr);
  if (!objection.empty()) {
    NoteRefused(uid_, objection);
    return WaitFor("BLANK_REFUSED", "blank-refused");
  }
  waits_since_.reset();
  refused_.reset();
  return std::nullopt;
}

void BlankDesk::Begin(const AttemptKey& card) {
  encoding_ = true;
  begun_uid_ = uid_;
  p_.encoder.Begin(card);
}

ChipVerdict BlankDesk::Poll(const AttemptKey& card) {
  ChipVerdict verdict = Judge(p_.encoder.Poll(), begun_uid_);
  if (verdict.step == ChipVerdict::Step::kWait) return verdict;
  encoding_ = false;
  const std::string_view objection = ObjectionTo(verdict.uid, &card);
  if (verdict.step == ChipVerdict::Step::kPrint && !objection.empty()) {
    Log(LogLevel::kError, "station.blank_refused", {{"uid", verdict.uid}, {"why", objection}});
    verdict.step = ChipVerdict::Step::kDoubt;
    verdict.reason = std::string(objection);
  }
  return verdict;
}

Hindrance BlankDesk::WaitFor(std::string_view reason, std::string_view word) {
  const absl::Time now = p_.steady.Now();
  if (!waits_since_.has_value()) waits_since_ = now;
  return {.reason = reason, .word = word, .keeps_jobs = now - *waits_since_ < kBlankPatience};
}

void BlankDesk::NoteRefused(const std::string& uid, std::string_view why) {
  if (!Planted("refused-blank-unsaid")) refused_ = {uid, std::string(why)};
  if (!set_aside_.insert(uid).second) return;
  Log(LogLevel::kError, "station.blank_refused",
      {{"uid", uid}, {"why", why}, {"want", "set this blank aside, lay the next one"}});
}

void BlankDesk::NoteDown(const std::string& why) {
  if (std::exchange(down_, why) == why || why.empty()) return;
  Log(LogLevel::kError, "station.encoder_down", {{"encoder", p_.encoder.name()}, {"why", why}});
}

}  // namespace blangko::printer
