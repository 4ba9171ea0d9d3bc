// SPDX-License-Identifier: MIT
#include "io/early_moments.hpp"

#include <ctime>

#include "io/batch_mark.hpp"
#include "io/gdal.hpp"
#include "io/ogr_fields.hpp"

namespace minemap {
namespace {

bool try_it() {
    static constexpr const char* path = "/vsimem/minemap_early_moment.gdb";
    const ErrorCapture quiet;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("OpenFileGDB");
    if (driver == nullptr) {
        return false;
    }
    {
        const GDALDatasetUniquePtr made(driver->Create(path, 0, 0, 0, GDT_Unknown, nullptr));
        OGRLayer* layer = made ? made->CreateLayer("m", nullptr, wkbNone, nullptr) : nullptr;
        OGRFieldDefn field("m", OFTDateTime);
        if (layer == nullptr || layer->CreateField(&field) != OGRERR_NONE) {
            return false;
        }
        const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        feature->SetField(0, 1960, 1, 1, 12, 0, 0.0F, 0);
        if (layer->CreateFeature(feature.get()) != OGRERR_NONE) {
            return false;
        }
    }
    bool late = false;
    {
        const GDALDatasetUniquePtr read(GDALDataset::Open(path, GDAL_OF_VECTOR));
        OGRLayer* layer = read ? read->GetLayer(0) : nullptr;
        const OGRFeatureUniquePtr feature(layer == nullptr ? nullptr : layer->GetNextFeature());
        if (feature) {
            int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
            float second = 0;
            feature->GetFieldAsDateTime(0, &year, &month, &day, &hour, &minute, &second, &zone);
            late = second == 1.0F;
        }
    }
    VSIRmdirRecursive(path);
    return late;
}

} // namespace

bool reads_early_moments_late() {
    static const bool late = try_it();
    return late;
}

void correct_early_moment(Column& column) {
    const std::size_t last = column.size() - 1;
    Moment moment;
    if (column.is_null(last) || !read_iso(column.text(last), FieldType::datetime, moment) ||
        moment.year >= 1970) {
        return;
    }
    std::tm parts{};
    parts.tm_year = moment.year - 1900;
    parts.tm_mon = moment.month - 1;
    parts.tm_mday = moment.day;
    parts.tm_hour = moment.hour;
    parts.tm_min = moment.minute;
    parts.tm_sec = static_cast<int>(moment.second) - 1;
    timegm(&parts); // brings a second of -1 into the minute before
    moment = {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
              parts.tm_hour,        parts.tm_min,     static_cast<double>(parts.tm_sec),
              moment.zone};
    drop_last(column);
    column.push(std::string_view(iso_datetime(moment)));
}

} // namespace minemap
