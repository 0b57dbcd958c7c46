// The reading half of Stock: lots, shipments, balances and the equation.
#include <algorithm>
#include <optional>

#include "base/status_macros.h"
#include "base/text.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/equation.h"
#include "services/stock/shipment_table.h"
#include "services/stock/stock.h"
#include "storage/layers/ledger_log.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

using access::Actor;
using access::Covers;
using storage::LogStream;
using storage::Snapshot;

// Whose balances are asked for.
struct Question {
  std::string prefix;  // of office codes
  std::string lot;     // "" = all
  std::optional<absl::Time> at;

  bool Asks(const LogStream& stream) const {
    return !stream.lot.empty() && (lot.empty() || lot == stream.lot) && Covers(prefix, stream.office);
  }
};

// The rows of a request with office, lot and at; an empty office is the actor's whole area.
template <typename Request>
absl::StatusOr<Question> QuestionOf(const Actor& actor, const Request& request) {
  Question question{.prefix = request.office(), .lot = request.lot(), .at = {}};
  if (question.prefix.empty()) question.prefix = actor.scope;
  RETURN_IF_ERROR(access::CheckScope(actor, question.prefix));
  if (request.has_at()) question.at = FromApi(request.at());
  return question;
}

// The balances as they stand there, good or not: whoever asks for the equation must see what is wrong.
absl::StatusOr<std::optional<OfficeLot>> ReadAt(Snapshot& snapshot, const LogStream& stream, absl::Time at) {
  ASSIGN_OR_RETURN(const std::optional<storage::LogRecord> record, storage::ReadLogAt(snapshot, stream, at));
  if (!record.has_value()) return std::optional<OfficeLot>();
  rows::v1::LogEntry entry;
  if (!entry.ParseFromString(record->entry)) return absl::DataLossError("stock: a log entry does not parse");
  return OfficeLot{stream.office, stream.lot, entry.after(), record->time};
}

absl::StatusOr<std::vector<OfficeLot>> Heads(Snapshot& snapshot, const Question& question) {
  std::vector<OfficeLot> rows;
  absl::Status bad;
  RETURN_IF_ERROR(
      storage::VisitLogHeads(snapshot, "", [&](const LogStream& stream, const storage::LogHeadView& head) {
        if (!question.Asks(stream)) return true;
        const absl::StatusOr<Balances> balances = storage::DecodeRow<Balances>(head.state);
        if (!balances.ok()) bad = balances.status();
        if (balances.ok()) rows.push_back({stream.office, stream.lot, *balances, head.time});
        return bad.ok();
      }));
  RETURN_IF_ERROR(bad);
  return rows;
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

// Blanks of received shipments between two offices of the question.
absl::StatusOr<int64_t> MovedWithin(Snapshot& snapshot, const Question& question) {
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

absl::StatusOr<v1::GetEquationResponse> Equation(Snapshot& snapshot, const Question& question) {
  ASSIGN_OR_RETURN(const std::vector<OfficeLot> rows, Gather(snapshot, question));
  ASSIGN_OR_RETURN(const int64_t moved_within, MovedWithin(snapshot, question));
  v1::GetEquationResponse equation = EquationOf(rows, moved_within);
  // Over the whole store every transfer has both its ends.
  if (question.prefix.empty() && !question.at.has_value()) {
    equation.set_exact(equation.exact() && equation.total().transfer_in() == moved_within &&
                       equation.total().transfer_out() == moved_within);
  }
  return equation;
}

// True when the actor may see it, and it concerns `office`.
bool Concerns(const ShipmentRow& shipment, const Actor& actor, std::string_view office) {
  const auto either = [&](std::string_view area) {
    return Covers(area, shipment.from_office()) || Covers(area, shipment.to_office());
  };
  return either(actor.scope) && either(office);
}

}  // namespace

absl::StatusOr<PageOf<v1::Lot>> Stock::ListLots(const PageRequest& page) {
  return storage::ViewFor<PageOf<v1::Lot>>(
      store_, [&](Snapshot& snapshot) -> absl::StatusOr<PageOf<v1::Lot>> {
        PageOf<v1::Lot> found;
        RETURN_IF_ERROR(VisitLots(snapshot, page.after, [&](const LotRow& lot) {
          if (found.rows.size() == page.size) found.next = found.rows.back().lot();
          if (found.next.empty()) found.rows.push_back(ToApi(lot));
          return found.next.empty();
        }));
        return found;
      });
}

absl::StatusOr<v1::Shipment> Stock::GetShipment(const Actor& actor, std::string_view shipment_id) {
  return storage::ViewFor<v1::Shipment>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::Shipment> {
    ASSIGN_OR_RETURN(const ShipmentRow shipment, stock::GetShipment(snapshot, shipment_id));
    if (Concerns(shipment, actor, "")) return ToApi(shipment);
    return Refuse(Reason::kUnknownShipment, {{"shipment", std::string(shipment_id)}});
  });
}

absl::StatusOr<PageOf<v1::Shipment>> Stock::ListShipments(const Actor& actor, std::string_view office,
                                                          const PageRequest& page) {
  using Found = PageOf<v1::Shipment>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    RETURN_IF_ERROR(VisitShipments(snapshot, page.after, [&](const ShipmentRow& shipment) {
      if (!Concerns(shipment, actor, office)) return true;
      if (found.rows.size() == page.size) found.next = found.rows.back().shipment_id();
      if (found.next.empty()) found.rows.push_back(ToApi(shipment));
      return found.next.empty();
    }));
    return found;
  });
}

absl::StatusOr<v1::ListBalancesResponse> Stock::ListBalances(const Actor& actor,
                                                             const v1::ListBalancesRequest& request) {
  using Response = v1::ListBalancesResponse;
  ASSIGN_OR_RETURN(const Question question, QuestionOf(actor, request));
  return storage::ViewFor<Response>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Response> {
    ASSIGN_OR_RETURN(const std::vector<OfficeLot> rows, Gather(snapshot, question));
    Response response;
    Balances total;
    for (const OfficeLot& row : rows) {
      RETURN_IF_ERROR(CheckRead({row.office, row.lot}, row.balances));
      v1::OfficeLotBalances* added = response.add_balances();
      added->set_office(row.office);
      added->set_lot(row.lot);
      *added->mutable_balances() = ToApi(row.balances);
      *added->mutable_time() = ApiTime(absl::ToUnixMicros(row.time));
      total = Sum(total, row.balances);
    }
    *response.mutable_total() = ToApi(total);
    return response;
  });
}

absl::StatusOr<v1::GetEquationResponse> ReadEquation(Snapshot& snapshot, std::string_view prefix) {
  return Equation(snapshot, {.prefix = std::string(prefix), .lot = "", .at = {}});
}

absl::StatusOr<v1::GetEquationResponse> Stock::GetEquation(const access::Act& act,
                                                           const v1::GetEquationRequest& request) {
  using Response = v1::GetEquationResponse;
  ASSIGN_OR_RETURN(const Question question, QuestionOf(act.actor, request));
  ASSIGN_OR_RETURN(Response response, storage::ViewFor<Response>(store_, [&](Snapshot& snapshot) {
                     return Equation(snapshot, question);
                   }));
  *response.mutable_at() = ApiTime(absl::ToUnixMicros(question.at.value_or(act.now)));
  return response;
}

}  // namespace blangko::stock
