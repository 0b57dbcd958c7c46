#include "tests/sim/physical_world.h"

namespace blangko::sim {

void PhysicalWorld::PrintGood(const std::string& site, const std::string& record_id) {
  --sites_[site].shelf;
  ++sites_[site].cards;
  ++cards_[record_id];
}

void PhysicalWorld::Spoil(const std::string& site) {
  --sites_[site].shelf;
  ++sites_[site].spoiled;
}

void PhysicalWorld::SetAside(const std::string& site, const std::string& record_id, bool good) {
  --sites_[site].shelf;
  ++sites_[site].set_aside;
  unseen_[record_id] = good;
  if (good) ++cards_[record_id];
}

bool PhysicalWorld::Look(const std::string& site, const std::string& record_id) {
  const bool good = unseen_[record_id];
  unseen_.erase(record_id);
  --sites_[site].set_aside;
  ++(good ? sites_[site].cards : sites_[site].spoiled);
  return good;
}

void PhysicalWorld::MarkRogue(const std::string& site, const std::string& record_id) {
  rogue_sites_.insert(site);
  rogue_records_.insert(record_id);
}

int PhysicalWorld::LiveCards(const std::string& record_id) const {
  const auto found = cards_.find(record_id);
  return found == cards_.end() ? 0 : found->second;
}

}  // namespace blangko::sim
