#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs one case of the command line: run_cli.py PATH_TO_MINEMAP CASE_FOLDER [--update]

A case is a folder tests/cli/<command>/<case>/ with

  cmd            the command line (bash); `minemap` is the binary under test
  inputs         optional: files of the repository to copy in, one a line, globs allowed (sample_maps/aghdam_sk42.*)
  status         optional: the exit status, 0 when missing
  expected.out   optional: standard output, byte by byte
  expected.out.json  instead of it: standard output is JSON and holds at least this; numbers to 2e-10 of their size
                 (1e-8 degrees, a fifth of a millimetre of a northing), texts that start with "re:" are regular expressions, lists have the same length
  expected.err   optional: the lines of standard error, each as it is or "re:" and a regular expression. Without this
                 file standard error must be empty.
  expected/NAME  optional: an output file, byte by byte; expected/NAME.subset compares as expected.out.json does
  creates        optional: the names (globs) of the files that the command leaves behind. Any other new file fails the
                 case, so without this file a command leaves nothing.
  sub            optional: lines "PATTERN => TEXT", applied to what was printed before it is compared

It runs in a fresh copy of the folder. Every file that was there before must be there afterwards, the same bytes."""

import fnmatch
import glob
import hashlib
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CONTROL = {"cmd", "inputs", "status", "expected.out", "expected.out.json", "expected.err", "expected", "creates",
           "sub"}
VOLATILE = {"seconds": 0, "peak_rss_bytes": 0, "versions": {}}


def read(path, default=None):
    if default is not None and not os.path.exists(path):
        return default
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def lines(path):
    return [line for line in read(path, "").splitlines() if line and not line.startswith("#")]


def hashes(folder):
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def calm(value):
    """JSON without what differs from run to run."""
    if isinstance(value, dict):
        return {key: VOLATILE.get(key, calm(item)) for key, item in value.items()}
    return [calm(item) for item in value] if isinstance(value, list) else value


def differences(expected, actual, place="$"):
    """Where `actual` does not hold what `expected` says."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key not in actual:
                yield f"{place}.{key} is missing"
            else:
                yield from differences(value, actual[key], f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for i, (one, other) in enumerate(zip(expected, actual)):
            yield from differences(one, other, f"{place}[{i}]")
    elif isinstance(expected, str) and expected.startswith("re:") and isinstance(actual, str):
        if not re.fullmatch(expected[3:], actual, re.S):
            yield f"{place}: {actual!r} does not match {expected!r}"
    elif isinstance(expected, float) and isinstance(actual, (int, float)) and not isinstance(actual, bool):
        if not math.isclose(expected, actual, rel_tol=2e-10, abs_tol=1e-9):
            yield f"{place}: expected {expected!r}, got {actual!r}"
    elif expected != actual or type(expected) is not type(actual):
        yield f"{place}: expected {expected!r}, got {actual!r}"


def check_json(name, expected, actual):
    try:
        return [f"{name}: {line}" for line in differences(json.loads(expected), calm(json.loads(actual)))]
    except json.JSONDecodeError as error:
        return [f"{name}: not JSON ({error}):\n{actual[:2000]}"]


def check_errors(expected, actual):
    wanted, got = expected.splitlines(), actual.splitlines()
    if len(wanted) == len(got) and all(re.fullmatch(w[3:], g) if w.startswith("re:") else w == g
                                       for w, g in zip(wanted, got)):
        return []
    return [f"standard error: expected\n{expected}\ngot\n{actual}"]


def main(binary, case, update):
    with tempfile.TemporaryDirectory(prefix="minemap-cli-") as top:
        work = os.path.join(top, "work")
        os.mkdir(work)
        for name in os.listdir(case):
            if name not in CONTROL:
                source = os.path.join(case, name)
                (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, os.path.join(work, name))
        for pattern in lines(os.path.join(case, "inputs")):
            matches = glob.glob(os.path.join(ROOT, pattern))
            if not matches:
                sys.exit(f"inputs: nothing matches {pattern}")
            for match in matches:
                shutil.copy(match, work)
        os.mkdir(os.path.join(top, "bin"))
        os.symlink(os.path.abspath(binary), os.path.join(top, "bin", "minemap"))
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            environment.pop(name, None)
        environment.update(PATH=os.path.join(top, "bin") + ":" + environment["PATH"], LC_ALL="C.UTF-8", TZ="UTC",
                           HOME=top, XDG_RUNTIME_DIR=top, SOURCE_DATE_EPOCH="1793491200")
        before = hashes(work)
        done = subprocess.run(["bash", "-c", "set -u; " + read(os.path.join(case, "cmd"))], cwd=work,
                              env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=240,
                              check=False)
        after = hashes(work)
        out = done.stdout.decode("utf-8", "replace")
        err = done.stderr.decode("utf-8", "replace")
        for line in lines(os.path.join(case, "sub")):
            pattern, text = line.split(" => ")
            out, err = re.sub(pattern, text, out), re.sub(pattern, text, err)

        problems = []
        status = int(read(os.path.join(case, "status"), "0"))
        if done.returncode != status:
            problems.append(f"exit status: expected {status}, got {done.returncode}")
        if update:
            for name, text in (("expected.out", out), ("expected.err", err)):
                if os.path.exists(os.path.join(case, name + ".json")):
                    continue
                if text:
                    with open(os.path.join(case, name), "w", encoding="utf-8", newline="") as file:
                        file.write(text)
                elif os.path.exists(os.path.join(case, name)):
                    os.remove(os.path.join(case, name))
        if os.path.exists(os.path.join(case, "expected.out.json")):
            problems += check_json("standard output", read(os.path.join(case, "expected.out.json")), out)
        elif os.path.exists(os.path.join(case, "expected.out")) and read(os.path.join(case, "expected.out")) != out:
            problems.append(f"standard output: expected\n{read(os.path.join(case, 'expected.out'))}\ngot\n{out}")
        problems += check_errors(read(os.path.join(case, "expected.err"), ""), err)

        for name, digest in before.items():
            if after.get(name) != digest:
                problems.append(f"{name} was {'changed' if name in after else 'deleted'}")
        creates = lines(os.path.join(case, "creates"))
        new = [name for name in after if name not in before]
        problems += [f"{name} was left behind" for name in new
                     if not any(fnmatch.fnmatch(name, pattern) for pattern in creates)]
        problems += [f"nothing like {pattern} was created" for pattern in creates if not fnmatch.filter(new, pattern)]
        expected = os.path.join(case, "expected")
        for name in sorted(hashes(expected)):
            target = os.path.join(work, name.removesuffix(".subset"))
            if not os.path.exists(target):
                problems.append(f"{name}: was not written")
            elif name.endswith(".subset"):
                problems += check_json(name, read(os.path.join(expected, name)), read(target))
            elif hashes(expected)[name] != after[name]:
                with open(target, "rb") as file:
                    text = file.read(4000).decode("utf-8", "replace")
                problems.append(f"{name}: the bytes differ, now\n{text}")
        if problems:
            print("\n".join(problems))
            print(f"--- standard output\n{out}\n--- standard error\n{err}")
            sys.exit(1)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], "--update" in sys.argv)
