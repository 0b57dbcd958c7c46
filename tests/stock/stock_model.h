// StockModel: what a clerk with a notebook would know about the blanks of a few offices. Written from the rules, not
// from the product's code, and much simpler: plain numbers by office, lot and the name of the account.
//
// Every act answers the reason with which it must be refused, "" when it must succeed; a refused act changes nothing.
// Threads: one test.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace blangko::stock {

using Place = std::pair<std::string, std::string>;  // office, lot
using Pile = std::map<std::string, int64_t>;        // account -> blanks

struct Delivery {
  std::string lot;
  int64_t shipped = 0;
  int64_t accepted = 0;
  int64_t rejected = 0;
  int64_t missing = 0;
  int64_t surplus = 0;

  auto operator<=>(const Delivery&) const = default;
};

class StockModel {
 public:
  void AddLot(const std::string& lot) { lots_[lot]; }

  std::string Open(const Place& place, int64_t count);
  std::string TakeFromOutside(const std::string& office, const std::string& from, const std::string& document,
                              const Delivery& delivery);
  // A parcel of one lot; `note` is the number of its surat jalan, "" for none.
  struct Sending {
    Place from;
    std::string to;
    int64_t count = 0;
    std::string note;
    friend bool operator==(const Sending&, const Sending&) = default;
  };
  std::string CanSend(const Sending& sending) const;
  // False when it was sent before under its note.
  bool IsNew(const Sending& sending) const;
  void Send(const Sending& sending, bool outside, const std::string& shipment);
  std::string Arrive(const std::string& shipment, const Delivery& delivery);
  // Blanks that move for jobs.
  std::string Job(const Place& place, const std::string& from, const std::string& to, int64_t count);

  const std::map<Place, Pile>& piles() const { return piles_; }

 private:
  struct Parcel {
    Place from;
    std::string to;
    int64_t count = 0;
    bool on_its_way = false;
  };
  using Content = std::tuple<std::string, Delivery>;

  std::string CheckLine(const Delivery& delivery, int64_t shipped) const;
  void Sort(const std::string& office, const std::string& source, const Delivery& delivery);

  std::map<std::string, int> lots_;
  std::map<Place, Pile> piles_;
  std::map<std::string, Parcel> parcels_;
  std::map<std::pair<std::string, std::string>, Content> documents_;
  std::map<std::pair<std::string, std::string>, Sending> notes_;  // by sender and note
};

}  // namespace blangko::stock
