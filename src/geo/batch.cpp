// SPDX-License-Identifier: MIT
#include "geo/batch.hpp"

#include <charconv>
#include <type_traits>

#include <fmt/format.h>

namespace minemap {
namespace {

Column::Values storage_for(FieldType type) {
    switch (type) {
    case FieldType::integer:
        return std::vector<std::int64_t>{};
    case FieldType::real:
        return std::vector<double>{};
    case FieldType::boolean:
        return std::vector<char>{};
    default:
        return Text{};
    }
}

template <class T>
void keep_values(std::vector<T>& values, const std::vector<bool>& flags) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (flags[i]) {
            values[kept++] = values[i];
        }
    }
    values.resize(kept);
}

void keep_values(Text& text, const std::vector<bool>& flags) {
    Text kept;
    kept.arena.reserve(text.arena.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (flags[i]) {
            kept.push_back(text[i]);
        }
    }
    text = std::move(kept);
}

} // namespace

std::string_view name(FieldType type) noexcept {
    static constexpr std::string_view names[] = {"string",   "integer", "real", "date",  "time",
                                                 "datetime", "boolean", "list", "binary"};
    return names[static_cast<std::size_t>(type)];
}

std::optional<std::size_t> Schema::find(std::string_view field_name) const noexcept {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == field_name) {
            return i;
        }
    }
    return std::nullopt;
}

Column::Column(FieldType type) : values(storage_for(type)) {}

void Column::push_null() {
    std::visit(
        [](auto& storage) {
            using Storage = std::decay_t<decltype(storage)>;
            if constexpr (std::is_same_v<Storage, Text>) {
                storage.push_back({});
            } else {
                storage.push_back({});
            }
        },
        values);
    valid.push_back(false);
}

void Column::push(std::int64_t value) {
    std::get<std::vector<std::int64_t>>(values).push_back(value);
    valid.push_back(true);
}

void Column::push(double value) {
    std::get<std::vector<double>>(values).push_back(value);
    valid.push_back(true);
}

void Column::push(bool value) {
    std::get<std::vector<char>>(values).push_back(value ? 1 : 0);
    valid.push_back(true);
}

void Column::push(std::string_view value) {
    std::get<Text>(values).push_back(value);
    valid.push_back(true);
}

void Column::append(const Column& other, std::size_t i) {
    std::visit(
        [&](auto& storage) {
            using Storage = std::decay_t<decltype(storage)>;
            storage.push_back(std::get<Storage>(other.values)[i]);
        },
        values);
    valid.push_back(other.valid[i]);
}

void Column::keep(const std::vector<bool>& flags) {
    std::visit([&](auto& storage) { keep_values(storage, flags); }, values);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < valid.size(); ++i) {
        if (flags[i]) {
            valid[kept++] = valid[i];
        }
    }
    valid.resize(kept);
}

void Column::clear() {
    std::visit(
        [](auto& storage) {
            using Storage = std::decay_t<decltype(storage)>;
            if constexpr (std::is_same_v<Storage, Text>) {
                storage.arena.clear();
                storage.offset.assign(1, 0);
            } else {
                storage.clear();
            }
        },
        values);
    valid.clear();
}

std::string to_text(const Column& column, std::size_t i) {
    if (column.is_null(i)) {
        return {};
    }
    return std::visit(
        [&](const auto& storage) -> std::string {
            using Storage = std::decay_t<decltype(storage)>;
            if constexpr (std::is_same_v<Storage, Text>) {
                return std::string(storage[i]);
            } else if constexpr (std::is_same_v<Storage, std::vector<char>>) {
                return storage[i] ? "true" : "false";
            } else {
                return fmt::format("{}", storage[i]);
            }
        },
        column.values);
}

std::optional<double> to_number(const Column& column, std::size_t i) {
    if (column.is_null(i)) {
        return std::nullopt;
    }
    return std::visit(
        [&](const auto& storage) -> std::optional<double> {
            using Storage = std::decay_t<decltype(storage)>;
            if constexpr (std::is_same_v<Storage, Text>) {
                const std::string_view text = storage[i];
                double value = 0;
                const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
                if (error != std::errc{} || end != text.data() + text.size()) {
                    return std::nullopt;
                }
                return value;
            } else {
                return static_cast<double>(storage[i]);
            }
        },
        column.values);
}

void Batch::reset(const Schema& schema) {
    record.clear();
    shapes.clear();
    columns.resize(schema.fields.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        Column fresh(schema.fields[i].type);
        if (fresh.values.index() == columns[i].values.index()) {
            columns[i].clear();
        } else {
            columns[i] = std::move(fresh);
        }
    }
}

void Batch::keep(const std::vector<bool>& flags) {
    shapes.keep(flags);
    keep_values(record, flags);
    for (Column& column : columns) {
        column.keep(flags);
    }
}

void Batch::append(const Batch& other, std::size_t i) {
    record.push_back(other.record[i]);
    shapes.append(other.shapes, i);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        columns[c].append(other.columns[c], i);
    }
}

} // namespace minemap
