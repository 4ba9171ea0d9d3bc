// SPDX-License-Identifier: MIT
#include "io/source_crs.hpp"

#include "geo/card.hpp"

namespace minemap {

void settle_crs(LayerInfo& info, const Crs& of_file, const std::string& problem, const SourceOptions& options,
                Report& report) {
    info.crs = of_file;
    if (options.src_crs.known()) {
        if (of_file.known() && of_file != options.src_crs) {
            report.warn(info.name, fmt::format("The file says {}, --src-crs says {}; the latter was used.",
                                               describe(of_file), describe(options.src_crs)));
        }
        info.crs = options.src_crs;
        if (of_file != options.src_crs) {
            info.provenance.steps.push_back(step_of_given_crs(options.src_crs, of_file));
        }
    } else if (!problem.empty()) {
        fail(Errc::crs,
             "{}: the CRS of layer '{}' is not understood: {}. Pass --src-crs, for example EPSG:28408.",
             info.provenance.uri, info.name, problem);
    }
}

} // namespace minemap
