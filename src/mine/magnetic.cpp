// SPDX-License-Identifier: MIT
#include "mine/magnetic.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include <GeographicLib/MagneticModel.hpp>

#include "base/error.hpp"
#include "mine/magnetic_data.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;
using GeographicLib::MagneticModel;

constexpr double first_year = 1900;
constexpr const char* built_in_name = "igrf12";

// A model by its name: "igrf13" is a generation of the IGRF, "wmm2025" a World Magnetic Model.
struct Model {
    std::string name, folder;
    bool igrf;
    int number; // generation or year
};

std::optional<Model> model_of_file(const fs::path& file) {
    Model model{file.stem().string(), file.parent_path().string(), false, 0};
    for (const std::string_view family : {"igrf", "wmm"}) {
        if (file.extension() == ".wmm" && model.name.starts_with(family)) {
            const char* const digits = model.name.data() + family.size();
            const auto [end, error] =
                std::from_chars(digits, model.name.data() + model.name.size(), model.number);
            if (error == std::errc{} && end != digits) {
                model.igrf = family == "igrf";
                return model;
            }
        }
    }
    return std::nullopt;
}

// The best first: the IGRF holds the past as it was measured, and a newer one knows more of it.
std::vector<Model> installed_models(const std::string& folder) {
    std::vector<Model> models;
    std::error_code unreadable; // then there are none
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, unreadable)) {
        if (const auto model = model_of_file(entry.path())) {
            models.push_back(*model);
        }
    }
    std::sort(models.begin(), models.end(), [](const Model& a, const Model& b) {
        return std::tie(b.igrf, b.number, b.name) < std::tie(a.igrf, a.number, a.name);
    });
    return models;
}

// Generation N of the IGRF is definitive up to 1950 + 5 N: the 12th to 2010, the 13th to 2015. A WMM is a
// forecast from its first day on.
double last_definitive_year(const Model& model) { return model.igrf ? 1950 + 5.0 * model.number : 0; }

// GeographicLib reads models from files only, and wholly: the folder is gone when the model is there.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string name = (fs::temp_directory_path() / "minemap-magnetic-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            fail(Errc::write,
                 "No folder could be made in {} for the model of the magnetic field; set TMPDIR to a "
                 "place that can be written.",
                 fs::temp_directory_path().string());
        }
        path_ = name;
    }
    ~ScratchFolder() {
        std::error_code left_behind;
        fs::remove_all(path_, left_behind);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    void write(const std::string& name, const void* bytes, std::size_t count) const {
        std::ofstream file(path_ / name, std::ios::binary);
        file.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
        if (!file.flush()) {
            fail(Errc::write, "{} could not be written; is the disk full?", (path_ / name).string());
        }
    }
    std::string path() const { return path_.string(); }

private:
    fs::path path_;
};

std::unique_ptr<MagneticModel> load_built_in() {
    const ScratchFolder folder;
    const std::string name = std::string(built_in_name) + ".wmm";
    folder.write(name, igrf12_metadata.data(), igrf12_metadata.size());
    folder.write(name + ".cof", igrf12_coefficients.data(), igrf12_coefficients.size());
    return std::make_unique<MagneticModel>(built_in_name, folder.path());
}

} // namespace

struct MagneticModels::State {
    struct Entry {
        Model model;
        std::unique_ptr<MagneticModel> loaded;
        bool broken = false;
    };
    std::vector<Entry> entries; // in the order of preference; the built-in model is the last

    // None when an installed model cannot be read: another one serves, and the result names it.
    const MagneticModel* load(Entry& entry) const {
        if (!entry.loaded && !entry.broken) {
            try {
                entry.loaded = entry.model.folder.empty()
                                   ? load_built_in()
                                   : std::make_unique<MagneticModel>(entry.model.name, entry.model.folder);
            } catch (const GeographicLib::GeographicErr&) {
                entry.broken = true;
            }
        }
        return entry.loaded.get();
    }
};

MagneticModels::MagneticModels() : MagneticModels(MagneticModel::DefaultMagneticPath()) {}

MagneticModels::MagneticModels(const std::string& installed_folder) : state_(std::make_unique<State>()) {
    for (Model& model : installed_models(installed_folder)) {
        state_->entries.push_back({std::move(model), nullptr});
    }
    state_->entries.push_back({{built_in_name, "", true, 12}, nullptr});
}

MagneticModels::~MagneticModels() = default;
MagneticModels::MagneticModels(MagneticModels&&) noexcept = default;

Declination MagneticModels::at(double lat_deg, double lon_deg, double height_m, double year) const {
    if (!(std::abs(lat_deg) <= 90 && std::abs(lon_deg) <= 540)) {
        fail(Errc::crs, "{} {} is no latitude and longitude in degrees, so it has no declination.", lat_deg,
             lon_deg);
    }
    if (!(year >= first_year)) {
        fail(Errc::usage,
             "No model of the magnetic field reaches back to the year {:.0f}; the earliest year is {:.0f}. "
             "Take the "
             "declination from the margin of the map.",
             std::floor(year), first_year);
    }
    double last_year = first_year;
    for (State::Entry& entry : state_->entries) {
        const MagneticModel* const model = state_->load(entry);
        if (model == nullptr) {
            continue;
        }
        last_year = std::max(last_year, model->MaxTime());
        if (year < model->MinTime() || year > model->MaxTime()) {
            continue;
        }
        double east = 0, north = 0, up = 0, horizontal = 0, total = 0, deg = 0, inclination = 0;
        (*model)(year, lat_deg, lon_deg, height_m, east, north, up);
        MagneticModel::FieldComponents(east, north, up, horizontal, total, deg, inclination);
        return {deg, year, year > last_definitive_year(entry.model), entry.model.name};
    }
    fail(Errc::usage,
         "No model of the magnetic field at hand reaches {:.1f}; they end with {:.0f}. Install a newer one, "
         "for example with `geographiclib-get-magnetic igrf14`.",
         year, last_year);
}

Declination declination(double lat_deg, double lon_deg, double height_m, const Date& date) {
    return MagneticModels().at(lat_deg, lon_deg, height_m, decimal_year(date));
}

} // namespace minemap
