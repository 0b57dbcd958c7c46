// blangko-case: writes the list of one case as a CSV file that `blangko import` takes.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "CLI/CLI.hpp"
#include "base/status_macros.h"
#include "tests/cases/generator.h"

namespace blangko::cases {
namespace {

struct Options {
  std::string name;
  std::string regions;
  std::string out = ".";
  int64_t scale = 0;
};

absl::StatusOr<Regency> RegencyOf(const Options& options, const CaseSpec& spec) {
  if (options.regions.empty()) return MadeUpRegency(spec.regency, spec.made_up_districts, 8);
  return ReadRegency(options.regions, spec.regency);
}

absl::Status Write(Generator generator, const std::string& path) {
  std::ofstream file(path, std::ios::trunc);
  file << CsvHeader();
  while (!generator.Done()) file << CsvLine(generator.Next());
  file.flush();
  return file ? absl::OkStatus() : absl::UnavailableError("case: cannot write " + path);
}

absl::Status Run(const Options& options) {
  ASSIGN_OR_RETURN(CaseSpec spec, FindCase(options.name));
  if (options.scale > 0) spec = Scaled(spec, options.scale);
  ASSIGN_OR_RETURN(Regency regency, RegencyOf(options, spec));
  std::error_code ignored;
  std::filesystem::create_directories(options.out, ignored);
  const std::string path = options.out + "/" + spec.name + ".csv";
  RETURN_IF_ERROR(Write(Generator(spec, std::move(regency)), path));
  std::printf("%s records=%lld\n", path.c_str(), static_cast<long long>(CountOf(spec)));
  return absl::OkStatus();
}

}  // namespace
}  // namespace blangko::cases

int main(int argc, char** argv) {
  CLI::App app("Writes the list of one case: made-up persons, the regions and numbers of a real situation.");
  blangko::cases::Options options;
  app.add_option("case", options.name,
                 "pelalawan, tanjungpinang-2017, tanjungpinang-2018, losari or pekanbaru")
      ->required();
  app.add_option("--regions", options.regions,
                 "folder with the region tables; without it regions are made up");
  app.add_option("--out", options.out, "folder of the file CASE.csv");
  app.add_option("--scale", options.scale, "records in all, in the case's proportions")
      ->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = blangko::cases::Run(options);
  if (!status.ok()) std::fprintf(stderr, "blangko-case: %s\n", std::string(status.message()).c_str());
  return status.ok() ? 0 : 1;
}
