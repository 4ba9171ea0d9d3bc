// SPDX-License-Identifier: MIT
#include <cmath>

#include "base/error.hpp"
#include "io/field_sidecar.hpp"
#include "io/formats.hpp"
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

std::filesystem::path field_sidecar_path(const std::filesystem::path& file) {
    const std::string ending = extension(file);
    const bool shapefile = ending == ".shp" || ending == ".dbf";
    return shapefile ? std::filesystem::path(file).replace_extension(field_sidecar_ending)
                     : std::filesystem::path(file.string() + field_sidecar_ending);
}

std::filesystem::path table_of(const std::filesystem::path& file) {
    const std::string ending = extension(file);
    return std::filesystem::path(file).replace_extension(ending == ".tab"   ? ".dat"
                                                         : ending == ".mif" ? ".mid"
                                                                            : ".dbf");
}

FieldSidecarWriter::FieldSidecarWriter(std::string path, std::vector<Field> sent,
                                       const std::vector<Field>& made, std::vector<std::string> name,
                                       std::vector<int> column) :
    path_(std::move(path)),
    sent_(std::move(sent)), name_(std::move(name)), column_(std::move(column)), empty_(sent_.size()) {
    for (std::size_t i = 0; i < sent_.size(); ++i) {
        // An integer that the table keeps as a real, or the other way round, reads back as the number it was.
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
    note_empty(record, sent, f);
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
        if (sent.columns[column].is_null(f)) {
            text += "null";
        } else {
            append_json(text, to_text(sent.columns[column], f));
        }
        file_->write(text + "}");
        any_value_ = true;
        kept.push_back(i);
    }
    return kept;
}

void FieldSidecarWriter::note_empty(std::int64_t record, const Batch& sent, std::size_t f) {
    for (std::size_t i = 0; i < sent_.size(); ++i) {
        const Column& column = sent.columns[static_cast<std::size_t>(column_[i])];
        EmptyTexts& empty = empty_[i];
        if (column.is_null(f)) {
            empty.broken = true;
        } else if (std::holds_alternative<Text>(column.values) && column.text(f).empty()) {
            if (empty.broken || empty.runs.empty()) {
                empty.runs.push_back({record, record});
            }
            empty.runs.back().last = record;
            empty.broken = false;
        }
    }
}

std::string FieldSidecarWriter::empty_json() const {
    std::string text;
    for (std::size_t i = 0; i < empty_.size(); ++i) {
        if (empty_[i].runs.empty()) {
            continue;
        }
        text += text.empty() ? "\n{\"field\": " : ",\n{\"field\": ";
        append_json(text, sent_[i].name);
        text += ", \"runs\": [";
        for (const RecordRun& run : empty_[i].runs) {
            text += fmt::format("{}[{}, {}]", text.back() == '[' ? "" : ", ", run.first, run.last);
        }
        text += "]}";
    }
    return text;
}

void FieldSidecarWriter::close(std::int64_t features, const std::filesystem::path& table) {
    const std::string empty = empty_json();
    if (!empty.empty()) {
        open();
    }
    if (!file_) {
        return;
    }
    file_->write(fmt::format("],{}\n\"features\": {},\n\"table_sha256\": \"{}\"}}\n",
                             empty.empty() ? "" : fmt::format("\n\"empty\": [{}],", empty), features,
                             sha256_of_file(table.string())));
    file_->close();
    if (!file_->good()) {
        fail(Errc::write,
             "{}: the full names and values of the fields cannot be written ({}). Check the space on the "
             "disk.",
             std::filesystem::path(path_).filename().string(), file_->why());
    }
}

} // namespace minemap
