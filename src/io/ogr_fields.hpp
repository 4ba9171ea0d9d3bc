// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: GDAL's fields and values to ours and back.
#include <string>
#include <string_view>

#include "geo/batch.hpp"
#include "io/gdal.hpp"

namespace minemap {

Field field_of(const OGRFieldDefn& definition);

// How a field of ours is declared to GDAL: exact types; lists as JSON text, binary as binary.
struct OgrType {
    OGRFieldType type = OFTString;
    OGRFieldSubType subtype = OFSTNone;
};
OgrType ogr_type(const Field& field);

// Appends value `index` of the feature to the column; unset counts as null. False when it is text that is not
// UTF-8: the column then holds the bytes as they are.
bool push_value(Column& column, FieldType type, OGRFeature& feature, int index);

// Puts value i of a column into a field of the feature, whose definition may be of another type than ours.
void set_value(OGRFeature& feature, int index, const Field& field, const Column& column, std::size_t i);

// "2021-05-04", "13:05:00.250", "2021-05-04T13:05:00+04:00". Takes apart and puts together; false for another
// text.
struct Moment {
    int year = 0, month = 1, day = 1, hour = 0, minute = 0;
    double second = 0;
    int zone = 0; // as GDAL counts: 0 = not stated, 1 = local time, 100 = UTC, 104 = an hour east of it
};
Moment moment_of(const OGRField& field); // of a date, time or date-time
std::string iso_date(const Moment& moment);
std::string iso_time(const Moment& moment);
std::string iso_datetime(const Moment& moment);
bool read_iso(std::string_view text, FieldType type, Moment& moment);

std::string to_hex(const unsigned char* bytes, std::size_t size);
std::string from_hex(std::string_view hex);

} // namespace minemap
