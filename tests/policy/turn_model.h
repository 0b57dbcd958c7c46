// TurnModel: who is served next, by brute force: it keeps every grant ever made and counts all anew for each card. It shares
// no code with what it checks (services/scheduler/class_turn.h), and numbers are plain: days, hours, cards.
//
// Threads: belongs to one test.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace blangko {

enum class ModelUnused { kToOthers, kOwed, kKept };
enum class ModelKey { kPolicys, kRecorded, kReady };

struct ModelClass {
  int id = 0;
  int rank = 0;
  int share = 0;
  int cap = 0;
  bool breaks_reserve = false;
  bool beyond_cap = false;
  bool on_presence = false;
  std::vector<int> lanes;  // empty = all
  ModelKey key = ModelKey::kPolicys;
};

struct ModelRules {
  std::vector<ModelClass> classes;
  int site_cap = 0;
  int floor = 0;
  ModelUnused unused = ModelUnused::kToOthers;
  int owed_limit = 100;
  ModelKey key = ModelKey::kRecorded;
};

struct ModelPerson {
  std::string id;
  int lane = 1;
  int recorded = 0;     // days
  int ready = 0;        // days
  std::string type;     // of blank; empty = any
  int64_t present = 0;  // office day; 0 = was not there
  bool waits = true;
  int spoils = 0;
};

class TurnModel {
 public:
  // `blanks` by type, the one that is used first at the front.
  TurnModel(ModelRules rules, std::vector<ModelPerson> persons,
            std::vector<std::pair<std::string, int>> blanks)
      : rules_(std::move(rules)), persons_(std::move(persons)), blanks_(std::move(blanks)) {}

  // Who is served, in order.
  std::vector<std::string> Pull(int most, int64_t day);

  void GiveBack(const std::string& id);  // the blank was not used
  void Spoil(const std::string& id);     // it was; the second time the person waits no more

 private:
  struct Grant {
    std::string id;
    int class_id;
    int64_t day;
    int book_of;  // the class whose unit it is; 0 = of none
    std::string type;
    bool came_back = false;
  };
  struct Choice {
    ModelPerson* person = nullptr;
    int book_of = 0;
  };

  const ModelClass& ClassOf(const ModelPerson& person) const;
  bool GoesBefore(const ModelPerson& a, const ModelPerson& b) const;
  int GrantedOn(int64_t day, int class_id) const;  // 0 = of all classes
  int InBook(int class_id) const;
  int Free() const;
  bool IsOut(const ModelClass& one, int64_t day) const;
  ModelPerson* FirstOf(const ModelClass& one, int64_t day, const std::set<std::string>& passed);
  Choice Choose(int64_t day, const std::set<std::string>& passed);
  bool ChooseByShare(const std::vector<const ModelClass*>& rank, int64_t day,
                     const std::set<std::string>& passed, Choice& choice);
  std::string TakeBlank(const std::string& wanted);  // its type; "-" when there is none
  Grant& LastOf(const std::string& id);
  ModelPerson& PersonOf(const std::string& id);

  const ModelRules rules_;
  std::vector<ModelPerson> persons_;
  std::vector<std::pair<std::string, int>> blanks_;
  std::vector<Grant> grants_;
};

}  // namespace blangko
