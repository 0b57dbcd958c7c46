#include "printer/ipp/pwg_page.h"

#include <cups/cups.h>
#include <cups/raster.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using Pixel = std::array<uint8_t, 3>;
constexpr Pixel kWhite = {255, 255, 255};
constexpr int kPageWidth = 637;
constexpr int kPageHeight = 1015;
constexpr PageSize kPage = {kPageWidth, kPageHeight};

// Every pixel tells where it was.
CardImage Pattern(int width, int height) {
  CardImage image{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const int value : {x % 251, y % 251, (x / 251) * 16 + y / 251}) {
        image.rgb.push_back(static_cast<uint8_t>(value));
      }
    }
  }
  return image;
}

Pixel At(const CardImage& image, int x, int y) {
  Pixel pixel{};
  std::memcpy(
      pixel.data(),
      &image.rgb[(static_cast<size_t>(y) * static_cast<size_t>(image.width) + static_cast<size_t>(x)) * 3],
      3);
  return pixel;
}

// Pixels of the page that differ from `want(x, y)`.
template <typename Want>
int Differing(const CardImage& page, Want want) {
  int differing = 0;
  for (int y = 0; y < page.height; ++y) {
    for (int x = 0; x < page.width; ++x) differing += At(page, x, y) == want(x, y) ? 0 : 1;
  }
  return differing;
}

TEST(PageSizeOf, ACardByTheNamesThatPrintersUse) {
  ASSERT_OK_AND_ASSIGN(const PageSize usual, PageSizeOf("om_cr80_54x86mm"));
  EXPECT_EQ(usual.width, kPageWidth);
  EXPECT_EQ(usual.height, kPageHeight);
  ASSERT_OK_AND_ASSIGN(const PageSize inches, PageSizeOf("oe_cr80_2.125x3.375in"));
  EXPECT_EQ(inches.width, 637);
  EXPECT_EQ(inches.height, 1012);
  for (const char* none : {"", "card", "iso_a4_210x297mm", "om_cr80_86x54mm"}) {
    EXPECT_THAT(PageSizeOf(none), StatusIs(absl::StatusCode::kInvalidArgument)) << none;
  }
}

TEST(LayOutPage, ALyingCardIsTurnedAndKeepsEveryPixelItHasRoomFor) {
  const CardImage card = Pattern(1011, 638);
  ASSERT_OK_AND_ASSIGN(const CardImage page, LayOutPage(card, kPage));
  ASSERT_EQ(page.width, kPageWidth);
  ASSERT_EQ(page.height, kPageHeight);
  // Two white rows above and below, the 638th column cut off; the left edge of the card is the top of the page.
  EXPECT_EQ(
      Differing(page, [&](int x, int y) { return y < 2 || y >= 1013 ? kWhite : At(card, y - 2, 637 - x); }),
      0);
}

TEST(LayOutPage, APageStaysAsItIs) {
  const CardImage card = Pattern(kPageWidth, kPageHeight);
  ASSERT_OK_AND_ASSIGN(const CardImage page, LayOutPage(card, kPage));
  EXPECT_EQ(page.rgb, card.rgb);
}

TEST(LayOutPage, AnotherResolutionIsScaledToFit) {
  const CardImage card = Pattern(kPageWidth * 2, kPageHeight * 2);
  ASSERT_OK_AND_ASSIGN(const CardImage page, LayOutPage(card, kPage));
  EXPECT_EQ(Differing(page, [&](int x, int y) { return At(card, 2 * x, 2 * y); }), 0);
}

TEST(LayOutPage, AnotherShapeIsCentred) {
  const CardImage card = Pattern(300, 300);
  ASSERT_OK_AND_ASSIGN(const CardImage page, LayOutPage(card, kPage));
  EXPECT_EQ(Differing(page,
                      [&](int x, int y) {
                        const int row = y - (kPageHeight - kPageWidth) / 2;
                        if (row < 0 || row >= kPageWidth) return kWhite;
                        return At(card, x * 300 / kPageWidth, row * 300 / kPageWidth);
                      }),
            0);
}

TEST(LayOutPage, APictureWithoutItsPixelsIsRefused) {
  EXPECT_THAT(LayOutPage({0, 638, {}}, kPage), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(LayOutPage({2, 2, {1, 2, 3}}, kPage), StatusIs(absl::StatusCode::kInvalidArgument));
}

struct Bytes {
  const std::string& text;
  size_t at = 0;
};

ssize_t ReadBytes(void* data, unsigned char* buffer, size_t size) {
  Bytes& bytes = *static_cast<Bytes*>(data);
  const size_t count = std::min(size, bytes.text.size() - bytes.at);
  std::memcpy(buffer, bytes.text.data() + bytes.at, count);
  bytes.at += count;
  return static_cast<ssize_t>(count);
}

TEST(MakeRaster, ReadsBackAsThePageThatWasWritten) {
  const CardImage page = Pattern(kPageWidth, kPageHeight);
  ASSERT_OK_AND_ASSIGN(const std::string raster, MakeRaster(page, "om_cr80_54x86mm"));
  EXPECT_EQ(raster.substr(0, 4), "RaS2");
  Bytes bytes{raster};
  cups_raster_t* reader = cupsRasterOpenIO(ReadBytes, &bytes, CUPS_RASTER_READ);
  cups_page_header2_t header;
  ASSERT_EQ(cupsRasterReadHeader2(reader, &header), 1U);
  EXPECT_EQ(header.cupsWidth, 637U);
  EXPECT_EQ(header.cupsHeight, 1015U);
  EXPECT_EQ(header.HWResolution[0], 300U);
  EXPECT_EQ(header.cupsColorSpace, CUPS_CSPACE_SRGB);
  EXPECT_STREQ(header.cupsPageSizeName, "om_cr80_54x86mm");
  std::vector<uint8_t> back(page.rgb.size());
  EXPECT_EQ(cupsRasterReadPixels(reader, back.data(), static_cast<unsigned>(back.size())), back.size());
  EXPECT_EQ(back, page.rgb);
  cupsRasterClose(reader);
}

TEST(MakeRaster, AnUnknownSizeIsRefused) {
  EXPECT_THAT(MakeRaster(Pattern(4, 4), "card"), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace blangko::printer
