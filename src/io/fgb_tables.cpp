// SPDX-License-Identifier: MIT
#include "io/fgb_tables.hpp"

#include <algorithm>

namespace minemap::fgb {
namespace {

using flatbuffers::Verifier;

constexpr std::uint32_t deepest = 64; // collections within collections

// Whether all offsets of a table, a text and a vector each, lead to something whole.
template <class Table>
bool texts(const Table& table, Verifier& verifier, std::initializer_list<std::uint16_t> members) {
    return std::all_of(members.begin(), members.end(), [&](std::uint16_t member) {
        return table.VerifyOffset(verifier, member) &&
               verifier.VerifyString(table.template GetPointer<const Strings*>(member));
    });
}

template <class T, class Table>
bool vector(const Table& table, Verifier& verifier, std::uint16_t member) {
    return table.VerifyOffset(verifier, member) &&
           verifier.VerifyVector(table.template GetPointer<const VectorOf<T>*>(member));
}

template <class T, class Table>
bool tables(const Table& table, Verifier& verifier, std::uint16_t member) {
    if (!table.VerifyOffset(verifier, member)) {
        return false; // what it leads to must not be looked at
    }
    const auto* list = table.template GetPointer<const TablesOf<T>*>(member);
    return verifier.VerifyVector(list) && verifier.VerifyVectorOfTables(list);
}

template <class T, class Table>
bool scalars(const Table& table, Verifier& verifier, std::initializer_list<std::uint16_t> members) {
    return std::all_of(members.begin(), members.end(), [&](std::uint16_t member) {
        return table.template VerifyField<T>(verifier, member, sizeof(T));
    });
}

std::string_view view_of(const Strings* text) {
    return text == nullptr ? std::string_view() : std::string_view(text->c_str(), text->size());
}

template <class Root>
const Root* verified(std::span<const std::uint8_t> buffer) {
    const auto most_tables = static_cast<std::uint32_t>(std::max<std::size_t>(buffer.size() / 8, 16));
    Verifier verifier(buffer.data(), buffer.size(), deepest, most_tables);
    return verifier.VerifySizePrefixedBuffer<Root>(nullptr)
               ? flatbuffers::GetSizePrefixedRoot<Root>(buffer.data())
               : nullptr;
}

} // namespace

std::string_view ColumnTable::name() const { return view_of(GetPointer<const Strings*>(ColumnMember::name)); }

bool ColumnTable::Verify(Verifier& verifier) const {
    const flatbuffers::Table& table = *this;
    return VerifyTableStart(verifier) && VerifyOffsetRequired(verifier, ColumnMember::name) &&
           texts(table, verifier, {ColumnMember::name}) &&
           scalars<std::uint8_t>(table, verifier, {ColumnMember::type}) &&
           scalars<std::int32_t>(table, verifier,
                                 {ColumnMember::width, ColumnMember::precision, ColumnMember::scale}) &&
           verifier.EndTable();
}

std::string CrsTable::org() const {
    const auto* text = GetPointer<const Strings*>(CrsMember::org);
    return text == nullptr ? "EPSG" : text->str();
}

std::string CrsTable::wkt() const { return std::string(view_of(GetPointer<const Strings*>(CrsMember::wkt))); }

std::string CrsTable::code_text() const {
    return std::string(view_of(GetPointer<const Strings*>(CrsMember::code_text)));
}

bool CrsTable::Verify(Verifier& verifier) const {
    const flatbuffers::Table& table = *this;
    return VerifyTableStart(verifier) &&
           texts(table, verifier, {CrsMember::org, CrsMember::wkt, CrsMember::code_text}) &&
           scalars<std::int32_t>(table, verifier, {CrsMember::code}) && verifier.EndTable();
}

std::optional<std::string> HeaderTable::name() const {
    const auto* text = GetPointer<const Strings*>(HeaderMember::name);
    return text == nullptr ? std::nullopt : std::optional(text->str());
}

std::vector<double> HeaderTable::envelope() const {
    return values_of(GetPointer<const VectorOf<double>*>(HeaderMember::envelope));
}

std::string HeaderTable::metadata() const {
    return std::string(view_of(GetPointer<const Strings*>(HeaderMember::metadata)));
}

bool HeaderTable::Verify(Verifier& verifier) const {
    const flatbuffers::Table& table = *this;
    return VerifyTableStart(verifier) &&
           texts(table, verifier, {HeaderMember::name, HeaderMember::metadata}) &&
           vector<double>(table, verifier, HeaderMember::envelope) &&
           scalars<std::uint8_t>(table, verifier,
                                 {HeaderMember::type, HeaderMember::has_z, HeaderMember::has_m}) &&
           tables<ColumnTable>(table, verifier, HeaderMember::columns) &&
           scalars<std::uint64_t>(table, verifier, {HeaderMember::count}) &&
           scalars<std::uint16_t>(table, verifier, {HeaderMember::node_size}) &&
           VerifyOffset(verifier, HeaderMember::crs) && verifier.VerifyTable(crs()) && verifier.EndTable();
}

std::vector<std::uint32_t> GeometryTable::ends() const {
    return values_of(GetPointer<const VectorOf<std::uint32_t>*>(GeometryMember::ends));
}

bool GeometryTable::Verify(Verifier& verifier) const {
    const flatbuffers::Table& table = *this;
    return VerifyTableStart(verifier) && vector<std::uint32_t>(table, verifier, GeometryMember::ends) &&
           vector<double>(table, verifier, GeometryMember::xy) &&
           vector<double>(table, verifier, GeometryMember::z) &&
           vector<double>(table, verifier, GeometryMember::m) &&
           scalars<std::uint8_t>(table, verifier, {GeometryMember::type}) &&
           tables<GeometryTable>(table, verifier, GeometryMember::parts) && verifier.EndTable();
}

std::span<const std::uint8_t> FeatureTable::properties() const {
    const auto* bytes = GetPointer<const VectorOf<std::uint8_t>*>(FeatureMember::properties);
    return bytes == nullptr ? std::span<const std::uint8_t>() : std::span(bytes->Data(), bytes->size());
}

bool FeatureTable::has_columns() const {
    const auto* columns = GetPointer<const TablesOf<ColumnTable>*>(FeatureMember::columns);
    return columns != nullptr && columns->size() > 0;
}

bool FeatureTable::Verify(Verifier& verifier) const {
    const flatbuffers::Table& table = *this;
    return VerifyTableStart(verifier) && VerifyOffset(verifier, FeatureMember::geometry) &&
           verifier.VerifyTable(geometry()) &&
           vector<std::uint8_t>(table, verifier, FeatureMember::properties) &&
           tables<ColumnTable>(table, verifier, FeatureMember::columns) && verifier.EndTable();
}

const HeaderTable* verified_header(std::span<const std::uint8_t> buffer) {
    return verified<HeaderTable>(buffer);
}

const FeatureTable* verified_feature(std::span<const std::uint8_t> buffer) {
    return verified<FeatureTable>(buffer);
}

} // namespace minemap::fgb
