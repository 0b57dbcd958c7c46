// Config: what a node runs with. A text file in protobuf text format, flags above it, defaults below it.
//
// Failure: INVALID_ARGUMENT with "file:line:column: what, got, want", one line for each mistake. An unknown field is a
// mistake too.
// Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/config/v1/config.pb.h"

namespace blangko::node {

using config::v1::Config;

inline constexpr char kLoginNeeded[] = "none";  // operator.role: nobody without an account
inline constexpr char kDefaultMetricsListen[] = "127.0.0.1:9464";

// Everything that a node can host, in the order it is wired.
const std::vector<std::string>& AllServices();

// Reads, completes and checks the text of a configuration file.
absl::StatusOr<Config> ParseConfig(std::string_view text, std::string_view file_name);

// The same for a file on disk. NOT_FOUND when it cannot be read.
absl::StatusOr<Config> LoadConfig(const std::string& path);

// Puts defaults into what is not set.
Config WithDefaults(Config config);

// The rules for a complete configuration, whether it came from a file or from flags.
absl::Status CheckConfig(const Config& config);

// True for 127.0.0.0/8, [::1] and localhost.
bool IsLoopback(std::string_view listen);

}  // namespace blangko::node
