#include "services/stock/proof.h"

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "storage/layers/log_chain.h"

namespace blangko::stock {
namespace {

using storage::LogPosition;
using storage::LogRecord;

constexpr int64_t kEntriesATurn = 4096;

// Takes the entries of one stream in their order, over several Views.
class StreamReader {
 public:
  explicit StreamReader(const Standing& standing) : standing_(standing), chain_(standing.stream) {}

  // Reads on; true when the last entry was seen, or a bad one.
  absl::StatusOr<bool> Turn(storage::Snapshot& snapshot) {
    int64_t room = kEntriesATurn;
    RETURN_IF_ERROR(storage::VisitLog(snapshot, standing_.stream, after_, storage::ScanOrder::kForward,
                                      [&](const LogRecord& record) { return Take(record) && --room > 0; }));
    return room > 0 || Planted("proof-ends-with-first-turn");
  }

  // After the last turn.
  StreamProof Done() {
    std::string fault;
    if (after_.value_or(LogPosition{}).seq != standing_.newest.seq)
      fault = "the entries end before the balances do";
    if (fault.empty()) fault = fold_.Finish(standing_.balances);
    if (!proof_.bad.has_value() && !fault.empty())
      proof_.bad = BadEntry{standing_.stream, 0, standing_.newest.time, fault};
    proof_.folded = fold_.folded();
    return std::move(proof_);
  }

 private:
  // False at the end: of what is asked for, or at an entry that does not fit.
  bool Take(const LogRecord& record) {
    if (record.seq > standing_.newest.seq) return false;
    after_ = LogPosition{record.seq, record.time};
    ++proof_.entries;
    const std::string fault = FaultOf(record);
    if (!fault.empty()) proof_.bad = BadEntry{record.stream, record.seq, record.time, fault};
    return fault.empty();
  }

  std::string FaultOf(const LogRecord& record) {
    if (const absl::Status linked = chain_.Take(record); !linked.ok())
      return std::string(ToStd(linked.message()));
    rows::v1::LogEntry entry;
    return entry.ParseFromString(record.entry) ? fold_.Take(entry) : "does not parse";
  }

  const Standing& standing_;
  storage::LogChain chain_;
  RunningFold fold_;
  std::optional<LogPosition> after_;
  StreamProof proof_;
};

}  // namespace

absl::StatusOr<StreamProof> ProveStream(storage::Store& store, const Standing& standing,
                                        absl::FunctionRef<bool()> there) {
  StreamReader reader(standing);
  bool done = false;
  while (!done) {
    if (!there()) return absl::CancelledError("the caller had given up");
    ASSIGN_OR_RETURN(done, storage::ViewFor<bool>(
                               store, [&](storage::Snapshot& snapshot) { return reader.Turn(snapshot); }));
  }
  return reader.Done();
}

}  // namespace blangko::stock
