// SPDX-License-Identifier: MIT
#include "io/ogr_fields.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "io/text_encoding.hpp"

namespace minemap {
namespace {

// GDAL keeps seconds as a float: milliseconds are what survives of them.
double whole_milliseconds(float second) { return std::round(static_cast<double>(second) * 1000) / 1000; }

Moment moment_of(const OGRFeature& feature, int index) {
    Moment m;
    float second = 0;
    feature.GetFieldAsDateTime(index, &m.year, &m.month, &m.day, &m.hour, &m.minute, &second, &m.zone);
    m.second = whole_milliseconds(second);
    return m;
}

// Reads digits up to `stop`; false when there are none.
bool take_number(std::string_view& text, int& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end == text.data() || value < 0) {
        return false;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

bool take_date(std::string_view& text, Moment& m) {
    const bool before_christ = take(text, '-');
    const bool good = take_number(text, m.year) && take(text, '-') && take_number(text, m.month) &&
                      take(text, '-') && take_number(text, m.day);
    m.year = before_christ ? -m.year : m.year;
    return good && m.month >= 1 && m.month <= 12 && m.day >= 1 && m.day <= 31;
}

bool take_time(std::string_view& text, Moment& m) {
    if (!take_number(text, m.hour) || !take(text, ':') || !take_number(text, m.minute)) {
        return false;
    }
    if (take(text, ':')) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), m.second);
        if (error != std::errc()) {
            return false;
        }
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    return m.hour <= 24 && m.minute <= 59 && m.second < 61;
}

bool take_zone(std::string_view& text, Moment& m) {
    if (text.empty()) {
        return true;
    }
    if (take(text, 'Z')) {
        m.zone = 100;
        return text.empty();
    }
    const bool west = text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) {
        return false;
    }
    int hours = 0, minutes = 0;
    if (!take_number(text, hours) || (take(text, ':') && !take_number(text, minutes)) || !text.empty()) {
        return false;
    }
    const int quarters = hours * 4 + minutes / 15;
    m.zone = west ? 100 - quarters : 100 + quarters;
    return minutes % 15 == 0;
}

std::string seconds_text(double second) {
    const long long milliseconds = std::llround(second * 1000);
    return milliseconds % 1000 == 0 ? fmt::format("{:02}", milliseconds / 1000)
                                    : fmt::format("{:02}.{:03}", milliseconds / 1000, milliseconds % 1000);
}

} // namespace

Field field_of(const OGRFieldDefn& definition) {
    Field field;
    field.name = definition.GetNameRef();
    field.width = definition.GetWidth();
    field.precision = definition.GetPrecision();
    const OGRFieldSubType subtype = definition.GetSubType();
    switch (definition.GetType()) {
    case OFTInteger:
        field.type = subtype == OFSTBoolean ? FieldType::boolean : FieldType::integer;
        field.bits = subtype == OFSTInt16 ? 16 : 32;
        break;
    case OFTInteger64:
        field.type = FieldType::integer;
        break;
    case OFTReal:
        field.type = FieldType::real;
        field.bits = subtype == OFSTFloat32 ? 32 : 64;
        break;
    case OFTString:
        field.type = subtype == OFSTJSON ? FieldType::list : FieldType::string;
        break;
    case OFTDate:
        field.type = FieldType::date;
        break;
    case OFTTime:
        field.type = FieldType::time;
        break;
    case OFTDateTime:
        field.type = FieldType::datetime;
        break;
    case OFTBinary:
        field.type = FieldType::binary;
        break;
    case OFTIntegerList:
    case OFTInteger64List:
    case OFTRealList:
    case OFTStringList:
        field.type = FieldType::list;
        break;
    default:
        field.type = FieldType::string;
        break;
    }
    return field;
}

OgrType ogr_type(const Field& field) {
    switch (field.type) {
    case FieldType::integer:
        return {field.bits > 32 ? OFTInteger64 : OFTInteger, field.bits == 16 ? OFSTInt16 : OFSTNone};
    case FieldType::real:
        return {OFTReal, field.bits == 32 ? OFSTFloat32 : OFSTNone};
    case FieldType::boolean:
        return {OFTInteger, OFSTBoolean};
    case FieldType::date:
        return {OFTDate, OFSTNone};
    case FieldType::time:
        return {OFTTime, OFSTNone};
    case FieldType::datetime:
        return {OFTDateTime, OFSTNone};
    case FieldType::binary:
        return {OFTBinary, OFSTNone};
    case FieldType::list:
        return {OFTString, OFSTJSON};
    case FieldType::string:
        break;
    }
    return {OFTString, OFSTNone};
}

