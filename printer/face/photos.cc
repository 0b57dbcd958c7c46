#include "printer/face/photos.h"

#include <cairo.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>

#include "base/hash.h"
#include "base/log.h"
#include "printer/face/card_canvas.h"

namespace blangko::printer {
namespace {

constexpr uintmax_t kPhotoBytesMax = 8 << 20;
constexpr int kPhotoPixelsMax = 4096;  // each way

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

uint32_t BigEndian(std::string_view bytes) {
  uint32_t value = 0;
  for (const char byte : bytes.substr(0, 4)) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

// As its first bytes say: a small file may unpack to a picture that fills the memory.
bool SaysItIsSmall(const std::string& path) {
  std::array<char, 24> begin{};  // signature, length and name of the first chunk, width, height
  std::ifstream file(path, std::ios::binary);
  if (!file.read(begin.data(), begin.size())) return false;
  const std::string_view bytes(begin.data(), begin.size());
  return bytes.substr(12, 4) == "IHDR" && BigEndian(bytes.substr(16)) <= kPhotoPixelsMax &&
         BigEndian(bytes.substr(20)) <= kPhotoPixelsMax;
}

CardImage Load(const std::string& path) {
  std::error_code error;
  if (std::filesystem::file_size(path, error) > kPhotoBytesMax || error || !SaysItIsSmall(path)) return {};
  const Surface photo(cairo_image_surface_create_from_png(path.c_str()), &cairo_surface_destroy);
  if (cairo_surface_status(photo.get()) != CAIRO_STATUS_SUCCESS) return {};
  const int width = cairo_image_surface_get_width(photo.get());
  const int height = cairo_image_surface_get_height(photo.get());
  if (width < 1 || height < 1 || width > kPhotoPixelsMax || height > kPhotoPixelsMax) return {};
  CardCanvas canvas(width, height, CardCanvas::Kind::kOpaque);
  canvas.Fill({0, 0, static_cast<double>(width), static_cast<double>(height)}, {1, 1, 1});
  cairo_set_source_surface(canvas.cairo(), photo.get(), 0, 0);
  cairo_paint(canvas.cairo());
  return canvas.ToImage();
}

// Only plain names are looked up: an id is never a way out of the folder.
bool IsPlainName(std::string_view name) {
  return !name.empty() && name.find_first_of("/\\") == std::string_view::npos && name[0] != '.';
}

}  // namespace

absl::StatusOr<CardImage> Photos::Find(std::string_view record_id, std::string_view nik) const {
  if (folder_.empty()) return CardImage();
  for (const std::string& name : {std::string(record_id), ToHex(PlainDigest(nik))}) {
    const std::string path = folder_ + "/" + name + ".png";
    if (!IsPlainName(name) || !std::filesystem::exists(path)) continue;
    CardImage image = Load(path);
    if (image.width != 0) return image;
    Log(LogLevel::kWarning, "station.photo_unreadable", {{"record", record_id}});
    return absl::InvalidArgumentError(kPhotoBroken);
  }
  return absl::NotFoundError(kPhotoMissing);
}

}  // namespace blangko::printer
