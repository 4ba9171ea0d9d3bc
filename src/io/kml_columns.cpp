// SPDX-License-Identifier: MIT
#include "io/kml_columns.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "io/batch_mark.hpp"
#include "io/formats.hpp"

namespace minemap {
namespace {

// Databases know no difference between "name" and "Name".
std::string free_name(const std::string& wanted, const Schema& schema) {
    std::string name = wanted;
    for (int n = 2; std::any_of(schema.fields.begin(), schema.fields.end(),
                                [&](const Field& field) { return lower(field.name) == lower(name); });
         ++n) {
        name = fmt::format("{}_{}", wanted, n);
    }
    return name;
}

} // namespace

KmlColumns kml_columns(const KmlLayer& layer) {
    KmlColumns columns;
    std::vector<Field>& fields = columns.schema.fields;
    for (std::size_t e = 0; e < kml_element_count; ++e) {
        columns.of_element[e] = layer.elements[e].filled ? fields.size() : KmlColumns::none;
        if (layer.elements[e].filled) {
            fields.push_back(kml_field(static_cast<KmlElement>(e), layer.elements[e].fits));
        }
    }
    const Schema elements = columns.schema;
    columns.of_datum.assign(layer.names.all().size(), KmlColumns::none);
    for (const std::size_t datum : layer.order) {
        const std::string& name = layer.names.all()[datum];
        bool kept = true;
        Field field =
            kml_field(free_name(name, elements), layer.data[datum].declared, layer.data[datum].fits, kept);
        if (!kept) {
            columns.remarks.push_back(fmt::format(
                "The field '{}' holds values that are not of the type that its schema states; it was read as "
                "{}.",
                name, minemap::name(field.type)));
        }
        columns.of_datum[datum] = fields.size();
        fields.push_back(std::move(field));
    }
    return columns;
}

void append_values(Batch& batch, const KmlColumns& columns, const KmlRecord& record,
                   std::vector<std::size_t>& twice) {
    const std::vector<Field>& fields = columns.schema.fields;
    for (std::size_t e = 0; e < kml_element_count; ++e) {
        const std::size_t c = columns.of_element[e];
        if (c != KmlColumns::none && record.has(static_cast<KmlElement>(e))) {
            push_kml(batch.columns[c], fields[c].type, record.value(static_cast<KmlElement>(e)));
        }
    }
    for (std::size_t i = 0; i < record.data(); ++i) {
        const KmlRecord::Datum one = record.datum(i);
        const std::size_t c = columns.of_datum[one.field];
        Column& column = batch.columns[c];
        if (column.size() == batch.size()) {
            drop_last(column);
            twice.push_back(c);
        }
        push_kml(column, fields[c].type, one.text);
    }
    for (Column& column : batch.columns) {
        if (column.size() < batch.size()) {
            column.push_null();
        }
    }
}

} // namespace minemap
