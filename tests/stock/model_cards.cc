// Model: the register of spoiled cards, destruction, and chips.
#include <algorithm>

#include "tests/stock/model.h"

namespace blangko::proof {

void Model::Register_(const Place& place, const Move& move, const Job& job, const std::string& uid) {
  if (move.to == "spoiled_held") EnterPiece(place, move, job, uid);
  if (move.from == "spoiled_held" && move.to != "destroyed") LeavePiece(place, move, job);
}

void Model::EnterPiece(const Place& place, const Move& move, const Job& job, const std::string& uid) {
  Register& office = registers_[place.first];
  Piece piece{
      .number = office.pieces.size() + 1, .lot = place.second, .count = move.count, .job = job, .uid = uid};
  if (!piece.named() && move.from == "lost") {  // those that were not found are there again
    int64_t& missing = office.missing[place.second];
    const int64_t found = std::min(piece.count, missing);
    missing -= found;
    piece.count -= found;
  }
  if (piece.count > 0) office.pieces.push_back(piece);
}

void Model::LeavePiece(const Place& place, const Move& move, const Job& job) {
  Register& office = registers_[place.first];
  for (Piece& piece : office.pieces) {
    if (job.first.empty() || !piece.held || piece.job != job) continue;
    piece.held = false;
    return;
  }
  int64_t left = move.count;
  for (auto it = office.pieces.rbegin(); it != office.pieces.rend(); ++it) {
    if (!it->held || it->named() || it->lot != place.second) continue;
    const int64_t taken = std::min(left, it->count);
    left -= taken;
    if (taken == it->count) it->held = false;
    if (taken < it->count) it->count -= taken;
    if (left == 0) return;
  }
  office.missing[place.second] += left;
}

std::string Model::Destroy(const std::string& office, const std::vector<uint64_t>& numbers, int64_t pile) {
  Register& kept = registers_[office];
  std::map<std::string, int64_t> listed;
  int64_t all = 0;
  for (const uint64_t number : numbers) {
    if (number == 0 || number > kept.pieces.size()) return "CARD_NOT_HELD";
    const Piece& piece = kept.pieces[number - 1];
    if (!piece.held) return piece.burnt ? "CARD_DESTROYED" : "CARD_NOT_HELD";
    listed[piece.lot] += piece.count;
    all += piece.count;
  }
  if (pile != all) return "PILE_DIFFERS got " + std::to_string(pile) + " want " + std::to_string(all);
  for (const auto& [lot, count] : listed) {
    const std::string answer = Hinders({office, lot}, {{"spoiled_held", "destroyed", count}});
    if (!answer.empty()) return answer;
  }
  std::map<std::string, std::vector<Move>> moves;
  for (const uint64_t number : numbers) {
    Piece& piece = kept.pieces[number - 1];
    piece.held = false;
    piece.burnt = true;
    moves[piece.lot].push_back({"spoiled_held", "destroyed", piece.count});
    if (!piece.uid.empty()) chips_[piece.uid].burnt = true;
  }
  for (const auto& [lot, of_lot] : moves) Book({office, lot}, "OTHER", of_lot);
  return "";
}

void Model::UseChip(const std::string& uid, const Job& job) {
  std::vector<Job>& uses = chips_[uid].uses;
  if (std::find(uses.begin(), uses.end(), job) == uses.end()) uses.push_back(job);
}

}  // namespace blangko::proof
