#include "services/stock/question.h"

#include "services/stock/code_parts.h"
#include "services/stock/shipment_table.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

using access::Covers;
using storage::LogStream;
using storage::Snapshot;

// The balances as they stand there, good or not: whoever asks for the equation must see what is wrong.
absl::StatusOr<std::optional<OfficeLot>> ReadAt(Snapshot& snapshot, const LogStream& stream, absl::Time at) {
  ASSIGN_OR_RETURN(const std::optional<storage::LogRecord> record, storage::ReadLogAt(snapshot, stream, at));
  if (!record.has_value()) return std::optional<OfficeLot>();
  rows::v1::LogEntry entry;
  if (!entry.ParseFromString(record->entry)) return absl::DataLossError("stock: a log entry does not parse");
  return OfficeLot{stream.office, stream.lot, entry.after(), {record->seq, record->time}};
}

absl::StatusOr<std::vector<OfficeLot>> Heads(Snapshot& snapshot, const Question& question) {
  std::vector<OfficeLot> rows;
  absl::Status bad;
  RETURN_IF_ERROR(
      storage::VisitHeadsFrom(snapshot, question.prefix, [&](const LogStream& stream, const auto& head) {
        if (!question.Asks(stream)) return true;
        const absl::StatusOr<Balances> balances = storage::DecodeRow<Balances>(head.state);
        if (!balances.ok()) bad = balances.status();
        if (balances.ok()) rows.push_back({stream.office, stream.lot, *balances, {head.seq, head.time}});
        return bad.ok();
      }));
  RETURN_IF_ERROR(bad);
  return rows;
}

// Blanks of received shipments between two offices of the question, from the shipments: all of the store are read.
absl::StatusOr<int64_t> ShippedWithin(Snapshot& snapshot, const Question& question) {
  const int64_t until = absl::ToUnixMicros(question.at.value_or(absl::InfiniteFuture()));
  int64_t count = 0;
  RETURN_IF_ERROR(VisitShipments(snapshot, "", [&](const ShipmentRow& shipment) {
    const bool received =
        shipment.state() == v1::Shipment::STATE_RECEIVED && shipment.received_micros() <= until;
    if (!received || shipment.from_outside() || !Covers(question.prefix, shipment.from_office()) ||
        !Covers(question.prefix, shipment.to_office())) {
      return true;
    }
    for (const auto& line : shipment.lines()) {
      if (question.lot.empty() || question.lot == line.lot()) count += line.shipped();
    }
    return true;
  }));
  return count;
}

// The same from the balances, which say how near the senders were; not where a release before 5 booked something.
absl::StatusOr<int64_t> MovedWithin(Snapshot& snapshot, const Question& question,
                                    const std::vector<OfficeLot>& rows) {
  const int parts = CodeParts(question.prefix);
  int64_t count = 0;
  for (const OfficeLot& row : rows) {
    if (!KnowsSenders(row.balances)) return ShippedWithin(snapshot, question);
    count += CameFromWithin(row.balances, parts);
  }
  return count;
}

}  // namespace

bool Question::Asks(const LogStream& stream) const {
  return !stream.lot.empty() && (lot.empty() || lot == stream.lot) && Covers(prefix, stream.office);
}

absl::StatusOr<std::vector<OfficeLot>> Gather(Snapshot& snapshot, const Question& question) {
  ASSIGN_OR_RETURN(std::vector<OfficeLot> rows, Heads(snapshot, question));
  if (!question.at.has_value()) return rows;
  std::vector<OfficeLot> past;
  for (const OfficeLot& row : rows) {
    ASSIGN_OR_RETURN(std::optional<OfficeLot> then, ReadAt(snapshot, {row.office, row.lot}, *question.at));
    if (then.has_value()) past.push_back(*std::move(then));
  }
  return past;
}

absl::StatusOr<v1::GetEquationResponse> Equation(Snapshot& snapshot, const Question& question) {
  ASSIGN_OR_RETURN(const std::vector<OfficeLot> rows, Gather(snapshot, question));
  ASSIGN_OR_RETURN(const int64_t moved_within, MovedWithin(snapshot, question, rows));
  v1::GetEquationResponse equation = EquationOf(rows, moved_within);
  // Over the whole store every transfer has both its ends.
  if (question.prefix.empty() && !question.at.has_value()) {
    equation.set_exact(equation.exact() && equation.total().transfer_in() == moved_within &&
                       equation.total().transfer_out() == moved_within);
  }
  return equation;
}

absl::StatusOr<v1::GetEquationResponse> ReadEquation(Snapshot& snapshot, std::string_view prefix) {
  return Equation(snapshot, {.prefix = std::string(prefix), .lot = "", .at = {}});
}

}  // namespace blangko::stock
