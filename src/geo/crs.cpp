// SPDX-License-Identifier: MIT
#include "geo/crs.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "geo/proj.hpp"

#include <proj_experimental.h> // proj_crs_demote_to_2D

namespace minemap {

struct Crs::Data {
    std::string code, name, wkt;
    std::string key; // WKT with the axes in east-north order: what equality compares
    bool geographic = false;
    double unit_to_metre = 1;
    std::optional<Box> area;
    std::string base_wkt;
    std::optional<Ellipsoid> ellipsoid;
};

namespace {

constexpr int sure =
    90; // of 100: PROJ's confidence from which an identified CRS is taken for the one that was meant

std::string wkt_of(PJ* pj) {
    const char* const options[] = {"MULTILINE=NO", "ALLOW_ELLIPSOIDAL_HEIGHT_AS_VERTICAL_CRS=YES", nullptr};
    const char* wkt = proj_as_wkt(proj_thread_context(), pj, PJ_WKT2_2019, options);
    return wkt == nullptr ? std::string{} : std::string(wkt);
}

std::string code_of(PJ* pj) {
    const char* authority = proj_get_id_auth_name(pj, 0);
    const char* code = proj_get_id_code(pj, 0);
    return authority == nullptr || code == nullptr ? std::string{} : fmt::format("{}:{}", authority, code);
}

// Coordinates are handled in the horizontal part; heights are carried as they are.
Pj horizontal(Pj crs) {
    PJ_CONTEXT* context = proj_thread_context();
    if (proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS) {
        crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
    }
    if (proj_get_type(crs.get()) == PJ_TYPE_GEOGRAPHIC_3D_CRS ||
        proj_get_type(crs.get()) == PJ_TYPE_PROJECTED_CRS) {
        if (Pj flat(proj_crs_demote_to_2D(context, nullptr, crs.get())); flat) {
            crs = std::move(flat);
        }
    }
    return crs;
}

// A file's WKT may carry TOWGS84 beside the code of a CRS that the database knows: the code is what was
// meant, and the database has the operations. Without a code the parameters are all there is, and stay.
Pj without_known_bound(Pj crs) {
    if (proj_get_type(crs.get()) != PJ_TYPE_BOUND_CRS) {
        return crs;
    }
    Pj base(proj_get_source_crs(proj_thread_context(), crs.get()));
    return base && !code_of(base.get()).empty() ? std::move(base) : std::move(crs);
}

// The database's CRS when this one has no code but is clearly one of its entries, as ESRI's .prj files are.
Pj identified(Pj crs) {
    if (!code_of(crs.get()).empty() || proj_get_type(crs.get()) == PJ_TYPE_BOUND_CRS) {
        return crs;
    }
    int* confidence = nullptr;
    const PjList found(proj_identify(proj_thread_context(), crs.get(), "EPSG", nullptr, &confidence));
    const std::unique_ptr<int, void (*)(int*)> confidences(confidence, proj_int_list_destroy);
    const int count = found ? proj_list_get_count(found.get()) : 0;
    const auto is_sure = [&](int i) { return confidence[i] >= sure; };
    if (count == 0 || !is_sure(0) || (count > 1 && is_sure(1) && confidence[1] == confidence[0])) {
        return crs;
    }
    return Pj(proj_list_get(proj_thread_context(), found.get(), 0));
}

double axis_unit(PJ* crs) {
    PJ_CONTEXT* context = proj_thread_context();
    const Pj system(proj_crs_get_coordinate_system(context, crs));
    double factor = 1;
    if (system) {
        proj_cs_get_axis_info(context, system.get(), 0, nullptr, nullptr, nullptr, &factor, nullptr, nullptr,
                              nullptr);
    }
    return factor;
}

bool is_geographic(PJ* crs) {
    const PJ_TYPE type = proj_get_type(crs);
    if (type == PJ_TYPE_BOUND_CRS) {
        const Pj base(proj_get_source_crs(proj_thread_context(), crs));
        return base && is_geographic(base.get());
    }
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

std::optional<Box> area_of(PJ* crs) {
    Box box;
    if (proj_get_area_of_use(proj_thread_context(), crs, &box.min_x, &box.min_y, &box.max_x, &box.max_y,
                             nullptr) == 0 ||
        box.min_x < -180) {
        return std::nullopt;
    }
    return box;
}

// Neither a code nor a definition. PROJ takes the beginning of a name, or one like it, for the name itself.
bool is_name(std::string_view text) { return text.find_first_of(":[{+=") == text.npos; }

std::string folded_name(std::string_view text) {
    std::string folded;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
            folded += letter ? static_cast<char>(c | 0x20) : c;
        }
    }
    return folded;
}

} // namespace

