# SPDX-License-Identifier: MIT
# What every target of this project has in common, and the rule that each folder of src/ is one static library.

add_library(minemap_options INTERFACE)
target_include_directories(minemap_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(minemap_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wfloat-conversion
    -Wimplicit-fallthrough $<$<BOOL:${MINEMAP_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 at -O3 reports overlaps inside std::string that cannot happen (GCC bug 105651). For the like of it
    # -Wnull-dereference is not asked for at all: it finds libstdc++'s stream buffers, and nothing of ours.
    target_compile_options(minemap_options INTERFACE -Wno-restrict)
endif()
if(MINEMAP_SANITIZE)
    # GCC's flow warnings see through the sanitizers' own checks and report what cannot happen.
    target_compile_options(minemap_options INTERFACE
        -fsanitize=${MINEMAP_SANITIZE} -fno-omit-frame-pointer -Wno-maybe-uninitialized)
    target_link_options(minemap_options INTERFACE -fsanitize=${MINEMAP_SANITIZE})
endif()

# Adds src/<folder>/*.cpp as the library minemap_<folder>. PUBLIC repeats the arrows of the include rules;
# PRIVATE names the third-party libraries whose headers only this folder's .cpp files may see.
function(minemap_module folder)
    cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${folder}/*.cpp)
    if(NOT sources)
        file(WRITE ${PROJECT_BINARY_DIR}/empty_${folder}.cpp "")
        set(sources ${PROJECT_BINARY_DIR}/empty_${folder}.cpp)
    endif()
    add_library(minemap_${folder} STATIC ${sources})
    target_link_libraries(minemap_${folder} PUBLIC ${arg_PUBLIC} PRIVATE minemap_options ${arg_PRIVATE})
    target_include_directories(minemap_${folder} PUBLIC ${PROJECT_SOURCE_DIR}/src)
endfunction()

# Turns shaders/* into one generated shaders.cpp: a table of name and text.
function(minemap_shaders target)
    file(GLOB shaders CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/shaders/*.vert ${PROJECT_SOURCE_DIR}/shaders/*.frag
        ${PROJECT_SOURCE_DIR}/shaders/*.glsl)
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/shaders.cpp)
    add_custom_command(OUTPUT ${generated}
        COMMAND ${CMAKE_COMMAND} "-DSHADERS=${shaders}" -DOUTPUT=${generated}
                -P ${PROJECT_SOURCE_DIR}/cmake/embed_shaders.cmake
        DEPENDS ${shaders} ${PROJECT_SOURCE_DIR}/cmake/embed_shaders.cmake VERBATIM)
    target_sources(${target} PRIVATE ${generated})
endfunction()

# Turns the coefficients of the magnetic field that Debian packages into magnetic_data.cpp.
function(minemap_magnetic_model target)
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    find_path(CASACORE_IGRF table.f0i PATHS /usr/share/casacore/data /usr/local/share/casacore/data
        PATH_SUFFIXES geodetic/IGRF REQUIRED DOC "Folder of the package casacore-data-igrf")
    set(script ${PROJECT_SOURCE_DIR}/cmake/make_magnetic_model.py)
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/magnetic_data.cpp)
    add_custom_command(OUTPUT ${generated}
        COMMAND Python3::Interpreter ${script} ${CASACORE_IGRF} ${generated}
        DEPENDS ${script} ${CASACORE_IGRF}/table.f0 ${CASACORE_IGRF}/table.f0i VERBATIM)
    target_sources(${target} PRIVATE ${generated})
endfunction()

# The one binary.
function(minemap_program)
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/cli/*.cpp)
    if(NOT MINEMAP_VIEWER)
        list(FILTER sources EXCLUDE REGEX "command_view.cpp$")
    endif()
    list(FILTER sources EXCLUDE REGEX "/main.cpp$")
    if(NOT sources OR NOT EXISTS ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)
        return()
    endif()
    add_library(minemap_cli STATIC ${sources})
    target_link_libraries(minemap_cli
        PUBLIC minemap_io minemap_gl $<$<BOOL:${MINEMAP_VIEWER}>:minemap_viewer>
        PRIVATE minemap_options CLI11::CLI11 nlohmann_json::nlohmann_json)
    target_compile_definitions(minemap_cli PRIVATE MINEMAP_VERSION="${PROJECT_VERSION}"
        MINEMAP_VIEWER=$<BOOL:${MINEMAP_VIEWER}>)
    add_executable(minemap ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)
    target_link_libraries(minemap PRIVATE minemap_options minemap_cli CLI11::CLI11)
    set_target_properties(minemap PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
    install(TARGETS minemap RUNTIME)
endfunction()
