# SPDX-License-Identifier: MIT
"""The runner of the command-line cases must be able to fail: a stand-in for minemap that misbehaves on request."""

import os
import stat
import subprocess
import sys
import tempfile

RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli", "run_cli.py")
STAND_IN = """#!/bin/sh
case "$1" in
hello) echo hello ;;
json) echo '{"area": 12.000000001, "name": "P1", "seconds": 3.5, "list": [1, 2]}' ;;
warn) echo "warning: a.shp" >&2 ;;
touch) echo new > "$2" ;;
change) echo changed >> input.txt ;;
delete) rm input.txt ;;
fail) echo "cannot" >&2; exit 4 ;;
esac
"""
CASES = [  # what the case says, whether it must pass
    ({"cmd": "minemap hello", "expected.out": "hello\n"}, True),
    ({"cmd": "minemap hello", "expected.out": "hallo\n"}, False),
    ({"cmd": "minemap hello", "expected.out": "hellO\n", "sub": "x => O\n"}, False),
    ({"cmd": "minemap hello", "expected.out": "hellO\n", "sub": "o\\n => O\\n\n"}, True),
    ({"cmd": "minemap json", "expected.out.json": '{"area": 12.0, "name": "re:P[0-9]", "list": [1, 2]}'}, True),
    ({"cmd": "minemap json", "expected.out.json": '{"area": 12.1}'}, False),
    ({"cmd": "minemap json", "expected.out.json": '{"list": [1]}'}, False),
    ({"cmd": "minemap json", "expected.out.json": '{"crs": null}'}, False),
    ({"cmd": "minemap warn"}, False),
    ({"cmd": "minemap warn", "expected.err": "warning: a.shp\n"}, True),
    ({"cmd": "minemap warn", "expected.err": "re:warning: .*[.]shp\n"}, True),
    ({"cmd": "minemap warn", "expected.err": "warning: b.shp\n"}, False),
    ({"cmd": "minemap touch a.out"}, False),
    ({"cmd": "minemap touch a.out", "creates": "a.*\n"}, True),
    ({"cmd": "minemap touch a.out", "creates": "a.*\nb.*\n"}, False),
    ({"cmd": "minemap touch a.out", "creates": "a.out\n", "expected/a.out": "new\n"}, True),
    ({"cmd": "minemap touch a.out", "creates": "a.out\n", "expected/a.out": "old\n"}, False),
    ({"cmd": "minemap change", "input.txt": "x\n"}, False),
    ({"cmd": "minemap delete", "input.txt": "x\n"}, False),
    ({"cmd": "minemap fail", "expected.err": "cannot\n"}, False),
    ({"cmd": "minemap fail", "expected.err": "cannot\n", "status": "4"}, True),
]

with tempfile.TemporaryDirectory() as top:
    binary = os.path.join(top, "stand_in")
    with open(binary, "w", encoding="utf-8") as file:
        file.write(STAND_IN)
    os.chmod(binary, stat.S_IRWXU)
    wrong = 0
    for number, (files, must_pass) in enumerate(CASES):
        case = os.path.join(top, f"case{number}")
        for name, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(case, name)), exist_ok=True)
            with open(os.path.join(case, name), "w", encoding="utf-8") as file:
                file.write(text)
        done = subprocess.run([sys.executable, RUNNER, binary, case], capture_output=True, check=False)
        if (done.returncode == 0) != must_pass:
            print(f"case {files} {'failed' if must_pass else 'passed'}:\n{done.stdout.decode()}{done.stderr.decode()}")
            wrong += 1
    sys.exit(1 if wrong else 0)
