// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: text as XML 1.0 holds it, so that a parser gives back every character.
#include <string>
#include <string_view>

namespace minemap {

// Whether XML has a place for every character (XML 1.0, 2.2): no control characters but tab, line feed and
// carriage return, not U+FFFE and U+FFFF. The text is UTF-8.
bool fits_xml(std::string_view text) noexcept;
// Without the characters that XML has no place for.
std::string fitting_xml(std::string_view text);

// Content of an element. A carriage return becomes a reference, or a parser would make a line feed of it. Of
// a text that fits_xml().
void append_xml_text(std::string& to, std::string_view raw);
// Value of an attribute in double quotes: tabs and line ends as references, or a parser would make blanks of
// them.
void append_xml_attribute(std::string& to, std::string_view raw);

} // namespace minemap
