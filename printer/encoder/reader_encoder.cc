#include "printer/encoder/reader_encoder.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "base/text.h"

namespace blangko::printer {
namespace {

using State = EncodeProgress::State;

constexpr absl::Duration kEndPatience = absl::Seconds(2);

}  // namespace

// Outlives the encoder for as long as its thread hangs in the reader.
struct ReaderEncoder::Shared {
  explicit Shared(std::unique_ptr<UidReader> given) : reader(std::move(given)) {}

  struct Reading {
    absl::StatusOr<std::string> uid = absl::UnavailableError("not read yet");
    absl::Time time = absl::InfinitePast();
    uint64_t number = 0;
  };

  void Loop(const Clock& steady) {
    while (true) {
      absl::StatusOr<std::string> uid = reader->ReadUid();
      std::unique_lock lock(mutex);
      if (stop) break;
      newest = {std::move(uid), steady.Now(), newest.number + 1};
      changed.wait_for(lock, absl::ToChronoMicroseconds(kUidReadEvery), [this] { return stop; });
      if (stop) break;
    }
    const std::lock_guard lock(mutex);
    ended = true;
    changed.notify_all();
  }

  Reading Newest() {
    const std::lock_guard lock(mutex);
    return newest;
  }

  const std::unique_ptr<UidReader> reader;
  std::mutex mutex;
  std::condition_variable changed;
  Reading newest;      // guarded by mutex
  bool stop = false;   // guarded by mutex
  bool ended = false;  // guarded by mutex
};

ReaderEncoder::ReaderEncoder(std::unique_ptr<UidReader> reader, absl::Duration limit, const Clock& steady)
    : shared_(std::make_shared<Shared>(std::move(reader))), limit_(limit), steady_(steady) {
  std::thread([shared = shared_, &steady] { shared->Loop(steady); }).detach();
}

ReaderEncoder::~ReaderEncoder() {
  std::unique_lock lock(shared_->mutex);
  shared_->stop = true;
  shared_->changed.notify_all();
  shared_->changed.wait_for(lock, absl::ToChronoMicroseconds(kEndPatience),
                            [this] { return shared_->ended; });
}

BlankView ReaderEncoder::LookAtBlank() {
  const Shared::Reading reading = shared_->Newest();
  if (reading.number == 0) return {};
  if (steady_.Now() - reading.time > kUidReadingAge) {
    return {.state = BlankView::State::kDown, .why = "the chip reader does not answer"};
  }
  if (absl::IsNotFound(reading.uid.status())) return {.state = BlankView::State::kNone};
  if (!reading.uid.ok()) {
    return {.state = BlankView::State::kDown, .why = std::string(ToStd(reading.uid.status().message()))};
  }
  expected_ = *reading.uid;
  return {.state = BlankView::State::kReady, .uid = expected_};
}

void ReaderEncoder::Begin(const AttemptKey&) {
  begun_ = steady_.Now();
  seen_ = shared_->Newest().number;
}

EncodeProgress ReaderEncoder::Poll() {
  const Shared::Reading reading = shared_->Newest();
  // The reading that was under way at Begin may be of a moment before it.
  const bool fresh = reading.number > seen_ + 1;
  if (fresh && reading.uid.ok()) {
    if (*reading.uid == expected_) return {.state = State::kDone, .uid = expected_};
    return {.state = State::kUntouched, .reason = "BLANK_CHANGED"};
  }
  if (steady_.Now() - begun_ < limit_) return {};
  const bool no_blank = fresh && absl::IsNotFound(reading.uid.status());
  return {.state = State::kUntouched, .reason = no_blank ? "NO_BLANK" : "READER_DOWN"};
}

}  // namespace blangko::printer
