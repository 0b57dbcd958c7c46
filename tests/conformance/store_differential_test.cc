// Random programs run on two engines must give the same answers and leave the same rows.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/log.h"
#include "tests/conformance/store_under_test.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

struct Op {
  int kind;  // 0 put, 1 erase, 2 get, 3 scan, 4 reverse scan, 5 scan that erases as it goes
  int key;
  int other;  // end of a scan, length of a value
};

struct Step {
  std::vector<std::vector<Op>> bodies;  // one = Update, several = UpdateEach
  int refuse;                           // this body is refused, if there is one
  bool reopen;
};

void showValue(const Op& op, std::ostream& out) { out << op.kind << ':' << op.key << ',' << op.other; }

void showValue(const Step& step, std::ostream& out) {
  rc::show(step.bodies, out);
  out << " refuse " << step.refuse << (step.reopen ? " reopen" : "");
}

std::string Key(int number) { return absl::StrCat("k", 10 + number % 30); }

void RunScan(const Op& op, Txn& txn, std::vector<std::string>& log) {
  const KeyRange range{Key(op.key), Key(op.other)};
  const ScanOrder order = op.kind == 4 ? ScanOrder::kReverse : ScanOrder::kForward;
  const absl::Status status = txn.Scan(range, order, [&](std::string_view key, std::string_view value) {
    log.push_back(absl::StrCat(std::string(key), "=", value.size()));
    if (op.kind == 5) txn.Erase(key);
    return log.size() % 7 != 6;
  });
  log.push_back(status.ToString());
}

void RunOp(const Op& op, Txn& txn, std::vector<std::string>& log) {
  if (op.kind == 0) return txn.Put(Key(op.key), std::string(static_cast<size_t>(op.other), 'v'));
  if (op.kind == 1) return txn.Erase(Key(op.key));
  if (op.kind >= 3) return RunScan(op, txn, log);
  const auto value = txn.Get(Key(op.key));
  log.push_back(!value.ok() ? value.status().ToString() : value->value_or("none"));
}

// The engine's answers to one step: each body's reads, and the statuses.
std::string RunStep(const Step& step, StoreUnderTest& engine) {
  std::vector<std::string> logs(step.bodies.size());
  std::vector<Store::Body> bodies;
  for (size_t i = 0; i < step.bodies.size(); ++i) {
    bodies.push_back([&, i](Txn& txn) {
      std::vector<std::string> log;
      for (const Op& op : step.bodies[i]) RunOp(op, txn, log);
      logs[i] = absl::StrJoin(log, " ");
      return static_cast<int>(i) == step.refuse ? absl::AbortedError("refused") : absl::OkStatus();
    });
  }
  const auto statuses = bodies.size() == 1
                            ? std::vector<absl::Status>{engine.store().Update("test.step", bodies.front())}
                            : engine.store().UpdateEach("test.step", bodies);
  for (const absl::Status& status : statuses) logs.push_back(status.ToString());
  if (step.reopen) engine.Reopen();
  return absl::StrJoin(logs, "\n");
}

std::string AllRows(Store& store) {
  std::vector<std::string> rows;
  const absl::Status status = store.View([&](Snapshot& snapshot) {
    return snapshot.Scan({"k", "l"}, ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
      rows.push_back(absl::StrCat(std::string(key), "=", value.size()));
      return true;
    });
  });
  return absl::StrCat(absl::StrJoin(rows, " "), status.ToString());
}

// A number in [0, end) whatever the size: rapidcheck would shrink the range with it.
rc::Gen<int> Below(int end) { return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end)); }

rc::Gen<Op> AnyOp() {
  return rc::gen::build<Op>(rc::gen::set(&Op::kind, Below(6)), rc::gen::set(&Op::key, Below(30)),
                            rc::gen::set(&Op::other, Below(40)));
}

// At the largest size: 20 operations a body, 10 bodies a step, 40 steps.
rc::Gen<std::vector<Step>> AnySteps() {
  const auto body = rc::gen::scale(2.0, rc::gen::container<std::vector<Op>>(AnyOp()));
  const auto bodies = rc::gen::scale(0.25, rc::gen::container<std::vector<std::vector<Op>>>(body));
  const auto step = rc::gen::build<Step>(
      rc::gen::set(&Step::bodies, rc::gen::nonEmpty(bodies)), rc::gen::set(&Step::refuse, Below(6)),
      rc::gen::set(&Step::reopen, rc::gen::map(Below(20), [](int n) { return n == 0; })));
  return rc::gen::scale(0.4, rc::gen::container<std::vector<Step>>(step));
}

RC_GTEST_PROP(StoreDifferential, AllEnginesAnswerAlike, ()) {
  const auto steps = *AnySteps();
  SetLogLevel(LogLevel::kError);  // bodies that go over their budget are meant to
  Limits limits;
  limits.keys_read = 120;
  limits.keys_written = 24;
  limits.bytes_written = 500;
  const TestClock clock;
  std::vector<std::unique_ptr<StoreUnderTest>> engines;
  for (const Engine& engine : AllEngines()) engines.push_back(engine.open(limits, clock));
  for (const Step& step : steps) {
    const std::string expected = RunStep(step, *engines.front());
    for (size_t i = 1; i < engines.size(); ++i) RC_ASSERT(RunStep(step, *engines[i]) == expected);
  }
  for (size_t i = 1; i < engines.size(); ++i) {
    RC_ASSERT(AllRows(engines[i]->store()) == AllRows(engines.front()->store()));
  }
}

}  // namespace
}  // namespace blangko::storage
