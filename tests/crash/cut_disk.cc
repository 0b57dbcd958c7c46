#include "tests/crash/cut_disk.h"

#include <fcntl.h>
#include <linux/types.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "tests/support/process.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

constexpr char kMakeFilesystem[] = "/sbin/mkfs.ext4";
constexpr char kMount[] = "/bin/mount";
constexpr char kLoopDevices[] = "/dev/loop-control";
// With room for the ballast of a store; the file is as large as what is written to it.
constexpr uintmax_t kDiskBytes = uintmax_t{768} << 20;
constexpr absl::Duration kToolLimit = absl::Seconds(20);

// <linux/ext4.h> of newer kernels; ext4 has answered to it since 4.18.
constexpr unsigned long kShutdown = _IOR('X', 125, __u32);
constexpr __u32 kWithoutLogFlush = 2;

absl::Status Failed(const std::string& what) {
  return absl::UnavailableError(absl::StrCat("disk: ", what, ": ", std::strerror(errno)));
}

std::string LastLineOf(const std::string& file) {
  std::ifstream lines(file);
  std::string last;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) last = line;
  }
  return last;
}

absl::Status RunTool(const std::vector<std::string>& command, const std::string& log) {
  ASSIGN_OR_RETURN(const int status, support::RunCommand(command, log, kToolLimit));
  if (status == 0) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("disk: ", command[0], " ended with ", status, ": ", LastLineOf(log)));
}

// The root of a chroot may be no mount of its own (EINVAL); whoever made it has mounts of his own already, as ./dev fresh.
absl::Status KeepMountsToOurselves() {
  if (unshare(CLONE_NEWNS) != 0) return Failed("no mounts of its own");
  if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 || errno == EINVAL)
    return absl::OkStatus();
  return Failed("no private mounts");
}

absl::Status TryDisk(const std::string& folder) {
  RETURN_IF_ERROR(KeepMountsToOurselves());
  ASSIGN_OR_RETURN(const auto disk, CutDisk::Make(folder, folder + "/data"));
  RETURN_IF_ERROR(disk->Cut());
  return disk->SwitchOn();
}

}  // namespace

std::string PrepareForCuts(const std::string& folder) {
  if (geteuid() != 0) return "mounts need root";
  for (const char* needed : {kMakeFilesystem, kMount, kLoopDevices}) {
    if (access(needed, F_OK) != 0) return absl::StrCat("there is no ", needed);
  }
  return std::string(TryDisk(folder).message());
}

CutDisk::CutDisk(std::string image, std::string mount_point)
    : image_(std::move(image)), mount_point_(std::move(mount_point)) {}

absl::StatusOr<std::unique_ptr<CutDisk>> CutDisk::Make(const std::string& folder,
                                                       const std::string& mount_point) {
  std::unique_ptr<CutDisk> disk(new CutDisk(folder + "/disk.img", mount_point));
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  std::filesystem::create_directories(mount_point, error);
  std::ofstream(disk->image_).close();
  std::filesystem::resize_file(disk->image_, kDiskBytes, error);
  if (error) return absl::UnavailableError(absl::StrCat("disk: ", disk->image_, ": ", error.message()));
  RETURN_IF_ERROR(RunTool({kMakeFilesystem, "-q", "-F", disk->image_}, disk->image_ + ".log"));
  RETURN_IF_ERROR(disk->Mount());
  return disk;
}

CutDisk::~CutDisk() { Unmount().IgnoreError(); }

absl::Status CutDisk::Cut() {
  const int fd = open(mount_point_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return Failed("open");
  __u32 how = kWithoutLogFlush;
  const int cut = ioctl(fd, kShutdown, &how);
  const absl::Status status = cut == 0 ? absl::OkStatus() : Failed("power cut");
  close(fd);
  return status;
}

absl::Status CutDisk::SwitchOn() {
  RETURN_IF_ERROR(Unmount());
  return Mount();
}

// `-o loop` makes a loop device that goes when the mount goes.
absl::Status CutDisk::Mount() {
  RETURN_IF_ERROR(
      RunTool({kMount, "-t", "ext4", "-o", "loop", image_, mount_point_}, absl::StrCat(image_, ".log")));
  mounted_ = true;
  return absl::OkStatus();
}

absl::Status CutDisk::Unmount() {
  if (!mounted_) return absl::OkStatus();
  const auto gone = [this] { return umount2(mount_point_.c_str(), UMOUNT_NOFOLLOW) == 0; };
  if (!support::WaitUntil(gone, kToolLimit)) return Failed("unmount");
  mounted_ = false;
  return absl::OkStatus();
}

}  // namespace blangko::crash
