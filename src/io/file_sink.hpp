// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what all writers have in common. A writer of a format overrides the functions named
// *_target.
#include <map>
#include <string>
#include <vector>

#include "io/atomic_output.hpp"
#include "io/feature_mark.hpp"
#include "io/io.hpp"
#include "io/provenance.hpp"
#include "io/target_traits.hpp"

namespace minemap {

class BasicFileSink : public FileSink {
public:
    BasicFileSink(const std::string& target, Format format, const SinkOptions& options);

    const std::vector<Loss>& losses() const override { return losses_; }
    void begin_layer(const LayerInfo& info, Report& report) override;
    void write(const Batch& sent, Report& report) override;
    void end_layer() override;
    Written finish() override;
    // Reads everything back and compares each record with what was sent: all attributes by their meaning, all
    // coordinates (exactly, or to the rounding of the format), nulls, and the number and order of records.
    void verify(const Written& written, Context& context) override;
    void commit() override { output_->commit(); }

protected:
    // A layer as it is written.
    struct Target {
        LayerInfo info;                 // as sent, types as the target declares them
        std::string name;               // in the file
        std::vector<Field> sent;        // as sent
        std::vector<std::string> field; // names in the file
        std::vector<int> column;        // of the batch, for each field
        bool single_kind = false;       // kind is one that all geometries of the layer have
        Kind kind = Kind::collection;
    };

    virtual void
    open_target(Target& target) = 0; // may rename and retype; the losses are worked out from that
    // False: the target cannot hold the record, it was rejected in the report.
    virtual bool write_target(const Target& target, const Batch& batch, std::size_t f, Report& report) = 0;
    virtual void end_target(const Target&) {}
    // What was written, its layers in their order; by default the private file, opened again.
    virtual std::unique_ptr<Source> open_written(const Written& written, Context& context);
    virtual void close_target() = 0; // everything is on the disk, or Error{write}

    const TargetTraits& traits() const noexcept { return traits_; }
    const Format& format() const noexcept { return format_; }
    const SinkOptions& options() const noexcept { return options_; }
    std::string path() const { return output_ ? output_->path().string() : shown_; }
    const std::string& shown() const noexcept { return shown_; }

    void lose(const std::string& kind, const std::string& field, const std::string& detail,
              std::int64_t count = 1);
    [[noreturn]] void fail_writing(const std::string& why) const;

private:
    struct Record {
        std::string name, target; // as sent, in the file
        std::vector<Field> fields;
        std::vector<std::string> names;
        std::vector<FeatureMark> marks;
        double step = 0;
        bool spatial = false;
    };

    void start(const LayerInfo& info);
    void open();
    void read_back(const Written& written, Context& context);
    void note_schema_losses(const Target& before, const Target& after);
    void write_record(const Batch& batch, std::size_t f, Report& report);
    void write_held(Report& report);
    void note_geometry_losses(const Batch& batch, std::size_t f);
    void prepare(Batch& batch);
    void drop_heights(Shapes& shapes);
    void round_reals(const Field& field, std::vector<double>& values, std::vector<bool>& valid);
    void round_integers(const Field& field, const Field& made, std::vector<std::int64_t>& values,
                        std::vector<bool>& valid);
    Column prepared_text(const Field& field, const Column& column);
    void refuse_losses() const;
    void compare_steps(const LayerInfo& read, const LayerProvenance& sent) const;
    void compare(Source& source, const Record& record, Context& context);
    double step_of(const Crs& crs) const;

    Format format_;
    const TargetTraits& traits_;
    SinkOptions options_;
    std::string shown_;
    std::optional<AtomicOutput> output_; // none when the target is a database
    std::vector<Loss> losses_;
    std::vector<Record> records_;
    std::vector<LayerProvenance> provenance_; // parallel to records_
    std::optional<LayerInfo> pending_; // of a format with one layer: begun when there is something to write
    std::optional<Target> target_;
    std::string layer_;       // as sent, for losses
    Kind group_ = Kind::null; // of a format of one kind: the first that came
    Batch held_;              // records without geometry that came before group_ was known
};

std::unique_ptr<FileSink> create_ogr_sink(const std::string& target, const Format& format,
                                          const SinkOptions& options);
std::unique_ptr<FileSink> create_csv_sink(const std::string& target, const Format& format,
                                          const SinkOptions& options);
std::unique_ptr<FileSink> create_geojson_sink(const std::string& target, const Format& format,
                                              const SinkOptions& options);
std::unique_ptr<FileSink> create_postgis_sink(const std::string& target, const Format& format,
                                              const SinkOptions& options);
std::unique_ptr<FileSink> create_kml_sink(const std::string& target, const Format& format,
                                          const SinkOptions& options);

} // namespace minemap
