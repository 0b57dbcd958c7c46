#include "tests/policy/turn_model.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace blangko {

const ModelClass& TurnModel::ClassOf(const ModelPerson& person) const {
  const ModelClass* found = nullptr;
  for (const ModelClass& one : rules_.classes) {
    const bool lane = one.lanes.empty() || std::count(one.lanes.begin(), one.lanes.end(), person.lane) > 0;
    if (!lane) continue;
    const bool better =
        found == nullptr || one.rank < found->rank || (one.rank == found->rank && one.id < found->id);
    if (better) found = &one;
  }
  return *found;
}

bool TurnModel::GoesBefore(const ModelPerson& a, const ModelPerson& b) const {
  const auto key = [this](const ModelPerson& person) {
    const ModelKey own = ClassOf(person).key;
    const ModelKey by = own == ModelKey::kPolicys ? rules_.key : own;
    return by == ModelKey::kReady ? person.ready : person.recorded;
  };
  return std::tuple(key(a), a.ready, a.id) < std::tuple(key(b), b.ready, b.id);
}

int TurnModel::GrantedOn(int64_t day, int class_id) const {
  int count = 0;
  for (const Grant& grant : grants_) {
    if (grant.day == day && !grant.came_back && (class_id == 0 || grant.class_id == class_id)) ++count;
  }
  return count;
}

// A unit that its own class gave back is taken out of the book; one that it let others have is not.
int TurnModel::InBook(int class_id) const {
  int count = 0;
  for (const Grant& grant : grants_) {
    const bool undone = grant.came_back && grant.book_of == grant.class_id;
    if (grant.book_of == class_id && !undone) ++count;
  }
  return count;
}

int TurnModel::Free() const {
  int free = 0;
  for (const auto& [type, count] : blanks_) free += count;
  return free;
}

bool TurnModel::IsOut(const ModelClass& one, int64_t day) const {
  if (one.cap > 0 && GrantedOn(day, one.id) >= one.cap) return true;
  if (rules_.site_cap > 0 && !one.beyond_cap && GrantedOn(day, 0) >= rules_.site_cap) return true;
  return rules_.floor > 0 && !one.breaks_reserve && Free() <= rules_.floor;
}

ModelPerson* TurnModel::FirstOf(const ModelClass& one, int64_t day, const std::set<std::string>& passed) {
  ModelPerson* first = nullptr;
  for (ModelPerson& person : persons_) {
    if (!person.waits || passed.count(person.id) > 0 || ClassOf(person).id != one.id) continue;
    if (one.on_presence && person.present != day) continue;
    if (first == nullptr || GoesBefore(person, *first)) first = &person;
  }
  return first;
}

// False when nobody may be served, in this rank or any later one.
bool TurnModel::ChooseByShare(const std::vector<const ModelClass*>& rank, int64_t day,
                              const std::set<std::string>& passed, Choice& choice) {
  int all = 0;
  for (const ModelClass* one : rank) all += InBook(one->id);
  std::vector<std::tuple<int, int, const ModelClass*>> order;  // smallest first
  for (const ModelClass* one : rank) {
    if (!IsOut(*one, day)) order.emplace_back(100 * InBook(one->id) - one->share * (all + 1), one->id, one);
  }
  std::sort(order.begin(), order.end());
  if (order.empty()) return true;
  const auto [lag, winner_id, winner] = order.front();
  if (FirstOf(*winner, day, passed) == nullptr && rules_.unused == ModelUnused::kKept) return false;
  for (const auto& [unused_lag, id, one] : order) {
    ModelPerson* first = FirstOf(*one, day, passed);
    if (first == nullptr) continue;
    const bool behind_too_far = -lag > 100 * rules_.owed_limit;
    const bool owed = rules_.unused == ModelUnused::kOwed && !behind_too_far;
    choice = {first, id == winner_id || owed ? id : winner_id};
    return true;
  }
  return true;
}

TurnModel::Choice TurnModel::Choose(int64_t day, const std::set<std::string>& passed) {
  std::map<int, std::vector<const ModelClass*>> ranks;
  for (const ModelClass& one : rules_.classes) ranks[one.rank].push_back(&one);
  for (const auto& [number, rank] : ranks) {
    Choice choice;
    if (rank.front()->share > 0) {
      if (!ChooseByShare(rank, day, passed, choice)) return {};
    } else {
      for (const ModelClass* one : rank) {
        ModelPerson* first = IsOut(*one, day) ? nullptr : FirstOf(*one, day, passed);
        const bool before =
            first != nullptr && (choice.person == nullptr || GoesBefore(*first, *choice.person));
        if (before) choice.person = first;
      }
    }
    if (choice.person != nullptr) return choice;
  }
  return {};
}

std::string TurnModel::TakeBlank(const std::string& wanted) {
  for (auto& [type, count] : blanks_) {
    if (count == 0 || (!wanted.empty() && type != wanted)) continue;
    --count;
    return type;
  }
  return "-";
}

std::vector<std::string> TurnModel::Pull(int most, int64_t day) {
  std::vector<std::string> served;
  std::set<std::string> passed;
  while (static_cast<int>(served.size()) < most) {
    const Choice choice = Choose(day, passed);
    if (choice.person == nullptr) break;
    ModelPerson& person = *choice.person;
    const std::string type = TakeBlank(person.type);
    if (type == "-" && person.type.empty()) break;  // there is no blank at all
    if (type == "-") {
      passed.insert(person.id);
      continue;
    }
    grants_.push_back({person.id, ClassOf(person).id, day, choice.book_of, type});
    person.waits = false;
    served.push_back(person.id);
  }
  return served;
}

TurnModel::Grant& TurnModel::LastOf(const std::string& id) {
  return *std::find_if(grants_.rbegin(), grants_.rend(), [&](const Grant& grant) { return grant.id == id; });
}

ModelPerson& TurnModel::PersonOf(const std::string& id) {
  return *std::find_if(persons_.begin(), persons_.end(),
                       [&](const ModelPerson& person) { return person.id == id; });
}

void TurnModel::GiveBack(const std::string& id) {
  Grant& grant = LastOf(id);
  grant.came_back = true;
  for (auto& [type, count] : blanks_) count += type == grant.type ? 1 : 0;
  PersonOf(id).waits = true;
}

void TurnModel::Spoil(const std::string& id) {
  ModelPerson& person = PersonOf(id);
  ++person.spoils;
  person.waits = person.spoils < 2;
}

}  // namespace blangko
