// Model: grants, permissions, and what stations say became of the blanks, in time or late.
#include <algorithm>

#include "tests/stock/model.h"

namespace blangko::proof {
namespace {

constexpr int kSpoilsOfARecord = 2;  // then a person looks

const std::map<std::string, std::string>& AccountsOf() {
  static const auto* accounts = new std::map<std::string, std::string>{
      {"PRINTED", "consumed"}, {"SPOILED", "spoiled_held"}, {"UNCERTAIN", "uncertain_held"}};
  return *accounts;
}

bool IsCard(const std::string& outcome) { return AccountsOf().contains(outcome); }

}  // namespace

Model::Grant Model::Take(const std::string& site, bool permit) {
  const auto next = std::find_if(orders_.begin(), orders_.end(), [&](const auto& order) {
    return order.second.site == site && order.second.state == "READY";
  });
  if (next == orders_.end()) return {"NO_RECORDS"};
  for (const std::string& lot : lots_) {
    if (Count({site, lot}, "available") == 0) continue;
    Order& order = next->second;
    order.tries.push_back({lot});
    order.state = permit ? "STARTED" : "GRANTED";
    const Job job{next->first, static_cast<uint32_t>(order.tries.size())};
    Book({site, lot}, "OTHER", {{"available", "reserved", 1}}, job);
    return {"", job, lot};
  }
  return {"NO_BLANKS"};
}

std::string Model::Start(const Job& job) {
  Order& order = orders_.at(job.first);
  const bool held = order.state == "GRANTED" || order.state == "STARTED";
  if (!held || order.tries.size() != job.second) return "STALE_ATTEMPT";
  order.state = "STARTED";
  return "";
}

std::string Model::Release(const Job& job) {
  Order& order = orders_.at(job.first);
  const bool newest_one = order.tries.size() == job.second;
  if (newest_one && order.tries.back().outcome == "RELEASED") return "";  // said once more
  const bool held = order.state == "GRANTED" || order.state == "STARTED";
  if (!held || !newest_one) return "STALE_ATTEMPT";
  if (order.state == "STARTED") return "FORBIDDEN_MOVE";
  Try& newest = order.tries.back();
  newest.outcome = "RELEASED";
  order.state = "READY";
  Book({order.site, newest.lot}, "OTHER", {{"reserved", "available", 1}}, job);
  return "";
}

// No further card is printed before a person has looked.
void Model::HoldFor(const std::string& id) {
  Order& order = orders_.at(id);
  if (order.state == "STARTED" || order.state == "UNCERTAIN") order.hold_asked = true;
  if (order.state == "READY") order.state = "HELD";
  if (order.state != "GRANTED") return;
  Try& newest = order.tries.back();
  newest.outcome = "HELD";
  order.state = "HELD";
  Book({order.site, newest.lot}, "OTHER", {{"reserved", "available", 1}},
       {id, static_cast<uint32_t>(order.tries.size())});
}

void Model::ComesBack(Order& order) {
  const bool out = std::any_of(order.tries.begin(), order.tries.end(), [](const Try& attempt) {
    return attempt.outcome == "PRINTED" || attempt.outcome == "UNCERTAIN";
  });
  order.state = order.spoils >= kSpoilsOfARecord || out || order.hold_asked ? "HELD" : "READY";
  order.hold_asked = false;
}

void Model::SayOwn(const Job& job, const std::string& outcome, const std::string& uid) {
  Order& order = orders_.at(job.first);
  Try& attempt = order.tries.back();
  const std::string from = order.state == "STARTED" ? "reserved" : "uncertain_held";
  attempt.outcome = outcome;
  if (!uid.empty()) attempt.uid = uid;
  const std::string to = IsCard(outcome) ? AccountsOf().at(outcome) : "available";
  Book({order.site, attempt.lot}, "OTHER", {{from, to, 1}}, job, attempt.uid);
  if (outcome == "SPOILED") ++order.spoils;
  if (outcome == "PRINTED" || outcome == "UNCERTAIN") {
    order.state = outcome;
  } else {
    ComesBack(order);
  }
  if (outcome == "PRINTED") order.hold_asked = false;
}

// The account that gives the blank of a late fact; "" when the card is gone for good.
std::string Model::SourceFor(const Place& place, const Job& job, bool own) const {
  if (own) return "available";
  const std::string& word = orders_.at(job.first).tries[job.second - 1].outcome;
  if (word == "SPOILED") {
    const auto office = registers_.find(place.first);
    const auto& pieces = office == registers_.end() ? std::vector<Piece>() : office->second.pieces;
    const bool gone = std::any_of(pieces.begin(), pieces.end(),
                                  [&](const Piece& piece) { return piece.job == job && !piece.held; });
    return gone || Count(place, "spoiled_held") == 0 ? "" : "spoiled_held";
  }
  if (word == "UNCERTAIN" && Count(place, "uncertain_held") > 0) return "uncertain_held";
  for (const char* account : {"lost", "available"})
    if (Count(place, account) > 0) return account;
  return "unexplained";
}

void Model::SayLate(const Job& job, const std::string& outcome, const std::string& uid, bool own) {
  Order& order = orders_.at(job.first);
  Try& attempt = order.tries[job.second - 1];
  const std::string word = attempt.outcome;
  if (!IsCard(outcome) || outcome == word) return;
  if (word == "PRINTED") return;                            // rejected at the desk, not by a later word
  if (word == "SPOILED" && outcome == "UNCERTAIN") return;  // somebody has seen it
  const bool spoiled_only = outcome == "SPOILED" && !own;
  const bool doubt_again = word == "UNCERTAIN" && outcome != "PRINTED";
  if (!spoiled_only && !doubt_again) HoldFor(job.first);
  const Place place{order.site, attempt.lot};
  const std::string from = SourceFor({order.site, attempt.lot}, job, own);
  if (from.empty()) return;
  Book(place, "OTHER", {{from, AccountsOf().at(outcome), 1}}, job, uid.empty() ? attempt.uid : uid);
  attempt.outcome = outcome;
  if (!uid.empty()) attempt.uid = uid;
}

void Model::Say(const Job& job, const std::string& outcome, const std::string& uid) {
  Order& order = orders_.at(job.first);
  const Try& attempt = order.tries[job.second - 1];
  const bool newest = order.tries.size() == job.second;
  const bool doubted = newest && order.state == "UNCERTAIN";
  const bool other_chip = !attempt.uid.empty() && !uid.empty() && attempt.uid != uid;
  const bool settles = doubted && !other_chip && (outcome == "PRINTED" || outcome == "SPOILED");
  if (!uid.empty() && IsCard(outcome)) UseChip(uid, job);
  if (settles || (newest && order.state == "STARTED")) return SayOwn(job, outcome, uid);
  if (!doubted) SayLate(job, outcome, uid, newest && order.state == "GRANTED");
}

}  // namespace blangko::proof
