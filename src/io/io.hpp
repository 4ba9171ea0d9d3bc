// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/context.hpp"
#include "geo/raster.hpp"
#include "geo/stream.hpp"
#include "io/record_options.hpp"

namespace minemap {

// Once, in main, before anything else of this folder: drivers, no network, no side files, UTF-8.
void set_up_io(bool allow_network);

// "3.6.2", for reports.
std::string gdal_version();

struct SourceOptions {
    std::string input_format;        // of formats(); empty = by content
    std::vector<std::string> layers; // by name, in this order; empty = all
    std::string
        encoding; // of text whose file does not say: "CP1251"; empty = as the file says, else detected
    Crs src_crs;  // given by the user: wins over the file's own (with a remark); unknown = the file's
    std::vector<std::pair<std::string, std::string>>
        fields; // --field NAME=FIELD, for geometry columns of tables
    bool strict = false;
    RecordOptions records;
};

// Opens a file ("PATH", "PATH#LAYER"), a GDAL connection string, or "-" (standard input, spooled into a
// private file; input_format is needed). Nothing in the file's folder changes, not even a side file. Throws
// Error{open|format|crs}, and while it is read Error{changed} when another program writes to it. Remarks of
// the opening go into context.report.
std::unique_ptr<Source> open_source(const std::string& uri, const SourceOptions& options, Context& context);

// As it may be printed: without a password.
std::string shown_uri(const std::string& uri);

// PATH#LAYER taken apart; a path that exists with its '#' stays whole.
struct Uri {
    std::string path, layer;
};
Uri parse_uri(const std::string& uri);

struct SinkOptions {
    std::string format; // of formats(); empty = from the extension of the target
    bool overwrite = false;
    bool append = false;                            // to a table that is there: databases only
    std::set<std::string, std::less<>> accept_loss; // kinds of loss (see Loss); "all"
    std::string encoding;                           // of formats that have a choice; empty = UTF-8
    bool file_each_layer = false; // NAME_LAYER.EXT for each of several layers, where a file holds one
    std::vector<std::string> protected_paths; // never replaced, not even with overwrite
    bool native_crs = false; // GeoJSON in the CRS of the layer, named in the file, instead of WGS 84
};

// One way in which the target cannot hold what is sent.
struct Loss {
    std::string kind; // field-name field-type text-cut text-encoding value attributes geometry geometry-type
                      // z crs precision layer
    std::string layer, field, detail;
    std::int64_t count = 0; // records touched
    bool accepted = false;
};

// As one line: "text-cut: layer 'hazards', field 'remarks': texts are cut after 254 bytes (12 records)".
std::string describe(const Loss& loss);

// A sink that also says what it loses. Losses of the schema are known after begin_layer(), the records that
// they touch and those of values while writing, and rings that come back otherwise after verify();
// refuse_losses() throws those that are not accepted, all together, as Error{loss}.
class FileSink : public Sink {
public:
    virtual const std::vector<Loss>& losses() const = 0;
    // The files of an output that is a folder, or of one name that became several; final after finish().
    virtual std::vector<std::string> outputs() const { return {}; }
};

// A target that is a folder, or ends in '/', gets a file for each layer, and for each kind of geometry where
// the format holds one kind a file (options.format is needed, and the folder has to exist). A Shapefile for
// mixed geometry becomes NAME_point.shp, NAME_line.shp, NAME_polygon.shp.
// Throws Error{usage} when the target exists (without overwrite), its folder does not, or the format is
// unknown.
std::unique_ptr<FileSink> create_sink(const std::string& target, const SinkOptions& options);

// Whether the target means a folder to write files into, and not a file or a geodatabase (itself a folder).
bool is_output_folder(const std::string& target);

// The CRS that every layer of this output has by the specification of its format (GeoJSON, KML, GPX: WGS 84);
// none = any. Layers in another CRS must be reprojected before they reach the sink.
std::optional<Crs> fixed_crs(const std::string& target, const SinkOptions& options);

// Of the files that are written into a folder in options.format: ".gpkg". Empty for a database. Throws
// Error{usage} when minemap does not write that format.
std::string output_extension(const std::string& folder, const SinkOptions& options);

struct Format {
    std::string name;                    // what -f takes: "gpkg"
    std::string driver;                  // GDAL's: "GPKG"
    std::string title;                   // "GeoPackage"
    std::vector<std::string> extensions; // ".gpkg"
    bool reads = false, writes = false;
};
// Every vector format of this machine's GDAL, those in everyday use first.
std::vector<Format> formats();

// Lower-case hexadecimal SHA-256 over a file and its side files, sorted by name; none for a database or a
// stream.
std::optional<std::string> sha256(const std::string& uri);

// Writes an 8-bit RGB image as PNG. Atomic, like every output. Throws Error{write|usage}.
void write_png(const std::string& target, const Image& image, bool overwrite, double dpi = 96);

// The signal thread calls this after a grace period: removes everything that outputs without their final name
// have put on the disk. The process has to end then, whoever else writes waits for ever. False when the last
// output that began has its name: nothing was removed, and the process is about to end by itself.
bool abandon_outputs() noexcept;

} // namespace minemap
