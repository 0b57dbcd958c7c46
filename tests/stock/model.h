// Model: what a clerk with a notebook would know about the blanks of some offices. Written from the rules and sharing no
// code with the product: plain numbers by office, lot and the name of the account.
//
// Every act answers "" when it must succeed, else the reason with which it must be refused and, where a refusal tells
// numbers, what is found and what is wanted: "ACCOUNT_WOULD_BE_NEGATIVE available got 3 want 5". A refused act changes
// nothing. Subjects: model_goods.cc, model_cases.cc, model_counts.cc, model_cards.cc, model_jobs.cc.
// Threads: one test.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace blangko::proof {

using Place = std::pair<std::string, std::string>;  // office, lot
using Pile = std::map<std::string, int64_t>;        // account -> blanks
using Job = std::pair<std::string, uint32_t>;       // record, attempt

// What came of the blanks of one lot at a receipt.
struct Delivery {
  std::string lot;
  int64_t shipped = 0;
  int64_t accepted = 0;
  int64_t rejected = 0;
  int64_t missing = 0;
  int64_t surplus = 0;

  auto operator<=>(const Delivery&) const = default;
  bool differs() const { return rejected + missing + surplus > 0; }
};

// A parcel of one lot; `note` is the number of its surat jalan, "" for none.
struct Sending {
  Place from;
  std::string to;
  int64_t count = 0;
  std::string note;
  auto operator<=>(const Sending&) const = default;
};

struct Move {
  std::string from;
  std::string to;
  int64_t count = 0;
};

// Blanks or one card in the register of spoiled cards.
struct Piece {
  uint64_t number = 0;
  std::string lot;
  int64_t count = 0;
  Job job = {};  // "" = not known
  std::string uid = "";
  bool held = true;
  bool burnt = false;

  bool named() const { return !job.first.empty() || !uid.empty(); }
};

struct Register {
  std::vector<Piece> pieces;               // numbers from 1
  std::map<std::string, int64_t> missing;  // by lot: have a line, and were not found
};

struct Try {
  std::string lot;
  std::string outcome = "";  // "" = not known yet
  std::string uid = "";
};

struct Order {
  std::string site;
  std::string state = "READY";
  int spoils = 0;
  bool hold_asked = false;
  std::vector<Try> tries = {};  // attempt n is tries[n - 1]
};

struct Chip {
  std::vector<Job> uses;  // one entry; a second is an incident
  bool burnt = false;
};

struct Case {
  Place place;
  std::string from;
  std::map<std::string, int64_t> open = {};  // "rejected", "missing", "surplus"
};

class Model {
 public:
  void AddLot(const std::string& lot) { lots_.push_back(lot); }  // in the order in which they are used up

  // ---- receipts and shipments (model_goods.cc)
  std::string Open(const Place& place, int64_t count);
  std::string TakeFromOutside(const std::string& office, const std::string& from, const std::string& document,
                              const Delivery& delivery);
  // False when the document was booked before: nothing is booked again.
  bool IsNewDocument(const std::string& from, const std::string& document) const;
  std::string CanSend(const Sending& sending) const;
  bool IsNew(const Sending& sending) const;
  void Send(const Sending& sending, bool outside, const std::string& shipment);
  std::string Arrive(const std::string& shipment, const Delivery& delivery);

  // ---- cases, losses, entries taken back (model_cases.cc)
  void OpenCase(const std::string& id, const Place& place, const std::string& from, const Delivery& delivery);
  std::string Resolve(const std::string& id, const std::string& lot, const std::string& resolution,
                      int64_t count);
  std::string Spoil(const Place& place, int64_t count);
  std::string Lose(const Place& place, int64_t count);
  std::string WriteOff(const Place& place);
  std::string Reverse(const Place& place, uint64_t seq);

  // ---- counts, and cards printed outside (model_counts.cc)
  // Blanks there beside the book: more (> 0) or fewer than available and reserved, and than spoiled_held.
  std::string Settle(const Place& place, int64_t unused, int64_t spoiled);
  std::string PrintOutside(const Place& place);

  // ---- registers, destruction, chips (model_cards.cc)
  std::string Destroy(const std::string& office, const std::vector<uint64_t>& numbers, int64_t pile);
  void UseChip(const std::string& uid, const Job& job);

  // ---- jobs (model_jobs.cc)
  void AddOrder(const std::string& id, const std::string& site) { orders_[id] = {.site = site}; }
  struct Grant {
    std::string answer;  // "", "NO_RECORDS" or "NO_BLANKS"
    Job job = {};
    std::string lot = "";
  };
  Grant Take(const std::string& site, bool permit);
  std::string Start(const Job& job);
  std::string Release(const Job& job);
  // What a station says of an attempt, at whatever time: never refused.
  void Say(const Job& job, const std::string& outcome, const std::string& uid);

  bool HasLot(const std::string& lot) const;
  int64_t Count(const Place& place, const std::string& account) const;
  const std::map<Place, Pile>& piles() const { return piles_; }
  // Entries of the ledger about a lot of an office.
  uint64_t Entries(const Place& place) const;
  const std::map<std::string, Register>& registers() const { return registers_; }
  const std::map<std::string, Chip>& chips() const { return chips_; }
  const std::map<std::string, Order>& orders() const { return orders_; }
  const std::map<std::string, Case>& cases() const { return cases_; }

 private:
  struct Parcel {
    Place from;
    std::string to;
    int64_t count = 0;
    bool on_its_way = false;
  };
  struct Entry {
    std::string kind;
    std::vector<Move> moves;
    bool taken_back = false;
    std::pair<std::string, std::string> document = {};  // sender and number, of a plain receipt
  };
  using Content = std::tuple<std::string, Delivery>;

  // Why these movements cannot be made one after the other; "" when they can.
  std::string Hinders(const Place& place, const std::vector<Move>& moves) const;
  // One entry; nothing when there is no movement.
  void Book(const Place& place, const std::string& kind, const std::vector<Move>& moves, const Job& job = {},
            const std::string& uid = "");
  std::string Try_(const Place& place, const std::string& kind, const std::vector<Move>& moves);
  std::string CheckLine(const Delivery& delivery, int64_t shipped) const;
  void Sort(const Place& place, const std::string& source, const Delivery& delivery);

  void Register_(const Place& place, const Move& move, const Job& job, const std::string& uid);
  void EnterPiece(const Place& place, const Move& move, const Job& job, const std::string& uid);
  void LeavePiece(const Place& place, const Move& move, const Job& job);

  void HoldFor(const std::string& id);
  void ComesBack(Order& order);
  void SayOwn(const Job& job, const std::string& outcome, const std::string& uid);
  void SayLate(const Job& job, const std::string& outcome, const std::string& uid, bool own);
  std::string SourceFor(const Place& place, const Job& job, bool own) const;

  std::vector<std::string> lots_;
  std::map<Place, Pile> piles_;
  std::map<Place, std::vector<Entry>> entries_;
  std::map<std::string, Parcel> parcels_;
  std::map<std::pair<std::string, std::string>, Content> documents_;
  std::map<std::pair<std::string, std::string>, Sending> notes_;  // by sender and note
  std::map<std::string, Case> cases_;
  std::map<std::string, Register> registers_;
  std::map<std::string, Chip> chips_;
  std::map<std::string, Order> orders_;  // ids in the order of the line
};

}  // namespace blangko::proof
