// SPDX-License-Identifier: MIT
#include "io/pg_connection.hpp"

#include <algorithm>
#include <cstring>

#include <libpq-fe.h>

#include "io/gdal.hpp"

namespace minemap {
namespace {

// What an SQLSTATE (its first characters) means for whoever reads the message, and what to do. The first that
// fits counts.
struct Advice {
    const char* state;
    const char* what;
};
constexpr Advice advices[] = {
    {"42501", "the user has no right to do that ({}). Ask the owner of the database for it"},
    {"42P07", "a table of this name was made by somebody else meanwhile ({}). Run it again"},
    {"2BP01", "the table cannot be replaced because others depend on it ({}). Drop those first, or write to "
              "another table"},
    {"53100", "the server's disk is full ({})"},
    {"53", "the server has no resources left ({})"},
    {"54", "the table is too wide for the server ({}). Choose fewer fields"},
    {"57P", "the server ended the connection ({})"},
    {"08", "the connection to the server was lost ({})"},
    {"55P03", "the table is locked by somebody else ({}). Try again later"},
    {"40", "others changed the same data at the same time ({}). Run it again"},
};

std::string sentence(const std::string& state, const std::string& message) {
    for (const Advice& advice : advices) {
        if (state.rfind(advice.state, 0) == 0) {
            return fmt::format(fmt::runtime(advice.what), message);
        }
    }
    return fmt::format("the server says: {}", message);
}

// Without "ERROR:" and without a final stop, as part of a sentence.
std::string clean(const char* text) {
    std::string line = one_line(text == nullptr ? "" : text);
    while (!line.empty() && (line.back() == ' ' || line.back() == '.')) {
        line.pop_back();
    }
    return line;
}

// Sessions differ in what their server, database, role and environment set.
constexpr const char* settings =
    "SET client_encoding = 'UTF8'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; "
    "SET standard_conforming_strings = on; SET bytea_output = 'hex'; SET extra_float_digits = 1; "
    "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; "
    "SET lock_timeout = '60s'; SET synchronize_seqscans = off; SET client_min_messages = error";

} // namespace

void PgClear::operator()(pg_result* result) const noexcept { PQclear(result); }
void PgFinish::operator()(pg_conn* connection) const noexcept { PQfinish(connection); }

PgConnection::PgConnection(const PgAddress& address, std::string shown, Errc failure) :
    connection_(PQconnectdb(address.conninfo.c_str())), shown_(std::move(shown)), failure_(failure) {
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
        refuse_connection(address);
    }
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
    run(settings);
    if (server_version() >= 140000) {
        // So that a server that waits for a lock sees that its client has gone.
        run("SET client_connection_check_interval = '2s'");
    }
}

void PgConnection::refuse_connection(const PgAddress& address) const {
    const std::string message = clean(PQerrorMessage(connection_.get()));
    switch (PQping(address.conninfo.c_str())) {
    case PQPING_NO_RESPONSE:
        fail(failure_, "{}: no server answers there ({}). Check host and port, and that the server runs.",
             shown_, message);
    case PQPING_REJECT:
        fail(failure_, "{}: the server takes no connections now ({}). Try again later.", shown_, message);
    case PQPING_NO_ATTEMPT:
        fail(Errc::usage, "{}: this is no connection string ({}).", shown_, message);
    default:
        break;
    }
    if (PQconnectionNeedsPassword(connection_.get()) != 0) {
        fail(failure_,
             "{}: the server asks for a password and none was given. Put it into ~/.pgpass or into the "
             "variable PGPASSWORD.",
             shown_);
    }
    fail(failure_, "{}: the server refuses the connection ({}). Check the user, {}the name of the database.",
         shown_, message,
         PQconnectionUsedPassword(connection_.get()) != 0 ? "the password and " : "pg_hba.conf and ");
}

