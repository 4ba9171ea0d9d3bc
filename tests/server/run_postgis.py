#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_postgis.py MINEMAP: PostGIS as a source and a target, on a server that lives as long as the test."""
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SECRET = "geheim-42"


def check(truth, what):
    if not truth:
        raise AssertionError(what)


def equal(found, expected, what):
    check(found == expected, f"{what}\n  found    {found!r}\n  expected {expected!r}")


class Case:
    """A database of its own, a folder of its own, and minemap."""

    def __init__(self, program, folder, database):
        self.program, self.folder, self.database = program, folder, database
        self.pg = f"PG:dbname={database}"

    def sql(self, text):
        return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", self.database, "-c", text], check=True,
                              stdout=subprocess.PIPE, text=True,
                              env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}).stdout.strip()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
        return self.path(name)

    def run(self, *arguments, status=0, environment=None):
        run = subprocess.run([self.program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                             env={**os.environ, **(environment or {})}, timeout=120, check=False)
        equal(run.returncode, status, f"exit of {arguments}: {run.stderr}")
        check(SECRET not in run.stdout + run.stderr, f"the password is in the output of {arguments}: {run.stderr}")
        return run

    def convert(self, *arguments, status=0, environment=None):
        run = self.run("convert", *arguments, "-q", "--report", "-", status=status, environment=environment)
        return (json.loads(run.stdout) if run.stdout else {}), run.stderr

    def tables(self):
        return self.sql("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind IN ('r','i','S') "
                        "AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'spatial_ref_sys%'")


def feature(properties, geometry):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features, crs="EPSG:28408"):
    return {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": crs}},
            "features": list(features)}


def point(e, n, *more):
    return {"type": "Point", "coordinates": [e, n, *more]}


SQUARE = [[8664842.43, 4430281.6], [8664942.43, 4430281.6], [8664942.43, 4430381.6], [8664842.43, 4430281.6]]
LONG = "опасность_" * 7  # 10 letters of 2 bytes but for the '_': 133 bytes, cut behind a letter


def all_types(case):
    """Every type that the server has a place for, from one table into another: nothing differs."""
    case.sql("""
        CREATE TABLE source (fid bigint PRIMARY KEY, small smallint, whole integer, large bigint, short real,
            double double precision, yes boolean, day date, hour time, local timestamp, instant timestamptz,
            words text, few varchar(20), list json, bytes bytea, geom geometry(GeometryZM, 28408));
        INSERT INTO source VALUES
            (1, -32768, -2147483648, -9223372036854775808, 0.1, 0.1, true, '0001-01-01', '00:00:00',
             '1993-07-01 04:05:06.789', '1993-07-01 04:05:06.789+05', '', 'Ağdam', '{"b":1,"a":[1,2,{}],"b":2}', '\\x00ff5c',
             'SRID=28408;POINT ZM (8664842.4300000001 4430281.6 -12.5 3.25)'),
            (2, 32767, 2147483647, 9223372036854775807, '-Infinity', 1.7976931348623157e308, false, '9999-12-31',
             '23:59:59.999', '2000-02-29 00:00:00', '2000-02-29 23:59:59.999+00', E'tab\\t line\\n back\\\\slash \\\\N "quoted"',
             'əƏğĞıİ мины', '"text"', '\\x', 'SRID=28408;POLYGON ZM ((0 0 1 2, 4 0 1 2, 4 4 1 2, 0 0 1 2), (1 0.5 0 0, 2 0.5 0 0, 2 1 0 0, 1 0.5 0 0))'),
            (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (4, 0, 0, 9007199254740993, 16777216, 5e-324, true, '2024-02-29', '12:00', '2024-02-29 12:00', '2024-02-29 12:00+00',
             repeat('x', 100000), '', '[]', '\\x01', 'SRID=28408;MULTILINESTRING ZM EMPTY');""")
    report, _ = case.convert(case.pg + "#source", case.pg + "#copy")
    equal((report["verified"], report["layers"][0]["written"], report["layers"][0]["losses"]), (True, 4, []), "report")
    columns = ("fid, small, whole, large, short, double, yes, day, hour, local, instant, words, few, list::text, bytes, "
               "ST_AsEWKT(geom), encode(ST_AsEWKB(geom), 'hex')")
    for one, other in (("source", "copy"), ("copy", "source")):
        equal(case.sql(f"SELECT count(*) FROM (SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}) x"), "0",
              f"{one} without {other}")
    types = ("SELECT string_agg(format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM pg_attribute "
             "WHERE attrelid = '{}'::regclass AND attnum > 0 AND attname NOT LIKE 'geom%'")
    equal(case.sql(types.format("copy")), case.sql(types.format("source")), "types of the columns")
    equal(case.sql("SELECT type, coord_dimension, srid FROM geometry_columns WHERE f_table_name = 'copy'"),
          "GEOMETRY|4|28408", "declared type of the geometry")


