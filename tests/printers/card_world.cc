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

std::string PicturePath(const std::string& directory, uint64_t seq) {
  return absl::StrCat(directory, "/", seq, ".ppm");
}

absl::Status WritePicture(const std::string& path, const CardImage& image) {
  std::ofstream file(path + ".tmp", std::ios::binary);
  file << "P6\n" << image.width << " " << image.height << "\n255\n";
  file.write(reinterpret_cast<const char*>(image.rgb.data()), static_cast<std::streamsize>(image.rgb.size()));
  file.close();
  std::error_code error;
  std::filesystem::rename(path + ".tmp", path, error);
  if (!file || error) return absl::UnavailableError(absl::StrCat("card world: cannot write ", path));
  return absl::OkStatus();
}

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

absl::StatusOr<CardImage> ReadPicture(const std::string& directory, uint64_t seq) {
  const std::string path = PicturePath(directory, seq);
  std::ifstream file(path, std::ios::binary);
  std::string magic;
  int most = 0;
  CardImage image;
  file >> magic >> image.width >> image.height >> most;
  file.get();
  if (!file || magic != "P6") return absl::NotFoundError(absl::StrCat("card world: no picture ", path));
  image.rgb.resize(static_cast<size_t>(image.width) * static_cast<size_t>(image.height) * 3);
  file.read(reinterpret_cast<char*>(image.rgb.data()), static_cast<std::streamsize>(image.rgb.size()));
  if (!file) return absl::DataLossError(absl::StrCat("card world: half a picture ", path));
  return image;
}

absl::StatusOr<CardWorld> CardWorld::Open(std::string directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  CardWorld world(std::move(directory));
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
  if (image != nullptr) RETURN_IF_ERROR(WritePicture(PicturePath(directory_, blank.seq), *image));
  return Write(blank);
}

}  // namespace blangko::printer_sim
