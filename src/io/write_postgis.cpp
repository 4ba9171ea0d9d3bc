// SPDX-License-Identifier: MIT
// Tables of PostGIS, in one transaction: until its last command nobody else sees anything, and whatever ends
// it before (an error, a signal, a lost connection) leaves the database as it was. A table that is replaced
// stays readable until then: the new one is made under another name.
#include <algorithm>

#include "io/file_sink.hpp"
#include "io/formats.hpp"
#include "io/ogr_fields.hpp"
#include "io/ogr_geometry.hpp"
#include "io/pg_connection.hpp"
#include "io/pg_geometry_column.hpp"
#include "io/pg_read_back.hpp"
#include "io/pg_storable.hpp"
#include "io/pg_table.hpp"
#include "io/pg_values.hpp"
#include "io/target_fields.hpp"

namespace minemap {
namespace {

constexpr std::size_t piece_size = 1 << 16; // bytes handed to the server at once

// Names that the server keeps for columns of its own (PostgreSQL manual, "System Columns").
constexpr const char* system_columns = "tableoid xmin cmin xmax cmax ctid";

struct Table {
    PgName name;          // in the end
    PgName work;          // while the transaction runs: another one, except for appending
    std::string key;      // column; empty for appending
    std::string geometry; // column; empty = none
    PgGeometryColumn place;
    std::string multi; // what the existing column takes: "MULTIPOLYGON"; empty = as it comes
    std::vector<Field> fields;
    std::vector<std::string> columns, types;
    std::vector<std::int64_t> zoned, naive; // dates with time, by whether they say their time zone
    std::vector<Step> steps;
    bool append = false, replaces = false, keeps_steps = true;
};

class PostgisSink final : public BasicFileSink {
public:
    PostgisSink(const std::string& target, const Format& format, const SinkOptions& options) :
        BasicFileSink(target, format, options), address_(parse_postgres(target)),
        connection_(address_, shown_uri(target), Errc::write) {
        connection_.run("BEGIN");
        if (!address_.table.empty()) {
            check_name(pg_name(connection_, address_.table, address_.schema));
        }
    }

    void begin_layer(const LayerInfo& info, Report& report) override {
        if (!address_.table.empty() && !tables_.empty()) {
            fail(Errc::loss,
                 "{}: the table is named, but there are more layers: '{}' and '{}'. Choose one with --layer, "
                 "or "
                 "leave the name of the table away. (loss: layer)",
                 shown(), first_layer_, info.name);
        }
        first_layer_ = tables_.empty() ? info.name : first_layer_;
        BasicFileSink::begin_layer(info, report);
        if (!tables_.back().keeps_steps && !tables_.back().steps.empty()) {
            report.warn(info.name,
                        "The record of coordinate operations in the table's comment stays as it was; "
                        "those of the records that were added are in this report only.");
        }
    }

    void write(const Batch& sent, Report& report) override {
        PgRoom room;
        Table& table = tables_.back();
        for (const std::string& type : table.types) {
            room.keeps_zone.push_back(type != "timestamp without time zone");
        }
        room.keeps_z = !table.append || table.place.mixed() || table.place.z();
        room.keeps_m = !table.append || table.place.mixed() || table.place.m();
        const std::optional<Batch> changed =
            storable(sent, fields_of(sent), whole_room(room, sent.columns.size()),
                     [this](const char* kind, const std::string& field, const std::string& detail) {
                         lose(kind, field, detail);
                     });
        BasicFileSink::write(changed ? *changed : sent, report);
    }

