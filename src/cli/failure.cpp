// SPDX-License-Identifier: MIT
#include "cli/failure.hpp"

#include <new>

#include "base/error.hpp"

namespace minemap {

Failure current_failure() {
    try {
        throw;
    } catch (const Error& error) {
        return {error.what(), exit_status(error.code())};
    } catch (const std::bad_alloc&) {
        return {
            "There is not enough memory for this; close other programs or convert one layer at a time with "
            "--layer.",
            1};
    } catch (const std::exception& error) {
        return {fmt::format("An unexpected fault stopped the command: {}. Please report it with the file if "
                            "you can.",
                            error.what()),
                1};
    }
}

} // namespace minemap
