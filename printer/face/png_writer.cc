#include "printer/face/png_writer.h"

#include <png.h>

#include <cstddef>

namespace blangko::printer {
namespace {

constexpr int kCompression = 1;
constexpr uint32_t kDotsPerMetre = 11811;  // 300 dpi

// Owns libpng's two structures.
class PngFile {
 public:
  PngFile() : png_(png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr)) {
    if (png_ != nullptr) info_ = png_create_info_struct(png_);
  }
  ~PngFile() { png_destroy_write_struct(&png_, &info_); }
  PngFile(const PngFile&) = delete;
  PngFile& operator=(const PngFile&) = delete;

  bool ok() const { return info_ != nullptr; }

  // False when libpng gave up; it reports that by a jump, so nothing here may need a destructor.
  bool Encode(const CardImage& image, std::string* out) {
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    png_set_write_fn(png_, out, &Append, nullptr);
    png_set_IHDR(png_, info_, static_cast<uint32_t>(image.width), static_cast<uint32_t>(image.height), 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png_, info_, kDotsPerMetre, kDotsPerMetre, PNG_RESOLUTION_METER);
    png_set_compression_level(png_, kCompression);
    png_set_filter(png_, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
    png_write_info(png_, info_);
    const size_t row_bytes = static_cast<size_t>(image.width) * 3;
    for (int row = 0; row < image.height; ++row) {
      png_write_row(png_, image.rgb.data() + static_cast<size_t>(row) * row_bytes);
    }
    png_write_end(png_, info_);
    return true;
  }

 private:
  static void Append(png_structp png, png_bytep bytes, size_t size) {
    static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), size);
  }

  png_structp png_;
  png_infop info_ = nullptr;
};

}  // namespace

absl::StatusOr<std::string> EncodePng(const CardImage& image) {
  if (image.width <= 0 || image.height <= 0 ||
      image.rgb.size() != static_cast<size_t>(image.width) * static_cast<size_t>(image.height) * 3) {
    return absl::InvalidArgumentError("png: the picture's size does not fit its bytes");
  }
  PngFile file;
  std::string bytes;
  if (!file.ok() || !file.Encode(image, &bytes)) return absl::InternalError("png: libpng gave up");
  return bytes;
}

}  // namespace blangko::printer
