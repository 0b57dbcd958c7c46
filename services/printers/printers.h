// Printers: the use cases of stations and their printers.
//
// A station is a key: its public half is pinned here, and every call of the station is signed with the other half. The
// epoch grows when the machine behind a station is replaced; facts of an older epoch are no longer taken.
// Changes go to the log of the station's office; a heartbeat does so only when a printer stops, works again, or gives
// other reasons.
// Failure: refusals of services/refusal (validate_printers.h, station_table.h); storage errors pass through.
// Threads: any, if the Rng may be used from any.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/rng.h"
#include "blangko/printers/v1/printers_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "services/printers/health.h"
#include "storage/store.h"

namespace blangko::printers {

using access::PageOf;
using access::PageRequest;

inline constexpr size_t kPrintersMax = 16;  // of one station

class Printers {
 public:
  // The page of the list of blocked blanks that a heartbeat asks for: that of stock (stock/blocked_uids.h).
  using BlockedPage = std::function<absl::StatusOr<std::optional<v1::BlockedBlanks>>(
      storage::Snapshot&, const v1::HeartbeatRequest&)>;

  // Without a list no blank is blocked.
  Printers(storage::Store& store, Rng& rng, BlockedPage blocked_page = nullptr)
      : store_(store), rng_(rng), blocked_page_(std::move(blocked_page)) {}

  // The actor of a signed call: "station:<id>", with the area of the station's office. UNKNOWN_STATION,
  // STATION_PROOF_INVALID, STALE_EPOCH.
  absl::StatusOr<access::Actor> CheckStation(std::string_view station_id, uint64_t epoch,
                                             std::string_view text, std::string_view signature);

  // A new station begins with epoch 1. The same key again changes at most name, office and sites. Another key is
  // STATION_KEY_MISMATCH unless `replace`, which begins the next epoch.
  absl::StatusOr<v1::RegisterStationResponse> RegisterStation(const access::Act& act,
                                                              const v1::RegisterStationRequest& request);
  absl::StatusOr<v1::SetStationEnabledResponse> SetStationEnabled(
      const access::Act& act, const v1::SetStationEnabledRequest& request);
  // What is unset stays. Releasing a printer also forgets its spoils in a row.
  absl::StatusOr<v1::SetPrinterResponse> SetPrinter(const access::Act& act,
                                                    const v1::SetPrinterRequest& request);

  // By the station itself; makes printers that are new.
  absl::StatusOr<v1::HeartbeatResponse> Heartbeat(const access::Act& act,
                                                  const v1::HeartbeatRequest& request);

  absl::StatusOr<v1::GetStationResponse> GetStation(const access::Act& act, std::string_view station_id);
  // `office` is a code prefix.
  absl::StatusOr<PageOf<v1::Station>> ListStations(const access::Act& act, std::string_view office,
                                                   const PageRequest& page);
  // Of one station, or of all in the actor's area.
  absl::StatusOr<PageOf<v1::Printer>> ListPrinters(const access::Act& act, std::string_view station_id,
                                                   const PageRequest& page);

 private:
  storage::Store& store_;
  Rng& rng_;
  const BlockedPage blocked_page_;
};

}  // namespace blangko::printers
