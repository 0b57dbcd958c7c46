// beanstalkd's protocol and that of Redis streams, as far as a queue needs them.
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/bench/made_up_record.h"
#include "tests/bench/text_lane.h"

namespace blangko::bench {
namespace {

absl::Status Unexpected(const std::string& answer) {
  return absl::InternalError("bench: the server says " + answer);
}

class Beanstalk : public TextProtocol {
 public:
  std::string Put(uint64_t number) const override {
    const std::string record = MadeUpRecord(number);
    return absl::StrCat("put 1 0 60 ", record.size(), "\r\n", record, "\r\n");
  }
  std::string Take() const override { return "reserve-with-timeout 5\r\n"; }
  std::string Finish(const std::string& id) const override { return absl::StrCat("delete ", id, "\r\n"); }

  absl::StatusOr<bool> ReadDone(TextConnection& connection) const override {
    const std::optional<std::string> line = connection.TakeLine();
    if (!line.has_value()) return false;
    if (!line->starts_with("INSERTED") && *line != "DELETED") return Unexpected(*line);
    return true;
  }

  // RESERVED id bytes, then the record.
  absl::StatusOr<std::optional<std::string>> ReadTaken(TextConnection& connection) override {
    if (head_.empty()) head_ = connection.TakeLine().value_or("");
    if (head_.empty()) return std::nullopt;
    const std::vector<std::string> words = absl::StrSplit(head_, ' ');
    size_t bytes = 0;
    if (words.size() != 3 || words[0] != "RESERVED" || !absl::SimpleAtoi(words[2], &bytes)) {
      return Unexpected(head_);
    }
    if (!connection.TakeBlock(bytes).has_value()) return std::nullopt;
    head_.clear();
    return words[1];
  }

 private:
  std::string head_;  // the first line of an answer whose record has not all come
};

std::string Command(const std::vector<std::string>& words) {
  std::string command = absl::StrCat("*", words.size(), "\r\n");
  for (const std::string& word : words) absl::StrAppend(&command, "$", word.size(), "\r\n", word, "\r\n");
  return command;
}

class Redis : public TextProtocol {
 public:
  explicit Redis(int consumer) : consumer_(absl::StrCat("cetak-", consumer)) {}

  std::string Put(uint64_t number) const override {
    return Command({"XADD", "queue", "*", "record", MadeUpRecord(number)});
  }
  std::string Take() const override {
    return Command({"XREADGROUP", "GROUP", "stations", consumer_, "COUNT", "1", "STREAMS", "queue", ">"});
  }
  std::string Finish(const std::string& id) const override {
    return Command({"XACK", "queue", "stations", id});
  }

  // ":1" for an acknowledgement; "$15" and the id for an entry.
  absl::StatusOr<bool> ReadDone(TextConnection& connection) const override {
    const std::optional<std::string> line = connection.TakeLine();
    if (!line.has_value()) return false;
    if (*line == ":1") return true;
    if (!line->starts_with("$")) return Unexpected(*line);
    return connection.TakeLine().has_value();
  }

  // An entry comes as lines: *1 *2 $5 queue *1 *2 $15 id *2 $6 record $300 text.
  absl::StatusOr<std::optional<std::string>> ReadTaken(TextConnection& connection) override {
    while (lines_.size() < kEntryLines) {
      const std::optional<std::string> line = connection.TakeLine();
      if (!line.has_value()) return std::nullopt;
      lines_.push_back(*line);
      if (lines_.front() != "*1") return Unexpected(lines_.front());
    }
    std::string id = lines_[kIdLine];
    lines_.clear();
    return id;
  }

 private:
  static constexpr size_t kIdLine = 7;
  static constexpr size_t kEntryLines = 13;

  const std::string consumer_;
  std::vector<std::string> lines_;
};

}  // namespace

std::unique_ptr<TextProtocol> BeanstalkProtocol() { return std::make_unique<Beanstalk>(); }

std::unique_ptr<TextProtocol> RedisProtocol(int consumer) { return std::make_unique<Redis>(consumer); }

}  // namespace blangko::bench
