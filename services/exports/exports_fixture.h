// Fixture of tests of exports: a store in files with a few rows of every kind, and a client that keeps what it is sent.
//
// Threads: belongs to one test.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/ids.h"
#include "base/rng.h"
#include "blangko/rows/v1/access.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/access/store_identity.h"
#include "services/exports/exports.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/open_store.h"
#include "storage/row_codec.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::exports {

inline constexpr ExportSizes kSmall{.piece_bytes = 2000, .mark_bytes = 5000};

// What a client was sent by one reading.
struct Received {
  absl::Status status;
  std::string export_id;
  std::string lines;
  std::string after;
  bool done = false;
  int pieces = 0;
};

class ExportsFixture : public testing::Test {
 protected:
  ExportsFixture() {
    Open();
    EXPECT_OK(access::EnsureStoreIdentity(*store_, ids_, clock_.Now()));
    for (int i = 0; i < 120; ++i) PutRecord(i);
    PutAccount();
  }

  // As after the death of the process.
  void Open() {
    exports_.reset();
    store_.reset();
    auto opened = storage::OpenStore(name_, {.free_space_floor = 0});
    EXPECT_OK(opened);
    store_ = *std::move(opened);
    exports_ = std::make_unique<Exports>(*store_, storage::CheckpointsOf(name_), kSmall);
  }

  void PutRecord(int number) {
    rows::v1::Record record;
    record.set_record_id(absl::StrCat("R-", 1000 + number));
    record.set_state(rows::v1::RECORD_STATE_READY);
    EXPECT_OK(store_->Update("test.put", [&](storage::Txn& txn) {
      storage::PutRow(txn, storage::KeyWriter(storage::Table::kRecord).Text(record.record_id()).Take(),
                      record);
      return absl::OkStatus();
    }));
  }
  void PutAccount() {
    rows::v1::NamedAccount account;
    account.set_name("siti");
    account.set_pin_hash("argon2-of-siti");
    EXPECT_OK(store_->Update("test.put", [&](storage::Txn& txn) {
      storage::PutRow(txn, storage::KeyWriter(storage::Table::kAccount).Text("siti").Take(), account);
      txn.Put(storage::KeyWriter(storage::Table::kSession).Text("siti").Text("digest-of-a-token").Take(),
              storage::EncodeRow(rows::v1::Session()));
      return absl::OkStatus();
    }));
  }

  access::Act ActOf(access::Role role = access::Role::kAdministrator, const std::string& scope = "") {
    return {.actor = {"account:budi", role, scope, true},
            .now = clock_.Now(),
            .request_id = ids_.Next(),
            .fingerprint = std::string(32, 'f')};
  }

  // Reads until the end, or until so many pieces came: then the client goes away.
  Received Read(const access::Act& act, const v1::ExportEverythingRequest& request, int pieces = 1 << 30) {
    Received got;
    got.export_id = request.export_id();
    got.status = exports_->ExportEverything(act, request,
                                            {.send =
                                                 [&](const v1::ExportEverythingResponse& response) {
                                                   got.export_id = response.export_id();
                                                   got.lines += response.lines();
                                                   got.after = response.after();
                                                   got.done = response.done();
                                                   return ++got.pieces < pieces || response.done();
                                                 },
                                             .there = [] { return true; }});
    return got;
  }
  Received ReadNew(int pieces = 1 << 30) { return Read(ActOf(), v1::ExportEverythingRequest(), pieces); }
  Received GoOn(const std::string& export_id, const std::string& after, int pieces = 1 << 30) {
    v1::ExportEverythingRequest request;
    request.set_export_id(export_id);
    request.set_after(after);
    return Read(ActOf(), request, pieces);
  }
  absl::Status Close(const std::string& export_id) {
    v1::CloseExportRequest request;
    request.set_export_id(export_id);
    return exports_->Close(ActOf(), request).status();
  }
  static std::vector<std::string> LinesOf(const std::string& text) {
    std::vector<std::string> lines = absl::StrSplit(text, '\n');
    lines.pop_back();
    for (std::string& line : lines) line += '\n';
    return lines;
  }

  TempDir dir_;
  const std::string name_ = "rocks:" + dir_.File("store");
  TestClock clock_;
  SeededRng rng_{7};
  IdSource ids_{clock_, rng_};
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<Exports> exports_;
};

}  // namespace blangko::exports
