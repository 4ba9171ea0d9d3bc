#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_large.py MINEMAP: converts 100,000 and 25,000 hazard areas from Gauss-Krueger to WGS 84 with one and with two threads."""
import csv
import hashlib
import json
import math
import os
import random
import subprocess
import sys
import tempfile

MOST_BYTES = 256 << 20     # resident, whatever the number of areas


def write_areas(path, count):
    """Star-shaped areas of 5 to 60 corners around Aghdam (EPSG:28408), as WKT."""
    random.seed(20261124)
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "class", "mines", "laid", "remarks", "wkt"])
        for number in range(count):
            e, n = 8_600_000 + random.random() * 90_000, 4_330_000 + random.random() * 110_000
            corners = random.randint(5, 60)
            ring = []
            for corner in range(corners):
                angle, reach = 2 * math.pi * corner / corners, random.uniform(50, 400)
                ring.append(f"{e + reach * math.cos(angle):.3f} {n + reach * math.sin(angle):.3f}")
            ring.append(ring[0])
            table.writerow([f"A-{number}", random.choice(["CHA", "SHA"]), random.randint(0, 500), "1993-07-01",
                            "ВЫМЫШЛЕНО Ağdam", "POLYGON((" + ",".join(ring) + "))"])


def convert(program, source, target, threads):
    run = subprocess.run([program, "convert", source, target, "-s", "EPSG:28408", "-d", "EPSG:4326", "--threads",
                          str(threads), "--report", "-", "-q"],
                         env=dict(os.environ, SOURCE_DATE_EPOCH="1790000000"), stdout=subprocess.PIPE, check=True)
    report = json.loads(run.stdout)
    with open(target, "rb") as file:
        return report, hashlib.sha256(file.read()).hexdigest()


def check(truth, what):
    if not truth:
        raise AssertionError(what)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        peaks = {}
        for count in (25_000, 100_000):
            source = os.path.join(folder, f"{count}.csv")
            write_areas(source, count)
            hashes = set()
            for threads in (1, 2):
                name = f"t{threads}"
                os.mkdir(os.path.join(folder, f"{count}{name}"))
                report, digest = convert(program, source, os.path.join(folder, f"{count}{name}", "areas.gpkg"), threads)
                layer = report["layers"][0]
                check((layer["read"], layer["written"], layer["rejected"]) == (count, count, 0), layer)
                check(report["verified"], "read back")
                check(layer["operation"]["code"] == "EPSG:15865", layer["operation"])
                peaks[count, threads] = report["peak_rss_bytes"]
                hashes.add(digest)
            check(len(hashes) == 1, f"{count} areas: one and two threads write different bytes")
        for (count, threads), peak in peaks.items():
            print(f"{count} areas, {threads} threads: {peak / 2**20:.0f} MiB at the most")
            check(peak < MOST_BYTES, f"{peak} bytes")


if __name__ == "__main__":
    main()
