// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the FlatBuffers of a FlatGeobuf file as they are read. Nothing is looked at that a verifier
// has not found to lie within its buffer; numbers of several bytes in a vector may lie anywhere, so they are
// copied.
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <flatbuffers/flatbuffers.h>

#include "io/fgb_format.hpp"

namespace minemap::fgb {

using Strings = flatbuffers::String;
template <class T>
using VectorOf = flatbuffers::Vector<T>;
template <class T>
using TablesOf = flatbuffers::Vector<flatbuffers::Offset<T>>;

template <class T>
std::vector<T> values_of(const VectorOf<T>* vector) {
    std::vector<T> values(vector == nullptr ? 0 : vector->size());
    if (!values.empty()) {
        std::memcpy(values.data(), vector->Data(), values.size() * sizeof(T));
    }
    return values;
}

struct ColumnTable : private flatbuffers::Table {
    std::string_view name() const;
    ColumnType type() const { return static_cast<ColumnType>(GetField<std::uint8_t>(ColumnMember::type, 0)); }
    int width() const { return GetField<std::int32_t>(ColumnMember::width, -1); }
    int precision() const { return GetField<std::int32_t>(ColumnMember::precision, -1); }
    int scale() const { return GetField<std::int32_t>(ColumnMember::scale, -1); }
    bool Verify(flatbuffers::Verifier& verifier) const;
};

struct CrsTable : private flatbuffers::Table {
    std::string org() const; // EPSG where it is not said
    int code() const { return GetField<std::int32_t>(CrsMember::code, 0); }
    std::string wkt() const;
    std::string code_text() const;
    bool Verify(flatbuffers::Verifier& verifier) const;
};

struct HeaderTable : private flatbuffers::Table {
    std::optional<std::string> name() const;
    std::vector<double> envelope() const;
    GeometryType type() const {
        return static_cast<GeometryType>(GetField<std::uint8_t>(HeaderMember::type, 0));
    }
    bool has_z() const { return GetField<std::uint8_t>(HeaderMember::has_z, 0) != 0; }
    bool has_m() const { return GetField<std::uint8_t>(HeaderMember::has_m, 0) != 0; }
    const TablesOf<ColumnTable>* columns() const {
        return GetPointer<const TablesOf<ColumnTable>*>(HeaderMember::columns);
    }
    std::uint64_t count() const { return GetField<std::uint64_t>(HeaderMember::count, 0); } // 0 = not said
    std::uint16_t node_size() const {
        return GetField<std::uint16_t>(HeaderMember::node_size, implied_node_size);
    }
    const CrsTable* crs() const { return GetPointer<const CrsTable*>(HeaderMember::crs); }
    std::string metadata() const;
    bool Verify(flatbuffers::Verifier& verifier) const;
};

struct GeometryTable : private flatbuffers::Table {
    std::vector<std::uint32_t> ends() const;
    const VectorOf<double>* xy() const { return GetPointer<const VectorOf<double>*>(GeometryMember::xy); }
    const VectorOf<double>* z() const { return GetPointer<const VectorOf<double>*>(GeometryMember::z); }
    const VectorOf<double>* m() const { return GetPointer<const VectorOf<double>*>(GeometryMember::m); }
    GeometryType type() const {
        return static_cast<GeometryType>(GetField<std::uint8_t>(GeometryMember::type, 0));
    }
    const TablesOf<GeometryTable>* parts() const {
        return GetPointer<const TablesOf<GeometryTable>*>(GeometryMember::parts);
    }
    bool Verify(flatbuffers::Verifier& verifier) const;
};

struct FeatureTable : private flatbuffers::Table {
    const GeometryTable* geometry() const {
        return GetPointer<const GeometryTable*>(FeatureMember::geometry);
    }
    std::span<const std::uint8_t> properties() const;
    bool has_columns() const; // of its own, besides those of the header
    bool Verify(flatbuffers::Verifier& verifier) const;
};

// The root of a buffer that begins with its size; null when any of it does not hold together. The buffer lies
// at a multiple of eight, as its alignments count from there.
const HeaderTable* verified_header(std::span<const std::uint8_t> buffer);
const FeatureTable* verified_feature(std::span<const std::uint8_t> buffer);

} // namespace minemap::fgb
