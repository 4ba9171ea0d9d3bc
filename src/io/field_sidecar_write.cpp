// SPDX-License-Identifier: MIT
#include <cmath>

#include "base/error.hpp"
#include "io/field_sidecar.hpp"
#include "io/prepared_values.hpp"

#include <fmt/format.h>

namespace minemap {
namespace {

// Whether a value has become another than it was, by more than a number's last digits.
bool differs(const Column& sent, const Column& written, std::size_t f) {
    if (sent.is_null(f)) {
        return !written.is_null(f);
    }
    if (written.is_null(f)) {
        return true;
    }
    if (const auto* reals = std::get_if<std::vector<double>>(&sent.values)) {
        const double a = (*reals)[f], b = written.real(f);
        return !(a == b || std::abs(a - b) <= least_change_of_number * std::abs(a));
    }
    if (const auto* texts = std::get_if<Text>(&sent.values)) {
        return (*texts)[f] != written.text(f);
    }
    return to_text(sent, f) != to_text(written, f);
}

} // namespace

FieldSidecarWriter::FieldSidecarWriter(std::string path, std::vector<Field> sent,
                                       const std::vector<Field>& made, std::vector<std::string> name,
                                       std::vector<int> column) :
    path_(std::move(path)),
    sent_(std::move(sent)), name_(std::move(name)), column_(std::move(column)) {
    for (std::size_t i = 0; i < sent_.size(); ++i) {
        // An integer that the DBF keeps as a real, or the other way round, reads back as the number it was.
        const bool same_type = made[i].type == sent_[i].type && sent_[i].type != FieldType::list;
        if (name_[i] != sent_[i].name || !same_type) {
            open();
            return;
        }
    }
}

void FieldSidecarWriter::open() {
    if (file_) {
        return;
    }
    file_ = std::make_unique<TextFile>(path_);
    std::string text = "{\"minemap_fields\": 1,\n\"fields\": [";
    for (std::size_t i = 0; i < sent_.size(); ++i) {
        text += i == 0 ? "\n{\"name\": " : ",\n{\"name\": ";
        append_json(text, name_[i]);
        text += ", \"full\": ";
        append_json(text, sent_[i].name);
        text += fmt::format(", \"type\": \"{}\"}}", minemap::name(sent_[i].type));
    }
    file_->write(text + "],\n\"values\": [");
}

std::vector<std::size_t> FieldSidecarWriter::add(std::int64_t record, const Batch& sent, const Batch& written,
                                                 std::size_t f) {
    std::vector<std::size_t> kept;
    if (&sent == &written) {
        return kept;
    }
    for (std::size_t i = 0; i < sent_.size(); ++i) {
        const auto column = static_cast<std::size_t>(column_[i]);
        if (!differs(sent.columns[column], written.columns[column], f)) {
            continue;
        }
        open();
        std::string text = fmt::format("{}\n{{\"record\": {}, \"field\": ", any_value_ ? "," : "", record);
        append_json(text, sent_[i].name);
        text += ", \"value\": ";
        append_json(text, to_text(sent.columns[column], f));
        file_->write(text + "}");
        any_value_ = true;
        kept.push_back(i);
    }
    return kept;
}

void FieldSidecarWriter::close(std::int64_t features) {
    if (!file_) {
        return;
    }
    file_->write(fmt::format("],\n\"features\": {}}}\n", features));
    file_->close();
    if (!file_->good()) {
        fail(Errc::write,
             "The full names and values of the fields cannot be written beside the Shapefile ({}).",
             file_->why());
    }
}

} // namespace minemap
