// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "io/file_sink.hpp"
#include "io/formats.hpp"
#include "io/gpkg_index.hpp"
#include "io/nameless_file.hpp"
#include "io/ogr_fields.hpp"
#include "io/ogr_geometry.hpp"
#include "mine/hazard.hpp"

#include <cpl_conv.h>

namespace minemap {
namespace {

// Records a transaction holds: large enough to cost nothing, small enough for the memory of a journal.
constexpr std::int64_t transaction_size = 65'536;

class OgrSink final : public BasicFileSink {
public:
    OgrSink(const std::string& target, const Format& format, const SinkOptions& options) :
        BasicFileSink(target, format, options) {
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(format.driver.c_str());
        StringList creation;
        for (const char* option : traits().dataset_options) {
            const std::string_view text = option;
            if (text.rfind("DATETIME_FORMAT", 0) != 0) {
                creation.add(option);
            }
        }
        const ErrorCapture capture;
        // Nobody sees the file before it is whole and on the disk, so SQLite need not be able to take steps
        // back.
        const CPLConfigOptionSetter no_journal("OGR_SQLITE_JOURNAL", "OFF", false);
        const CPLConfigOptionSetter no_waiting("OGR_SQLITE_SYNCHRONOUS", "OFF", false);
        dataset_.reset(driver->Create(path().c_str(), 0, 0, 0, GDT_Unknown, creation.raw()));
        if (!dataset_) {
            fail_writing(capture.why());
        }
    }

    void begin_layer(const LayerInfo& info, Report& report) override {
        class_ = find_hazard_fields(info.schema)[HazardColumn::hazard_class];
        BasicFileSink::begin_layer(info, report);
    }

protected:
    void open_target(Target& target) override {
        const ErrorCapture capture;
        const Crs& crs = target.info.crs;
        const SrsPtr srs = traits().keeps_crs ? to_srs(crs) : nullptr;
        kinds_ = {};
        z_ = m_ = flat_ = 0;
        as_multi_ = joins_kinds(target, format().name);
        if (traits().one_layer && !traits().names_its_layer) {
            target.name = std::filesystem::path(path()).stem().string();
        }
        StringList options = layer_options(target);
        layer_ = dataset_->CreateLayer(target.name.c_str(), srs.get(), layer_type(target), options.raw());
        if (layer_ == nullptr) {
            fail_writing(capture.why());
        }
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            create_field(target, i, capture);
        }
        index_.clear();
        OGRFeatureDefn& definition = *layer_->GetLayerDefn();
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            index_.push_back(definition.GetFieldIndex(target.field[i].c_str()));
            if (index_.back() < 0) {
                fail_writing("the field '" + target.field[i] + "' could not be made");
            }
        }
        if (dataset_->TestCapability(ODsCTransactions)) {
            dataset_->StartTransaction();
            in_transaction_ = 0;
        }
    }

