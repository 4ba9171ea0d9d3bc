"""Prints what of hard.geojson came back through each format, as the table "What survives" of formats.md, which has to
hold it line by line."""

import json

FORMATS = "gpkg geojson geojsonl shp gml sqlite csv fgb gdb tab mif kml kmz xlsx ods dxf gpx".split()
# Where a value is found when the format has no field of its name.
ELSEWHERE = {"hazard_classification": ("type", "Layer"), "remarks": ("desc",)}
SHAPES = {"outline and hole": lambda ring: [vertex[:2] for vertex in ring], "heights": lambda ring: ring}


def features(path):
    """Of every layer that has some."""
    try:
        with open(path, encoding="utf-8") as file:
            return whole(json.load(file)["features"])
    except FileNotFoundError:
        return []


def whole(rows):
    """The routes of one area as the area they were: its holes are called "NAME (hole 1)"."""
    areas = []
    for row in rows:
        geometry = row["geometry"]
        if geometry is not None and geometry["type"] == "LineString":
            if " (hole " in row["properties"]["name"]:
                areas[-1]["geometry"]["coordinates"].append(geometry["coordinates"])
                continue
            row["geometry"] = {"type": "Polygon", "coordinates": [geometry["coordinates"]]}
        areas.append(row)
    return areas


def by_place(rows):
    """Records that come back in another order are told by their western edge."""
    def west(row):
        return min((vertex[0] for ring in rings(row) for vertex in ring), default=999)
    return sorted(rows, key=west)


def rings(row):
    geometry = row["geometry"]
    if geometry is None or geometry["type"] not in ("Polygon", "MultiPolygon"):
        return []
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for part in parts for ring in part]


def same_rings(sent, back, of_vertex):
    def vertices(row):
        return sorted(tuple(round(c, 5) for c in vertex) for ring in rings(row) for vertex in of_vertex(ring)[:-1])
    return all(vertices(a) == vertices(b) for a, b in zip(sent, back))


def as_text(value):
    """As a format without lists or truth has it."""
    return json.dumps(value) if isinstance(value, list) else str(value)


def same_text(value, text):
    if isinstance(value, list) and isinstance(text, str):
        return json.loads(text) == value
    return as_text(value) == as_text(text)


def field(sent, back, name):
    """What became of it in those records that came back."""
    pairs = [(a["properties"][name], b["properties"]) for a, b in zip(sent, back)]
    if pairs and all(json.dumps(properties.get(name, "missing")) == json.dumps(value) for value, properties in pairs):
        return "yes"
    if any(name in properties for _, properties in pairs):
        return "as text" if all(same_text(value, properties[name]) for value, properties in pairs) else "changed"
    for other in ELSEWHERE.get(name, ()):
        if pairs and all(properties.get(other) == value for value, properties in pairs):
            return f"as `{other}`"
    return "no"


def row(title, cells):
    return f"| {title} | {' | '.join(cells)} |"


sent = by_place(features("hard.geojson"))
back = {name: by_place(features(f"back_{name}.geojson")) for name in FORMATS}
lines = []
lines.append(row("", [f"`{name}`" for name in FORMATS]))
lines.append(row("---", ["---"] * len(FORMATS)))
lines.append(row("records", [str(len(back[name])) + " of 3" for name in FORMATS]))
for title, of_vertex in SHAPES.items():
    lines.append(row(title, ["yes" if back[name] and same_rings(sent, back[name], of_vertex) else "no" for name in FORMATS]))
for name in sent[0]["properties"]:
    lines.append(row(f"`{name}`", [field(sent, back[format], name) for format in FORMATS]))
print("\n".join(lines))
with open("formats.md", encoding="utf-8") as file:
    missing = set(lines) - set(file.read().splitlines())
print(f"formats.md lacks {len(missing)} of these lines" if missing else "formats.md says the same")