def nasty_file(case):
    """A file, a table, a file: names and values that databases trip over."""
    names = {"имя": "мина", "təhlükə": "Ağdam", "select": 1, "Order by": 2, 'quo"te': "it's", "new\nline": "x", "xmin": 7,
             LONG: "long", "class": "", "CLASS": None, "": "no name", "geom": "not a place", "fid": 12, "$1": "\\N"}
    source = case.write("nasty.geojson", collection(
        feature({**names, "list": [1, "a", None], "object": {"b": 1, "a": 2}}, point(8664842.43, 4430281.6)),
        feature({**names, "fid": 5, "class": None, "CLASS": ""}, {"type": "Polygon", "coordinates": [SQUARE]}),
        feature({**names, "fid": 7}, {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}),
        feature({"fid": 9}, None)))
    report, said = case.convert(source, case.pg, status=7)
    names_lost = {loss["field"] or "": loss["detail"] for loss in report["layers"][0]["losses"]}
    equal(sorted(names_lost), sorted([LONG, "", "CLASS", "xmin"]), "names that the server cannot have")
    equal(len(names_lost[LONG].encode()) in (62, 63), True, "cut behind a letter, at 63 bytes")
    check("field-name" in said, said)
    equal(case.tables(), "", "after a loss that was not accepted")
    case.convert(source, case.pg, "--accept-loss", "field-name")
    equal(case.sql("SELECT count(*), count(geom_1) FROM nasty"), "4|3", "records, places")
    equal(case.sql("SELECT type, srid FROM geometry_columns WHERE f_table_name = 'nasty'"), "GEOMETRY|28408", "geometry")
    equal(case.sql('SELECT "class" IS NULL, "CLASS_1" IS NULL FROM nasty WHERE fid IN (5, 12) ORDER BY fid'),
          "t|f\nf|t", "empty text and none")
    equal(case.sql("SELECT indexname FROM pg_indexes WHERE tablename = 'nasty' ORDER BY 1"),
          "nasty_geom_1_idx\nnasty_pkey", "key and index")
    case.convert(case.pg + "#nasty", case.path("back.gpkg"))
    case.convert(source, case.path("straight.gpkg"), "--accept-loss", "field-name")
    back, straight = (json.loads(case.run("info", "--full", "--json", case.path(name)).stdout)["layers"][0]
                      for name in ("back.gpkg", "straight.gpkg"))
    equal((back["features"], back["extent"], back["crs"]), (straight["features"], straight["extent"], straight["crs"]),
          "the file that came back")


def dimensions(case):
    """Heights on some records only: nothing is made up, nothing goes."""
    source = case.write("mixed.geojson", collection(
        feature({"n": 1}, point(8664842.43, 4430281.6)), feature({"n": 2}, point(8664842.43, 4430281.6, 812.25))))
    case.convert(source, case.pg)
    equal(case.sql("SELECT n, ST_AsEWKT(geom) FROM mixed ORDER BY n"),
          "1|SRID=28408;POINT(8664842.43 4430281.6)\n2|SRID=28408;POINT(8664842.43 4430281.6 812.25)", "mixed heights")
    equal(case.sql("SELECT srid FROM geometry_columns WHERE f_table_name = 'mixed'"), "28408", "SRID by constraint")
    for name, kind in (("flat", "POINT"), ("high", "POINT")):
        more = [1.5] if name == "high" else []
        case.convert(case.write(f"{name}.geojson", collection(feature({"n": 1}, point(1.5, 2.5, *more)))), case.pg)
        equal(case.sql(f"SELECT type, coord_dimension FROM geometry_columns WHERE f_table_name = '{name}'"),
              f"{kind}|{3 if more else 2}", "declared type")


