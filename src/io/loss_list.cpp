// SPDX-License-Identifier: MIT
#include "io/loss_list.hpp"

#include <fmt/format.h>

namespace minemap {

std::string describe(const Loss& loss) {
    return fmt::format("{}: layer '{}'{}: {} ({} record{})", loss.kind, loss.layer,
                       loss.field.empty() ? std::string() : fmt::format(", field '{}'", loss.field),
                       loss.detail, loss.count, loss.count == 1 ? "" : "s");
}

std::size_t LossList::note(const std::string& kind, const std::string& layer, const std::string& field,
                           const std::string& detail) {
    for (std::size_t i = 0; i < losses_.size(); ++i) {
        const Loss& loss = losses_[i];
        if (loss.kind == kind && loss.layer == layer && loss.field == field && loss.detail == detail) {
            return i;
        }
    }
    losses_.push_back({kind, layer, field, detail, 0, accepted_.contains(kind) || accepted_.contains("all")});
    return losses_.size() - 1;
}

std::set<std::string> LossList::refused_kinds() const {
    std::set<std::string> kinds;
    for (const Loss& loss : losses_) {
        if (!loss.accepted) {
            kinds.insert(loss.kind);
        }
    }
    return kinds;
}

std::string LossList::refused_lines() const {
    std::string lines;
    for (const Loss& loss : losses_) {
        if (!loss.accepted) {
            lines += "\n  " + describe(loss);
        }
    }
    return lines;
}

} // namespace minemap
