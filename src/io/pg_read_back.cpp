// SPDX-License-Identifier: MIT
#include "io/pg_read_back.hpp"

#include <libpq-fe.h>

#include "io/ogr_fields.hpp"
#include "io/ogr_geometry.hpp"
#include "io/pg_values.hpp"
#include "io/provenance.hpp"

namespace minemap {
namespace {

constexpr const char* cursor = "minemap_read_back";

class PgReadBack final : public Source {
public:
    PgReadBack(const PgConnection& connection, std::vector<PgReadBackTable> tables) :
        connection_(connection), tables_(std::move(tables)) {
        open();
    }
    // An open cursor would keep its table from being altered.
    ~PgReadBack() override {
        try {
            connection_.run(fmt::format("CLOSE {}", cursor));
        } catch (const Error&) {
            // of a transaction that failed: the cursor went with it
        }
    }
    PgReadBack(const PgReadBack&) = delete;
    PgReadBack& operator=(const PgReadBack&) = delete;

    const LayerInfo& info() const override { return info_; }

    bool next_layer() override {
        if (index_ + 1 >= tables_.size()) {
            return false;
        }
        ++index_;
        open();
        return true;
    }

    void rewind() override { open(); }
    double fraction() const override { return 0; }

    bool next(Batch& batch, Context&) override {
        batch.reset(info_.schema);
        const PgResult rows = connection_.run(fmt::format("FETCH {} FROM {}", Batch::max_features, cursor));
        for (int row = 0; row < PQntuples(rows.get()); ++row) {
            batch.record.push_back(++read_);
            take(batch, rows.get(), row);
        }
        return batch.size() > 0;
    }

private:
    const PgReadBackTable& table() const { return tables_[index_]; }

    void open() {
        if (opened_) {
            connection_.run(fmt::format("CLOSE {}", cursor));
        }
        std::string list;
        for (const std::string& column : table().columns) {
            list += (list.empty() ? "" : ", ") + connection_.quoted(column);
        }
        if (!table().geometry.empty()) {
            list += fmt::format("{}{}.ST_AsBinary({}, 'NDR')", list.empty() ? "" : ", ", table().postgis,
                                connection_.quoted(table().geometry));
        }
        // A row is of the transaction that its xmin names, which is the low half of the transaction's number.
        const char* own =
            table().only_own_rows ? " WHERE xmin::text = (txid_current() % (2^32)::bigint)::text" : "";
        connection_.run(fmt::format("DECLARE {} NO SCROLL CURSOR FOR SELECT {} FROM {}{}", cursor, list,
                                    table().name, own));
        opened_ = true;
        read_ = 0;
        describe();
    }

    void describe() {
        info_ = {};
        info_.name = table().name;
        const PgResult none = connection_.run(fmt::format("FETCH 0 FROM {}", cursor));
        for (int i = 0; i < static_cast<int>(table().columns.size()); ++i) {
            info_.schema.fields.push_back(
                pg_field(table().columns[static_cast<std::size_t>(i)], PQftype(none.get(), i)));
        }
        if (!table().steps_in_comment) {
            info_.provenance.steps = table().steps;
            return;
        }
        const auto comment =
            connection_.value(fmt::format("SELECT pg_catalog.obj_description({}::regclass, 'pg_class')",
                                          connection_.literal(table().name)));
        if (comment) {
            for (LayerProvenance& layer : parse_provenance(*comment)) {
                info_.provenance.steps = std::move(layer.steps);
            }
        }
    }

    void take(Batch& batch, const pg_result* rows, int row) {
        const int fields = static_cast<int>(info_.schema.fields.size());
        for (int i = 0; i < fields; ++i) {
            Column& column = batch.columns[static_cast<std::size_t>(i)];
            if (PQgetisnull(rows, row, i) != 0) {
                column.push_null();
            } else {
                push_pg_value(
                    column, info_.schema.fields[static_cast<std::size_t>(i)],
                    {PQgetvalue(rows, row, i), static_cast<std::size_t>(PQgetlength(rows, row, i))});
            }
        }
        if (table().geometry.empty() || PQgetisnull(rows, row, fields) != 0) {
            append_geometry(batch.shapes, nullptr);
            return;
        }
        const std::string wkb = from_hex(std::string_view(PQgetvalue(rows, row, fields)).substr(2)); // \x
        OGRGeometry* raw = nullptr;
        if (OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &raw, wkb.size()) != OGRERR_NONE) {
            fail(Errc::verify, "{}: a geometry does not read back.", table().name);
        }
        const OgrGeometryPtr geometry(raw);
        append_geometry(batch.shapes, geometry.get());
    }

    const PgConnection& connection_;
    std::vector<PgReadBackTable> tables_;
    LayerInfo info_;
    std::size_t index_ = 0;
    std::int64_t read_ = 0;
    bool opened_ = false;
};

} // namespace

std::unique_ptr<Source> read_back(const PgConnection& connection, std::vector<PgReadBackTable> tables) {
    return std::make_unique<PgReadBack>(connection, std::move(tables));
}

} // namespace minemap
