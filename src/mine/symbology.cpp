// SPDX-License-Identifier: MIT
#include "mine/hazard.hpp"

namespace minemap {

namespace {

// CHA, SHA and the outlines of the statuses: TNMA 07.11/01-2016, Land Release Symbology; 0x80 = 50 %
// transparent. The greens are ours (its own could not be read), and so are the hatches: colour is never the
// only sign. Whatever may still kill is red to amber with oblique hatching; released ground is green, of
// three lightnesses, with none, dots or level lines, so that a photocopy tells all three apart. Unknown is
// suspected, hatched the other way.
constexpr HazardSymbology classes[] = {
    {HazardClass::confirmed, 0xFF000080, HatchKind::cross, SymbolKind::triangle},
    {HazardClass::suspected, 0xF4A71880, HatchKind::diagonal, SymbolKind::square},
    {HazardClass::minefield, 0xD4002A80, HatchKind::back_diagonal, SymbolKind::triangle},
    {HazardClass::battle_area, 0xE8590C80, HatchKind::diagonal, SymbolKind::diamond},
    {HazardClass::accident, 0xB0002080, HatchKind::cross, SymbolKind::cross},
    {HazardClass::evidence, 0xFF6D0080, HatchKind::back_diagonal, SymbolKind::diamond},
    {HazardClass::cleared, 0x2B8A3E59, HatchKind::none, SymbolKind::circle},
    {HazardClass::reduced, 0x74B81666, HatchKind::dots, SymbolKind::circle},
    {HazardClass::cancelled, 0xA9C8A466, HatchKind::horizontal, SymbolKind::circle},
    {HazardClass::unknown, 0xF4A71880, HatchKind::back_diagonal, SymbolKind::square},
};
static_assert(std::size(classes) == hazard_class_count);

// A hazard of unknown status is open until somebody says otherwise.
constexpr StatusSymbology statuses[] = {
    {HazardStatus::open, 0xFF0000FF, false},
    {HazardStatus::worked_on, 0xF4A718FF, true},
    {HazardStatus::closed, 0xA6CE39FF, false},
    {HazardStatus::unknown, 0xFF0000FF, false},
};

} // namespace

const HazardSymbology& symbology(HazardClass value) noexcept {
    return classes[static_cast<std::size_t>(value)];
}
const StatusSymbology& symbology(HazardStatus value) noexcept {
    return statuses[static_cast<std::size_t>(value)];
}

} // namespace minemap
