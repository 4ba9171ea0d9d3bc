// SPDX-License-Identifier: MIT
#pragma once

// Minefield records built in a line or two, on a plane.
#include <string>
#include <utility>
#include <vector>

#include "mine/traverse.hpp"

namespace minemap {

struct MeasuredLeg {
    double deg = 0, m = 0;
};

inline void add_fixed(MinefieldRecord& record, std::string id, PointType type, PlanePoint place) {
    RecordPoint& point = record.points.emplace_back();
    point.id = std::move(id);
    point.type = type;
    point.place = place;
}

// From the point above.
inline void add_leg(MinefieldRecord& record, std::string id, PointType type, MeasuredLeg measured,
                    North north = North::grid) {
    RecordPoint point;
    point.id = std::move(id);
    point.type = type;
    point.leg = Leg{record.points.size() - 1, {measured.deg, AngleUnit::degrees, north}, measured.m, 0};
    record.points.push_back(std::move(point));
}

// A start at a known place and the legs around, the last one closing.
inline MinefieldRecord loop_record(const std::vector<MeasuredLeg>& legs, North north = North::grid) {
    MinefieldRecord record;
    record.id = "loop";
    add_fixed(record, "SP", PointType::start, {8'665'000, 4'430'000});
    for (std::size_t i = 0; i < legs.size(); ++i) {
        const bool last = i + 1 == legs.size();
        add_leg(record, last ? "SP" : "TP" + std::to_string(i + 1),
                last ? PointType::closing : PointType::turning, legs[i], north);
    }
    return record;
}

// A fictional minefield near Aghdam, in zone 8 of SK-42: magnetic bearings of 1993.5 from a reference point.
// The third leg of the ring really points to 265 degrees.
inline const NorthCorrection aghdam_1993{1.240601, 4.650};
inline MinefieldRecord aghdam_record(double third_deg = 265.0) {
    MinefieldRecord record;
    record.id = "T1";
    add_fixed(record, "RP", PointType::reference, {8'664'842.43, 4'430'281.60});
    add_leg(record, "SP", PointType::start, {35.0, 220}, North::magnetic);
    add_leg(record, "TP1", PointType::turning, {92.0, 310}, North::magnetic);
    add_leg(record, "TP2", PointType::turning, {178.5, 145}, North::magnetic);
    add_leg(record, "TP3", PointType::turning, {third_deg, 180}, North::magnetic);
    add_leg(record, "TP4", PointType::turning, {224.0, 96}, North::magnetic);
    add_leg(record, "TP5", PointType::turning, {283.5, 74}, North::magnetic);
    add_leg(record, "SP", PointType::closing, {2.5, 224}, North::magnetic);
    return record;
}

} // namespace minemap