    void commit() override {
        for (Table& table : tables_) {
            if (!table.append) {
                give_name(table);
            }
        }
        connection_.commit();
    }

protected:
    void open_target(Target& target) override {
        Table table;
        table.name = address_.table.empty() ? pg_name(connection_, "", address_.schema)
                                            : pg_name(connection_, address_.table, address_.schema);
        if (address_.table.empty()) {
            table.name.table = table_name(target.info.name);
        }
        check_name(table.name);
        const bool spatial = target.info.kind != Kind::null;
        if (spatial && postgis_.empty()) {
            postgis_ = postgis_schema(connection_, shown(), Errc::write);
        }
        table.append = options().append;
        table.replaces = !table.append && pg_kind(connection_, table.name).has_value();
        table.steps = spatial ? target.info.provenance.steps : std::vector<Step>{};
        const int srid = spatial ? srid_of(connection_, target.info.crs, postgis_) : 0;
        if (table.append) {
            fit_into(table, target, srid);
        } else {
            make(table, target, srid);
        }
        target.name = table.name.table;
        table.fields = target.sent;
        table.columns = target.field;
        column_ = target.column;
        table.zoned.resize(table.fields.size());
        table.naive.resize(table.fields.size());
        tables_.push_back(std::move(table));
    }

    bool write_target(const Target& target, const Batch& batch, std::size_t f, Report& report) override {
        Table& table = tables_.back();
        if (has_short_part(batch.shapes, f, 4)) {
            const std::string why = fmt::format(
                "{} cannot hold a line of one vertex or a ring of fewer than three", format().title);
            lose("geometry-type", std::string(name(batch.shapes.kind[f])), why);
            report.reject(
                {Level::error, target.info.name, batch.record[f], std::nullopt, "Not written: " + why + "."});
            return false;
        }
        widen(table, batch, f);
        if (table.columns.empty() && table.geometry.empty()) {
            connection_.run("INSERT INTO " + quoted(connection_, table.work) + " DEFAULT VALUES");
            return true;
        }
        begin_copy(table);
        append_line(table, batch, f);
        if (piece_.size() >= piece_size) {
            connection_.copy(piece_);
            piece_.clear();
        }
        return true;
    }

    void end_target(const Target&) override {
        Table& table = tables_.back();
        end_copy();
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            settle_time_zone(table, i);
        }
        if (table.append) {
            return;
        }
        if (table.place.mixed() && table.place.srid() != 0) {
            // What a column without a declared type would not say.
            connection_.run(fmt::format("ALTER TABLE {} ADD CHECK ({}.ST_SRID({}) = {})",
                                        quoted(connection_, table.work), connection_.quoted(postgis_),
                                        connection_.quoted(table.geometry), table.place.srid()));
        }
        const std::string json = provenance_json({{table.name.table, crs_code_, table.steps}});
        if (!json.empty()) {
            connection_.run(
                fmt::format("COMMENT ON TABLE {} IS {}", quoted(connection_, table.work),
                            connection_.literal(fmt::format("{{\"{}\":{}}}", provenance_key, json))));
        }
    }

    void close_target() override {}

    std::unique_ptr<Source> open_written(const Written&, Context&) override {
        std::vector<PgReadBackTable> list;
        for (const Table& table : tables_) {
            list.push_back({quoted(connection_, table.work), table.columns, table.geometry,
                            connection_.quoted(postgis_), table.steps, !table.append, table.append});
        }
        return minemap::read_back(connection_, std::move(list));
    }

private:
    // Whether the name may be written to. Throws Error{usage}.
    void check_name(const PgName& name) const {
        if (name.table.empty() || name.table.size() > longest_pg_name) {
            fail(Errc::usage, "{}: the name of a table has 1 to {} bytes.", shown(), longest_pg_name);
        }
        const std::optional<char> kind = pg_kind(connection_, name);
        if (!kind) {
            if (options().append) {
                fail(Errc::usage,
                     "{}: there is no table {} to append to. Check the name, or leave --append away to make "
                     "it.",
                     shown(), name.shown());
            }
            if (!connection_.value("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1",
                                   {name.schema})) {
                fail(Errc::usage, "{}: the database has no schema {}. Make it first, or name another one.",
                     shown(), name.schema);
            }
            return;
        }
        if (*kind != 'r' && *kind != 'p') {
            fail(Errc::usage, "{}: {} is there and is no table. Choose another name.", shown(), name.shown());
        }
        if (!options().append && !options().overwrite) {
            fail(Errc::usage,
                 "{}: the table {} exists already. Pass --overwrite to replace it, or --append to add to it.",
                 shown(), name.shown());
        }
    }

