// SPDX-License-Identifier: MIT
#include "cli/interrupt.hpp"
#include "cli/program.hpp"
#include "io/io.hpp"

int main(int argc, char** argv) {
    const minemap::InterruptWatch interrupt(minemap::abandon_outputs);
    return minemap::run_program({argv + 1, argv + argc}, interrupt.token());
}
