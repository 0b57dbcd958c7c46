# Language standard, warnings and sanitizers, the same for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(BLANGKO_SANITIZE "" CACHE STRING "Sanitizers for all own code: \"address,undefined\", \"thread\" or empty")
if(BLANGKO_SANITIZE)
  add_compile_options(-fsanitize=${BLANGKO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${BLANGKO_SANITIZE})
endif()

find_program(BLANGKO_CCACHE ccache)
if(BLANGKO_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${BLANGKO_CCACHE})
endif()
find_program(BLANGKO_LLD ld.lld)
if(BLANGKO_LLD)
  add_link_options(-fuse-ld=lld)
endif()

add_library(blangko_warnings INTERFACE)
target_compile_options(blangko_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough -Werror)
