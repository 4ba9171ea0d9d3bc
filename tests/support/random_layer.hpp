// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "geo/layer.hpp"

#include <rapidcheck.h>

namespace minemap::test {

inline const Schema& random_schema() {
    static const Schema schema = {{{"id", FieldType::string},
                                   {"mines", FieldType::integer},
                                   {"depth", FieldType::real},
                                   {"laid", FieldType::date}}};
    return schema;
}

// Texts with letters of several scripts, blanks, quotes and nothing.
inline rc::Gen<std::string> random_text() {
    return rc::gen::element<std::string>("", " ", "Ağdam", "Füzuli rayonu", "Минное поле № 7", "Շուշի",
                                         "a\"b,c;d", "line\nbreak", "0017", "1993-07-01", "&<>'", "ƏŞĞ");
}

// A polygon around a place near Aghdam in degrees: closed, 3 to 12 corners, any direction, sometimes crossing
// itself.
inline void add_random_polygon(Shapes& shapes) {
    const auto corners = *rc::gen::inRange(3, 13);
    shapes.open_part(Kind::polygon);
    shapes.open_ring();
    double first_x = 0, first_y = 0;
    for (int i = 0; i < corners; ++i) {
        const double x = 46.5 + 1e-5 * *rc::gen::inRange(0, 60'000);
        const double y = 39.4 + 1e-5 * *rc::gen::inRange(0, 60'000);
        if (i == 0) {
            first_x = x;
            first_y = y;
        }
        shapes.add_vertex(x, y);
    }
    shapes.add_vertex(first_x, first_y);
}

// A layer in WGS 84 of polygons, null geometry among them, and every kind of attribute with nulls.
inline Batch random_features(int most) {
    Batch batch;
    batch.reset(random_schema());
    const int count = *rc::gen::inRange(0, most + 1);
    for (int i = 0; i < count; ++i) {
        batch.record.push_back(i);
        if (*rc::gen::inRange(0, 8) == 0) {
            batch.shapes.open_feature(Kind::null);
        } else {
            batch.shapes.open_feature(Kind::polygon);
            add_random_polygon(batch.shapes);
        }
        const auto null = [] { return *rc::gen::inRange(0, 5) == 0; };
        null() ? batch.columns[0].push_null() : batch.columns[0].push(std::string_view(*random_text()));
        null() ? batch.columns[1].push_null() : batch.columns[1].push(*rc::gen::arbitrary<std::int64_t>());
        null() ? batch.columns[2].push_null()
               : batch.columns[2].push(1e-3 * *rc::gen::inRange(-1'000'000, 1'000'000));
        null() ? batch.columns[3].push_null() : batch.columns[3].push("1993-07-01");
    }
    return batch;
}

inline LayerInfo random_info() {
    LayerInfo info;
    info.name = "areas";
    info.kind = Kind::polygon;
    info.schema = random_schema();
    info.crs = Crs::wgs84();
    return info;
}

} // namespace minemap::test
