# Every library the project uses, all from Debian 12. DECISIONS.md says why each was chosen.
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)  # module mode; must come before gRPC
find_package(absl CONFIG REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(RocksDB CONFIG REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(GTest CONFIG REQUIRED)
find_package(rapidcheck CONFIG REQUIRED)
find_package(benchmark CONFIG REQUIRED)
find_package(Boost 1.81 REQUIRED)  # headers only: Beast and Asio
find_package(Cups REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(PCSC REQUIRED IMPORTED_TARGET libpcsclite)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(PAPPL REQUIRED IMPORTED_TARGET pappl)
pkg_check_modules(SNMP REQUIRED IMPORTED_TARGET netsnmp)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
find_library(CSV_LIBRARY csv REQUIRED)  # libcsv ships neither a .pc file nor a config
