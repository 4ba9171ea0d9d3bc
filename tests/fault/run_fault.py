#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_fault.py MINEMAP SCENARIO: breaks a conversion in the middle and looks at what is left."""
import os
import signal
import subprocess
import sys
import tempfile
import time

TARGETS = ("areas.gpkg", "areas.shp", "areas.geojson", "areas.kml", "areas.kmz", "areas.fgb")
AREAS = 60_000


def write_areas(path):
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,wkt\n")
        for number in range(AREAS):
            e, n = 8_600_000 + number % 300 * 100, 4_330_000 + number // 300 * 100
            file.write(f'A-{number},"POLYGON(({e} {n},{e + 50} {n},{e + 50} {n + 50},{e} {n + 50},{e} {n}))"\n')


def check(truth, what):
    if not truth:
        raise AssertionError(what)


def command(program, source, target):
    return [program, "convert", source, target, "-s", "EPSG:28408", "-d", "EPSG:4326", "--accept-loss", "all", "-q"]


def interrupted(program, folder, number):
    """Asks the program to stop while it writes, at different moments."""
    source = os.path.join(folder, "areas.csv")
    write_areas(source)
    stopped = 0
    for round_, name in enumerate(TARGETS * 2):
        out = os.path.join(folder, f"out{round_}")
        os.mkdir(out)
        process = subprocess.Popen(command(program, source, os.path.join(out, name)), stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + 60
        while not os.listdir(out) and process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)  # until the private folder shows that it has begun
        time.sleep(0.02 * round_)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        left = os.listdir(out)
        if process.returncode == 0:
            check(name in left, f"{name}: done before the signal came, but the output is not there: {left}")
            continue
        stopped += 1
        check(process.returncode == 130, f"{name}: exit {process.returncode}, {said}")
        check(left == [], f"{name}: left behind: {left}")
    check(stopped >= 3, f"only {stopped} conversions were still running when the signal came")


def full_disk(program, folder):
    small = os.path.join(folder, "small")
    os.mkdir(small)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small], stderr=subprocess.DEVNULL,
                      check=False).returncode != 0:
        print("skipped: a small disk cannot be mounted here")
        sys.exit(77)
    try:
        source = os.path.join(folder, "areas.csv")
        write_areas(source)
        for name in TARGETS:
            run = subprocess.run(command(program, source, os.path.join(small, name)), stderr=subprocess.PIPE, text=True,
                                 check=False)
            check(run.returncode == 1, f"{name}: exit {run.returncode}, {run.stderr}")
            check(run.stderr.count("\n") == 1, f"{name}: one sentence, not: {run.stderr}")
            check(os.listdir(small) == [], f"{name}: left behind: {os.listdir(small)}")
    finally:
        subprocess.run(["umount", small], check=True)


def main():
    program, scenario = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        if scenario == "full_disk":
            full_disk(program, folder)
        else:
            interrupted(program, folder, {"interrupt": signal.SIGINT, "terminate": signal.SIGTERM}[scenario])
    print(f"{scenario}: holds")


if __name__ == "__main__":
    main()
