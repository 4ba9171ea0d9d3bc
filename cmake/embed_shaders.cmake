# SPDX-License-Identifier: MIT
# cmake -DSHADERS="a.vert;b.frag" -DOUTPUT=shaders.cpp -P embed_shaders.cmake
set(text "// Generated from shaders/ by cmake/embed_shaders.cmake.\n#include \"gl/shaders.hpp\"\n\nnamespace minemap::gl {\n\n")
string(APPEND text "std::span<const ShaderText> shader_texts() {\n    static const ShaderText texts[] = {\n")
foreach(shader IN LISTS SHADERS)
    get_filename_component(name ${shader} NAME)
    file(READ ${shader} body)
    string(APPEND text "        {\"${name}\", R\"glsl(${body})glsl\"},\n")
endforeach()
string(APPEND text "    };\n    return texts;\n}\n\n} // namespace minemap::gl\n")
file(WRITE ${OUTPUT} "${text}")