    bool write_target(const Target& target, const Batch& batch, std::size_t f, Report& report) override {
        const ErrorCapture capture;
        const Shapes& shapes = batch.shapes;
        if (const std::string why = no_place_for(target, shapes, f); !why.empty()) {
            const bool nothing = shapes.is_empty(f);
            lose("geometry-type", nothing ? "" : std::string(name(shapes.kind[f])), why);
            report.reject(
                {Level::error, target.info.name, batch.record[f], std::nullopt, "Not written: " + why + "."});
            return false;
        }
        const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer_->GetLayerDefn()));
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            set(*feature, target, i, batch, f);
        }
        if (format().name == "dxf" && class_) {
            wear_class(*feature, to_text(batch.columns[*class_], f));
        }
        if (traits().keeps_geometry && target.info.kind != Kind::null) {
            const bool polygon = part_kind(shapes.kind[f]) == Kind::polygon;
            OgrShape shape;
            shape.with_z = traits().keeps_z && (traits().polygons_with_z || !polygon);
            shape.with_m = traits().keeps_m;
            shape.with_empty_parts = traits().keeps_empty_geometry;
            if (!(shapes.is_empty(f) && !traits().keeps_empty_geometry)) {
                note_kind(shapes, f);
                set_geometry(*feature, ogr_geometry(shapes, f, shape));
            }
        }
        if (layer_->CreateFeature(feature.get()) != OGRERR_NONE || capture.failure() != nullptr) {
            fail_writing(capture.why());
        }
        if (in_transaction_ >= 0 && ++in_transaction_ == transaction_size) {
            if (dataset_->CommitTransaction() != OGRERR_NONE || dataset_->StartTransaction() != OGRERR_NONE) {
                fail_writing(capture.why());
            }
            in_transaction_ = 0;
        }
        return true;
    }

    void end_target(const Target& target) override {
        const ErrorCapture capture;
        if (in_transaction_ >= 0 && dataset_->CommitTransaction() != OGRERR_NONE) {
            fail_writing(capture.why());
        }
        in_transaction_ = -1;
        if (format().name == "gpkg" && target.info.kind != Kind::null) {
            state_kind(target);
            to_index_.push_back({layer_->GetName(), layer_->GetGeometryColumn(), layer_->GetFIDColumn()});
        }
        layer_ = nullptr;
    }

    void close_target() override {
        ErrorCapture capture;
        dataset_->FlushCache(false);
        const bool flushed = capture.failure() == nullptr;
        const std::string why = capture.why();
        dataset_.reset();
        if (!flushed || capture.failure() != nullptr) {
            fail_writing(flushed ? capture.why() : why);
        }
        index_geopackage(path(), to_index_);
        if ((format().name == "gpkg" || format().name == "sqlite") && !bring_to_disk(path())) {
            fail_writing(std::strerror(errno));
        }
        if (format().name == "shp" &&
            !std::filesystem::exists(std::filesystem::path(path()).replace_extension(".cpg"))) {
            std::ofstream(std::filesystem::path(path()).replace_extension(".cpg")) << encoding();
        }
    }

