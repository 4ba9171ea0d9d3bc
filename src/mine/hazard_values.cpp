// SPDX-License-Identifier: MIT
#include "mine/hazard_tables.hpp"

namespace minemap {

namespace {

// English as in the GICHD minimum data requirements and IMSMA, Russian and Azerbaijani where the word is
// plain. A text that is missing here is drawn and counted as suspected and marked: when in doubt leave a word
// out, above all a word that would release ground. The Russian abbreviation ПОР stands for both SHA and CHA
// and is left out for that.
constexpr ClassAlias classes[] = {
    {"CHA", HazardClass::confirmed},
    {"СНА", HazardClass::confirmed}, // typed on a Cyrillic keyboard: es, en, a
    {"confirmed", HazardClass::confirmed},
    {"confirmed hazard", HazardClass::confirmed},
    {"confirmed hazard area", HazardClass::confirmed},
    {"confirmed hazardous area", HazardClass::confirmed},
    {"confirmed hazardous area (CHA)", HazardClass::confirmed},
    {"подтверждённый опасный район", HazardClass::confirmed},
    {"təsdiqlənmiş təhlükəli sahə", HazardClass::confirmed},
    {"təsdiqlənmiş təhlükəli ərazi", HazardClass::confirmed},

    {"SHA", HazardClass::suspected},
    {"suspect", HazardClass::suspected},
    {"suspected", HazardClass::suspected},
    {"suspected hazard", HazardClass::suspected},
    {"suspected hazard area", HazardClass::suspected},
    {"suspected hazardous area", HazardClass::suspected},
    {"suspected hazardous area (SHA)", HazardClass::suspected},
    {"предположительно опасный район", HazardClass::suspected},
    {"подозреваемый опасный район", HazardClass::suspected},
    {"şübhəli sahə", HazardClass::suspected},
    {"şübhəli ərazi", HazardClass::suspected},
    {"şübhəli təhlükəli sahə", HazardClass::suspected},
    {"şübhəli təhlükəli ərazi", HazardClass::suspected},

    {"minefield", HazardClass::minefield},
    {"MF", HazardClass::minefield},
    {"mined area", HazardClass::minefield},
    {"минное поле", HazardClass::minefield},
    {"МП", HazardClass::minefield},
    {"заминированный участок", HazardClass::minefield},
    {"заминированный район", HazardClass::minefield},
    {"mina sahəsi", HazardClass::minefield},
    {"minalı sahə", HazardClass::minefield},
    {"minalanmış sahə", HazardClass::minefield},
    {"minalanmış ərazi", HazardClass::minefield},

    {"battle area", HazardClass::battle_area},

    {"accident", HazardClass::accident},
    {"mine accident", HazardClass::accident},
    {"demining accident", HazardClass::accident},
    {"подрыв", HazardClass::accident},
    {"несчастный случай", HazardClass::accident},
    {"bədbəxt hadisə", HazardClass::accident},

    {"evidence", HazardClass::evidence},
    {"evidence point", HazardClass::evidence},
    {"direct evidence", HazardClass::evidence},
    {"indirect evidence", HazardClass::evidence},

    {"cleared", HazardClass::cleared},
    {"cleared area", HazardClass::cleared},
    {"cleared land", HazardClass::cleared},
    {"очищено", HazardClass::cleared},
    {"разминировано", HazardClass::cleared},
    {"təmizlənmiş", HazardClass::cleared},
    {"təmizlənmiş sahə", HazardClass::cleared},
    {"təmizlənmiş ərazi", HazardClass::cleared},

    {"reduced", HazardClass::reduced},
    {"reduced area", HazardClass::reduced},
    {"reduced land", HazardClass::reduced},

    {"cancelled", HazardClass::cancelled},
    {"canceled", HazardClass::cancelled},
    {"cancelled area", HazardClass::cancelled},
    {"cancelled land", HazardClass::cancelled},

    {"unknown", HazardClass::unknown},
    {"неизвестно", HazardClass::unknown},
    {"naməlum", HazardClass::unknown},
};

// "Active" is what IMSMA stores for what it shows as "Open"; suspended work has begun and has not ended.
constexpr StatusAlias statuses[] = {
    {"open", HazardStatus::open},
    {"active", HazardStatus::open},
    {"открыт", HazardStatus::open},
    {"открыта", HazardStatus::open},
    {"открыто", HazardStatus::open},
    {"açıq", HazardStatus::open},

    {"worked on", HazardStatus::worked_on},
    {"ongoing", HazardStatus::worked_on},
    {"in progress", HazardStatus::worked_on},
    {"suspended", HazardStatus::worked_on},
    {"в работе", HazardStatus::worked_on},
    {"приостановлено", HazardStatus::worked_on},
    {"işlənir", HazardStatus::worked_on},

    {"closed", HazardStatus::closed},
    {"released", HazardStatus::closed},
    {"handed over", HazardStatus::closed},
    {"закрыт", HazardStatus::closed},
    {"закрыта", HazardStatus::closed},
    {"закрыто", HazardStatus::closed},
    {"bağlı", HazardStatus::closed},

    {"unknown", HazardStatus::unknown},
    {"неизвестно", HazardStatus::unknown},
    {"naməlum", HazardStatus::unknown},
};

} // namespace

std::span<const ClassAlias> class_aliases() noexcept { return classes; }
std::span<const StatusAlias> status_aliases() noexcept { return statuses; }

} // namespace minemap
