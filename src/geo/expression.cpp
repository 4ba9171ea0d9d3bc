// SPDX-License-Identifier: MIT
#include "geo/expression.hpp"

#include <optional>
#include <set>

#include "base/error.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/sqlite.hpp"

#include <fmt/format.h>

namespace minemap {
namespace {

// A column of the row that the expression sees: a field of the layer, or another name for one.
struct RowColumn {
    std::string name;
    std::size_t field = 0;
    std::function<std::string(std::string_view)> read;
};

std::string quoted(std::string_view identifier) {
    std::string result = "\"";
    for (const char c : identifier) {
        result += c;
        if (c == '"') {
            result += '"';
        }
    }
    return result + '"';
}

// SQLite compares names without regard to the case of ASCII letters.
std::string folded(std::string_view name) {
    std::string result(name);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

std::vector<RowColumn> row_columns(const Schema& schema, const std::vector<FieldAlias>& aliases) {
    std::vector<RowColumn> columns;
    std::set<std::string> taken;
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        if (taken.insert(folded(schema.fields[i].name)).second) {
            columns.push_back({schema.fields[i].name, i, {}});
        }
    }
    for (const FieldAlias& alias : aliases) {
        if (taken.insert(folded(alias.name)).second) {
            columns.push_back({alias.name, alias.field, alias.read});
        }
    }
    return columns;
}

// While an expression is prepared only reading the row and calling functions is allowed; what it reads is
// noted.
struct Permit {
    std::set<std::string> columns_read;

    static int decide(void* self, int action, const char* first, const char* second, const char*,
                      const char*) {
        switch (action) {
        case SQLITE_SELECT:
            return SQLITE_OK;
        case SQLITE_READ:
            if (first != nullptr && std::string_view(first).starts_with("sqlite_")) {
                return SQLITE_DENY; // SQLite's own tables are no part of the layer
            }
            if (first != nullptr && std::string_view(first) == "layer" && second != nullptr) {
                static_cast<Permit*>(self)->columns_read.insert(folded(second));
            }
            return SQLITE_OK;
        case SQLITE_FUNCTION:
            return second != nullptr && std::string_view(second) == "load_extension" ? SQLITE_DENY
                                                                                     : SQLITE_OK;
        default:
            return SQLITE_DENY;
        }
    }
};

constexpr std::string_view select_open = "SELECT (";

[[noreturn]] void fail_at(sqlite3* database, const std::string& text, std::size_t skipped) {
    const int offset = sqlite3_error_offset(database);
    std::string place;
    if (offset >= 0 && static_cast<std::size_t>(offset) >= skipped) {
        const std::size_t at = std::min(static_cast<std::size_t>(offset) - skipped, text.size());
        place = fmt::format(" at character {} ('{}')", at + 1, text.substr(at, 20));
    }
    fail(Errc::usage,
         "The expression \"{}\" cannot be used: {}{}. Write it as SQL over the layer's columns, for example "
         "class = 'CHA' AND mines > 100.",
         text, sqlite3_errmsg(database), place);
}

SqliteStatement prepare(sqlite3* database, const std::string& sql, const std::string& text,
                        std::size_t skipped) {
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    const int result = sqlite3_prepare_v2(database, sql.c_str(), static_cast<int>(sql.size()), &raw, &tail);
    SqliteStatement statement(raw);
    if (result != SQLITE_OK) {
        fail_at(database, text, skipped);
    }
    if (tail != nullptr && *tail != '\0') {
        fail(Errc::usage,
             "The expression \"{}\" holds more than one statement. Give a single SQL expression.", text);
    }
    return statement;
}

} // namespace

struct Expression::State {
    std::string source;
    SqliteDatabase database;
    SqliteStatement statement;
    std::vector<RowColumn> bound;         // the columns that it reads, bound as parameters ?1, ?2 ...
    int area = 0, length = 0, record = 0; // indexes of the parameters; 0 = not used
    std::optional<Ellipsoid> ellipsoid;