private:
    std::string encoding() const { return options().encoding.empty() ? "UTF-8" : options().encoding; }

    StringList layer_options(const Target& target) const {
        StringList list;
        for (const char* option : traits().layer_options) {
            list.add(option);
        }
        const std::string name = format().name;
        if (name == "shp") {
            list.set("ENCODING", encoding());
            // Not today's: the same input makes the same bytes. dBASE counts from 1900 and knows no
            // "unknown".
            const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
            list.set("DBF_DATE_LAST_UPDATE", epoch == nullptr ? "1980-01-01" : date_of(epoch));
        }
        if (name == "gpkg" || name == "gdb" || name == "sqlite") {
            // The columns of the key and of the geometry get names that no field has.
            const auto free_name = [&](const std::string& usual, const std::string& other) {
                const auto taken = [&](const std::string& candidate) {
                    return std::any_of(
                        target.field.begin(), target.field.end(),
                        [&](const std::string& field) { return lower(field) == lower(candidate); });
                };
                std::string candidate = usual;
                for (int n = 1; taken(candidate); ++n) {
                    candidate = n == 1 ? other : fmt::format("{}_{}", other, n);
                }
                return candidate;
            };
            list.set("FID", free_name(name == "gpkg"  ? "fid"
                                      : name == "gdb" ? "OBJECTID"
                                                      : "ogc_fid",
                                      "ogc_fid"));
            list.set("GEOMETRY_NAME", free_name(name == "gpkg"  ? "geom"
                                                : name == "gdb" ? "SHAPE"
                                                                : "GEOMETRY",
                                                "ogc_geom"));
        }
        return list;
    }

    static std::string date_of(const char* epoch) {
        const std::time_t seconds = static_cast<std::time_t>(std::strtoll(epoch, nullptr, 10));
        std::tm utc{};
        gmtime_r(&seconds, &utc);
        return fmt::format("{:04}-{:02}-{:02}", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
    }

    // Formats that hold any kind declare no kind: a layer's own word is not always true, and a wrong one
    // makes records fail.
    OGRwkbGeometryType layer_type(const Target& target) const {
        if (!traits().keeps_geometry) {
            return wkbNone;
        }
        if (target.info.kind == Kind::null) {
            // A Shapefile without geometry would be a DBF alone, under another name than was asked for. Where
            // no record goes without one, the layer stays empty.
            return extension(path()) == ".shp" || !traits().keeps_null_geometry ? wkbPoint : wkbNone;
        }
        const bool z = target.info.has_z && traits().keeps_z, m = target.info.has_m && traits().keeps_m;
        if (traits().one_kind) {
            const Kind kind = target.kind == Kind::collection ? Kind::polygon : target.kind;
            const bool polygon = part_kind(kind) == Kind::polygon;
            const bool multi = format().name == "gdb" && part_kind(kind) != Kind::point;
            return ogr_type(multi ? multi_kind(kind) : kind, z && (traits().polygons_with_z || !polygon), m);
        }
        return OGR_GT_SetModifier(wkbUnknown, z, m);
    }

    void create_field(Target& target, std::size_t i, const ErrorCapture& capture) {
        const Field& field = target.info.schema.fields[i];
        OgrType type = ogr_type(field);
        if (field.type == FieldType::list) {
            type.subtype = traits().subtypes != nullptr &&
                                   std::string_view(traits().subtypes).find("JSON") == std::string_view::npos
                               ? OFSTNone
                               : type.subtype;
        }
        OGRFieldDefn definition(target.field[i].c_str(), type.type);
        definition.SetSubType(subtype_in_target(type.subtype));
        if (field.type == FieldType::real && format().name == "shp") {
            definition.SetWidth(traits().real_width);
            definition.SetPrecision(traits().real_decimals);
        } else if (field.type == FieldType::integer && format().name == "shp") {
            const auto widest = static_cast<int>(traits().integer_width);
            definition.SetWidth(field.bits > 32 ? widest : field.bits > 16 ? 11 : 6); // with the sign
        } else if (type.type == OFTString && traits().text_bytes == 0) {
            definition.SetWidth(field.type == FieldType::string ? field.width : 0);
        } else if (type.type == OFTString && format().name != "shp") {
            definition.SetWidth(static_cast<int>(traits().text_bytes));
        }
        if (layer_->CreateField(&definition, TRUE) != OGRERR_NONE) {
            fail_writing(capture.why());
        }
        // The driver may have found another name for it.
        OGRFeatureDefn& made = *layer_->GetLayerDefn();
        target.field[i] = made.GetFieldDefn(made.GetFieldCount() - 1)->GetNameRef();
    }

    OGRFieldSubType subtype_in_target(OGRFieldSubType subtype) const {
        if (subtype == OFSTNone || traits().subtypes == nullptr) {
            return subtype;
        }
        const char* name = OGRFieldDefn::GetFieldSubTypeName(subtype);
        return std::string_view(traits().subtypes).find(name) == std::string_view::npos ? OFSTNone : subtype;
    }

    void set(OGRFeature& feature, const Target& target, std::size_t i, const Batch& batch, std::size_t f) {
        const Column& column = batch.columns[static_cast<std::size_t>(target.column[i])];
        const Field& sent = target.sent[i];
        set_value(feature, index_[i], sent, column, f);
    }

    // Why the target cannot hold the feature; empty when it can.
    std::string no_place_for(const Target& target, const Shapes& shapes, std::size_t f) const {
        const Kind kind = shapes.kind[f];
        if (shapes.is_empty(f)) {
            return traits().keeps_null_geometry
                       ? std::string()
                       : fmt::format("{} cannot hold a record without geometry", format().title);
        }
        if (!traits().keeps_short_parts && has_short_part(shapes, f)) {
            return fmt::format("{} cannot hold a line of one vertex or a ring of fewer than three",
                               format().title);
        }
        const bool points = part_kind(kind) == Kind::point;
        const bool other_kind =
            traits().one_kind &&
            (kind == Kind::collection || (target.single_kind && (part_kind(kind) != part_kind(target.kind) ||
                                                                 (points && kind != target.kind))));
        if (!other_kind) {
            return {};
        }
        return fmt::format("{} cannot hold a {}{}", format().title, name(kind),
                           target.single_kind ? fmt::format(" in a layer of {}", name(target.kind))
                                              : std::string());
    }

    // A drawing has no attributes, but the layers and colours of a hazard's class: the names are ASCII, as
    // GDAL writes others in bytes that AutoCAD reads in another code page.
    static void wear_class(OGRFeature& feature, const std::string& text) {
        const HazardClass value = read_hazard_class(text).value;
        const std::uint32_t rgb = symbology(value).fill_rgba >> 8;
        feature.SetField("Layer", std::string(name(value)).c_str());
        feature.SetStyleString(fmt::format("BRUSH(fc:#{0:06X});PEN(c:#{0:06X})", rgb).c_str());
    }

    // What a Shapefile calls a polygon or a line may have several parts, and one layer has both. They become
    // one kind, so that the GeoPackage can say which and other programs see a layer of polygons.
    static bool joins_kinds(const Target& target, const std::string& format) {
        const Kind kind = target.info.kind;
        const bool either = target.info.provenance.driver == "ESRI Shapefile" &&
                            (kind == Kind::polygon || kind == Kind::line);
        return format == "gpkg" && (either || kind == Kind::multipolygon || kind == Kind::multiline);
    }

    void set_geometry(OGRFeature& feature, OgrGeometryPtr geometry) const {
        const OGRwkbGeometryType flat = geometry ? wkbFlatten(geometry->getGeometryType()) : wkbNone;
        if (as_multi_ && (flat == wkbPolygon || flat == wkbLineString)) {
            geometry.reset(OGRGeometryFactory::forceTo(geometry.release(), OGR_GT_GetCollection(flat)));
        }
        feature.SetGeometryDirectly(geometry.release());
    }

    void note_kind(const Shapes& shapes, std::size_t f) {
        const Kind kind = shapes.kind[f];
        if (kind == Kind::null) {
            return; // says nothing of the others
        }
        const bool joined = as_multi_ && (kind == Kind::polygon || kind == Kind::line);
        kinds_[static_cast<std::size_t>(joined ? multi_kind(kind) : kind)] = true;
        const bool z = has_z(shapes, f);
        z_ += z ? 1 : 0;
        flat_ += z ? 0 : 1;
        m_ += has_m(shapes, f) ? 1 : 0;
    }

    // A GeoPackage says what kind of geometry a layer holds. It was not known at the start; now it is.
    void state_kind(const Target& target) {
        const auto count = std::count(kinds_.begin(), kinds_.end(), true);
        std::string name = "GEOMETRY";
        if (count == 1) {
            const auto kind =
                static_cast<Kind>(std::find(kinds_.begin(), kinds_.end(), true) - kinds_.begin());
            name = OGRToOGCGeomType(ogr_type(kind, false, false));
        } else if (count == 0 && target.info.kind != Kind::collection) {
            name = OGRToOGCGeomType(ogr_type(target.info.kind, false, false));
        }
        std::string table = target.name;
        for (std::size_t at = 0; (at = table.find('\'', at)) != std::string::npos; at += 2) {
            table.insert(at, 1, '\'');
        }
        const int z = z_ == 0 ? 0 : flat_ == 0 ? 1 : 2; // prohibited, mandatory, optional
        const ErrorCapture capture;
        const std::string sql =
            fmt::format("UPDATE gpkg_geometry_columns SET geometry_type_name = '{}', z = {}, m = {} WHERE "
                        "lower(table_name) = lower('{}')",
                        name, z, m_ == 0 ? 0 : 2, table);
        dataset_->ReleaseResultSet(dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr));
        if (capture.failure() != nullptr) {
            fail_writing(capture.why());
        }
    }

    GDALDatasetUniquePtr dataset_;
    OGRLayer* layer_ = nullptr;
    std::optional<std::size_t> class_; // of a hazard: column of the batch
    std::vector<int> index_;
    std::vector<GpkgTable> to_index_; // of a GeoPackage, when all is written
    std::array<bool, 8> kinds_{};
    bool as_multi_ = false; // polygons and lines of one part too
    std::int64_t z_ = 0, flat_ = 0, m_ = 0;
    std::int64_t in_transaction_ = -1;
};

} // namespace

std::unique_ptr<BasicFileSink> create_ogr_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options) {
    return std::make_unique<OgrSink>(target, format, options);
}

} // namespace minemap
