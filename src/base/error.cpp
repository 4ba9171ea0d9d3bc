// SPDX-License-Identifier: MIT
#include "base/error.hpp"

namespace minemap {

int exit_status(Errc code) noexcept {
    switch (code) {
    case Errc::usage:
        return 2;
    case Errc::open:
    case Errc::format:
        return 4;
    case Errc::crs:
        return 5;
    case Errc::verify:
        return 6;
    case Errc::loss:
        return 7;
    case Errc::cancelled:
        return 130;
    case Errc::geometry:
    case Errc::changed:
    case Errc::write:
    case Errc::gpu:
        return 1;
    }
    return 1;
}

} // namespace minemap
