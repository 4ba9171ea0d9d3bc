// SPDX-License-Identifier: MIT
#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace minemap {
namespace {

spdlog::logger& logger() {
    static spdlog::logger instance = [] {
        spdlog::logger made("minemap", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made.set_pattern("minemap: %v");
        made.flush_on(spdlog::level::trace);
        return made;
    }();
    return instance;
}

} // namespace

void set_up_log(Verbosity verbosity) {
    static constexpr spdlog::level::level_enum levels[] = {spdlog::level::err, spdlog::level::info,
                                                           spdlog::level::debug};
    logger().set_level(levels[static_cast<int>(verbosity)]);
}

void log_debug(std::string_view text) { logger().debug(text); }
void log_info(std::string_view text) { logger().info(text); }
void log_warning(std::string_view text) { logger().warn("warning: {}", text); }
void log_error(std::string_view text) { logger().error(text); }

} // namespace minemap