bool push_value(Column& column, FieldType type, OGRFeature& feature, int index) {
    if (!feature.IsFieldSetAndNotNull(index)) {
        column.push_null();
        return true;
    }
    switch (type) {
    case FieldType::integer:
        column.push(std::int64_t{feature.GetFieldAsInteger64(index)});
        return true;
    case FieldType::real:
        column.push(feature.GetFieldAsDouble(index));
        return true;
    case FieldType::boolean:
        column.push(feature.GetFieldAsInteger(index) != 0);
        return true;
    case FieldType::date:
        column.push(iso_date(moment_of(feature, index)));
        return true;
    case FieldType::time:
        column.push(iso_time(moment_of(feature, index)));
        return true;
    case FieldType::datetime:
        column.push(iso_datetime(moment_of(feature, index)));
        return true;
    case FieldType::binary: {
        int size = 0;
        const GByte* bytes = feature.GetFieldAsBinary(index, &size);
        column.push(to_hex(bytes, static_cast<std::size_t>(size)));
        return true;
    }
    case FieldType::list: {
        if (feature.GetFieldDefnRef(index)->GetType() == OFTString) {
            break;
        }
        const std::unique_ptr<char, decltype(&CPLFree)> json(feature.GetFieldAsSerializedJSon(index),
                                                             CPLFree);
        const std::string_view text = json ? json.get() : "";
        column.push(text);
        return is_utf8(text);
    }
    case FieldType::string:
        break;
    }
    const std::string_view text = feature.GetFieldAsString(index);
    column.push(text);
    return is_utf8(text);
}

void set_value(OGRFeature& feature, int index, const Field& field, const Column& column, std::size_t i) {
    if (column.is_null(i)) {
        feature.SetFieldNull(index);
        return;
    }
    const OGRFieldType target = feature.GetFieldDefnRef(index)->GetType();
    switch (field.type) {
    case FieldType::integer:
        if (target == OFTInteger || target == OFTInteger64) {
            feature.SetField(index, static_cast<GIntBig>(column.integer(i)));
            return;
        }
        break;
    case FieldType::real:
        if (target == OFTReal) {
            feature.SetField(index, column.real(i));
            return;
        }
        break;
    case FieldType::boolean:
        if (target == OFTInteger || target == OFTInteger64) {
            feature.SetField(index, column.boolean(i) ? 1 : 0);
            return;
        }
        break;
    case FieldType::date:
    case FieldType::time:
    case FieldType::datetime: {
        Moment m;
        if ((target == OFTDate || target == OFTTime || target == OFTDateTime) &&
            read_iso(column.text(i), field.type, m)) {
            feature.SetField(index, m.year, m.month, m.day, m.hour, m.minute, static_cast<float>(m.second),
                             m.zone);
            return;
        }
        break;
    }
    case FieldType::binary:
        if (target == OFTBinary) {
            const std::string bytes = from_hex(column.text(i));
            feature.SetField(index, static_cast<int>(bytes.size()), bytes.data());
            return;
        }
        break;
    case FieldType::string:
    case FieldType::list:
        break;
    }
    feature.SetField(index, to_text(column, i).c_str());
}

Moment moment_of(const OGRField& field) {
    const auto& date = field.Date;
    return {date.Year,  date.Month, date.Day, date.Hour, date.Minute, whole_milliseconds(date.Second),
            date.TZFlag};
}

std::string iso_date(const Moment& m) { return fmt::format("{:04}-{:02}-{:02}", m.year, m.month, m.day); }

std::string iso_time(const Moment& m) {
    return fmt::format("{:02}:{:02}:{}", m.hour, m.minute, seconds_text(m.second));
}

std::string iso_datetime(const Moment& m) {
    std::string text = iso_date(m) + "T" + iso_time(m);
    if (m.zone == 100) {
        text += 'Z';
    } else if (m.zone > 1) {
        const int minutes = (m.zone - 100) * 15;
        const int size = minutes < 0 ? -minutes : minutes;
        text += fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
    }
    return text;
}

bool read_iso(std::string_view text, FieldType type, Moment& moment) {
    if (type == FieldType::time) {
        return take_time(text, moment) && take_zone(text, moment);
    }
    if (!take_date(text, moment)) {
        return false;
    }
    if (type == FieldType::date || text.empty()) {
        return text.empty();
    }
    return (take(text, 'T') || take(text, ' ')) && take_time(text, moment) && take_zone(text, moment);
}

std::string to_hex(const unsigned char* bytes, std::size_t size) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * size);
    for (std::size_t i = 0; i < size; ++i) {
        hex += digits[bytes[i] >> 4];
        hex += digits[bytes[i] & 15];
    }
    return hex;
}

std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        int value = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
        bytes += static_cast<char>(value);
    }
    return bytes;
}

} // namespace minemap