def wrong_promises(case):
    """Values that the columns of their source do not promise."""
    source = case.write("moments.csv", "n,at,e,n_\n1,2024-05-01T10:00:00+04:00,1,2\n2,2024-05-01T10:00:00,1,2\n")
    case.write("moments.csvt", "Integer,DateTime,Real,Real\n")
    report, _ = case.convert(source, case.pg, status=7)
    equal([(loss["kind"], loss["count"]) for loss in report["layers"][0]["losses"]], [("value", 1)],
          "a time without a zone among some with one")
    zero = case.write("zero.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
                                      '"properties":{"t":"a\\u0000b"}}]}')
    case.convert(zero, case.pg)
    equal(case.sql("SELECT t FROM zero"), "a\ufffdb", "NUL, which the reader reports")
    few = case.write(
        "few.geojson", collection(feature({"day": "2021-02-28"}, None), feature({"day": "2021-02-30"}, None)))
    report, _ = case.convert(few, case.pg + "#days", "--accept-loss", "value")
    equal(case.sql("SELECT string_agg(coalesce(day::text, '-'), ' ' ORDER BY fid) FROM days"), "2021-02-28 -", "no such day")
    equal([(loss["kind"], loss["count"]) for loss in report["layers"][0]["losses"]], [("value", 1)], "no such day")
    case.sql("CREATE TABLE digits (n integer PRIMARY KEY, a numeric, b numeric(18,0), c double precision); INSERT INTO digits "
             "VALUES (1, 0.1, 123456789012345678, 0.1), (2, 12345678901234567890.5, 1, 1e300), (3, NULL, NULL, NULL)")
    report, _ = case.convert(case.pg + "#digits", case.path("digits.gpkg"))
    equal([issue["what"].split(";")[0] for issue in report["issues"]],
          ["1 numbers of field 'a' have more digits than a real holds"], "digits that a real does not hold")
    short = case.write("short.geojson", collection(
        feature({"n": 1}, {"type": "LineString", "coordinates": [[1, 2]]}), feature({"n": 2}, point(1, 2))))
    report, _ = case.convert(short, case.pg, "--accept-loss", "geometry-type", status=3)
    equal((report["layers"][0]["written"], report["layers"][0]["rejected"]), (1, 1), "a line of one vertex")


def crs(case):
    """What the table says of its CRS."""
    own = "+proj=tmerc +lat_0=0 +lon_0=45.5 +k=0.9999 +x_0=12345 +y_0=0 +ellps=krass +units=m +type=crs"
    source = case.write("own.geojson", {"type": "FeatureCollection", "features": [feature({"n": 1}, point(1, 2))]})
    case.convert(source, case.pg + "#own", "-s", own)
    srid = case.sql("SELECT srid FROM geometry_columns WHERE f_table_name = 'own'")
    check(int(srid) > 900000, f"a CRS without a code gets a number of its own, not {srid}")
    case.convert(source, case.pg + "#second", "-s", own)
    equal(case.sql("SELECT srid FROM geometry_columns WHERE f_table_name = 'second'"), srid, "the same CRS, the same number")
    name = json.loads(case.run("info", "--json", case.pg + "#own").stdout)["layers"][0]["crs"]
    check(name is not None and name["code"] != "EPSG:28408", f"CRS read back: {name}")
    bare = case.write("bare.csv", "n,x,y\n1,10,20\n")
    case.convert(bare, case.pg + "#bare")
    equal(case.sql("SELECT srid FROM geometry_columns WHERE f_table_name = 'bare'"), "0", "unknown stays unknown")


def provenance(case):
    """The coordinate operation stays with the table and is read back."""
    source = case.write("a.geojson", collection(feature({"n": 1}, point(8664842.43, 4430281.6))))
    report, _ = case.convert(source, case.pg + "#placed", "-d", "EPSG:4326")
    code = report["layers"][0]["operation"]["code"]
    comment = json.loads(case.sql("SELECT obj_description('placed'::regclass)"))["minemap_provenance"]
    equal((comment["layers"][0]["layer"], comment["layers"][0]["steps"][0]["code"]), ("placed", code), "comment")
    case.sql("CREATE SCHEMA other")
    case.convert(case.pg + "#placed", case.pg + "#other.placed")
    for table in ("placed", "other.placed"):
        case.convert(f"{case.pg}#{table}", case.path(table + ".geojson"))
        with open(case.path(table + ".geojson"), encoding="utf-8") as file:
            steps = json.load(file)["minemap_provenance"]["layers"][0]["steps"]
        equal([step.get("code") for step in steps], [code], f"steps of {table}")


