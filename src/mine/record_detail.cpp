// SPDX-License-Identifier: MIT
#include "mine/record_detail.hpp"

namespace minemap {

bool is_record_detail(const Schema& schema) noexcept {
    return schema.find(record_id_field).has_value() && schema.find(record_part_field).has_value();
}

} // namespace minemap
