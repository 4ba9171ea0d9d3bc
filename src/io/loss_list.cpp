// SPDX-License-Identifier: MIT
#include "io/loss_list.hpp"

#include "base/error.hpp"

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

void LossList::refuse(const std::string& output, const Format& format) const {
    std::set<std::string> kinds;
    std::string lines;
    for (const Loss& loss : losses_) {
        if (!loss.accepted) {
            kinds.insert(loss.kind);
            lines += "\n  " + describe(loss);
        }
    }
    if (!kinds.empty()) {
        fail(Errc::loss,
             "{}: {} would lose data. Choose a format that holds it{}, or pass --accept-loss {}:{}", output,
             format.title, format.name == "gpkg" ? "" : ", such as GeoPackage", fmt::join(kinds, ","), lines);
    }
}

} // namespace minemap
