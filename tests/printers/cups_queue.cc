#include "tests/printers/cups_queue.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "tests/support/wait.h"

namespace blangko::printer_sim {
namespace {

namespace fs = std::filesystem;

constexpr char kCupsd[] = "/usr/sbin/cupsd";
constexpr char kLpadmin[] = "/usr/sbin/lpadmin";
constexpr char kGroup[] = "lp";
constexpr char kQueue[] = "kartu";
constexpr absl::Duration kStartTime = absl::Seconds(20);

constexpr char kServer[] = R"(Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
ErrorPolicy abort-job
MaxJobTime 0
<Policy default>
<Limit All>
Order allow,deny
Allow from 127.0.0.1
</Limit>
</Policy>
)";

constexpr char kFiles[] = R"(ServerRoot {folder}/etc
StateDir {folder}/run
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
ServerBin /usr/lib/cups
DataDir /usr/share/cups
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
User lp
Group lp
SystemGroup root
Sandboxing relaxed
)";

// A card of 54 x 86 mm, 300 dots an inch, in colour; the raster passes as it comes.
constexpr char kCardPpd[] = R"ppd(*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "CARD.PPD"
*Manufacturer: "Blangko"
*ModelName: "Card Printer"
*Product: "(Card Printer)"
*NickName: "Card Printer"
*ShortNickName: "Card Printer"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsVersion: 2.4
*cupsSNMPSupplies: False
*cupsFilter2: "image/pwg-raster image/pwg-raster 0 -"
*OpenUI *PageSize: PickOne
*DefaultPageSize: CR80
*PageSize CR80: "<</PageSize[153.07 243.78]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: CR80
*PageRegion CR80: "<</PageSize[153.07 243.78]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: CR80
*ImageableArea CR80: "0 0 153.07 243.78"
*DefaultPaperDimension: CR80
*PaperDimension CR80: "153.07 243.78"
*DefaultResolution: 300dpi
)ppd";

}  // namespace

std::string CupsQueue::Missing() {
  for (const char* program : {kCupsd, kLpadmin}) {
    if (!fs::exists(program)) return absl::StrCat(program, " is not installed");
  }
  return geteuid() == 0 ? "" : "a cupsd of its own wants root";
}

std::string CupsQueue::uri() const { return absl::StrCat("ipp://127.0.0.1:", port_, "/printers/", kQueue); }

// Its helpers run as lp and have to come by.
absl::Status CupsQueue::MakeFolders() {
  const group* owners = getgrnam(kGroup);
  if (owners == nullptr) return absl::UnavailableError("cups queue: there is no group lp");
  const gid_t lp = owners->gr_gid;
  for (const char* name : {"", "etc", "etc/ppd", "run", "cache", "spool", "spool/tmp", "log"}) {
    const std::string path = name[0] == '\0' ? std::string(folder_.path()) : folder_.File(name);
    fs::create_directories(path);
    if (chown(path.c_str(), 0, lp) != 0 || chmod(path.c_str(), 0775) != 0) {
      return absl::UnavailableError(absl::StrCat("cups queue: cannot give away ", path));
    }
  }
  return chmod(folder_.path().c_str(), 0755) == 0 ? absl::OkStatus()
                                                  : absl::UnavailableError("cups queue: chmod");
}

absl::Status CupsQueue::Configure() const {
  std::ofstream(folder_.File("etc/cupsd.conf"))
      << absl::StrReplaceAll(kServer, {{"{port}", absl::StrCat(port_)}});
  std::ofstream(folder_.File("etc/cups-files.conf"))
      << absl::StrReplaceAll(kFiles, {{"{folder}", std::string(folder_.path())}});
  std::ofstream ppd(folder_.File("card.ppd"));
  ppd << kCardPpd << std::flush;
  return ppd ? absl::OkStatus() : absl::UnavailableError("cups queue: cannot write its configuration");
}

absl::Status CupsQueue::Start(const std::string& printer_uri) {
  RETURN_IF_ERROR(MakeFolders());
  ASSIGN_OR_RETURN(port_, support::FreePort());
  RETURN_IF_ERROR(Configure());
  ASSIGN_OR_RETURN(cupsd_, support::Process::Start({kCupsd, "-f", "-c", folder_.File("etc/cupsd.conf"), "-s",
                                                    folder_.File("etc/cups-files.conf")},
                                                   Log()));
  if (!support::WaitUntil([&] { return support::Listens(port_) || !cupsd_->Running(); }, kStartTime)) {
    return absl::UnavailableError(absl::StrCat("cups queue: cupsd does not answer, see ", Log()));
  }
  ASSIGN_OR_RETURN(
      const int status,
      support::RunCommand({kLpadmin, "-h", absl::StrCat("127.0.0.1:", port_), "-p", kQueue, "-v", printer_uri,
                           "-E", "-P", folder_.File("card.ppd"), "-o", "printer-error-policy=abort-job"},
                          Log(), kStartTime));
  return status == 0 ? absl::OkStatus()
                     : absl::UnavailableError(absl::StrCat("cups queue: lpadmin, see ", Log()));
}

}  // namespace blangko::printer_sim
