#include "services/scheduler/line_merge.h"

#include <algorithm>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/scheduler/limits.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using storage::LinePlace;

}  // namespace

absl::Status LineMerge::AddSite(std::string_view site, PolicyCache& policies) {
  ASSIGN_OR_RETURN(const rows::v1::Policy* policy, policies.Of(site));
  const uint64_t newest = policy->generation();
  const uint64_t oldest = newest > kOldGenerationsRead ? newest - kOldGenerationsRead : 0;
  for (const rows::v1::PolicyClass& policy_class : policy->classes()) {
    for (uint64_t generation = oldest; generation <= newest; ++generation) {
      Source source;
      source.line = {std::string(site), rows::v1::RECORD_STATE_READY, policy_class.class_id(), generation};
      source.rank = policy_class.rank();
      if (heads_ != nullptr) source.start = heads_->Get(source.line);
      source.after = source.start.after;
      sources_.push_back(std::move(source));
    }
  }
  return absl::OkStatus();
}

absl::Status LineMerge::Fill(Source& source) {
  absl::Status bad;
  RETURN_IF_ERROR(storage::VisitLine(
      snapshot_, source.line, source.after, [&](const LinePlace& place, std::string_view value) {
        auto entry = storage::DecodeRow<rows::v1::LineEntry>(value);
        bad = entry.status();
        if (bad.ok()) source.page.push_back({source.rank, source.line, place, *std::move(entry)});
        return bad.ok() && source.page.size() < page_;
      }));
  source.used_up = source.page.size() < page_;
  if (!source.page.empty()) source.after = source.page.back().place;
  return bad;
}

std::optional<uint32_t> LineMerge::LowestRank() const {
  std::optional<uint32_t> lowest;
  for (const Source& source : sources_) {
    if (source.used_up && source.page.empty()) continue;
    if (!lowest.has_value() || source.rank < *lowest) lowest = source.rank;
  }
  return lowest;
}

absl::Status LineMerge::FillRank(uint32_t rank) {
  for (Source& source : sources_) {
    if (source.rank == rank && source.page.empty() && !source.used_up) RETURN_IF_ERROR(Fill(source));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Head>> LineMerge::Next() {
  while (const std::optional<uint32_t> rank = LowestRank()) {
    RETURN_IF_ERROR(FillRank(*rank));
    std::vector<const Head*> heads;
    for (const Source& source : sources_) {
      if (source.rank == *rank && !source.page.empty()) heads.push_back(&source.page.front());
    }
    const std::optional<size_t> first = FirstServed(heads);
    if (!first.has_value()) continue;
    Head head = *heads[*first];
    SourceOf(head.line)->page.pop_front();
    return std::optional<Head>(std::move(head));
  }
  return std::optional<Head>();
}

void LineMerge::Took(const Head& head) {
  Source* source = SourceOf(head.line);
  if (!source->passed_one) source->raised = head.place;
}

void LineMerge::Passed(const Head& head) { SourceOf(head.line)->passed_one = true; }

void LineMerge::DropSite(std::string_view site) {
  for (Source& source : sources_) {
    if (source.line.site != site) continue;
    source.page.clear();
    source.used_up = true;
  }
}

LineMerge::Source* LineMerge::SourceOf(const storage::LineId& line) {
  return &*std::find_if(sources_.begin(), sources_.end(),
                        [&line](const Source& source) { return source.line == line; });
}

void LineMerge::RaiseHeads(storage::Txn& txn) const {
  if (heads_ == nullptr) return;
  for (const Source& source : sources_) {
    if (!source.raised.has_value()) continue;
    const auto raise = [heads = heads_, line = source.line, place = *source.raised,
                        since = source.start.version] { heads->Raise(line, place, since); };
    if (Planted("head-raised-before-kept")) raise();
    txn.WhenKept(raise);
  }
}

}  // namespace blangko::scheduler