def refusal_and_overwrite(case):
    """A table that is there is not touched unless asked; replaced whole, readable meanwhile."""
    one = case.write("one.geojson", collection(feature({"n": 1}, point(1, 2))))
    two = case.write("two.geojson", collection(feature({"m": "x"}, point(3, 4)), feature({"m": "y"}, None)))
    case.convert(one, case.pg + "#t")
    before = case.tables()
    _, said = case.convert(two, case.pg + "#t", status=2)
    check("exists already" in said and "--overwrite" in said, said)
    equal(case.sql("SELECT n FROM t"), "1", "after the refusal")
    case.convert(two, case.pg + "#t", "--overwrite")
    equal(case.sql("SELECT string_agg(m, '' ORDER BY fid) FROM t"), "xy", "replaced")
    equal(case.tables(), before, "names of tables, indexes and sequences")
    case.sql("CREATE VIEW seen AS SELECT * FROM t")
    _, said = case.convert(one, case.pg + "#t", "--overwrite", status=1)
    check("depend" in said and "\n" not in said.strip(), said)
    equal(case.sql("SELECT count(*) FROM seen"), "2", "a table that a view needs")
    _, said = case.convert(one, case.pg + "#seen", "--overwrite", status=2)
    check("is no table" in said, said)
    case.sql("DROP VIEW seen")
    case.convert(case.pg + "#t", case.pg + "#t", "--overwrite", "--where", "m = 'x'")  # in its own place
    equal(case.sql("SELECT string_agg(m, '' ORDER BY fid) FROM t"), "x", "a table replaced by a part of itself")
    _, said = case.convert(one, case.pg + "#nowhere.t", status=2)
    check("no schema nowhere" in said, said)


def append(case):
    """Records are added to what is there, or not at all."""
    case.sql("CREATE TABLE t (id serial PRIMARY KEY, n integer NOT NULL, \"Имя\" text, day timestamp, "
             "place geometry(MultiPolygon, 28408)); INSERT INTO t (n) VALUES (7)")
    square = {"type": "Polygon", "coordinates": [SQUARE]}
    good = case.write("good.geojson", collection(feature({"N": 1, "Имя": "а"}, square), feature({"N": 2, "Имя": None}, None)))
    report, _ = case.convert(good, case.pg + "#t", "--append")
    equal((report["verified"], report["layers"][0]["written"]), (True, 2), "report")
    equal(case.sql("SELECT id, n, \"Имя\", ST_GeometryType(place) FROM t ORDER BY id"),
          "1|7||\n2|1|а|ST_MultiPolygon\n3|2||", "after appending")
    before = case.sql("SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM t")
    for name, features, extra, status, what in (
            ("null.geojson", collection(feature({"n": 1}, None), feature({"n": None}, None)), [], 1, "null value"),
            ("kind.geojson", collection(feature({"n": 1}, point(1, 2))), [], 1, "Geometry type"),
            ("crs.geojson", collection(feature({"n": 1}, square), crs="EPSG:4284"), [], 5, "--dst-crs"),
            ("more.geojson", collection(feature({"n": 1, "extra": 2}, square)), [], 7, "no such column"),
            ("high.geojson", collection(feature({"n": 1}, {"type": "Polygon", "coordinates": [[v + [5] for v in SQUARE]]})),
             [], 7, "heights")):
        _, said = case.convert(case.write(name, features), case.pg + "#t", "--append", *extra, status=status)
        check(what in said, f"{name}: {said}")
        equal(case.sql("SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM t"), before, f"the table after {name}")
    _, said = case.convert(good, case.pg + "#missing", "--append", status=2)
    check("no table public.missing" in said, said)
    case.convert(good, case.path("x.gpkg"), "--append", status=2)
    # A trigger that changes what is written is found by reading back.
    case.sql("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.n = NEW.n + 1; RETURN NEW; END $$; "
             "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()")
    case.convert(good, case.pg + "#t", "--append", status=6)
    equal(case.sql("SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM t"), before, "the table after a trigger")


