#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_fault.py MINEMAP SCENARIO: breaks a conversion in the middle and looks at what is left."""
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

TARGETS = ("areas.gpkg", "areas.shp", "areas.geojson", "areas.kml", "areas.kmz", "areas.fgb")
AREAS = 60_000


def write_areas(path, count=AREAS):
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,wkt\n")
        for number in range(count):
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


def stop(process, seconds):
    """Sends Ctrl-C after so many seconds. How long the process took to end then, and what it said; no time when it
    had ended before."""
    try:
        return None, process.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        pass
    process.send_signal(signal.SIGINT)
    start = time.monotonic()
    said = process.communicate(timeout=60)[1]
    return time.monotonic() - start, said


def interrupted_anywhere(program, folder):
    """Ctrl-C at random moments from the first to the last of a conversion, opening and closing in GDAL included:
    nothing is left, neither beside the target nor among the temporary files. Prints how long that took."""
    table = os.path.join(folder, "areas.csv")
    write_areas(table)
    gml = os.path.join(folder, "areas.gml")  # which GDAL reads through before it is open
    subprocess.run([program, "convert", table, gml, "-s", "EPSG:28408", "--accept-loss", "all", "-q"], check=True)
    temporary = os.path.join(folder, "tmp")
    os.mkdir(temporary)
    environment = dict(os.environ, TMPDIR=temporary)
    chance = random.Random(2)
    stopped = 0
    for source, target in [(table, name) for name in TARGETS + ("areas.gml", "areas.tab")] + [(gml, "areas.gpkg")]:
        whole = os.path.join(folder, "whole")
        os.mkdir(whole)
        start = time.monotonic()
        subprocess.run(command(program, source, os.path.join(whole, target)), check=True, env=environment)
        seconds = time.monotonic() - start
        shutil.rmtree(whole)
        waits = []
        for _ in range(12):
            out = os.path.join(folder, "out")
            os.mkdir(out)
            process = subprocess.Popen(command(program, source, os.path.join(out, target)), stderr=subprocess.PIPE,
                                       text=True, env=environment)
            waited, said = stop(process, chance.uniform(0.05, 1.0) * seconds)
            left = os.listdir(out)
            what = f"{os.path.basename(source)} to {target}"
            if process.returncode == -signal.SIGINT:  # before main
                check(left == [], f"{what}: left behind: {left}")
            elif process.returncode == 0:  # it was done, or giving the output its name
                check(target in left and not any(name.startswith(".") for name in left), f"{what}: left {left}")
            else:
                check(process.returncode == 130, f"{what}: exit {process.returncode}, {said}")
                check(left == [], f"{what}: left behind: {left}")
                waits.append(waited)
            check(os.listdir(temporary) == [], f"{what}: temporary files left: {os.listdir(temporary)}")
            shutil.rmtree(out)
        stopped += len(waits)
        if waits:
            print(f"{what}: {len(waits)} stopped, median {1000 * statistics.median(waits):.0f} ms, "
                  f"longest {1000 * max(waits):.0f} ms")
    check(stopped >= 20, f"only {stopped} conversions were still running when the signal came")


def interrupted_many(program, folder):
    """Ctrl-C between and in several files: those that are written stay whole and are named, the others are not there,
    and a folder that was made for none of them goes again."""
    sources = []
    for name in "abcdef":
        sources.append(os.path.join(folder, name + ".csv"))
        write_areas(sources[-1], AREAS // 4)
    out = os.path.join(folder, "out")

    def start():
        return subprocess.Popen([program, "convert", *sources, out, "-f", "gpkg", "-s", "EPSG:28408", "-q"],
                                stderr=subprocess.PIPE, text=True)

    begin = time.monotonic()
    start().communicate(timeout=120)
    seconds = time.monotonic() - begin
    check(len(os.listdir(out)) == 6, f"not all were written: {os.listdir(out)}")
    shutil.rmtree(out)
    some = 0
    for round_ in range(10):
        process = start()
        _, said = stop(process, (0.02 + 0.1 * round_) * seconds)
        left = sorted(os.listdir(out)) if os.path.isdir(out) else []
        check(process.returncode in (0, 130, -signal.SIGINT), f"exit {process.returncode}, {said}")
        check(not any(name.startswith(".") for name in left), f"left behind: {left}")
        check(left or process.returncode == 0 or not os.path.isdir(out), "the empty folder was left")
        for name in left:
            check(count_of(program, os.path.join(out, name)) == AREAS // 4, f"{name} is not whole")
            check(process.returncode == 0 or os.path.join(out, name) in said, f"{name} is not named: {said}")
        some += 0 < len(left) < 6
        shutil.rmtree(out, ignore_errors=True)
    check(some > 0, "no run was stopped between the first file and the last")


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
         "interrupt_anywhere": interrupted_anywhere,
         "interrupt_many": interrupted_many,
         "interrupt": lambda *where: interrupted(*where, signal.SIGINT),
         "terminate": lambda *where: interrupted(*where, signal.SIGTERM)}[scenario](program, folder)
    print(f"{scenario}: holds")


if __name__ == "__main__":
    main()