Crs Crs::from_text(std::string_view text) {
    const std::string quoted = std::string(text.substr(0, 80)) + (text.size() > 80 ? "..." : "");
    const bool digits =
        !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) {
        fail(Errc::crs, "'{}' is not a CRS: name the authority too, for example EPSG:{}.", quoted, quoted);
    }
    PJ_CONTEXT* context = proj_thread_context();
    take_proj_message();
    Pj crs(proj_create(context, std::string(text).c_str()));
    if (!crs || proj_is_crs(crs.get()) == 0) {
        const std::string reason = take_proj_message();
        fail(Errc::crs,
             "'{}' is not a CRS that PROJ {} knows{}{}. Write a code such as EPSG:28408, WKT, or a PROJ "
             "string "
             "with +type=crs.",
             quoted, proj_info().version, reason.empty() ? "" : ": ", reason);
    }
    if (is_name(text) && folded_name(text) != folded_name(proj_get_name(crs.get()))) {
        fail(Errc::crs,
             "'{}' is not the name of a CRS; the nearest that PROJ {} knows is '{}'. Write a code such as "
             "EPSG:28408, the whole name, WKT, or a PROJ string with +type=crs.",
             quoted, proj_info().version, proj_get_name(crs.get()));
    }
    crs = identified(horizontal(without_known_bound(std::move(crs))));

    auto data = std::make_shared<Data>();
    data->code = code_of(crs.get());
    data->name = proj_get_name(crs.get()) == nullptr ? "" : proj_get_name(crs.get());
    data->wkt = wkt_of(crs.get());
    const Pj turned(proj_normalize_for_visualization(context, crs.get()));
    data->key = turned ? wkt_of(turned.get()) : data->wkt;
    data->geographic = is_geographic(crs.get());
    data->unit_to_metre = data->geographic ? 1 : axis_unit(crs.get());
    data->area = area_of(crs.get());
    if (const Pj base(proj_crs_get_geodetic_crs(context, crs.get())); base) {
        data->base_wkt = wkt_of(base.get());
        if (const Pj ellipsoid(proj_get_ellipsoid(context, base.get())); ellipsoid) {
            double major = 0, minor = 0;
            proj_ellipsoid_get_parameters(context, ellipsoid.get(), &major, &minor, nullptr, nullptr);
            data->ellipsoid = Ellipsoid{major, (major - minor) / major};
        }
    }
    Crs result;
    result.data_ = std::move(data);
    return result;
}

Crs Crs::gauss_kruger(int zone) {
    if (zone < 2 || zone > 32) {
        fail(Errc::crs, "There is no Gauss-Krüger zone {} of Pulkovo 1942; the zones are 2 to 32.", zone);
    }
    return from_text(fmt::format("EPSG:{}", 28'400 + zone));
}

Crs Crs::utm(int zone, bool north) {
    if (zone < 1 || zone > 60) {
        fail(Errc::crs, "There is no UTM zone {}; the zones are 1 to 60.", zone);
    }
    return from_text(fmt::format("EPSG:{}", (north ? 32'600 : 32'700) + zone));
}

Crs Crs::wgs84() { return from_text("EPSG:4326"); }

const std::string& Crs::code() const noexcept {
    static const std::string none;
    return data_ ? data_->code : none;
}

const std::string& Crs::name() const noexcept {
    static const std::string unknown = "unknown";
    return data_ ? data_->name : unknown;
}

const std::string& Crs::wkt() const noexcept {
    static const std::string none;
    return data_ ? data_->wkt : none;
}

bool Crs::geographic() const noexcept { return data_ && data_->geographic; }
double Crs::unit_to_metre() const noexcept { return data_ ? data_->unit_to_metre : 1; }
std::optional<Box> Crs::area_of_use() const { return data_ ? data_->area : std::nullopt; }

Crs Crs::geographic_base() const {
    if (!data_ || data_->base_wkt.empty()) {
        return {};
    }
    return data_->geographic ? *this : from_text(data_->base_wkt);
}

Crs::Ellipsoid Crs::ellipsoid() const {
    if (!data_ || !data_->ellipsoid) {
        fail(Errc::crs, "The CRS {} has no ellipsoid, so nothing can be measured in it.", name());
    }
    return *data_->ellipsoid;
}

bool Crs::operator==(const Crs& other) const noexcept {
    if (!data_ || !other.data_) {
        return data_ == other.data_;
    }
    return data_ == other.data_ || (!data_->code.empty() && data_->code == other.data_->code) ||
           data_->key == other.data_->key;
}

std::string describe(const Crs& crs) {
    return crs.code().empty() ? crs.name() : fmt::format("{} ({})", crs.code(), crs.name());
}

} // namespace minemap