void PgConnection::refuse(const pg_result* result) const {
    const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* primary = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    std::string message = clean(primary == nullptr ? PQerrorMessage(connection_.get()) : primary);
    const char* detail = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    if (detail != nullptr && std::strlen(detail) < 200) {
        message += "; " + clean(detail);
    }
    const bool lost = PQstatus(connection_.get()) != CONNECTION_OK;
    std::string what = sentence(state == nullptr ? (lost ? "08" : "") : state, message);
    if (failure_ == Errc::write) {
        what += ". Nothing in the database was changed";
    }
    fail(failure_, "{}: {}.", shown_, what);
}

PgResult PgConnection::run(const std::string& sql, const std::vector<std::string>& values) const {
    std::vector<const char*> pointers;
    for (const std::string& value : values) {
        pointers.push_back(value.c_str());
    }
    PgResult result(values.empty()
                        ? PQexec(connection_.get(), sql.c_str())
                        : PQexecParams(connection_.get(), sql.c_str(), static_cast<int>(values.size()),
                                       nullptr, pointers.data(), nullptr, nullptr, 0));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) {
        refuse(result.get());
    }
    return result;
}

std::optional<std::string> PgConnection::value(const std::string& sql,
                                               const std::vector<std::string>& values) const {
    const PgResult result = run(sql, values);
    if (PQntuples(result.get()) == 0 || PQgetisnull(result.get(), 0, 0) != 0) {
        return std::nullopt;
    }
    return PQgetvalue(result.get(), 0, 0);
}

std::vector<std::vector<std::string>> PgConnection::rows(const std::string& sql,
                                                         const std::vector<std::string>& values) const {
    const PgResult result = run(sql, values);
    std::vector<std::vector<std::string>> rows(static_cast<std::size_t>(PQntuples(result.get())));
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            rows[static_cast<std::size_t>(row)].emplace_back(PQgetvalue(result.get(), row, column));
        }
    }
    return rows;
}

void PgConnection::begin_copy(const std::string& sql) { run(sql); }

void PgConnection::copy(std::string_view piece) {
    if (PQputCopyData(connection_.get(), piece.data(), static_cast<int>(piece.size())) != 1) {
        end_copy(); // the server's own words
        refuse(nullptr);
    }
}

void PgConnection::end_copy() {
    PQputCopyEnd(connection_.get(), nullptr);
    PgResult failed;
    while (PgResult result{PQgetResult(connection_.get())}) {
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && !failed) {
            failed = std::move(result);
        }
        if (PQstatus(connection_.get()) != CONNECTION_OK) {
            break;
        }
    }
    if (failed || PQstatus(connection_.get()) != CONNECTION_OK) {
        refuse(failed.get());
    }
}

void PgConnection::commit() {
    const PgResult result(PQexec(connection_.get(), "COMMIT"));
    if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) {
        // A transaction that failed answers ROLLBACK to its COMMIT.
        if (std::strcmp(PQcmdStatus(result.get()), "COMMIT") == 0) {
            return;
        }
        fail(failure_, "{}: the server undid the transaction. Nothing in the database was changed.", shown_);
    }
    if (PQstatus(connection_.get()) == CONNECTION_OK) {
        refuse(result.get());
    }
    fail(failure_,
         "{}: the connection was lost while the server was told to keep the table, so whether it did is not "
         "known: the table is there whole, or as it was before. Look with `minemap info`.",
         shown_);
}

std::string PgConnection::quoted(std::string_view name) const {
    std::string text = "\"";
    for (const char c : name) {
        text += c == '"' ? "\"\"" : std::string{c};
    }
    return text + '"';
}

std::string PgConnection::literal(std::string_view text) const {
    std::string result = "'"; // standard_conforming_strings is on
    for (const char c : text) {
        result += c == '\'' ? "''" : std::string{c};
    }
    return result + "'";
}

int PgConnection::server_version() const noexcept { return PQserverVersion(connection_.get()); }

} // namespace minemap
