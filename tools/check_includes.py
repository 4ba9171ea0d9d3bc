#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who may include whom (src/README.md): the folders of src/ and the third-party headers. check_includes.py [FOLDER]"""

import pathlib
import re
import sys

MAY_SEE = {  # folder -> folders of ours
    "base": "base", "geo": "base geo", "mine": "base geo mine", "io": "base geo mine io", "scene": "base geo scene",
    "gl": "base geo scene gl", "viewer": "base geo scene gl mine viewer",
    "cli": "base geo mine io scene gl viewer cli"}
FENCES = [  # header, files (relative to src/) that may include it
    (r"geos_c\.h", r"geo/[^/]+\.cpp|geo/geos\.hpp"),
    (r"proj(_.*)?\.h", r"geo/[^/]+\.cpp|geo/proj\.hpp"),
    (r"geos/.*", r"-"),  # the C++ API changes between releases
    (r"(gdal|ogr|cpl)[^/]*\.h(pp)?", r"io/[^/]+\.cpp|io/gdal\.hpp"),
    (r"epoxy/.*", r"gl/.*"),
    (r"(GL|EGL|GLES\d)/(?!glu).*", r"-"),  # clash with epoxy; GLU is the tessellator of scene
    (r"GL/glu\.h", r"scene/[^/]+\.cpp"),
    (r"SFML/.*|imgui.*", r"viewer/.*"),
    (r"CLI/.*", r"cli/.*"),
    (r"simdjson\.h", r"io/[^/]+\.cpp|io/geojson_(geometry|properties|survey)\.hpp"),
    (r"flatbuffers/.*", r"io/[^/]+\.cpp|io/fgb_[^/]+\.hpp"),
    (r"expat\.h|minizip/.*", r"io/[^/]+\.cpp"),
    (r"libpq.*\.h", r"io/[^/]+\.cpp"),
    (r"openssl/.*", r"io/[^/]+\.cpp"),
    (r"nlohmann/(?!json_fwd\.hpp).*", r".*\.cpp"),
    (r"spdlog/.*", r"base/log\.cpp")]

root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "src")
wrong = 0
for path in sorted(p for p in root.rglob("*") if p.suffix in (".cpp", ".hpp")):
    name = path.relative_to(root).as_posix()
    folder = name.split("/")[0]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if not found:
            continue
        ours, header = found.group(1) == '"', found.group(2)
        complaints = []
        if ours and header.split("/")[0] not in MAY_SEE[folder].split():
            complaints = [f"{folder} may not include {header}"]
        elif not ours:
            complaints = [f"{header} belongs to {where.replace(chr(92), '')}" for what, where in FENCES
                          if re.fullmatch(what, header) and not re.fullmatch(where, name)]
        for complaint in complaints:
            print(f"{name}:{number}: {complaint}")
            wrong += 1
if wrong:
    sys.exit(f"{wrong} includes go against the arrows of src/README.md")
