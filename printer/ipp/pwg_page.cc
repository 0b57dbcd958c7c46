#include "printer/ipp/pwg_page.h"

#include <cups/cups.h>
#include <cups/pwg.h>
#include <cups/raster.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"

namespace blangko::printer {
namespace {

constexpr int kDpi = 300;
constexpr int kHundredthsPerInch = 2540;
constexpr int kTolerancePercent = 2;
constexpr uint8_t kWhite = 255;

// A card is 53.98 x 85.60 mm; sizes are in hundredths of a millimetre.
constexpr int kCardWidth = 5400;
constexpr int kCardLength = 8560;
constexpr int kCardSlack = 200;

size_t PixelAt(const CardImage& image, int x, int y) {
  return (static_cast<size_t>(y) * static_cast<size_t>(image.width) + static_cast<size_t>(x)) * 3;
}

CardImage Blank(int width, int height) {
  CardImage image{width, height, {}};
  image.rgb.assign(static_cast<size_t>(width) * static_cast<size_t>(height) * 3, kWhite);
  return image;
}

void Copy(const CardImage& from, int x, int y, CardImage& to, int to_x, int to_y) {
  std::memcpy(&to.rgb[PixelAt(to, to_x, to_y)], &from.rgb[PixelAt(from, x, y)], 3);
}

CardImage TurnClockwise(const CardImage& image) {
  CardImage turned = Blank(image.height, image.width);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) Copy(image, x, y, turned, image.height - 1 - y, x);
  }
  return turned;
}

bool IsNear(int size, int page) { return std::abs(size - page) * 100 <= page * kTolerancePercent; }

CardImage ScaleToFit(const CardImage& image, PageSize size) {
  const bool by_width =
      static_cast<int64_t>(image.width) * size.height > static_cast<int64_t>(image.height) * size.width;
  const int width = by_width ? size.width : std::max(1, image.width * size.height / image.height);
  const int height = by_width ? std::max(1, image.height * size.width / image.width) : size.height;
  CardImage scaled = Blank(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x)
      Copy(image, x * image.width / width, y * image.height / height, scaled, x, y);
  }
  return scaled;
}

// Both centres on one another; what sticks out is cut off.
CardImage CentreOnPage(const CardImage& image, PageSize size) {
  CardImage page = Blank(size.width, size.height);
  const int left = (size.width - image.width) / 2;
  const int top = (size.height - image.height) / 2;
  for (int y = std::max(0, top); y < std::min(size.height, top + image.height); ++y) {
    for (int x = std::max(0, left); x < std::min(size.width, left + image.width); ++x) {
      Copy(image, x - left, y - top, page, x, y);
    }
  }
  return page;
}

ssize_t AppendTo(void* text, unsigned char* bytes, size_t size) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), size);
  return static_cast<ssize_t>(size);
}

}  // namespace

absl::StatusOr<PageSize> PageSizeOf(const std::string& media) {
  const pwg_media_t* size = pwgMediaForPWG(media.c_str());
  if (size == nullptr || std::abs(size->width - kCardWidth) > kCardSlack ||
      std::abs(size->length - kCardLength) > kCardSlack) {
    return absl::InvalidArgumentError(absl::StrCat("page: got ", media, ", want a card on end"));
  }
  return PageSize{size->width * kDpi / kHundredthsPerInch, size->length * kDpi / kHundredthsPerInch};
}

absl::StatusOr<CardImage> LayOutPage(const CardImage& card, PageSize size) {
  const size_t bytes = static_cast<size_t>(card.width) * static_cast<size_t>(card.height) * 3;
  if (card.width <= 0 || card.height <= 0 || card.rgb.size() != bytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("page: got ", card.width, " x ", card.height, " and ", card.rgb.size(), " bytes"));
  }
  const CardImage upright = card.width > card.height ? TurnClockwise(card) : card;
  const bool fits = IsNear(upright.width, size.width) && IsNear(upright.height, size.height);
  return CentreOnPage(fits ? upright : ScaleToFit(upright, size), size);
}

absl::StatusOr<std::string> MakeRaster(const CardImage& page, const std::string& media) {
  pwg_media_t* size = pwgMediaForPWG(media.c_str());
  cups_page_header2_t header{};
  if (size == nullptr ||
      cupsRasterInitPWGHeader(&header, size, "srgb_8", kDpi, kDpi, "one-sided", "normal") == 0) {
    return absl::InvalidArgumentError(absl::StrCat("page: no size ", media));
  }
  header.cupsWidth = static_cast<unsigned>(page.width);
  header.cupsHeight = static_cast<unsigned>(page.height);
  header.cupsBytesPerLine = header.cupsWidth * 3;
  header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = 1;
  std::string raster;
  const std::unique_ptr<cups_raster_t, void (*)(cups_raster_t*)> writer(
      cupsRasterOpenIO(AppendTo, &raster, CUPS_RASTER_WRITE_PWG), cupsRasterClose);
  bool good = writer != nullptr && cupsRasterWriteHeader2(writer.get(), &header) != 0;
  for (int y = 0; good && y < page.height; ++y) {
    auto* line = const_cast<unsigned char*>(&page.rgb[PixelAt(page, 0, y)]);
    good = cupsRasterWritePixels(writer.get(), line, header.cupsBytesPerLine) == header.cupsBytesPerLine;
  }
  if (!good) return absl::InternalError("page: the raster cannot be written");
  return raster;
}

}  // namespace blangko::printer
