#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_fault.py MINEMAP SCENARIO: breaks a conversion in the middle and looks at what is left."""
import json
import os
import random
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


def count_of(program, path):
    run = subprocess.run([program, "info", path, "--full", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         text=True, check=False)
    check(run.returncode == 0, f"{path} does not open: {run.stderr}")
    return sum(layer["features"] for layer in json.loads(run.stdout)["layers"])


def killed(program, folder):
    """kill -9 at twenty moments: what then has the output's name is whole."""
    source = os.path.join(folder, "areas.csv")
    write_areas(source)
    whole = os.path.join(folder, "whole.gpkg")
    start = time.monotonic()
    subprocess.run(command(program, source, whole), check=True)
    seconds = time.monotonic() - start
    chance = random.Random(1)
    there = 0
    for round_ in range(20):
        name = TARGETS[round_ % len(TARGETS)]
        out = os.path.join(folder, f"out{round_}")
        os.mkdir(out)
        process = subprocess.Popen(command(program, source, os.path.join(out, name)), stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.05, 1.1) * seconds)
        process.kill()
        process.wait()
        if os.path.exists(os.path.join(out, name)):
            there += 1
            check(count_of(program, os.path.join(out, name)) == AREAS, f"{name} is not whole")
        # And what was left does not stand in the way of the next attempt.
        if round_ < len(TARGETS):
            subprocess.run(command(program, source, os.path.join(out, name)) + ["--overwrite"], check=True)
            check(count_of(program, os.path.join(out, name)) == AREAS, f"{name} is not whole after a second attempt")
    check(there < 20, "every conversion was done before it was killed")
    print(f"{there} of 20 were done before they were killed")


def has_open(process, path):
    """Waits until the process has opened the file; false when it ended first."""
    while process.poll() is None:
        try:
            folder = f"/proc/{process.pid}/fd"
            if any(os.path.realpath(os.path.join(folder, fd)) == os.path.realpath(path) for fd in os.listdir(folder)):
                return True
        except OSError:
            pass  # a descriptor, or the process, is gone between two looks
        time.sleep(0.001)
    return False


def changed(program, folder):
    """The input grows, shrinks or is exchanged while it is read."""
    source = os.path.join(folder, "areas.csv")
    again = os.path.join(folder, "again.csv")

    def grow():
        with open(source, "a", encoding="utf-8") as file:
            file.write('A-x,"POINT(8600000 4330000)"\n')

    def exchange():
        write_areas(again)
        os.replace(again, source)

    for change in (grow, lambda: os.truncate(source, 100_000), exchange):
        write_areas(source)
        out = os.path.join(folder, "out")
        os.mkdir(out)
        process = subprocess.Popen(command(program, source, os.path.join(out, "a.fgb")), stderr=subprocess.PIPE,
                                   text=True)
        check(has_open(process, source), "done before it could be changed")
        change()
        _, said = process.communicate(timeout=60)
        check(process.returncode == 1 and "changed while it was read" in said, f"exit {process.returncode}, {said}")
        check(os.listdir(out) == [], f"left behind: {os.listdir(out)}")
        os.rmdir(out)


def two_at_once(program, folder):
    """Two processes with one output: one wins, the other says why not, and nothing is mixed."""
    source = os.path.join(folder, "areas.csv")
    write_areas(source)
    for name in TARGETS:
        out = os.path.join(folder, name + ".out")
        os.mkdir(out)
        both = [subprocess.Popen(command(program, source, os.path.join(out, name)), stderr=subprocess.PIPE, text=True)
                for _ in range(2)]
        said = [process.communicate(timeout=120)[1] for process in both]
        codes = sorted(process.returncode for process in both)
        check(codes in ([0, 1], [0, 2]), f"{name}: exits {codes}, {said}")
        check(any("exists" in text for text in said), f"{name}: {said}")
        check(count_of(program, os.path.join(out, name)) == AREAS, f"{name} is not whole")
        hidden = [left for left in os.listdir(out) if left.startswith(".")]
        check(hidden == [], f"{name}: left behind: {hidden}")


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
        {"full_disk": full_disk,
         "killed": killed,
         "changed": changed,
         "two_at_once": two_at_once,
         "interrupt": lambda *where: interrupted(*where, signal.SIGINT),
         "terminate": lambda *where: interrupted(*where, signal.SIGTERM)}[scenario](program, folder)
    print(f"{scenario}: holds")


if __name__ == "__main__":
    main()
