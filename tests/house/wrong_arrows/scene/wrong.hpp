// Not compiled: what tools/check_includes.py must find.
#pragma once

#include "mine/hazard.hpp"

#include <gdal.h>
#include <nlohmann/json.hpp>
