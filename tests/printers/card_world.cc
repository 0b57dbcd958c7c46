#include "tests/printers/card_world.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/text.h"

namespace blangko::printer_sim {
namespace {

constexpr char kHopper[] = "/hopper.csv";
constexpr char kWorld[] = "/world.csv";
constexpr char kSupplies[] = "/supplies";

// Whole lines only: the newest may be half written.
std::vector<std::vector<std::string>> ReadRows(const std::string& path, size_t columns) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line) && !file.eof()) {
    std::vector<std::string> fields = absl::StrSplit(line, ',');
    if (fields.size() == columns) rows.push_back(std::move(fields));
  }
  return rows;
}

}  // namespace

absl::StatusOr<std::vector<PickedBlank>> ReadWorld(const std::string& directory) {
  std::map<uint64_t, PickedBlank> by_seq;
  for (const std::vector<std::string>& row : ReadRows(directory + kWorld, 5)) {
    uint64_t seq = 0;
    if (!absl::SimpleAtoi(row[0], &seq)) return absl::DataLossError("card world: a line without a number");
    by_seq[seq] = {seq, {row[1], row[2]}, row[3], row[4]};
  }
  std::vector<PickedBlank> picked;
  for (auto& [seq, blank] : by_seq) picked.push_back(std::move(blank));
  return picked;
}

absl::StatusOr<CardWorld> CardWorld::Open(std::string directory, PictureWish pictures) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  CardWorld world(std::move(directory), pictures);
  ASSIGN_OR_RETURN(world.picked_, ReadWorld(world.directory_));
  std::set<std::string> used;
  for (const PickedBlank& picked : world.picked_) used.insert(picked.blank.uid);
  for (const std::vector<std::string>& row : ReadRows(world.directory_ + kHopper, 2)) {
    ++world.loaded_;
    if (!used.contains(row[0])) world.hopper_.push_back({row[0], row[1]});
  }
  return world;
}

absl::Status CardWorld::Append(const std::string& file, const std::string& line) const {
  std::ofstream out(directory_ + file, std::ios::app);
  out << line << std::flush;
  return out ? absl::OkStatus()
             : absl::UnavailableError(absl::StrCat("card world: cannot write ", directory_));
}

absl::Status CardWorld::Load(int blanks, const std::string& lot) {
  for (int i = 0; i < blanks; ++i) {
    const Blank blank{absl::StrFormat("04B1A6%08X", ++loaded_), lot};
    RETURN_IF_ERROR(Append(kHopper, absl::StrCat(blank.uid, ",", blank.lot, "\n")));
    hopper_.push_back(blank);
  }
  return absl::OkStatus();
}

SupplyLevels CardWorld::ReadSupplies() const {
  SupplyLevels levels;
  std::ifstream file(directory_ + kSupplies);
  SupplyLevels kept;
  return file >> kept.ribbon_percent >> kept.film_percent ? kept : levels;
}

void CardWorld::KeepSupplies(const SupplyLevels& levels) const {
  std::ofstream(directory_ + kSupplies) << levels.ribbon_percent << " " << levels.film_percent << "\n";
}

int64_t CardWorld::cards_out() const {
  return std::count_if(picked_.begin(), picked_.end(),
                       [](const PickedBlank& blank) { return blank.event != "picked"; });
}

absl::Status CardWorld::Write(const PickedBlank& blank) const {
  std::string job = blank.job;
  std::replace(job.begin(), job.end(), ',', ';');
  std::replace(job.begin(), job.end(), '\n', ' ');
  return Append(kWorld, absl::StrCat(blank.seq, ",", blank.blank.uid, ",", blank.blank.lot, ",", job, ",",
                                     blank.event, "\n"));
}

absl::StatusOr<size_t> CardWorld::Pick(const std::string& job) {
  if (hopper_.empty()) return absl::NotFoundError("card world: the hopper is empty");
  picked_.push_back({picked_.size() + 1, hopper_.front(), job, "picked"});
  hopper_.erase(hopper_.begin());
  RETURN_IF_ERROR(Write(picked_.back()));
  return picked_.size() - 1;
}

absl::Status CardWorld::Eject(size_t index, std::string_view event, const CardImage* image) {
  PickedBlank& blank = picked_.at(index);
  blank.event = std::string(event);
  if (image != nullptr) RETURN_IF_ERROR(WritePicture(directory_, blank.seq, *image, pictures_));
  return Write(blank);
}

}  // namespace blangko::printer_sim
