// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the losses of one output, with the number of records that each touches.
#include <set>
#include <string>
#include <vector>

#include "io/io.hpp"

namespace minemap {

class LossList {
public:
    explicit LossList(std::set<std::string, std::less<>> accepted) : accepted_(std::move(accepted)) {}

    // The place in all() of this loss: the one that is the same but for its count, or a new one that has
    // touched no record yet.
    std::size_t note(const std::string& kind, const std::string& layer, const std::string& field,
                     const std::string& detail);
    void touch(std::size_t loss, std::int64_t records = 1) { losses_[loss].count += records; }

    const std::vector<Loss>& all() const noexcept { return losses_; }
    // Throws Error{loss} with a line for each that was not accepted, when there is one. `output`: as shown.
    void refuse(const std::string& output, const Format& format) const;

private:
    std::set<std::string, std::less<>> accepted_;
    std::vector<Loss> losses_;
};

} // namespace minemap