def layers(case):
    """Several layers, several tables, or none."""
    for number, name in enumerate(("a", "b")):
        case.convert(case.write(f"{name}.geojson", collection(feature({"n": number}, point(1, 2)))), case.pg)
    case.convert(case.pg, case.path("two.gpkg"))
    case.sql("DROP TABLE a, b; CREATE TABLE b (n integer)")
    case.convert(case.path("two.gpkg"), case.pg, status=2)
    equal(case.tables(), "b", "one of the two was there")
    case.convert(case.path("two.gpkg"), case.pg, "--overwrite")
    equal(case.sql("SELECT a.n, b.n FROM a, b"), "0|1", "both")
    case.convert(case.path("two.gpkg"), case.pg + "#one", status=7)


def sentences(case):
    """What goes wrong with servers is said in one sentence, and no password with it."""
    source = case.write("a.geojson", collection(feature({"n": 1}, point(1, 2))))
    case.sql(f"CREATE ROLE guest LOGIN PASSWORD '{SECRET}'; REVOKE CREATE ON SCHEMA public FROM public; "
             "CREATE TABLE secret (n integer)")
    plain = f"{case.database}_plain"
    case.sql(f"CREATE DATABASE {plain}")
    host = f"host={os.environ['PGHOST']} port={os.environ['PGPORT']}"
    guest = f"PG:{host} dbname={case.database} user=guest password={SECRET}"
    url = f"postgresql://guest:{SECRET}@{os.environ['PGHOST']}:{os.environ['PGPORT']}/{case.database}"
    for uri, as_target, as_source, what in (
            (f"PG:host=127.0.0.1 port=1 dbname=x password='{SECRET}'", 1, 4, "no server answers"),
            (guest + "x", 1, 4, "password authentication failed"),
            (f"PG:{host} dbname=nothing password='{os.environ['PGPASSWORD']}'", 1, 4, "does not exist"),
            (guest + " nonsense=1", 2, 2, "no connection string"),
            (f"PG:{host} dbname={case.database} password={SECRET} x", 2, 2, "no connection string")):
        for arguments, status in (([source, uri], as_target), ([uri, case.path("x.gpkg")], as_source)):
            _, said = case.convert(*arguments, status=status)
            check(what in said and len(said.strip().split("\n")) == 1, f"{uri}: {said}")
    for uri in (guest + " #t", url + "#t"):
        _, said = case.convert(source, uri, status=1)
        check("no right" in said and "***" in said, said)
    _, said = case.convert(guest + " #secret", case.path("x.gpkg"), status=4)
    check("may not read" in said, said)
    _, said = case.convert(case.pg + "#absent", case.path("x.gpkg"), status=4)
    check("no table public.absent" in said, said)
    _, said = case.convert(source, f"PG:dbname={plain}", status=1)
    check("CREATE EXTENSION postgis" in said, said)
    found = json.loads(case.run("info", "--json", guest + " #spatial_ref_sys").stdout)
    check("***" in found["source"], found["source"])
    case.sql(f"DROP DATABASE {plain}")


def write_areas(case, count):
    lines = ["id,wkt"]
    for number in range(count):
        e, n = 8_600_000 + number % 300 * 100, 4_330_000 + number // 300 * 100
        lines.append(f'A-{number},"POLYGON(({e} {n},{e + 50} {n},{e + 50} {n + 50},{e} {n + 50},{e} {n}))"')
    return case.write("areas.csv", "\n".join(lines) + "\n")


BACKENDS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def wait_until(what, truth, seconds=30):
    end = time.monotonic() + seconds
    while not truth():
        check(time.monotonic() < end, what)
        time.sleep(0.01)


def cut_connection(case):
    """The connection is cut, the program interrupted or killed in the middle: the table is as it was."""
    source = write_areas(case, 200_000)
    case.sql("CREATE TABLE t (n integer, geom geometry); INSERT INTO t VALUES (1, NULL)")
    cuts = {"connection": lambda process: case.sql(f"SELECT pg_terminate_backend(pid) {BACKENDS}"),
            "interrupt": lambda process: process.send_signal(signal.SIGINT),
            "kill": lambda process: process.kill()}
    statuses = {"connection": 1, "interrupt": 130, "kill": -signal.SIGKILL}
    for how in ("--overwrite", "--append"):
        for name, cut in cuts.items():
            table = "t" if how == "--overwrite" else "same"
            if how == "--append":
                case.sql("DROP TABLE IF EXISTS same; CREATE TABLE same (id text, geom geometry(Polygon, 28408))")
            before = case.tables()
            command = [case.program, "convert", source, f"{case.pg}#{table}", how, "-s", "EPSG:28408", "-q"]
            with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
                wait_until("it never began to copy",
                           lambda: case.sql(f"SELECT count(*) {BACKENDS} AND query LIKE 'COPY%'") != "0")
                cut(process)
                said = process.communicate(timeout=60)[1]
            equal(process.returncode, statuses[name], f"{how} {name}: {said}")
            check(name != "connection" or ("Nothing in the database was changed" in said and said.count("\n") == 1), said)
            wait_until("the session stays", lambda: case.sql(f"SELECT count(*) {BACKENDS}") == "0")
            equal(case.tables(), before, f"{how} {name}: tables")
            equal(case.sql("SELECT string_agg(n::text, '') FROM t"), "1", f"{how} {name}: the table")
            if how == "--append":
                equal(case.sql("SELECT count(*) FROM same"), "0", f"{how} {name}: the table")


