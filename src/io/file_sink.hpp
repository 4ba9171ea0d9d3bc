// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what all writers have in common. A writer of a format overrides the functions named
// *_target.
#include <map>
#include <span>
#include <string>
#include <vector>

#include "io/atomic_output.hpp"
#include "io/field_sidecar.hpp"
#include "io/io.hpp"
#include "io/loss_list.hpp"
#include "io/mark_store.hpp"
#include "io/provenance.hpp"
#include "io/target_traits.hpp"

namespace minemap {

class BasicFileSink : public FileSink {
public:
    BasicFileSink(const std::string& target, Format format, const SinkOptions& options);

    const std::vector<Loss>& losses() const override { return losses_.all(); }
    void refuse_losses() const override;
    void begin_layer(const LayerInfo& info, Report& report) override;
    void write(const Batch& sent, Report& report) override;
    void end_layer() override;
    Written finish() override;
    // Reads everything back and compares each record with what was sent: all attributes by their meaning, all
    // coordinates (exactly, or to the rounding of the format), nulls, and the number and order of records.
    void verify(const Written& written, Context& context) override;
    void commit() override { output_->commit(); }
    // Of a file that is finished: another name in the same folder.
    void rename(const std::string& target);
    AtomicOutput& output() { return *output_; } // of a file

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
    // Whether a field comes back as the type that it has, though the format has no such type for most fields.
    virtual bool keeps_type(const Field&) const { return false; }
    // Whether the target can hold every value of the batch; if not, make_hold() changes what it cannot and
    // counts that as a loss.
    virtual bool holds(const Target&, const Batch&) const { return true; }
    virtual void make_hold(const Target&, Batch&) {}
    // Brings what was read back to the words in which it was sent, where the format has two for one thing.
    virtual void settle(Batch& /*read*/, std::span<const Field>, std::span<const std::string> /*names*/,
                        std::span<const int> /*column*/) const {}
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
    // What makes a record one of those that a loss of the schema touches.
    struct Touch {
        enum What : std::uint8_t { place, value, any_value };
        std::size_t loss; // of losses_
        What what;
        int column; // of the batch, for one value
    };
    struct Record {
        std::string name, target; // as sent, in the file
        std::vector<Field> fields;
        std::vector<std::string> names;
        MarkStore marks;
        double step = 0;
        bool spatial = false;
        std::size_t empty_tail = 0; // records without any value since the last that had one
    };

    void will_lose(Touch::What what, int column, const std::string& kind, const std::string& field,
                   const std::string& detail);
    static bool touches(const Touch& touch, const Batch& sent, std::size_t f);
    bool has_value(const Batch& batch, std::size_t f) const;
    bool takes_as_it_is(const Batch& sent) const;
    void start(const LayerInfo& info);
    void open();
    void read_back(const Written& written, Context& context);
    void write_record(const Batch& sent, const Batch& batch, std::size_t f, Report& report);
    void write_held(Report& report);
    FeatureMark mark(const Batch& sent, const Batch& batch, std::size_t f);
    void note_geometry_losses(const Batch& batch, std::size_t f);
    void prepare(Batch& batch);
    void drop_heights(Shapes& shapes);
    void compare_steps(const LayerInfo& read, const LayerProvenance& sent) const;
    void compare(Source& source, Record& record, Context& context);
    void compare_in_order(Source& source, Record& record, const ColumnMap& columns, Context& context);
    void compare_in_any_order(Source& source, Record& record, const ColumnMap& columns, Context& context);
    void compare_vertices(Source& source, Record& record, const ColumnMap& columns, Context& context);
    template <class Take>
    void read_marks(Source& source, const Record& record, const ColumnMap& columns, Context& context,
                    Take take);
    void refuse_count(const Record& record, std::int64_t read) const;
    bool refuse_difference(const FeatureMark& a, const FeatureMark& b, const Record& record,
                           std::int64_t number) const;
    double step_of(const Crs& crs) const;

    Format format_;
    const TargetTraits& traits_;
    SinkOptions options_;
    std::string shown_;
    std::optional<AtomicOutput> output_; // none when the target is a database
    LossList losses_;
    std::vector<Touch> touches_; // of the layer that is being written
    std::vector<Record> records_;
    std::vector<LayerProvenance> provenance_; // parallel to records_
    std::optional<LayerInfo> pending_; // of a format with one layer: begun when there is something to write
    std::optional<Target> target_;
    std::string layer_;       // as sent, for losses
    Kind group_ = Kind::null; // of a format of one kind: the first that came
    std::optional<FieldSidecarWriter> beside_;
    Batch held_, held_sent_;  // records without geometry that came before group_ was known
    bool leaves_out_ = false; // the current layer: the target has one already
};

std::unique_ptr<BasicFileSink> create_ogr_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options);
std::unique_ptr<BasicFileSink> create_csv_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options);
std::unique_ptr<BasicFileSink> create_geojson_sink(const std::string& target, const Format& format,
                                                   const SinkOptions& options);
std::unique_ptr<BasicFileSink> create_postgis_sink(const std::string& target, const Format& format,
                                                   const SinkOptions& options);
std::unique_ptr<BasicFileSink> create_kml_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options);
std::unique_ptr<BasicFileSink> create_fgb_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options);
std::unique_ptr<BasicFileSink> create_gpx_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options);

// One of those, by the format.
std::unique_ptr<BasicFileSink> create_file_sink(const std::string& target, const Format& format,
                                                const SinkOptions& options);

} // namespace minemap
