// SPDX-License-Identifier: MIT
#include "cli/missing_crs.hpp"

#include "io/io.hpp"

namespace minemap {

Neighbourhood neighbourhood_of(const std::string& uri) {
    if (uri.empty()) {
        return {};
    }
    return [uri]() -> std::shared_ptr<const Layer> {
        Context context;
        const std::unique_ptr<Source> source = open_source(uri, {}, context);
        do {
            const Kind kind = part_kind(source->info().kind);
            if (kind == Kind::polygon || kind == Kind::collection) {
                if (!source->info().crs.known()) {
                    fail(
                        Errc::crs,
                        "{}: layer '{}' has no CRS itself, so it cannot say where something is. Name another "
                        "file.",
                        uri, source->info().name);
                }
                return load_layer(*source, {}, context);
            }
        } while (source->next_layer());
        fail(Errc::format, "{} holds no areas, so nothing can be near them. Name another file.", uri);
    };
}

CrsCandidates candidates_of(Source& source, const Neighbourhood& near, Context& context) {
    std::vector<double> places;
    Batch batch;
    Context unheard{context.stop, {}, {}};
    while (source.next(batch, unheard)) {
        context.check_cancelled();
        for (std::size_t f = 0; f < batch.size(); ++f) {
            if (const Box box = batch.shapes.box(f); !box.empty()) {
                places.push_back(box.centre_x());
                places.push_back(box.centre_y());
            }
        }
    }
    source.rewind();
    const std::shared_ptr<const Layer> region = near ? near() : nullptr;
    return crs_candidates(places, region.get());
}

void fail_without_crs(Source& source, std::string_view why, const Neighbourhood& near, Context& context) {
    const std::string uri = source.info().provenance.uri, layer = source.info().name;
    const CrsCandidates candidates = candidates_of(source, near, context);
    if (candidates.list.empty()) {
        fail(Errc::crs, "{}: layer '{}' has no CRS, and {}. Pass --src-crs, for example EPSG:28408.", uri,
             layer, why);
    }
    fail(Errc::crs,
         "{}: layer '{}' has no CRS, and {}. Going by the numbers: {}. Pass --src-crs with the one that the "
         "coordinates were made in.",
         uri, layer, why, describe(candidates));
}

} // namespace minemap
