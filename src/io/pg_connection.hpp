// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: a connection to PostgreSQL whose errors are sentences.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "io/pg_address.hpp"

struct pg_conn;
struct pg_result;

namespace minemap {

struct PgClear {
    void operator()(pg_result* result) const noexcept;
};
using PgResult = std::unique_ptr<pg_result, PgClear>;

struct PgFinish {
    void operator()(pg_conn* connection) const noexcept;
};

// A session in UTF-8, UTC and ISO dates, so that what is sent and what comes back is one text everywhere.
// Destroyed within a transaction, the server undoes that.
class PgConnection {
public:
    // `shown` names the database in messages; `failure` is the code of every error. Throws that error when
    // there is no server, or when it refuses.
    PgConnection(const PgAddress& address, std::string shown, Errc failure);

    PgResult run(const std::string& sql, const std::vector<std::string>& values = {}) const;
    // First value of the first row; none when there is no row or it is null.
    std::optional<std::string> value(const std::string& sql,
                                     const std::vector<std::string>& values = {}) const;
    std::vector<std::vector<std::string>> rows(const std::string& sql,
                                               const std::vector<std::string>& values = {}) const;

    // COPY ... FROM STDIN: the command, its lines in pieces of any size, its end.
    void begin_copy(const std::string& sql);
    void copy(std::string_view piece);
    void end_copy();

    // The last command of a transaction. Whether it took place is not known when the connection ends there.
    void commit();

    std::string quoted(std::string_view name) const;  // "name"
    std::string literal(std::string_view text) const; // 'text'
    int server_version() const noexcept;              // 150018

private:
    [[noreturn]] void refuse_connection(const PgAddress& address) const;
    [[noreturn]] void refuse(const pg_result* result) const;

    std::unique_ptr<pg_conn, PgFinish> connection_;
    std::string shown_;
    Errc failure_;
};

} // namespace minemap
