#include "services/access/event_log.h"

namespace blangko::access {

rows::v1::LogEntry EntryOf(const Act& act, std::string_view subject, std::string_view event) {
  rows::v1::LogEntry entry;
  entry.set_time_micros(absl::ToUnixMicros(act.now));
  entry.set_actor(act.actor.identity);
  entry.set_request_id(act.request_id);
  entry.set_subject(std::string(subject));
  entry.set_event(std::string(event));
  if (!act.second.has_value()) return entry;
  entry.set_second_actor(act.second->identity);
  entry.set_second_off_site(act.second->off_site);
  entry.set_proposal(act.second->proposal);
  return entry;
}

absl::StatusOr<storage::LogPosition> AppendEvent(storage::Txn& txn, const Act& act, std::string_view office,
                                                 const rows::v1::LogEntry& entry) {
  return storage::AppendLog(txn, {std::string(office), ""}, act.now, entry.SerializeAsString(), "");
}

rows::v1::HistoryRef HistoryRefOf(std::string_view office, std::string_view lot, storage::LogPosition at) {
  rows::v1::HistoryRef ref;
  ref.set_office(std::string(office));
  ref.set_lot(std::string(lot));
  ref.set_seq(at.seq);
  ref.set_time_micros(absl::ToUnixMicros(at.time));
  return ref;
}

}  // namespace blangko::access
