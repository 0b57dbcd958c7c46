#include "services/comparison/day_view.h"

#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"

namespace blangko::comparison {

rows::v1::ComparisonCounts ToRow(const v1::ComparisonCounts& counts) {
  rows::v1::ComparisonCounts row;
  row.set_agreed(counts.agreed());
  row.set_booked(counts.booked());
  row.set_only_there(counts.only_there());
  row.set_only_here(counts.only_here());
  return row;
}

v1::ComparisonCounts ToApi(const rows::v1::ComparisonCounts& counts) {
  v1::ComparisonCounts api;
  api.set_agreed(counts.agreed());
  api.set_booked(counts.booked());
  api.set_only_there(counts.only_there());
  api.set_only_here(counts.only_here());
  return api;
}

v1::ComparisonDay ToApi(const DayRow& row) {
  v1::ComparisonDay api;
  api.set_office(row.office());
  *api.mutable_day() = ToDate(row.day());
  api.set_state(static_cast<v1::ComparisonDay::State>(row.state()));
  api.set_listed(row.listed());
  api.set_refused(row.refused());
  if (row.has_counts()) *api.mutable_counts() = ToApi(row.counts());
  api.set_listed_by(row.listed_by());
  *api.mutable_list_time() = stock::ApiTime(row.listed_micros());
  api.set_lists(static_cast<int64_t>(row.lists()));
  api.set_closed_by(row.closed_by());
  if (row.closed_micros() != 0) *api.mutable_close_time() = stock::ApiTime(row.closed_micros());
  return api;
}

std::string SideName(v1::ComparedCard::Side side) {
  return v1::ComparedCard::Side_Name(side).substr(sizeof("SIDE_") - 1);
}

absl::Status UnknownCard(const DayRef& ref, std::string_view card_id) {
  return Refuse(Reason::kUnknownComparedCard,
                {{"card", MaskNiks(card_id)}, {"day", DayText(ref.day)}, {"office", ref.office}});
}

absl::StatusOr<v1::ComparedCard> FindCard(const Comparison& compared, const DayRef& ref,
                                          std::string_view card_id) {
  for (const v1::ComparedCard& card : compared.cards) {
    if (card.card_id() == card_id) return card;
  }
  return UnknownCard(ref, card_id);
}

}  // namespace blangko::comparison