    // Of a layer whose table was not named.
    std::string table_name(const std::string& layer) {
        std::string usable = layer.substr(0, whole_characters(layer, longest_pg_name));
        if (usable != layer) {
            lose("layer", "", fmt::format("the table is called {}", usable));
        }
        for (const Table& other : tables_) {
            if (other.name.table == usable) {
                fail(Errc::usage, "{}: two layers would become the table {}. Choose one with --layer.",
                     shown(), usable);
            }
        }
        return usable;
    }

    void make(Table& table, Target& target, int srid) {
        table.work = {table.name.schema,
                      fmt::format("minemap_unfinished_{}_{}", *connection_.value("SELECT pg_backend_pid()"),
                                  tables_.size())};
        name_columns(target.field);
        table.key = free_column("fid", target.field);
        std::string columns = connection_.quoted(table.key) + " bigint GENERATED BY DEFAULT AS IDENTITY";
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            table.types.push_back(pg_type(target.sent[i]));
            columns += ", " + connection_.quoted(target.field[i]) + " " + table.types[i];
        }
        crs_code_ = target.info.crs.code();
        if (target.info.kind != Kind::null) {
            table.geometry = free_column("geom", target.field);
            table.place = {target.info.kind, target.info.has_z, target.info.has_m, srid};
            columns += ", " + connection_.quoted(table.geometry) + " " + place_type(table);
        }
        connection_.run(fmt::format("CREATE TABLE {} ({})", quoted(connection_, table.work), columns));
    }

