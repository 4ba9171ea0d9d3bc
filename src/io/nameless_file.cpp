// SPDX-License-Identifier: MIT
#include "io/nameless_file.hpp"

#include <cerrno>
#include <string>

#include <fcntl.h>
#include <stdlib.h> // mkstemp is POSIX's
#include <unistd.h>

namespace minemap {

bool Descriptor::close() noexcept {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
}

Descriptor open_nameless(const std::filesystem::path& folder) {
    Descriptor file(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (file) {
        return file;
    }
    std::string name = (folder / ".spaceXXXXXX").string(); // a file system without that call
    Descriptor named(mkstemp(name.data()));
    if (named) {
        unlink(name.c_str());
    }
    return named;
}

bool write_at(const Descriptor& file, const void* bytes, std::size_t size, std::uint64_t place) {
    const auto* from = static_cast<const char*>(bytes);
    while (size > 0) {
        const ssize_t done = pwrite(file.number(), from, size, static_cast<off_t>(place));
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            errno = done == 0 ? ENOSPC : errno;
            return false;
        }
        from += done;
        size -= static_cast<std::size_t>(done);
        place += static_cast<std::uint64_t>(done);
    }
    return true;
}

bool read_at(const Descriptor& file, void* bytes, std::size_t size, std::uint64_t place) {
    auto* to = static_cast<char*>(bytes);
    while (size > 0) {
        const ssize_t done = pread(file.number(), to, size, static_cast<off_t>(place));
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            errno = done == 0 ? EIO : errno;
            return false;
        }
        to += done;
        size -= static_cast<std::size_t>(done);
        place += static_cast<std::uint64_t>(done);
    }
    return true;
}

bool bring_to_disk(const std::filesystem::path& file) {
    const Descriptor closed(open(file.c_str(), O_RDONLY | O_CLOEXEC));
    return closed && (fsync(closed.number()) == 0 || errno == EINVAL);
}

} // namespace minemap
