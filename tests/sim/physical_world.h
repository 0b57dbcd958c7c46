// PhysicalWorld is what is really there: blanks on the shelf, cards, spoiled cards. The oracle of the simulation; the
// code under test never sees it.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace blangko::sim {

// Blanks of one site by where they are.
struct SiteStock {
  int64_t shelf = 0;
  int64_t cards = 0;      // came out good
  int64_t spoiled = 0;    // in the box of spoiled cards
  int64_t set_aside = 0;  // in the printer or in an envelope: nobody has looked yet
};

class PhysicalWorld {
 public:
  void Deliver(const std::string& site, int64_t blanks) { sites_[site].shelf += blanks; }
  bool HasBlank(const std::string& site) { return sites_[site].shelf > 0; }

  // A blank leaves the shelf and comes out as a good card of that record.
  void PrintGood(const std::string& site, const std::string& record_id);
  void Spoil(const std::string& site);
  // The power fails: it is a good card or ruined, and nobody knows yet.
  void SetAside(const std::string& site, const std::string& record_id, bool good);
  // Somebody looks. True = it is a good card.
  bool Look(const std::string& site, const std::string& record_id);

  // Printed by a station that had no permission; such a record may have two cards, and its blank was nobody's.
  void MarkRogue(const std::string& site, const std::string& record_id);
  bool HadRogue(const std::string& site) const { return rogue_sites_.contains(site); }
  bool IsRogue(const std::string& record_id) const { return rogue_records_.contains(record_id); }

  int LiveCards(const std::string& record_id) const;
  const std::map<std::string, SiteStock>& sites() const { return sites_; }
  const std::map<std::string, int>& cards() const { return cards_; }

 private:
  std::map<std::string, SiteStock> sites_;
  std::map<std::string, int> cards_;    // good cards by record
  std::map<std::string, bool> unseen_;  // record -> whether what was set aside is good
  std::set<std::string> rogue_sites_;
  std::set<std::string> rogue_records_;
};

}  // namespace blangko::sim
