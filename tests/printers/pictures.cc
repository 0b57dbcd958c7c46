#include "tests/printers/pictures.h"

#include <cstring>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "printer/face/png_writer.h"

namespace blangko::printer_sim {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPixelBytes = 3;

std::string PathOf(const std::string& directory, uint64_t seq, bool png) {
  return absl::StrCat(directory, "/", seq, png ? ".png" : ".ppm");
}

std::string PpmOf(const CardImage& image) {
  std::string bytes = absl::StrCat("P6\n", image.width, " ", image.height, "\n255\n");
  bytes.append(reinterpret_cast<const char*>(image.rgb.data()), image.rgb.size());
  return bytes;
}

// The page of a card printer is taller than wide: the card lies on its side there.
CardImage AsHeld(const CardImage& page) {
  CardImage card;
  card.width = page.height;
  card.height = page.width;
  card.rgb.resize(page.rgb.size());
  for (int y = 0; y < card.height; ++y) {
    for (int x = 0; x < card.width; ++x) {
      const auto from =
          static_cast<size_t>(x) * static_cast<size_t>(page.width) + static_cast<size_t>(page.width - 1 - y);
      const auto to = static_cast<size_t>(y) * static_cast<size_t>(card.width) + static_cast<size_t>(x);
      std::memcpy(&card.rgb[to * kPixelBytes], &page.rgb[from * kPixelBytes], kPixelBytes);
    }
  }
  return card;
}

}  // namespace

absl::Status WritePicture(const std::string& directory, uint64_t seq, const CardImage& image,
                          const PictureWish& wish) {
  std::string bytes;
  if (wish.png) {
    ASSIGN_OR_RETURN(bytes, printer::EncodePng(AsHeld(image)));
  } else {
    bytes = PpmOf(image);
  }
  const std::string path = PathOf(directory, seq, wish.png);
  std::ofstream file(path + ".tmp", std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  std::error_code error;
  fs::rename(path + ".tmp", path, error);
  if (!file || error) return absl::UnavailableError(absl::StrCat("card world: cannot write ", path));
  if (wish.keep > 0 && seq > wish.keep) fs::remove(PathOf(directory, seq - wish.keep, wish.png), error);
  return absl::OkStatus();
}

absl::StatusOr<CardImage> ReadPicture(const std::string& directory, uint64_t seq) {
  const std::string path = PathOf(directory, seq, false);
  std::ifstream file(path, std::ios::binary);
  std::string magic;
  int most = 0;
  CardImage image;
  file >> magic >> image.width >> image.height >> most;
  file.get();
  if (!file || magic != "P6") return absl::NotFoundError(absl::StrCat("card world: no picture ", path));
  image.rgb.resize(static_cast<size_t>(image.width) * static_cast<size_t>(image.height) * kPixelBytes);
  file.read(reinterpret_cast<char*>(image.rgb.data()), static_cast<std::streamsize>(image.rgb.size()));
  if (!file) return absl::DataLossError(absl::StrCat("card world: half a picture ", path));
  return image;
}

}  // namespace blangko::printer_sim