    // Empty names and those of the server's own columns become others.
    static void name_columns(std::vector<std::string>& names) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i].empty() || listed(system_columns, names[i])) {
                names[i] =
                    free_column(names[i].empty() ? fmt::format("field_{}", i + 1) : names[i] + "_1", names);
            }
        }
    }

    static std::string free_column(const std::string& usual, const std::vector<std::string>& taken) {
        const auto is_taken = [&](const std::string& name) {
            return std::any_of(taken.begin(), taken.end(),
                               [&](const std::string& other) { return lower(other) == lower(name); });
        };
        std::string name = usual;
        for (int n = 1; is_taken(name); ++n) {
            name = fmt::format("{}_{}", usual, n);
        }
        return name;
    }

    std::string place_type(const Table& table) const {
        return connection_.quoted(postgis_) + "." + table.place.type();
    }

    // Appending: the columns are those of the table, by name, and everything has to suit them.
    void fit_into(Table& table, Target& target, int srid) {
        table.work = table.name;
        const PgTable there = pg_table(connection_, table.name, postgis_);
        Target fitting = target;
        fitting.sent.clear();
        fitting.field.clear();
        fitting.column.clear();
        fitting.info.schema.fields.clear();
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            const std::size_t c = column_of(there, target.sent[i].name);
            if (c == there.columns.size()) {
                lose("attributes", target.sent[i].name, "the table has no such column",
                     std::max<std::int64_t>(1, target.info.feature_count.value_or(0)));
                continue;
            }
            fitting.sent.push_back(target.sent[i]);
            fitting.sent.back().name = there.columns[c]; // another case is no other name
            fitting.field.push_back(there.columns[c]);
            fitting.column.push_back(target.column[i]);
            fitting.info.schema.fields.push_back(target.info.schema.fields[i]);
            table.types.push_back(there.types[c]);
        }
        target = std::move(fitting);
        table.keeps_steps = false;
        if (target.info.kind == Kind::null) {
            return;
        }
        if (there.geometry.empty()) {
            fail(Errc::usage, "{}: the table {} has no column of geometry.", shown(), table.name.shown());
        }
        if (there.srid != srid) {
            fail(Errc::crs,
                 "{}: the geometry of the table {} has the SRID {}, and layer '{}' is in {} (SRID {}). Pass "
                 "--dst-crs with the CRS of the table, or --src-crs if the layer does not say its own.",
                 shown(), table.name.shown(), there.srid, target.info.name, describe(target.info.crs), srid);
        }
        table.geometry = there.geometry;
        table.place = PgGeometryColumn::existing(there.declared, there.z, there.m, srid);
        table.multi = there.kind.rfind("MULTI", 0) == 0 ? there.kind : "";
    }

    static std::size_t column_of(const PgTable& table, const std::string& name) {
        const auto exact = std::find(table.columns.begin(), table.columns.end(), name);
        const auto found =
            exact != table.columns.end()
                ? exact
                : std::find_if(table.columns.begin(), table.columns.end(),
                               [&](const std::string& one) { return lower(one) == lower(name); });
        const bool place = found != table.columns.end() && *found == table.geometry;
        return place ? table.columns.size() : static_cast<std::size_t>(found - table.columns.begin());
    }

    // Parallel to the columns of a batch, of which the table may lack some.
    std::vector<Field> fields_of(const Batch& batch) const {
        std::vector<Field> fields(batch.columns.size());
        for (std::size_t i = 0; i < column_.size(); ++i) {
            fields[static_cast<std::size_t>(column_[i])] = tables_.back().fields[i];
        }
        return fields;
    }
    PgRoom whole_room(const PgRoom& room, std::size_t columns) const {
        PgRoom whole = room;
        whole.keeps_zone.assign(columns, true);
        for (std::size_t i = 0; i < column_.size(); ++i) {
            whole.keeps_zone[static_cast<std::size_t>(column_[i])] = room.keeps_zone[i];
        }
        return whole;
    }

    // What the header promised is not always true: the columns follow what comes.
    void widen(Table& table, const Batch& batch, std::size_t f) {
        if (table.append) {
            return;
        }
        if (!table.geometry.empty() && table.place.take(batch.shapes, f)) {
            alter(table, table.geometry, place_type(table));
        }
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            Field& field = table.fields[i];
            const std::string type =
                wider_pg_type(field, batch.columns[static_cast<std::size_t>(column_[i])], f);
            if (type.empty()) {
                continue;
            }
            if (field.type == FieldType::list) {
                lose("field-type", field.name, "a list that is no JSON becomes string");
                field.type = FieldType::string;
            }
            field.bits = 64;
            field.width = 0;
            table.types[i] = type;
            alter(table, table.columns[i], type);
        }
    }

    void alter(const Table& table, const std::string& column, const std::string& type) {
        end_copy();
        connection_.run(fmt::format("ALTER TABLE {} ALTER COLUMN {} TYPE {}", quoted(connection_, table.work),
                                    connection_.quoted(column), type));
    }

    // A field does not say whether its moments have a time zone; its values do. The session is in UTC: there
    // the two types are the same number, and the server changes one into the other without touching a row.
    void settle_time_zone(Table& table, std::size_t i) {
        const bool without = table.types[i] == "timestamp without time zone";
        if (table.naive[i] == 0 || without) {
            return;
        }
        if (table.zoned[i] == 0 && !table.append) {
            table.types[i] = "timestamp without time zone";
            alter(table, table.columns[i], table.types[i]);
            return;
        }
        lose("value", table.fields[i].name,
             "a time without a time zone becomes one in UTC, because others of the column have one",
             table.naive[i]);
    }

    void begin_copy(const Table& table) {
        if (copying_) {
            return;
        }
        std::string list;
        for (const std::string& column : table.columns) {
            list += (list.empty() ? "" : ", ") + connection_.quoted(column);
        }
        if (!table.geometry.empty()) {
            list += (list.empty() ? "" : ", ") + connection_.quoted(table.geometry);
        }
        connection_.begin_copy(fmt::format("COPY {} ({}) FROM STDIN", quoted(connection_, table.work), list));
        copying_ = true;
    }

    void end_copy() {
        if (copying_) {
            copying_ = false;
            if (!piece_.empty()) {
                connection_.copy(piece_);
                piece_.clear();
            }
            connection_.end_copy();
        }
    }

    void append_line(Table& table, const Batch& batch, std::size_t f) {
        bool first = true;
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            const Column& column = batch.columns[static_cast<std::size_t>(column_[i])];
            piece_ += first ? "" : "\t";
            first = false;
            append_pg_copy(piece_, table.fields[i], column, f);
            if (table.fields[i].type == FieldType::datetime && !column.is_null(f)) {
                ++(has_time_zone(column.text(f)) ? table.zoned : table.naive)[i];
            }
        }
        if (!table.geometry.empty()) {
            piece_ += first ? "" : "\t";
            append_place(table, batch.shapes, f);
        }
        piece_ += '\n';
    }

    void append_place(const Table& table, const Shapes& shapes, std::size_t f) {
        OgrGeometryPtr geometry = ogr_geometry(shapes, f, {});
        if (!geometry) {
            piece_ += "\\N";
            return;
        }
        if (!table.multi.empty()) {
            geometry.reset(
                OGRGeometryFactory::forceTo(geometry.release(), OGRFromOGCGeomType(table.multi.c_str())));
        }
        if (shapes.is_empty(f) && !table.place.mixed()) {
            geometry->set3D(table.place.z());
            geometry->setMeasured(table.place.m());
        }
        wkb_.resize(static_cast<std::size_t>(geometry->WkbSize()));
        geometry->exportToWkb(wkbNDR, wkb_.data(), wkbVariantIso);
        if (table.place.srid() != 0) {
            piece_ += fmt::format("SRID={};", table.place.srid());
        }
        piece_ += to_hex(wkb_.data(), wkb_.size());
    }

    // The last steps that need the server's work come before the short ones that lock out readers.
    void give_name(const Table& table) {
        const std::string work = quoted(connection_, table.work);
        const PgName key{table.work.schema, table.work.table + "_key"},
            place{table.work.schema, table.work.table + "_place"};
        connection_.run(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY ({})", work,
                                    connection_.quoted(key.table), connection_.quoted(table.key)));
        if (!table.geometry.empty()) {
            connection_.run(fmt::format("CREATE INDEX {} ON {} USING gist ({})",
                                        connection_.quoted(place.table), work,
                                        connection_.quoted(table.geometry)));
        }
        const std::string sequence =
            *connection_.value("SELECT pg_catalog.pg_get_serial_sequence($1, $2)", {work, table.key});
        if (table.replaces) {
            connection_.run("DROP TABLE " + quoted(connection_, table.name));
        }
        connection_.run(
            fmt::format("ALTER TABLE {} RENAME TO {}", work, connection_.quoted(table.name.table)));
        rename("INDEX", quoted(connection_, key), table.name, "_pkey");
        if (!table.geometry.empty()) {
            rename("INDEX", quoted(connection_, place), table.name, "_" + table.geometry + "_idx");
        }
        rename("SEQUENCE", sequence, table.name, "_" + table.key + "_seq");
    }

    void rename(const char* what, const std::string& from, const PgName& table, const std::string& ending) {
        connection_.run(fmt::format("ALTER {} {} RENAME TO {}", what, from,
                                    connection_.quoted(free_pg_name(connection_, table, ending))));
    }

    PgAddress address_;
    PgConnection connection_;
    std::string postgis_; // schema; empty = not asked yet
    std::string first_layer_, crs_code_;
    std::vector<Table> tables_;
    std::vector<int> column_; // of the batch, for each field of the last table
    std::string piece_;       // of the lines on their way to the server
    std::vector<unsigned char> wkb_;
    bool copying_ = false;
};

} // namespace

std::unique_ptr<BasicFileSink> create_postgis_sink(const std::string& target, const Format& format,
                                                   const SinkOptions& options) {
    return std::make_unique<PostgisSink>(target, format, options);
}

} // namespace minemap
