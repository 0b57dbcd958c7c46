#include "services/node/trouble.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "services/refusal/refusal.h"
#include "storage/disk_space.h"
#include "storage/store_format.h"

namespace blangko::node {
namespace {

constexpr absl::Duration kLookAgain = absl::Seconds(30);

std::string Mebibytes(uint64_t bytes) { return absl::StrCat(bytes >> 20); }

std::string InIndonesian(const storage::StoreDamage& damage) {
  const std::string_view what = damage.what;
  if (!damage.found.has_value()) {
    return what.starts_with("the database is missing") ? "basis data hilang"
                                                       : "basis data rusak dan tidak dapat dibuka";
  }
  if (!damage.tail_lost) return "isi basis data rusak";
  if (damage.acknowledged.has_value()) return "catatan terbaru hilang";
  if (what.starts_with("the commit witness ends"))
    return "saksi catatan (witness) jauh tertinggal: milik penyimpanan lain, atau salinan lama";
  return "saksi catatan (witness) hilang atau tidak terbaca";
}

// " (table file 12: …)" where the detail is of that kind: others may hold paths and rows, and are for the log alone.
std::string FileOf(const storage::StoreDamage& damage) {
  const bool names_a_file =
      damage.detail.starts_with("table file ") && damage.detail.find('/') == std::string::npos;
  return names_a_file ? absl::StrCat(" (", damage.detail, ")") : "";
}

// In Indonesian, what those who start a program can do; empty when there is nothing to say.
std::string IndonesianOfStart(const absl::Status& status) {
  const auto newer = storage::NewerFormatOf(status);
  if (!newer.has_value()) return IndonesianOf(status);
  return absl::StrCat(
      "penyimpanan ini berformat ", newer->got, ", program ini membaca sampai format ", newer->want,
      ": ditulis oleh rilis yang lebih baru. Tidak ada yang diubah; bukalah dengan rilis itu");
}

}  // namespace

absl::Status AdviseOnStore(const absl::Status& status) {
  const auto space = storage::DiskSpaceOf(status);
  if (!space.has_value()) return status;
  return RefuseForNow(Reason::kDiskFull, kLookAgain,
                      {{"free", Mebibytes(space->free_bytes)}, {"floor", Mebibytes(space->floor_bytes)}});
}

absl::Status AdviseOnOpening(const absl::Status& status, const std::string& directory) {
  const bool in_use = absl::IsFailedPrecondition(status) && ReasonOf(status).empty();
  if (in_use) return Refuse(Reason::kStoreInUse, {{"directory", directory}});
  return AdviseOnStore(status);
}

absl::Status RefuseInSafeMode(const storage::StoreDamage& damage) {
  const auto number = [](const std::optional<uint64_t>& group) {
    return group.has_value() ? std::to_string(*group) : std::string("?");
  };
  const std::string lost = storage::LostGroups(damage);
  return RefuseForNow(Reason::kStoreSafeMode, kLookAgain,
                      {{"what", damage.what + FileOf(damage)},
                       {"apa", InIndonesian(damage) + FileOf(damage)},
                       {"found", number(damage.found)},
                       {"acknowledged", number(damage.acknowledged)},
                       {"missing", lost.empty() ? "?" : lost}});
}

std::optional<storage::StoreDamage> DamageBehind(const absl::Status& status) {
  if (!absl::IsDataLoss(status)) return std::nullopt;
  const storage::StoreDamage unread{.what = "stored rows do not read back",
                                    .detail = std::string(status.message())};
  return storage::DamageOf(status).value_or(unread);
}

std::string CannotStart(const absl::Status& status) {
  const std::string indonesian = IndonesianOfStart(status);
  const std::string first =
      indonesian.empty() ? "" : absl::StrCat("blangkod: tidak dapat dijalankan: ", indonesian, "\n");
  return absl::StrCat(first, "blangkod: cannot start: ", status.message(), "\n");
}

std::string InBothLanguages(const absl::Status& status) {
  const std::string indonesian = IndonesianOfStart(status);
  const std::string first = indonesian.empty() ? "" : absl::StrCat("blangkod: ", indonesian, "\n");
  return absl::StrCat(first, "blangkod: ", status.message(), "\n");
}

std::string InSafeMode(const storage::StoreDamage& damage) {
  const std::string detail =
      damage.detail.empty() ? "" : absl::StrCat("blangkod: detail: ", damage.detail, "\n");
  return InBothLanguages(RefuseInSafeMode(damage)) + detail;
}

}  // namespace blangko::node
