#include "printer/journal/mirror_disk.h"

#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/journal/heal_copies.h"

namespace blangko::printer {

absl::StatusOr<std::unique_ptr<MirrorDisk>> MirrorDisk::Open(StationDisk& own, StationDisk& copy) {
  RETURN_IF_ERROR(HealCopies(own, copy));
  return std::unique_ptr<MirrorDisk>(new MirrorDisk(own, copy));
}

absl::Status MirrorDisk::OnBoth(absl::FunctionRef<absl::Status(StationDisk&)> act) {
  for (StationDisk* disk : {&own_, &copy_}) {
    if (failed_.ok()) failed_ = act(*disk);
  }
  return failed_;
}

absl::Status MirrorDisk::UseSegment(uint64_t segment) {
  return OnBoth([segment](StationDisk& disk) { return disk.UseSegment(segment); });
}

absl::Status MirrorDisk::RemoveSegment(uint64_t segment) {
  return OnBoth([segment](StationDisk& disk) { return disk.RemoveSegment(segment); });
}

absl::Status MirrorDisk::SyncNames() {
  return OnBoth([](StationDisk& disk) { return disk.SyncNames(); });
}

absl::Status MirrorDisk::AppendJournal(std::string_view bytes) {
  return OnBoth([bytes](StationDisk& disk) { return disk.AppendJournal(bytes); });
}

absl::Status MirrorDisk::SyncJournal() {
  return OnBoth([this](StationDisk& disk) {
    if (&disk == &copy_ && Planted("copy-not-synced")) return absl::OkStatus();
    return disk.SyncJournal();
  });
}

absl::Status MirrorDisk::TruncateJournal(uint64_t size) {
  return OnBoth([size](StationDisk& disk) { return disk.TruncateJournal(size); });
}

absl::Status MirrorDisk::WriteSlot(std::string_view bytes) {
  return OnBoth([bytes](StationDisk& disk) { return disk.WriteSlot(bytes); });
}

}  // namespace blangko::printer