def changed_between_passes(case):
    """Rows that others add while a table is read have no part in either pass, and the run can still replace it."""
    case.sql("CREATE TABLE t (id serial PRIMARY KEY, geom geometry(Point, 28408));"
             "INSERT INTO t (geom) SELECT ST_SetSRID(ST_MakePoint(8664842 + n, 4430281), 28408)"
             "  FROM generate_series(1, 60) n;"
             "CREATE VIEW slow AS SELECT id, pg_sleep(0.02)::text AS slept, geom FROM t")
    command = [case.program, "convert", f"{case.pg}#slow", case.path("slow.geojson"), "--report", case.path("r.json")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        # In the first pass: the second would see what comes between them.
        wait_until("it never began to read", lambda: case.sql(
            f"SELECT count(*) {BACKENDS} AND state = 'active' AND query LIKE 'FETCH%'") != "0")
        case.sql("INSERT INTO t (geom) VALUES (ST_SetSRID(ST_MakePoint(8664842, 9900000), 28408))")
        said = process.communicate(timeout=60)[1]
    equal(process.returncode, 0, said)
    with open(case.path("r.json"), encoding="utf-8") as file:
        layer = json.load(file)["layers"][0]
    equal((layer["read"], layer["written"]), (60, 60), "records")
    case.sql("DROP VIEW slow; DELETE FROM t WHERE id = 61")
    case.convert(f"{case.pg}#t", f"{case.pg}#t", "-d", "EPSG:4326", "--overwrite")
    equal(case.sql("SELECT count(*), max(ST_SRID(geom)) FROM t"), "60|4326", "the table, replaced by itself")


SCENARIOS = (all_types, nasty_file, dimensions, wrong_promises, crs, provenance, refusal_and_overwrite, append, layers,
             sentences, cut_connection, changed_between_passes)


def inside(program, wanted):
    admin = ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-c"]
    subprocess.run(admin + ["CREATE DATABASE model"], check=True)
    subprocess.run(["psql", "-Xq", "-d", "model", "-c", "CREATE EXTENSION postgis"], check=True)
    failed = 0
    for scenario in SCENARIOS:
        name = scenario.__name__
        if wanted and name not in wanted:
            continue
        subprocess.run(admin + [f"CREATE DATABASE {name} TEMPLATE model"], check=True)
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                scenario(Case(program, folder, name))
                print(f"{name}: holds ({time.monotonic() - start:.1f} s)", flush=True)
            except (AssertionError, subprocess.SubprocessError) as error:
                failed += 1
                print(f"{name}: FAILED: {error}", flush=True)
    return 1 if failed else 0


def main():
    program, *rest = sys.argv[1:]
    if rest[:1] == ["--inside"]:
        sys.exit(inside(program, rest[1:]))
    found = [int(match.group(1)) for path in glob.glob("/usr/share/postgresql/*/extension/postgis.control")
             if (match := re.search(r"/(\d+)/extension/", path))]
    if not found or shutil.which("pg_virtualenv") is None:
        print("skipped: no server with PostGIS is installed here (package postgresql-postgis)")
        sys.exit(77)
    # In a folder for temporary files also as root: a cluster in the usual place would be one name for all.
    sys.exit(subprocess.run(["pg_virtualenv", "-t", "-v", str(max(found)), sys.executable, os.path.abspath(__file__),
                             os.path.abspath(program), "--inside", *rest], check=False).returncode)


if __name__ == "__main__":
    main()
