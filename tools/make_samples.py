#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws the maps in sample_maps/ (needs python3-gdal; neither the build nor the tests need this script).

Everything is invented: places, shapes, numbers and texts come from a seeded random generator and from the coordinates
written below. The only real things are the names of the districts and the two totals (97,000 mines; 92,000 mines) that
the press gave for the hand-overs of 2021. The same script writes the same bytes.

    tools/make_samples.py [FOLDER]        default: sample_maps beside this folder
"""

import math
import os
import random
import sys
from xml.sax.saxutils import escape

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
osr.UseExceptions()
gdal.PushErrorHandler("CPLQuietErrorHandler")  # a try that is not valid is simply not taken
gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-11-24T00:00:00.000Z")

FICTIONAL_RU = "ВЫМЫШЛЕНО / FICTIONAL"
FICTIONAL_AZ = "UYDURMADIR / FICTIONAL"


def crs(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


# --- shapes, in metres ------------------------------------------------------------------------------------------------


def blob(rng, x, y, radius, stretch=1.0, direction=0.0, corners=None):
    """An irregular, star-shaped and therefore valid ring around a point; `direction` in radians."""
    n = corners or rng.randint(5, 14)
    ring = []
    for i in range(n):
        angle = 2 * math.pi * (i + rng.uniform(-0.32, 0.32)) / n
        r = radius * rng.uniform(0.62, 1.15)
        along, across = r * math.cos(angle) * stretch, r * math.sin(angle)
        ring.append((x + along * math.cos(direction) - across * math.sin(direction),
                     y + along * math.sin(direction) + across * math.cos(direction)))
    return ring


def band(rng, line, start, length, offset, width):
    """A belt beside a line, as rows of mines lie: it follows the bends and is never quite parallel."""
    stations = max(2, round(length / 900))
    left, right = [], []
    for i in range(stations + 1):
        x, y, direction = along(line, start + length * i / stations)
        side = offset + rng.uniform(-0.18, 0.18) * width
        half = width / 2 * rng.uniform(0.75, 1.2)
        nx, ny = -math.sin(direction), math.cos(direction)
        left.append((x + nx * (side + half), y + ny * (side + half)))
        right.append((x + nx * (side - half), y + ny * (side - half)))
    return left + right[::-1]


def along(line, distance):
    """Point and direction at a distance along a line."""
    for (x1, y1), (x2, y2) in zip(line, line[1:]):
        length = math.hypot(x2 - x1, y2 - y1)
        if distance <= length or (x2, y2) == line[-1]:
            share = distance / length
            return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, math.atan2(y2 - y1, x2 - x1)
        distance -= length
    raise ValueError(distance)


def length_of(line):
    return sum(math.dist(a, b) for a, b in zip(line, line[1:]))


def polygon(*rings):
    shape = ogr.Geometry(ogr.wkbPolygon)
    for ring in rings:
        path = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in ring + ring[:1]:
            path.AddPoint_2D(round(x, 2), round(y, 2))
        shape.AddGeometry(path)
    return shape


class Field:
    """Hazards that do not overlap, unless one asks for it."""

    def __init__(self, rng, line):
        self.rng, self.line, self.shapes = rng, line, []

    def put(self, make, may_overlap=False):
        """Takes the first of many tries that has room."""
        for _ in range(400):
            shape = make()
            if shape.IsValid() and (may_overlap or not any(shape.Distance(other) < 120 for other in self.shapes)):
                self.shapes.append(shape)
                return shape
        raise RuntimeError("no room")

    def belt(self, shortest, longest, offsets, width):
        def make():
            length = self.rng.uniform(shortest, longest)
            start = self.rng.uniform(0, length_of(self.line) - length)
            return polygon(band(self.rng, self.line, start, length, self.rng.choice(offsets),
                                width * self.rng.uniform(0.7, 1.3)))
        return self.put(make)

    def area(self, smallest, largest, spread, hole=False):
        def make():
            x, y, direction = along(self.line, self.rng.uniform(0.01, 0.99) * length_of(self.line))
            away = self.rng.gauss(0, spread)
            x, y = x - math.sin(direction) * away, y + math.cos(direction) * away
            radius = math.exp(self.rng.uniform(math.log(smallest), math.log(largest)))
            turn = direction + self.rng.gauss(0, 0.5)
            rings = [blob(self.rng, x, y, radius, self.rng.uniform(1, 2.2), turn)]
            if hole:
                rings.append(blob(self.rng, x, y, radius * 0.33, 1.1, turn, 6)[::-1])
            return polygon(*rings)
        return self.put(make)

    def overlapping(self):
        """A second report of the same ground, shifted: it happens in every data base."""
        first = self.rng.choice(self.shapes[5:])
        centre = first.Centroid()
        radius = math.sqrt(first.GetArea() / math.pi)
        return self.put(lambda: polygon(blob(self.rng, centre.GetX() + radius * 0.9, centre.GetY() + radius * 0.5,
                                             radius, 1.2, self.rng.uniform(0, 3))), may_overlap=True)


def share_out(total, weights):
    """Whole numbers in proportion to the weights that sum to the total exactly."""
    numbers = [int(total * weight / sum(weights)) for weight in weights]
    for i in range(total - sum(numbers)):
        numbers[i % len(numbers)] += 1
    return numbers


def count_mines(rng, hazards, total):
    """Mines by area, rows much denser than suspected ground; none in released ground, null at points."""
    density = {"minefield": 14.0, "CHA": 3.0, "SHA": 1.0}
    dense = [h for h in hazards if h["class"] in density]
    weights = [density[h["class"]] * math.sqrt(h["shape"].GetArea()) * rng.uniform(0.6, 1.6) for h in dense]
    for hazard, mines in zip(dense, share_out(total, weights)):
        hazard["mines"] = mines
    for hazard in hazards:
        hazard.setdefault("mines", None if hazard["class"] == "accident" else 0)


def laid(rng):
    return f"{rng.choice([1992, 1993, 1993, 1994, 1994, 1996, 2001, 2008, 2016, 2020])}-" \
           f"{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


# --- Aghdam: Shapefile, SK-42 / Gauss-Krueger zone 8, Russian texts in CP1251 ------------------------------------------

RU_CLASS = {"minefield": "минное поле", "CHA": "CHA", "SHA": "SHA", "cleared": "очищено", "reduced": "reduced",
            "cancelled": "cancelled"}
RU_STATUS = {"open": "открыт", "worked-on": "в работе", "closed": "закрыт"}
RU_PLACE = ["У канала", "Старый сад", "Виноградник", "Овраг", "Лесополоса", "Насыпь", "У моста", "Карьер", "Пастбище",
            "У дороги", "Высота", "Хлопковое поле", "Развалины фермы", "Водозабор"]
RU_REMARK = ["По записи, на местности не подтверждено", "Координаты ориентира требуют проверки",
             "Участок обозначен знаками", "Часть ряда размыта паводком", "Привязка от пикета, буссоль",
             "Схема без масштаба", "Сверить с соседним участком", ""]
DEVICES = ["ТМ-62М", "ПМН-2", "ОЗМ-72", "ТМ-57", "ПМН", "МОН-50", "ПОМЗ-2М"]

# The perimeter of the worked example in the notes on traverses (fictional, too): start point and turning points.
RECORD_1 = [(8664979.11, 4430453.99), (8665286.09, 4430424.70), (8665280.49, 4430279.75), (8665099.61, 4430274.71),
            (8665028.43, 4430209.72), (8664957.23, 4430231.23)]
# Starts at the reference point P1 = 39.98991316 N 46.92880399 E (WGS 84, by EPSG:15865).
AREA_2 = [(8664842.43, 4430281.60), (8664520.00, 4430610.00), (8663910.00, 4430420.00), (8663760.00, 4429840.00),
          (8664300.00, 4429560.00)]


def aghdam():
    rng = random.Random(97000)
    to_gk = osr.CoordinateTransformation(crs(4284), crs(28408))
    line = [to_gk.TransformPoint(lon, lat)[:2] for lon, lat in
            [(46.965, 40.300), (46.990, 40.215), (46.955, 40.130), (47.015, 40.060), (47.055, 39.985),
             (47.030, 39.905), (47.090, 39.845), (47.075, 39.790)]]
    field = Field(rng, line)
    hazards = []

    def add(shape, kind, status):
        hazards.append({"shape": shape, "class": kind, "status": status})

    add(field.put(lambda: polygon(RECORD_1)), "minefield", "open")
    add(field.put(lambda: polygon(AREA_2), may_overlap=True), "SHA", "open")
    for _ in range(15):
        add(field.belt(2600, 6200, [-900, 700, 2300], 420), "minefield", rng.choice(["open"] * 4 + ["worked-on"]))
    for _ in range(9):
        add(field.belt(1200, 2600, [-3300, -2200, 3600], 520), "CHA", rng.choice(["open", "open", "worked-on"]))
    for i in range(22):
        add(field.area(300, 1300, 5200, hole=i % 9 == 4), "CHA", rng.choice(["open", "open", "open", "worked-on"]))
    for i in range(46):
        add(field.area(350, 2100, 7600, hole=i % 15 == 7), "SHA", rng.choice(["open", "open", "open", "worked-on"]))
    for kind, number in (("cleared", 8), ("reduced", 5), ("cancelled", 4)):
        for _ in range(number):
            add(field.area(500, 1500, 6400), kind, "closed")
    for _ in range(4):
        add(field.overlapping(), "SHA", "open")
    for _ in range(2):  # one hazard in two parts
        both = ogr.Geometry(ogr.wkbMultiPolygon)
        both.AddGeometry(field.area(350, 700, 5000))
        both.AddGeometry(field.area(350, 700, 5000))
        add(both, "CHA", "open")
    count_mines(rng, hazards, 97_000)

    for i, hazard in enumerate(hazards):
        hazard.update(
            id=f"AGD-{i + 1:03}", name=f"{RU_PLACE[i % len(RU_PLACE)]} {i + 1}",
            device=rng.choice(DEVICES) if hazard["mines"] else None, laid=laid(rng) if hazard["mines"] else None,
            source="журнал учёта минных полей, лист " + str(rng.randint(1, 64)),
            reliability=rng.choice(["низкая", "низкая", "средняя"]), remarks=rng.choice(RU_REMARK))
    hazards[0]["remarks"] = "Замкнутый ход: опорная точка, начальная точка, пять поворотных"
    hazards[1]["remarks"] = "Начало у опорной точки P1"
    return hazards


def write_shapefile(hazards, path):
    driver = ogr.GetDriverByName("ESRI Shapefile")
    if os.path.exists(path):
        driver.DeleteDataSource(path)
    source = driver.CreateDataSource(path)
    layer = source.CreateLayer("aghdam_sk42", crs(28408), ogr.wkbPolygon,
                               ["ENCODING=CP1251", "DBF_DATE_LAST_UPDATE=2026-11-24"])
    columns = [("ID", "id", ogr.OFTString, 12), ("NAME", "name", ogr.OFTString, 40), ("TIP", "class", ogr.OFTString, 16),
               ("STATUS", "status", ogr.OFTString, 12), ("MINES", "mines", ogr.OFTInteger, 6),
               ("DEVICE", "device", ogr.OFTString, 12), ("LAID", "laid", ogr.OFTDate, 10),
               ("SOURCE", "source", ogr.OFTString, 60), ("RELIABILIT", "reliability", ogr.OFTString, 10),
               ("REMARKS", "remarks", ogr.OFTString, 80), ("FICTIONAL", None, ogr.OFTString, 24)]
    for name, _, kind, width in columns:
        definition = ogr.FieldDefn(name, kind)
        definition.SetWidth(width)
        layer.CreateField(definition)
    for hazard in hazards:
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, key, _, _ in columns:
            value = FICTIONAL_RU if key is None else hazard[key]
            if key == "class":
                value = RU_CLASS[value]
            elif key == "status":
                value = RU_STATUS[value]
            if value not in (None, ""):
                feature[name] = value
        feature.SetGeometry(hazard["shape"])
        layer.CreateFeature(feature)
    source.Destroy()


# --- Minefield records: CSV, SK-42 / Gauss-Krueger zone 8, bearings and distances as they are handed over ---------------

RECORD_COLUMNS = ["record_id", "point_id", "point_type", "from_point", "bearing", "bearing_unit", "bearing_north", "laid",
                  "distance_m", "coordinate", "coordinate_crs", "map_scale", "map_sheet", "mines", "mine_type", "rows",
                  "row_spacing_m", "step_m", "stagger", "reliability", "remarks"]
RECORD_FIXED = {"coordinate_crs": "EPSG:28408", "map_scale": "50000", "map_sheet": "J-38-10-Б", "laid": "1993-07-01"}
# What stands in the first row of each record, and its legs: point, type, bearing, distance in metres.
RECORDS = [
    ("REC-1", "mil6000", "magnetic", "4428500.0 8662000.0",
     {"mines": "240", "mine_type": "PMN-2", "reliability": "low", "remarks": "Corner of a ruined pump house"},
     [("BM", "benchmark", "3-17", 157), ("SP", "start", "3-75", 206), ("TP1", "turning", "12-82", 477),
      ("TP2", "turning", "22-01", 407), ("TP3", "turning", "34-15", 432), ("TP4", "turning", "43-15", 373),
      ("SP", "closing", "56-81", 665)]),
    ("REC-2", "deg", "magnetic", "4432300.0 8664000.0",
     {"mines": "310", "mine_type": "TM-62M", "reliability": "low",
      "remarks": "Leg 3 points the wrong way, as a compass read backwards: minemap names it"},
     [("SP", "start", "213.4", 200), ("TP1", "turning", "192.3", 332), ("TP2", "turning", "218.1", 468),
      ("TP3", "turning", "299.6", 477), ("TP4", "turning", "69.2", 535), ("TP5", "turning", "345.5", 418),
      ("SP", "closing", "306.5", 561)]),
    ("REC-3", "deg", "magnetic", "4427000.0 8661500.0",
     {"mines": "184", "mine_type": "TM-57", "rows": "4", "row_spacing_m": "15", "step_m": "10", "stagger": "half",
      "reliability": "low", "remarks": "Rows to the right of the line from left to right flank; kilometre post"},
     [("L", "row-left", "107.1", 256), ("R", "row-right", "76.5", 457)]),
]


def write_records(path):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(RECORD_COLUMNS + ["fictional"]) + "\n")
        for record, unit, north, place, statements, legs in RECORDS:
            rows = [{"point_id": "RP", "point_type": "reference", "coordinate": place, **RECORD_FIXED, **statements}]
            rows += [{"point_id": point, "point_type": kind, "bearing": bearing, "bearing_unit": unit,
                      "bearing_north": north, "distance_m": distance} for point, kind, bearing, distance in legs]
            for row in rows:
                row.update(record_id=record, fictional="FICTIONAL")
                cells = [str(row.get(column, "")) for column in RECORD_COLUMNS + ["fictional"]]
                file.write(",".join(f'"{cell}"' if "," in cell else cell for cell in cells) + "\n")


# --- Fuzuli and Zangilan: KML, WGS 84, Azerbaijani texts ---------------------------------------------------------------

AZ_CLASS = {"minefield": "mina sahəsi", "CHA": "CHA", "SHA": "SHA", "cleared": "təmizlənmiş", "reduced": "reduced",
            "cancelled": "cancelled", "accident": "accident"}
AZ_PLACE = ["Kanal yanı", "Köhnə bağ", "Üzümlük", "Dərə", "Meşə zolağı", "Körpü yanı", "Karxana", "Otlaq", "Yol kənarı",
            "Təpə", "Pambıq tarlası", "Su anbarı", "Köhnə ferma"]
AZ_REMARK = ["Qeydə görə, yerində təsdiqlənməyib", "Koordinatlar yoxlanılmalıdır", "Ərazi nişanlanıb",
             "Sıranın bir hissəsi yuyulub", "Sxem miqyassızdır", "Qonşu sahə ilə tutuşdurulmalıdır"]


def wgs84_hazards(seed, line, prefix, total, numbers, spread):
    rng = random.Random(seed)
    to_utm = osr.CoordinateTransformation(crs(4326), crs(32638))
    field = Field(rng, [to_utm.TransformPoint(lon, lat)[:2] for lon, lat in line])
    hazards = []
    for kind, number in numbers:
        for i in range(number):
            if kind == "minefield":
                shape = field.belt(2000, 5200, [-900, 800, 2100], 440)
            elif kind == "accident":
                x, y, direction = along(field.line, rng.uniform(0.05, 0.95) * length_of(field.line))
                away = rng.gauss(0, spread)
                shape = ogr.Geometry(ogr.wkbPoint)
                shape.AddPoint_2D(x - math.sin(direction) * away, y + math.cos(direction) * away)
            else:
                shape = field.area(*{"CHA": (320, 1200), "SHA": (380, 2000)}.get(kind, (500, 1400)), spread,
                                   hole=kind == "SHA" and i == 4)
            status = "closed" if kind in ("cleared", "reduced", "cancelled", "accident") else \
                rng.choice(["open", "open", "open", "worked-on"])
            hazards.append({"shape": shape, "class": kind, "status": status})
    count_mines(rng, hazards, total)
    to_wgs = osr.CoordinateTransformation(crs(32638), crs(4326))
    for i, hazard in enumerate(hazards):
        hazard["shape"].Transform(to_wgs)
        hazard.update(id=f"{prefix}-{i + 1:03}", name=f"{AZ_PLACE[i % len(AZ_PLACE)]} {i + 1}",
                      laid=laid(rng) if hazard["mines"] else None, source=f"hesabat {rng.randint(1, 40)}",
                      reliability=rng.choice(["aşağı", "aşağı", "orta"]), remarks=rng.choice(AZ_REMARK))
    return hazards


def coordinates(ring):
    return " ".join(f"{x:.8f},{y:.8f}" for x, y in ring.GetPoints(2))


def placemark(hazard, schema):
    columns = [("id", hazard["id"]), ("class", AZ_CLASS[hazard["class"]]), ("status", hazard["status"]),
               ("mines", hazard["mines"]), ("laid", hazard["laid"]), ("source", hazard["source"]),
               ("reliability", hazard["reliability"]), ("remarks", hazard["remarks"]), ("fictional", FICTIONAL_AZ)]
    data = "".join(f'<SimpleData name="{name}">{escape(str(value))}</SimpleData>'
                   for name, value in columns if value is not None)
    shape = hazard["shape"]
    if shape.GetGeometryType() == ogr.wkbPoint:
        place = f"<Point><coordinates>{shape.GetX():.8f},{shape.GetY():.8f}</coordinates></Point>"
    else:
        rings = [shape.GetGeometryRef(i) for i in range(shape.GetGeometryCount())]
        place = "<Polygon>" + "".join(
            f"<{kind}BoundaryIs><LinearRing><coordinates>{coordinates(ring)}</coordinates></LinearRing></{kind}BoundaryIs>"
            for kind, ring in zip(["outer"] + ["inner"] * len(rings), rings)) + "</Polygon>"
    return (f"      <Placemark><name>{escape(hazard['name'])}</name>\n"
            f'        <ExtendedData><SchemaData schemaUrl="#{schema}">{data}</SchemaData></ExtendedData>\n'
            f"        {place}\n      </Placemark>\n")


def write_kml(folders, path):
    types = [("id", "string"), ("class", "string"), ("status", "string"), ("mines", "int"), ("laid", "string"),
             ("source", "string"), ("reliability", "string"), ("remarks", "string"), ("fictional", "string")]
    fields = "".join(f'<SimpleField name="{name}" type="{kind}"/>' for name, kind in types)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n  <Document>\n'
                   "    <name>Füzuli, Zəngilan (FICTIONAL)</name>\n")
        for name, schema, _ in folders:
            file.write(f'    <Schema name="{name}" id="{schema}">{fields}</Schema>\n')
        for name, schema, hazards in folders:
            file.write(f"    <Folder><name>{name}</name>\n")
            file.writelines(placemark(hazard, schema) for hazard in hazards)
            file.write("    </Folder>\n")
        file.write("  </Document>\n</kml>\n")


# --- Districts: GeoPackage, WGS 84, a mosaic without gaps ---------------------------------------------------------------

# Corners drawn by eye for this sample, longitude and latitude; they follow no data set and no document.
NODES = {"A": (46.62, 40.42), "B": (47.10, 40.46), "C": (46.55, 40.20), "D": (47.17, 40.22), "E": (47.62, 40.14),
         "F": (47.70, 39.92), "G": (47.22, 39.86), "H": (46.72, 39.88), "I": (47.05, 39.82), "J": (47.40, 39.76),
         "K": (47.93, 39.72), "L": (47.72, 39.58), "M": (47.42, 39.44), "N": (47.22, 39.32), "O": (46.92, 39.55),
         "P": (46.55, 39.62), "Q": (46.76, 39.46), "R": (46.40, 39.44), "S": (46.80, 39.22), "T": (46.42, 39.22),
         "U": (46.92, 39.08), "V": (46.52, 38.87), "W": (46.40, 39.02)}
DISTRICTS = [("ABDC", "Tərtər", "Тертер", "Tartar"), ("CDGIH", "Ağdam", "Агдам", "Aghdam"),
             ("DEFJG", "Ağcabədi", "Агджабеди", "Aghjabadi"), ("FKLMJ", "Beyləqan", "Бейлаган", "Beylagan"),
             ("GJMNOI", "Füzuli", "Физули", "Fuzuli"), ("HIOQP", "Xocavənd", "Ходжавенд", "Khojavend"),
             ("ONUSQ", "Cəbrayıl", "Джебраил", "Jabrayil"), ("PQSTR", "Qubadlı", "Кубатлы", "Gubadly"),
             ("TSUVW", "Zəngilan", "Зангелан", "Zangilan")]


def border(a, b):
    """The border between two corners, bent at random but always the same way for the same pair."""
    first, last = min(a, b), max(a, b)
    rng = random.Random("border " + first + last)
    points = [NODES[first], NODES[last]]
    for level in range(5):
        bent = [points[0]]
        for (x1, y1), (x2, y2) in zip(points, points[1:]):
            bend = max(-0.2, min(0.2, rng.gauss(0, 0.09 if level else 0.05)))
            bent += [((x1 + x2) / 2 - (y2 - y1) * bend * 1.2, (y1 + y2) / 2 + (x2 - x1) * bend / 1.2), (x2, y2)]
        points = bent
    points = [(round(x, 6), round(y, 6)) for x, y in points]
    return points if (a, b) == (first, last) else points[::-1]


def write_districts(path):
    if os.path.exists(path):
        os.remove(path)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = source.CreateLayer("districts", crs(4326), ogr.wkbPolygon, ["SPATIAL_INDEX=YES"])
    for name in ("name_az", "name_ru", "name_en", "source", "date", "fictional"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for corners, azerbaijani, russian, english in DISTRICTS:
        ring = []
        for a, b in zip(corners, corners[1:] + corners[:1]):
            ring += border(a, b)[:-1]
        shape = ogr.Geometry(ogr.wkbPolygon)
        path_ring = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in ring + ring[:1]:
            path_ring.AddPoint_2D(x, y)
        shape.AddGeometry(path_ring)
        assert shape.IsValid(), english
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in (("name_az", azerbaijani), ("name_ru", russian), ("name_en", english),
                            ("source", "illustrative, drawn for this sample"), ("date", "2026-11"),
                            ("fictional", FICTIONAL_AZ)):
            feature[name] = value
        feature.SetGeometry(shape)
        layer.CreateFeature(feature)
    source.Destroy()


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..",
                                                               "sample_maps")
    hazards = aghdam()
    write_shapefile(hazards, os.path.join(folder, "aghdam_sk42.shp"))
    write_records(os.path.join(folder, "minefield_records.csv"))
    numbers = [("minefield", 9), ("CHA", 15), ("SHA", 22), ("cleared", 4), ("reduced", 2), ("cancelled", 2),
               ("accident", 5)]
    fuzuli = wgs84_hazards(1, [(47.075, 39.800), (47.160, 39.735), (47.130, 39.650), (47.215, 39.575), (47.190, 39.480),
                               (47.265, 39.400)], "FZL", 61_000, numbers, 5200)
    numbers = [("minefield", 5), ("CHA", 9), ("SHA", 14), ("cleared", 3), ("reduced", 1), ("cancelled", 1),
               ("accident", 3)]
    zangilan = wgs84_hazards(4, [(46.880, 39.120), (46.770, 39.085), (46.690, 39.120), (46.615, 39.050),
                                 (46.560, 38.960)], "ZNG", 31_000, numbers, 3200)
    write_kml([("Füzuli", "fuzuli", fuzuli), ("Zəngilan", "zangilan", zangilan)],
              os.path.join(folder, "fuzuli_zangilan.kml"))
    write_districts(os.path.join(folder, "districts.gpkg"))
    for name, group in (("Aghdam", hazards), ("Fuzuli", fuzuli), ("Zangilan", zangilan)):
        print(f"{name}: {len(group)} hazards, {sum(h['mines'] or 0 for h in group):,} mines")


if __name__ == "__main__":
    main()
