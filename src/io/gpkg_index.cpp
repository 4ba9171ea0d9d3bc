// SPDX-License-Identifier: MIT
#include "io/gpkg_index.hpp"

#include <bit>

#include "io/formats.hpp"
#include "io/gdal.hpp"
#include "io/gpkg_file.hpp"
#include "io/packed_rtree.hpp"

namespace minemap {
namespace {

std::string quoted(const std::string& text, char quote) {
    std::string result(1, quote);
    for (const char c : text) {
        result.append(c == quote ? 2 : 1, c);
    }
    return result + quote;
}

std::string index_name(const GpkgTable& table) { return "rtree_" + table.name + "_" + table.geometry; }

// What a table needs to have an index: the statements that make an empty one and keep it true when rows
// change, and the entry in the list of extensions. They are GDAL's own: it makes the same table in memory and
// is asked what it did.
struct Definitions {
    std::vector<std::string> statements;
    std::string extension, scope; // where it is defined; "write-only"
};

std::vector<std::string> texts(GDALDataset& dataset, const std::string& sql) {
    std::vector<std::string> result;
    OGRLayer* rows = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
    while (rows != nullptr) {
        const OGRFeatureUniquePtr row(rows->GetNextFeature());
        if (!row) {
            break;
        }
        result.emplace_back(row->GetFieldAsString(0));
    }
    dataset.ReleaseResultSet(rows);
    return result;
}

Definitions definitions(const GpkgTable& table, const GpkgFile& file) {
    const std::string path = fmt::format("/vsimem/minemap_index_{}.gpkg", static_cast<const void*>(&table));
    const ErrorCapture capture;
    Definitions found;
    {
        const GDALDatasetUniquePtr scratch(GetGDALDriverManager()->GetDriverByName("GPKG")->Create(
            path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        StringList options;
        options.set("FID", table.key);
        options.set("GEOMETRY_NAME", table.geometry);
        if (scratch &&
            scratch->CreateLayer(table.name.c_str(), nullptr, wkbUnknown, options.raw()) != nullptr) {
            scratch->FlushCache(false);
            found.statements =
                texts(*scratch,
                      fmt::format("SELECT sql FROM sqlite_master WHERE name = {} OR (type = 'trigger' AND "
                                  "substr(name, 1, 6) = 'rtree_') ORDER BY type, name",
                                  quoted(index_name(table), '\'')));
            const std::vector<std::string> entry =
                texts(*scratch, "SELECT definition FROM gpkg_extensions WHERE extension_name = "
                                "'gpkg_rtree_index' UNION ALL SELECT scope FROM gpkg_extensions WHERE "
                                "extension_name = 'gpkg_rtree_index'");
            if (entry.size() == 2) {
                found.extension = entry[0];
                found.scope = entry[1];
            }
        }
    }
    VSIUnlink(path.c_str());
    if (found.statements.size() < 2 || found.scope.empty()) { // the table, and what keeps it true
        file.fail_because(capture.why());
    }
    return found;
}

double number_at(const unsigned char* bytes, bool little) {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) {
        value = value << 8 | bytes[little ? 7 - i : i];
    }
    return std::bit_cast<double>(value);
}

// The bounds of a geometry in the binary form of GeoPackage 1.3, 2.1.3: its envelope, or the point that has
// none. False for what is empty.
bool bounds_of(const GpkgFile& file, const unsigned char* blob, std::size_t size,
               std::array<float, 4>& bounds) {
    constexpr std::size_t head = 8;
    constexpr unsigned empty = 0x10, envelope_kind = 0x0E;
    if (size < head || (blob[3] & empty) != 0) {
        return false;
    }
    if ((blob[3] & envelope_kind) != 0 && size >= head + 32) {
        const bool little = (blob[3] & 1) != 0;
        const auto at = [&](std::size_t i) { return number_at(blob + head + 8 * i, little); };
        const std::array<float, 2> x = outward(at(0), at(1)), y = outward(at(2), at(3));
        bounds = {x[0], x[1], y[0], y[1]};
        return true;
    }
    OGRGeometry* raw = nullptr;
    if (OGRGeometryFactory::createFromWkb(blob + head, nullptr, &raw, size - head) != OGRERR_NONE) {
        file.fail_because("a geometry that was just written cannot be read");
    }
    const OGRGeometryUniquePtr geometry(raw);
    OGREnvelope box;
    geometry->getEnvelope(&box);
    const std::array<float, 2> x = outward(box.MinX, box.MaxX), y = outward(box.MinY, box.MaxY);
    bounds = {x[0], x[1], y[0], y[1]};
    return true;
}

void fill(const GpkgFile& file, const GpkgTable& table) {
    PackedRtree index(file.get(), index_name(table));
    const SqliteStatement rows =
        file.prepare(fmt::format("SELECT {}, {} FROM {}", quoted(table.key, '"'), quoted(table.geometry, '"'),
                                 quoted(table.name, '"')));
    int status = SQLITE_ROW;
    while ((status = sqlite3_step(rows.get())) == SQLITE_ROW) {
        RtreeEntry entry;
        entry.id = sqlite3_column_int64(rows.get(), 0);
        const auto* blob = static_cast<const unsigned char*>(sqlite3_column_blob(rows.get(), 1));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(rows.get(), 1));
        if (blob != nullptr && bounds_of(file, blob, size, entry.bounds)) {
            index.add(entry);
        }
    }
    file.check(status == SQLITE_DONE);
    index.finish();
}

} // namespace

void index_geopackage(const std::string& path, const std::vector<GpkgTable>& tables) {
    if (tables.empty()) {
        return;
    }
    const GpkgFile file(path, "The spatial index");
    file.run("PRAGMA journal_mode = OFF");
    file.run("PRAGMA synchronous = OFF");
    file.run("BEGIN");
    file.add_extensions_table();
    for (const GpkgTable& table : tables) {
        const Definitions index = definitions(table, file);
        for (const std::string& statement : index.statements) {
            file.run(statement);
        }
        file.run("INSERT INTO gpkg_extensions VALUES (?1, ?2, 'gpkg_rtree_index', ?3, ?4)",
                 {table.name, table.geometry, index.extension, index.scope});
        fill(file, table);
    }
    file.run("COMMIT");
}

} // namespace minemap