    void bind(const Batch& batch, std::size_t feature);
    void bind_value(int parameter, const RowColumn& column, const Column& values, std::size_t feature);
    // Steps to the one row; the statement is reset by the caller.
    void step();
};

Expression::Expression(const std::string& text, const LayerInfo& info,
                       const std::vector<FieldAlias>& aliases) :
    state_(std::make_unique<State>()) {
    State& state = *state_;
    state.source = text;
    sqlite3* raw = nullptr;
    if (sqlite3_open(":memory:", &raw) != SQLITE_OK) {
        sqlite3_close(raw);
        fail(Errc::write, "SQLite could not be started to evaluate \"{}\"; is there enough memory?", text);
    }
    state.database.reset(raw);
    // "nosuchcolumn" in double quotes must be an error, not the text nosuchcolumn.
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_limit(raw, SQLITE_LIMIT_EXPR_DEPTH, 200);

    // First against a table of all columns: is it right, and which columns does it read?
    const std::vector<RowColumn> columns = row_columns(info.schema, aliases);
    std::string create = "CREATE TABLE layer (";
    for (const RowColumn& column : columns) {
        create += quoted(column.name) + " ,";
    }
    create += quoted("no column of a layer is called so") + ")";
    if (sqlite3_exec(raw, create.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail(Errc::usage, "Layer '{}': its columns cannot be used in an expression: {}.", info.name,
             sqlite3_errmsg(raw));
    }
    Permit permit;
    sqlite3_set_authorizer(raw, &Permit::decide, &permit);
    prepare(raw, fmt::format("{}{}\n) FROM layer", select_open, text), text, select_open.size());

    // Then over a row of parameters that holds only those.
    std::string row_names, row_values;
    for (const RowColumn& column : columns) {
        if (permit.columns_read.contains(folded(column.name))) {
            state.bound.push_back(column);
            row_names += (row_names.empty() ? "" : ",") + quoted(column.name);
            row_values += fmt::format("{}?{}", row_values.empty() ? "" : ",", state.bound.size());
        }
    }
    const std::string with = state.bound.empty()
                                 ? std::string{}
                                 : fmt::format("WITH layer({}) AS (VALUES({})) ", row_names, row_values);
    state.statement = prepare(
        raw, fmt::format("{}{}{}\n){}", with, select_open, text, state.bound.empty() ? "" : " FROM layer"),
        text, with.size() + select_open.size());
    sqlite3_set_authorizer(raw, nullptr, nullptr);

    state.area = sqlite3_bind_parameter_index(state.statement.get(), "$area_m2");
    state.length = sqlite3_bind_parameter_index(state.statement.get(), "$length_m");
    state.record = sqlite3_bind_parameter_index(state.statement.get(), "$record");
    const int known =
        static_cast<int>(state.bound.size()) + (state.area > 0) + (state.length > 0) + (state.record > 0);
    if (sqlite3_bind_parameter_count(state.statement.get()) != known) {
        fail(Errc::usage,
             "The expression \"{}\" uses a parameter that does not exist. There are $area_m2, $length_m and "
             "$record.",
             text);
    }
    if (state.area > 0 || state.length > 0) {
        state.ellipsoid.emplace(info.crs);
    }
}

Expression::~Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;

void Expression::State::bind_value(int parameter, const RowColumn& column, const Column& values,
                                   std::size_t feature) {
    sqlite3_stmt* target = statement.get();
    if (column.read) {
        const std::string text = column.read(to_text(values, feature));
        sqlite3_bind_text64(target, parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (values.is_null(feature)) {
        sqlite3_bind_null(target, parameter);
    } else if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&values.values)) {
        sqlite3_bind_int64(target, parameter, (*integers)[feature]);
    } else if (const auto* reals = std::get_if<std::vector<double>>(&values.values)) {
        sqlite3_bind_double(target, parameter, (*reals)[feature]);
    } else if (const auto* booleans = std::get_if<std::vector<char>>(&values.values)) {
        sqlite3_bind_int(target, parameter, (*booleans)[feature]);
    } else {
        const std::string_view text = values.text(feature);
        sqlite3_bind_text64(target, parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
}

void Expression::State::bind(const Batch& batch, std::size_t feature) {
    for (std::size_t i = 0; i < bound.size(); ++i) {
        bind_value(static_cast<int>(i + 1), bound[i], batch.columns[bound[i].field], feature);
    }
    if (area > 0) {
        sqlite3_bind_double(statement.get(), area, ellipsoid->area_m2(batch.shapes, feature));
    }
    if (length > 0) {
        sqlite3_bind_double(statement.get(), length, ellipsoid->length_m(batch.shapes, feature));
    }
    if (record > 0) {
        sqlite3_bind_int64(statement.get(), record, batch.record[feature]);
    }
}

void Expression::State::step() {
    if (sqlite3_step(statement.get()) != SQLITE_ROW) {
        const std::string reason = sqlite3_errmsg(database.get());
        sqlite3_reset(statement.get());
        fail(Errc::usage, "The expression \"{}\" cannot be evaluated: {}.", source, reason);
    }
}

bool Expression::matches(const Batch& batch, std::size_t feature) {
    state_->bind(batch, feature);
    state_->step();
    sqlite3_stmt* statement = state_->statement.get();
    const bool result =
        sqlite3_column_type(statement, 0) != SQLITE_NULL && sqlite3_column_double(statement, 0) != 0.0;
    sqlite3_reset(statement);
    return result;
}

std::string Expression::text(const Batch& batch, std::size_t feature) {
    state_->bind(batch, feature);
    state_->step();
    sqlite3_stmt* statement = state_->statement.get();
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    std::string result(bytes == nullptr ? "" : bytes,
                       static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
    sqlite3_reset(statement);
    return result;
}

} // namespace minemap
