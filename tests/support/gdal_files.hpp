// SPDX-License-Identifier: MIT
#pragma once

// Inputs for tests of io/, made by GDAL itself, so that reading is tested against another writer than ours.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "io/io.hpp"

namespace minemap {

inline GDALDatasetUniquePtr make_dataset(const std::string& driver, const std::string& path,
                                         const std::vector<std::string>& options = {}) {
    set_up_io(false);
    CPLStringList list;
    for (const std::string& option : options) {
        list.AddString(option.c_str());
    }
    GDALDatasetUniquePtr dataset(GetGDALDriverManager()
                                     ->GetDriverByName(driver.c_str())
                                     ->Create(path.c_str(), 0, 0, 0, GDT_Unknown, list.List()));
    if (!dataset) {
        throw std::runtime_error("cannot make " + path);
    }
    return dataset;
}

inline OGRLayer& add_layer(GDALDataset& dataset, const std::string& name, OGRwkbGeometryType type,
                           int epsg = 0, const std::vector<std::string>& options = {}) {
    CPLStringList list;
    for (const std::string& option : options) {
        list.AddString(option.c_str());
    }
    OGRSpatialReference srs;
    if (epsg != 0) {
        srs.importFromEPSG(epsg);
        srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    OGRLayer* layer = dataset.CreateLayer(name.c_str(), epsg == 0 ? nullptr : &srs, type, list.List());
    if (layer == nullptr) {
        throw std::runtime_error("cannot make layer " + name);
    }
    return *layer;
}

inline void add_field(OGRLayer& layer, const char* name, OGRFieldType type,
                      OGRFieldSubType subtype = OFSTNone, int width = 0) {
    OGRFieldDefn field(name, type);
    field.SetSubType(subtype);
    field.SetWidth(width);
    layer.CreateField(&field);
}

// One record; `fill` sets its attributes.
inline void add_record(OGRLayer& layer, const char* wkt, const std::function<void(OGRFeature&)>& fill = {},
                       GIntBig fid = OGRNullFID) {
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
    if (fill) {
        fill(*feature);
    }
    feature->SetFID(fid);
    if (wkt != nullptr) {
        OGRGeometry* geometry = nullptr;
        OGRGeometryFactory::createFromWkt(wkt, nullptr, &geometry);
        feature->SetGeometryDirectly(geometry);
    }
    if (layer.CreateFeature(feature.get()) != OGRERR_NONE) {
        throw std::runtime_error("cannot write a record");
    }
}

// Three hazards around Aghdam in SK-42 / Gauss-Krüger zone 8 with an attribute of every type; the second has
// no geometry.
inline void make_hazards(const std::string& path) {
    const auto dataset = make_dataset("GPKG", path);
    OGRLayer& layer = add_layer(*dataset, "hazards", wkbUnknown, 28408);
    add_field(layer, "name", OFTString);
    add_field(layer, "mines", OFTInteger);
    add_field(layer, "big", OFTInteger64);
    add_field(layer, "area", OFTReal);
    add_field(layer, "laid", OFTDate);
    add_field(layer, "seen", OFTDateTime);
    add_field(layer, "active", OFTInteger, OFSTBoolean);
    add_field(layer, "tags", OFTString, OFSTJSON);
    add_record(
        layer,
        "POLYGON((8664842.43 4430281.6,8664942.43 4430281.6,8664942.43 4430381.6,8664842.43 4430281.6))",
        [](OGRFeature& f) {
            f.SetField("name", "Ağdam Агдам Աղդամ, \"quoted\"");
            f.SetField("mines", 97);
            f.SetField("big", GIntBig{9007199254740991});
            f.SetField("area", 1234.5678901234567);
            f.SetField("laid", 1993, 5, 4);
            f.SetField("seen", 2021, 2, 3, 10, 11, 12.25F, 116); // +04:00
            f.SetField("active", 1);
            f.SetField("tags", "[\"AP\", 2]");
        });
    add_record(layer, nullptr, [](OGRFeature& f) {
        f.SetField("name", "");
        f.SetField("mines", 0);
    });
    add_record(
        layer,
        "MULTIPOLYGON(((8665842.1 4430281.6,8665942.43 4430281.6,8665942.43 4430381.6,8665842.1 4430281.6),"
        "(8665912.1 4430291.6,8665932.43 4430291.6,8665932.43 4430371.6,8665912.1 4430291.6)))",
        [](OGRFeature& f) { f.SetField("name", "007"); });
}

} // namespace minemap
