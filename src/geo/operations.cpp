// SPDX-License-Identifier: MIT
#include "geo/operations.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "geo/proj.hpp"

namespace minemap {
namespace {

// EPSG writes 999 where nobody knows.
constexpr double accuracy_nobody_knows = 999;

Pj pj_of(const Crs& crs) {
    Pj pj(proj_create(proj_thread_context(), crs.wkt().c_str()));
    if (!pj) {
        fail(Errc::crs, "PROJ cannot build the CRS {} again: {}.", describe(crs), take_proj_message());
    }
    return pj;
}

std::string text_or_empty(const char* text) { return text == nullptr ? std::string{} : std::string(text); }

// "EPSG:15865" of a step, the same for its inverse; PROJ writes the authority of those as INVERSE(EPSG).
std::string code_of(const PJ* step) {
    std::string authority = text_or_empty(proj_get_id_auth_name(step, 0));
    const std::string code = text_or_empty(proj_get_id_code(step, 0));
    if (const std::size_t open = authority.find('('); open != std::string::npos) {
        authority = authority.substr(open + 1, authority.find(')') - open - 1);
    }
    return authority.empty() || code.empty() ? std::string{} : fmt::format("{}:{}", authority, code);
}

std::vector<Pj> steps_of(PJ* operation) {
    PJ_CONTEXT* context = proj_thread_context();
    std::vector<Pj> steps;
    if (proj_get_type(operation) == PJ_TYPE_CONCATENATED_OPERATION) {
        const int count = proj_concatoperation_get_step_count(context, operation);
        for (int i = 0; i < count; ++i) {
            steps.emplace_back(proj_concatoperation_get_step(context, operation, i));
        }
    } else {
        steps.emplace_back(proj_clone(context, operation));
    }
    return steps;
}

void append(std::string& list, const std::string& item) {
    if (!item.empty()) {
        list += (list.empty() ? "" : " + ") + item;
    }
}

// A step that PROJ makes up for two datums between which it knows nothing.
bool is_ballpark(const PJ* step) {
    return text_or_empty(proj_get_name(step)).find("Ballpark") != std::string::npos;
}

// A conversion (a projection, a change of unit) moves nothing on the ground, nor does what PROJ puts between
// two names of one datum: "Null geographic offset from WGS 84 to WGS 84".
bool stays_in_datum(const PJ* step) {
    return proj_get_type(step) == PJ_TYPE_CONVERSION ||
           (code_of(step).empty() && text_or_empty(proj_get_name(step)).rfind("Null geo", 0) == 0);
}

std::optional<double> accuracy_of(const PJ* pj) {
    const double accuracy = proj_coordoperation_get_accuracy(proj_thread_context(), pj);
    return accuracy >= 0 && accuracy < accuracy_nobody_knows ? std::optional(accuracy) : std::nullopt;
}

// Positions are two coordinates on the ground in this program.
void require_horizontal(const Crs& crs, const PJ* pj) {
    const PJ_TYPE type = proj_get_type(pj);
    const char* kind = type == PJ_TYPE_ENGINEERING_CRS  ? "a local system that nothing ties to the Earth"
                       : type == PJ_TYPE_GEOCENTRIC_CRS ? "geocentric, so that two coordinates are no place"
                       : type == PJ_TYPE_VERTICAL_CRS   ? "a system of heights"
                       : type == PJ_TYPE_TEMPORAL_CRS   ? "a system of times"
                                                        : nullptr;
    if (kind != nullptr) {
        fail(Errc::crs,
             "{} is {}. Pass --src-crs with the CRS that the coordinates are meant in, for example "
             "EPSG:28408.",
             describe(crs), kind);
    }
}

Operation read(PJ* pj) {
    PJ_CONTEXT* context = proj_thread_context();
    Operation operation;
    bool stated = false, others_known = true;
    for (const Pj& step : steps_of(pj)) {
        const std::string code = code_of(step.get());
        if (!code.empty()) {
            operation.codes.push_back(code);
        }
        if (!stays_in_datum(step.get())) {
            operation.changes_datum = true;
            append(operation.code, code);
            append(operation.name, text_or_empty(proj_get_name(step.get())));
            stated = stated || code.empty();
            others_known = others_known && (code.empty() || accuracy_of(step.get()));
        }
        operation.ballpark = operation.ballpark || is_ballpark(step.get());
    }
    operation.ballpark =
        operation.ballpark || proj_coordoperation_has_ballpark_transformation(context, pj) != 0;
    if (operation.name.empty()) {
        operation.name = text_or_empty(proj_get_name(pj));
    }
    if (!operation.changes_datum) {
        operation.accuracy_m = 0; // PROJ says -1 here as it does for the unknown
    } else if (!operation.ballpark) {
        operation.accuracy_m = accuracy_of(pj);
        operation.stated_by_crs = stated && others_known && !operation.accuracy_m;
    }
    const char* area = nullptr;
    Box box;
    if (proj_get_area_of_use(context, pj, &box.min_x, &box.min_y, &box.max_x, &box.max_y, &area) != 0 &&
        box.min_x >= -180) {
        operation.area = box;
    }
    operation.area_name = text_or_empty(area);
    operation.available = proj_coordoperation_is_instantiable(context, pj) != 0;
    if (const Pj turned(proj_normalize_for_visualization(context, pj)); turned) {
        operation.definition = text_or_empty(proj_as_proj_string(context, turned.get(), PJ_PROJ_5, nullptr));
    }
    operation.available = operation.available && !operation.definition.empty();
    return operation;
}

} // namespace

std::vector<Operation> operations(const Crs& from, const Crs& to, bool superseded) {
    if (!from.known() || !to.known()) {
        fail(Errc::crs,
             "There is no operation from {} to {}, because one of them is unknown. Pass --src-crs, for "
             "example "
             "EPSG:28408.",
             describe(from), describe(to));
    }
    PJ_CONTEXT* context = proj_thread_context();
    const Pj source = pj_of(from);
    const Pj target = pj_of(to);
    require_horizontal(from, source.get());
    require_horizontal(to, target.get());
    const FactoryContext factory(proj_create_operation_factory_context(context, nullptr));
    // All there are: areas are held against the data, and a missing grid is said, not skipped.
    proj_operation_factory_context_set_crs_extent_use(context, factory.get(), PJ_CRS_EXTENT_NONE);
    proj_operation_factory_context_set_spatial_criterion(context, factory.get(),
                                                         PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(context, factory.get(),
                                                             PROJ_GRID_AVAILABILITY_IGNORED);
    proj_operation_factory_context_set_discard_superseded(context, factory.get(), superseded ? 0 : 1);
    take_proj_message();
    const PjList list(proj_create_operations(context, source.get(), target.get(), factory.get()));
    std::vector<Operation> found;
    const int count = list ? proj_list_get_count(list.get()) : 0;
    for (int i = 0; i < count; ++i) {
        const Pj pj(proj_list_get(context, list.get(), i));
        found.push_back(read(pj.get()));
    }
    std::stable_partition(found.begin(), found.end(),
                          [](const Operation& operation) { return !operation.ballpark; });
    return found;
}

std::vector<Operation> operations(const Crs& from, const Crs& to) { return operations(from, to, false); }

Operation conversion(const Crs& from, const Crs& to) {
    for (Operation& operation : operations(from, to)) {
        if (!operation.changes_datum && operation.available) {
            return std::move(operation);
        }
    }
    fail(Errc::crs, "{} and {} do not share a datum, so there is no exact conversion.", describe(from),
         describe(to));
}

namespace {

// EPSG lists countries and states by their names: the beginning says enough.
std::string beginning(const std::string& text) {
    constexpr std::size_t most = 60;
    if (text.size() <= most) {
        return text;
    }
    const std::size_t blank = text.rfind(' ', most);
    return text.substr(0, blank == std::string::npos ? 0 : blank) + " ...";
}

} // namespace

std::string list_of(const std::vector<Operation>& operations) {
    constexpr std::size_t most = 12;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, operations.size()); ++i) {
        const Operation& operation = operations[i];
        text += fmt::format("{}{} \"{}\" ({}{}{})", text.empty() ? "" : "; ",
                            operation.code.empty() ? "no code" : operation.code, operation.name,
                            operation.accuracy_m ? fmt::format("{:g} m", *operation.accuracy_m)
                                                 : "accuracy unknown",
                            operation.area_name.empty() ? "" : ", " + beginning(operation.area_name),
                            operation.available ? "" : ", needs a grid that is not installed");
    }
    return operations.size() > most ? text + fmt::format("; and {} more", operations.size() - most) : text;
}

} // namespace minemap
