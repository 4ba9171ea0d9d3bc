// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/error.hpp"
#include "mine/fold.hpp"
#include "mine/hazard_tables.hpp"
#include "mine/record_columns.hpp"
#include "mine/record_detail.hpp"

namespace minemap {

namespace {

using enum HazardColumn;

// Names as IMSMA, IMSMA Core, the GICHD minimum data requirements and national exports write them. OBJECTID,
// FID and the like number the rows of a file and are nobody's id. A field of the hazard's own name
// ("hazard_id") goes before the bare word ("id"), which is often a serial number beside it.
constexpr ColumnAlias aliases[] = {
    {"imsma_id", id},
    {"hazard_id", id},
    {"hazard_localid", id},
    {"hazard_local_id", id},
    {"minefield_id", id},
    {"mf_id", id},
    {"local_id", id},
    {"localid", id},
    {"id", id},
    {"идентификатор", id},
    {"ид", id},
    {"номер", id},
    {"nömrə", id},

    {"hazard_name", name},
    {"hazardname", name},
    {"name", name},
    {"имя", name},
    {"название", name},
    {"наименование", name},
    {"ad", name},
    {"adı", name},

    {"class", hazard_class},
    {"hazard_class", hazard_class},
    {"hazard_classification", hazard_class},
    {"hazard_type", hazard_class},
    {"haz_type", hazard_class},
    {"haz_class", hazard_class},
    {"hazardtype", hazard_class},
    {"classification", hazard_class},
    {"area_type", hazard_class},
    {"land_type", hazard_class},
    {"land_class", hazard_class},
    {"type", hazard_class},
    {"класс", hazard_class},
    {"классификация", hazard_class},
    {"тип", hazard_class},
    {"тип_района", hazard_class},
    {"tip", hazard_class},
    {"sinif", hazard_class},
    {"təsnifat", hazard_class},
    {"növ", hazard_class},
    {"növü", hazard_class},

    {"status", status},
    {"hazard_status", status},
    {"haz_status", status},
    {"land_status", status},
    {"area_status", status},
    {"статус", status},
    {"состояние", status},
    {"vəziyyət", status},

    {"device", device},
    {"device_type", device},
    {"device_category", device},
    {"category_of_device", device},
    {"mine_type", device},
    {"mine_model", device},
    {"ordnance_type", device},
    {"munition", device},
    {"тип_мин", device},
    {"тип_мины", device},
    {"боеприпас", device},
    {"mina_növü", device},
    {"mina_tipi", device},

    {"mines", mines},
    {"mine_count", mines},
    {"mines_count", mines},
    {"n_mines", mines},
    {"num_mines", mines},
    {"no_of_mines", mines},
    {"nr_of_mines", mines},
    {"number_of_mines", mines},
    {"mines_recorded", mines},
    {"qty_mines", mines},
    {"мин", mines},
    {"мины", mines},
    {"количество_мин", mines},
    {"кол_во_мин", mines},
    {"число_мин", mines},
    {"mina_sayı", mines},
    {"minaların_sayı", mines},

    {"region", region},
    {"district", region},
    {"rayon", region},
    {"municipality", region},
    {"province", region},
    {"admin1", region},
    {"admin2", region},
    {"район", region},
    {"область", region},

    {"laid", laid},
    {"date_laid", laid},
    {"laid_date", laid},
    {"laying_date", laid},
    {"date_of_laying", laid},
    {"дата_установки", laid},
    {"дата_минирования", laid},
    {"minalanma_tarixi", laid},

    {"surveyed", surveyed},
    {"survey_date", surveyed},
    {"date_of_survey", surveyed},
    {"date_surveyed", surveyed},
    {"дата_обследования", surveyed},

    {"source", source},
    {"data_source", source},
    {"information_source", source},
    {"источник", source},
    {"mənbə", source},

    {"reliability", reliability},
    {"source_reliability", reliability},
    {"достоверность", reliability},
    {"надёжность", reliability},
    {"etibarlılıq", reliability},

    {"accuracy_m", accuracy_m},
    {"accuracy", accuracy_m},
    {"точность_м", accuracy_m},
    {"точность", accuracy_m},
    {"dəqiqlik", accuracy_m},

    {"remarks", remarks},
    {"remark", remarks},
    {"comments", remarks},
    {"comment", remarks},
    {"notes", remarks},
    {"примечание", remarks},
    {"примечания", remarks},
    {"комментарий", remarks},
    {"qeyd", remarks},
    {"qeydlər", remarks},
};

constexpr std::size_t shapefile_name_length = 10;

// What a Shapefile leaves of a long name: ten bytes in its code page. One letter is one byte in a Cyrillic or
// Turkish page and two in UTF-8, where the cut may fall into the middle of one.
bool is_cut_from(std::string_view field, std::string_view alias) noexcept {
    if (count_characters(field) == shapefile_name_length && count_characters(alias) > shapefile_name_length) {
        return same_word(field, first_characters(alias, shapefile_name_length));
    }
    if (field.size() >= shapefile_name_length - 1 && field.size() <= shapefile_name_length &&
        count_characters(field) < field.size() && alias.size() > shapefile_name_length) {
        return same_word(field, first_characters(alias, count_characters(field)));
    }
    return false;
}

std::optional<HazardColumn> column_named(std::string_view text) noexcept {
    for (std::size_t i = 0; i < hazard_column_count; ++i) {
        if (minemap::name(static_cast<HazardColumn>(i)) == text) {
            return static_cast<HazardColumn>(i);
        }
    }
    return std::nullopt;
}

std::string column_list() {
    std::string list;
    for (std::size_t i = 0; i < hazard_column_count; ++i) {
        list.append(i == 0 ? "" : ", ").append(minemap::name(static_cast<HazardColumn>(i)));
    }
    return list;
}

std::string field_list(const Schema& schema) {
    std::string list;
    for (const Field& field : schema.fields) {
        list.append(list.empty() ? "" : ", ").append(field.name);
    }
    return list.empty() ? "none" : list;
}

// Layers that were made of minefield records: what was said about a column of their table was heeded when
// that was read.
bool is_spent(const std::string& column_text, const std::string& field_name, const Schema& schema) {
    if (schema.find(field_name) || !(is_record_detail(schema) || schema.find("as_entered"))) {
        return false;
    }
    for (std::size_t i = 0; i < record_column_count; ++i) {
        if (same_word(column_text, minemap::name(static_cast<RecordColumn>(i)))) {
            return true;
        }
    }
    return false;
}

} // namespace

std::span<const ColumnAlias> column_aliases() noexcept { return aliases; }

HazardFields find_hazard_fields(const Schema& schema,
                                std::span<const std::pair<std::string, std::string>> chosen) {
    HazardFields found;
    std::vector<bool> taken(schema.fields.size());
    const auto take = [&](HazardColumn column, std::size_t field) {
        found.field.at(static_cast<std::size_t>(column)) = field;
        taken[field] = true;
    };
    for (const auto& [column_text, field_name] : chosen) {
        if (is_spent(column_text, field_name, schema)) {
            continue;
        }
        const std::optional<HazardColumn> column = column_named(column_text);
        if (!column) {
            fail(Errc::usage, "--field {}={}: a hazard has no column '{}'. It has {}.", column_text,
                 field_name, column_text, column_list());
        }
        const std::optional<std::size_t> field = schema.find(field_name);
        if (!field) {
            fail(Errc::usage, "--field {}={}: the layer has no field '{}'. It has {}.", column_text,
                 field_name, field_name, field_list(schema));
        }
        take(*column, *field);
    }
    const auto pass = [&](auto matches) {
        for (const ColumnAlias& alias : aliases) {
            if (found[alias.column]) {
                continue;
            }
            for (std::size_t i = 0; i < schema.fields.size(); ++i) {
                if (!taken[i] && matches(schema.fields[i].name, alias.field)) {
                    take(alias.column, i);
                    break;
                }
            }
        }
    };
    pass([](std::string_view field, std::string_view alias) { return same_word(field, alias); });
    pass(is_cut_from);
    return found;
}

} // namespace minemap
