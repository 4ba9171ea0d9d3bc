// SPDX-License-Identifier: MIT
#include <optional>

#include "geo/stages.hpp"

namespace minemap {
namespace {

class Where final : public Stage {
public:
    Where(std::string expression, FieldAliases aliases) :
        text_(std::move(expression)), aliases_(std::move(aliases)) {}

    LayerInfo open(const LayerInfo& input) override {
        info_ = input;
        prepare(); // a wrong expression is found here, before the first record
        return input;
    }

    std::unique_ptr<Stage> clone() const override {
        auto copy = std::make_unique<Where>(text_, aliases_);
        copy->info_ = info_;
        return copy;
    }

    void apply(Batch& batch, Report& report) override {
        if (!expression_) {
            prepare();
        }
        std::vector<bool> wanted(batch.size());
        std::int64_t dropped = 0;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            wanted[i] = expression_->matches(batch, i);
            dropped += wanted[i] ? 0 : 1;
        }
        if (dropped > 0) {
            batch.keep(wanted);
            report.filter(dropped);
        }
    }

private:
    void prepare() {
        expression_.emplace(text_, info_, aliases_ ? aliases_(info_) : std::vector<FieldAlias>{});
    }

    std::string text_;
    FieldAliases aliases_;
    LayerInfo info_;
    std::optional<Expression> expression_; // made on the thread that uses it
};

} // namespace

std::unique_ptr<Stage> stage_where(std::string expression, FieldAliases aliases) {
    return std::make_unique<Where>(std::move(expression), std::move(aliases));
}

} // namespace minemap
