#include "printer/face/card_face.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "base/hash.h"
#include "printer/face/card_text.h"
#include "printer/face/photos.h"
#include "printer/face/png_writer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::printer {
namespace {

records::v1::Personal Siti() {
  records::v1::Personal personal;
  personal.set_nik("1405014107990001");
  personal.set_name("Siti Aminah");
  personal.set_birth_place("Pangkalan Kerinci");
  personal.set_birth_date("1999-07-01");
  personal.set_sex("P");
  personal.set_blood_type("O");
  personal.set_address("Jl. Sultan Syarif Hasim No. 12");
  personal.set_rt_rw("001/002");
  personal.set_village("Kerinci Kota");
  personal.set_district("Pangkalan Kerinci");
  personal.set_religion("Islam");
  personal.set_marital_status("Belum Kawin");
  personal.set_occupation("Pelajar/Mahasiswa");
  return personal;
}

class CardFaceTest : public testing::Test {
 protected:
  void SetUp() override {
    auto face = CardFace::Create({"Provinsi Riau", "Kabupaten Pelalawan"});
    ASSERT_TRUE(face.ok()) << face.status();
    face_ = *std::move(face);
  }
  CardImage Draw(const records::v1::Personal& personal) { return face_->Draw(personal, {}, "r-1/1"); }

  std::unique_ptr<CardFace> face_;
};

// The box around the pixels in which two pictures differ.
struct Area {
  int left = kCardWidth, top = kCardHeight, right = -1, bottom = -1;
};
Area Difference(const CardImage& a, const CardImage& b) {
  Area area;
  for (int i = 0; i < a.width * a.height; ++i) {
    const size_t at = static_cast<size_t>(i) * 3;
    if (std::equal(&a.rgb[at], &a.rgb[at] + 3, &b.rgb[at])) continue;
    area.left = std::min(area.left, i % a.width);
    area.right = std::max(area.right, i % a.width);
    area.top = std::min(area.top, i / a.width);
    area.bottom = std::max(area.bottom, i / a.width);
  }
  return area;
}

TEST_F(CardFaceTest, HasTheSizeOfACardAndIsTheSameEveryTime) {
  const CardImage first = Draw(Siti());
  EXPECT_EQ(first.width, 1011);
  EXPECT_EQ(first.height, 638);
  Draw({});
  EXPECT_EQ(Draw(Siti()).rgb, first.rgb);
}

TEST_F(CardFaceTest, AVeryLongNameStaysInItsField) {
  records::v1::Personal plain = Siti();
  plain.set_name("");
  records::v1::Personal longest = Siti();
  longest.set_name(std::string(60, 'W') + " " + std::string(200, 'M'));
  const Area area = Difference(Draw(plain), Draw(longest));
  EXPECT_GE(area.left, 280);
  EXPECT_LT(area.right, 722);
  EXPECT_GE(area.top, 168);
  EXPECT_LE(area.bottom, 168 + 36);
}

TEST_F(CardFaceTest, TextFromOutsideNeverFails) {
  records::v1::Personal odd;
  odd.set_nik("\n\t");
  odd.set_name("M\xc3\xbcller\xff <b>&amp;\x01");
  odd.set_birth_date("31/12");
  odd.set_sex("?");
  EXPECT_EQ(Draw(odd).width, 1011);
}

TEST_F(CardFaceTest, APhotoFillsItsPlace) {
  CardImage photo{2, 2, std::vector<uint8_t>(12, 200)};
  const Area area = Difference(Draw(Siti()), face_->Draw(Siti(), photo, "r-1/1"));
  EXPECT_EQ(area.left, 752);
  EXPECT_EQ(area.right, 752 + 222 - 1);
  EXPECT_EQ(area.top, 150);
  EXPECT_EQ(area.bottom, 150 + 296 - 1);
}

// A card without the mark would differ from one with it all over, not only in its fields.
TEST_F(CardFaceTest, EveryCardIsMarkedOverPhotoAndText) {
  const CardImage white{1, 1, {255, 255, 255}};
  const CardImage card = face_->Draw(Siti(), white, "r-1/1");
  int reddish = 0;
  for (int y = 150; y < 446; ++y) {
    for (int x = 752; x < 974; ++x) {
      const size_t at = static_cast<size_t>(y * kCardWidth + x) * 3;
      reddish += card.rgb[at] > card.rgb[at + 1] + 20 ? 1 : 0;
    }
  }
  EXPECT_GT(reddish, 500);
}

TEST(CardText, WritesTheFieldsAsTheCardDoes) {
  const auto rows = CardRows(Siti());
  ASSERT_EQ(rows.size(), 12U);
  EXPECT_EQ(rows[0].value, "SITI AMINAH");
  EXPECT_EQ(rows[1].value, "PANGKALAN KERINCI, 01-07-1999");
  EXPECT_EQ(rows[2].value, "PEREMPUAN");
  EXPECT_EQ(CardRows({})[0].value, "-");
}

TEST(Photos, FindsByRecordThenByNikAndNeverOutsideTheFolder) {
  const TempDir folder;
  const auto put = [&](const std::string& name, uint8_t grey) {
    std::ofstream(folder.File(name)) << EncodePng({1, 1, {grey, grey, grey}}).value();
  };
  const Photos photos(folder.path());
  EXPECT_THAT(photos.Find("r1", "1405014107990001"), StatusIs(absl::StatusCode::kNotFound, kPhotoMissing));
  put(ToHex(PlainDigest("1405014107990001")) + ".png", 10);
  EXPECT_EQ(photos.Find("r1", "1405014107990001")->rgb.at(0), 10);
  put("r1.png", 20);
  EXPECT_EQ(photos.Find("r1", "1405014107990001")->rgb.at(0), 20);
  EXPECT_THAT(Photos(folder.path() / "empty").Find("../r1", ""), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(Photos("").Find("r1", "")->width, 0);
}

TEST(Photos, ABrokenOneIsSaidAndNeverACrash) {
  const TempDir folder;
  const std::string good = EncodePng({1, 1, {10, 10, 10}}).value();
  std::string bomb = good;
  bomb.replace(16, 8, std::string("\0\0\x7f\xff\0\0\x7f\xff", 8));  // 32767 x 32767 pixels
  std::string empty_size = good;
  empty_size.replace(16, 8, std::string(8, '\0'));
  const std::string bad[] = {"", "no picture", good.substr(0, 20), good.substr(0, 40), bomb, empty_size};
  for (const std::string& bytes : bad) {
    std::ofstream(folder.File("bad.png"), std::ios::binary) << bytes;
    EXPECT_THAT(Photos(folder.path()).Find("bad", ""),
                StatusIs(absl::StatusCode::kInvalidArgument, kPhotoBroken))
        << bytes.size();
  }
}

TEST(Png, RefusesASizeThatDoesNotFit) {
  EXPECT_THAT(EncodePng({2, 2, {0, 0, 0}}), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace blangko::printer
