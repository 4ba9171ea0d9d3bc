// SPDX-License-Identifier: MIT
#include "io/fgb_properties.hpp"

#include "base/error.hpp"
#include "io/ogr_fields.hpp"
#include "io/text_encoding.hpp"

namespace minemap::fgb {
namespace {

// Takes values from the front of the properties.
class Bytes {
public:
    explicit Bytes(std::span<const std::uint8_t> rest) : rest_(rest) {}

    // A column and its value are three bytes at least; some writers leave one of another use behind the last.
    bool empty() const noexcept { return rest_.size() <= 1; }

    template <class T>
    T number() {
        T value{};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string_view text() {
        const auto bytes = take(number<std::uint32_t>());
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

private:
    std::span<const std::uint8_t> take(std::size_t size) {
        if (size > rest_.size()) {
            fail(Errc::format, "a value is said to be longer than its record");
        }
        const auto taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }

    std::span<const std::uint8_t> rest_;
};

// As GDAL reads dates, so that "2021/05/04 12:00" is one; the text itself where it is none.
std::string moment_of_text(std::string_view text, bool& good) {
    Moment moment;
    good = true;
    if (read_iso(text, FieldType::datetime, moment)) {
        return iso_datetime(moment);
    }
    OGRField parsed;
    const ErrorCapture quiet;
    if (OGRParseDate(std::string(text).c_str(), &parsed, 0)) {
        return iso_datetime(minemap::moment_of(parsed));
    }
    good = false;
    return std::string(text);
}

void push_text(Column& column, std::size_t i, std::string_view text, const PropertyNotes& notes) {
    if (is_utf8(text)) {
        column.push(text);
    } else {
        column.push(std::string_view(notes.decode(text)));
        notes.say(PropertyNotes::What::not_utf8, i);
    }
}

void push_value(Column& column, std::size_t i, ColumnType type, Bytes& bytes, const PropertyNotes& notes) {
    const auto integer = [&](auto value) { column.push(static_cast<std::int64_t>(value)); };
    switch (type) {
    case ColumnType::int8:
        return integer(bytes.number<std::int8_t>());
    case ColumnType::uint8:
        return integer(bytes.number<std::uint8_t>());
    case ColumnType::boolean:
        return column.push(bytes.number<std::uint8_t>() != 0);
    case ColumnType::int16:
        return integer(bytes.number<std::int16_t>());
    case ColumnType::uint16:
        return integer(bytes.number<std::uint16_t>());
    case ColumnType::int32:
        return integer(bytes.number<std::int32_t>());
    case ColumnType::uint32:
        return integer(bytes.number<std::uint32_t>());
    case ColumnType::int64:
        return integer(bytes.number<std::int64_t>());
    case ColumnType::uint64: {
        const auto whole = bytes.number<std::uint64_t>();
        const auto value = static_cast<double>(whole);
        if (value >= 0x1p64 || static_cast<std::uint64_t>(value) != whole) {
            notes.say(PropertyNotes::What::rounded, i);
        }
        return column.push(value);
    }
    case ColumnType::float32:
        return column.push(static_cast<double>(bytes.number<float>()));
    case ColumnType::float64:
        return column.push(bytes.number<double>());
    case ColumnType::datetime: {
        bool good = false;
        push_text(column, i, moment_of_text(bytes.text(), good), notes);
        return good ? void() : notes.say(PropertyNotes::What::no_moment, i);
    }
    case ColumnType::binary: {
        const std::string_view raw = bytes.text();
        return column.push(
            std::string_view(to_hex(reinterpret_cast<const unsigned char*>(raw.data()), raw.size())));
    }
    case ColumnType::string:
    case ColumnType::json:
        break;
    }
    push_text(column, i, bytes.text(), notes);
}

} // namespace

Field field_of(const ColumnTable& column) {
    struct Kept {
        FieldType type;
        int bits;
    };
    static constexpr Kept kept[] = {
        {FieldType::integer, 32},  {FieldType::integer, 32},
        {FieldType::boolean, 32},  {FieldType::integer, 16},
        {FieldType::integer, 32},  {FieldType::integer, 32},
        {FieldType::integer, 64},  {FieldType::integer, 64},
        {FieldType::real, 64}, // beyond 2^63 there is no other number; a value that is rounded is named
        {FieldType::real, 32},     {FieldType::real, 64},
        {FieldType::string, 64},   {FieldType::list, 64},
        {FieldType::datetime, 64}, {FieldType::binary, 64}};
    Field field;
    bool clean = true;
    field.name = is_utf8(column.name()) ? std::string(column.name()) : Decoder("UTF-8")(column.name(), clean);
    const auto type = static_cast<std::size_t>(column.type());
    if (type >= std::size(kept)) {
        fail(Errc::format, "the column '{}' is of an unknown type, {}", field.name, type);
    }
    field.type = kept[type].type;
    field.bits = kept[type].bits;
    const bool real = column.type() == ColumnType::float32 || column.type() == ColumnType::float64;
    // Digits in all are the precision here, those behind the point the scale.
    field.width = column.precision() > 0        ? column.precision()
                  : !real && column.width() > 0 ? column.width()
                                                : 0;
    field.precision = column.scale() > 0 ? column.scale() : 0;
    return field;
}

void PropertyReader::append(std::span<const std::uint8_t> properties, std::vector<Column>& columns,
                            const PropertyNotes& notes) {
    seen_.assign(seen_.size(), false);
    for (Bytes bytes(properties); !bytes.empty();) {
        const auto i = bytes.number<std::uint16_t>();
        if (i >= types_.size()) {
            fail(Errc::format, "a value is of column {} of {}", i + 1, types_.size());
        }
        if (seen_[i]) {
            fail(Errc::format, "it has two values of column {}", i + 1);
        }
        seen_[i] = true;
        push_value(columns[i], i, types_[i], bytes, notes);
    }
    for (std::size_t i = 0; i < types_.size(); ++i) {
        if (!seen_[i]) {
            columns[i].push_null();
        }
    }
}

} // namespace minemap::fgb
