#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_window.py MINEMAP SCENARIO: opens `minemap view` on an X server of its own, drives it with xdotool, and checks what the
window says of its state (--test-log) and what the X server shows (import of ImageMagick)."""
import json
import os
import re
import subprocess
import sys
import tempfile
import time

WIDTH, HEIGHT = 1000, 700
PATIENCE_S = 30  # for a loaded machine; nothing here measures speed

# Two hazards and a region around them in Gauss-Krueger zone 8 (EPSG:28408), far enough apart to tell them on the screen.
def square(e, n, size):
    return [[[e, n], [e + size, n], [e + size, n + size], [e, n + size], [e, n]]]

def feature(properties, rings):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}

def write_map(folder):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28408"}}
    hazards = [feature({"id": "A-1", "class": "CHA", "name": "Ağdam", "mines": 12}, square(8660000, 4430000, 2000)),
               feature({"id": "A-2", "class": "SHA", "name": "Агдам", "mines": 5}, square(8666000, 4430000, 2000))]
    regions = [feature({"name": "Աղդամ"}, square(8656000, 4426000, 16000))]
    for name, features in (("hazards", hazards), ("regions", regions)):
        with open(os.path.join(folder, name + ".geojson"), "w", encoding="utf-8") as file:
            json.dump({"type": "FeatureCollection", "name": name, "crs": crs, "features": features}, file)
    document = {"minemap": 1, "title": "Window test (fictional)", "language": "en",
                "view": {"crs": "EPSG:28408", "extent": [8655000, 4425000, 8673000, 4443000]},
                "layers": [{"name": "Hazards", "source": "hazards.geojson", "role": "hazard", "label": "id"},
                           {"name": "Regions", "source": "regions.geojson", "role": "region"}]}
    path = os.path.join(folder, "test.mmap.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)
    return path

class Screen:
    """An X server without a monitor."""
    def __enter__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"],
                                       pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number: # ends when the server has written it
            self.environment = dict(os.environ, DISPLAY=":" + number.readline().strip(), LIBGL_ALWAYS_SOFTWARE="1")
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def do(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True)

    def picture(self):
        """The pixels of the screen as bytes, three a pixel."""
        run = subprocess.run(["import", "-window", "root", "-depth", "8", "rgb:-"], env=self.environment, check=True,
                             stdout=subprocess.PIPE)
        if len(run.stdout) != 3 * WIDTH * HEIGHT:
            raise AssertionError(f"the screen has {len(run.stdout)} bytes")
        return run.stdout

class Window:
    """The program in its window."""
    def __init__(self, screen, program, document, folder):
        self.screen, self.log_path = screen, os.path.join(folder, "log.txt")
        self.process = subprocess.Popen([program, "view", document, "--size", f"{WIDTH}x{HEIGHT}", "--test-log",
                                         self.log_path], env=screen.environment, stdin=subprocess.DEVNULL)
        self.wait("ready")

    def lines(self):
        if not os.path.exists(self.log_path):
            return []
        with open(self.log_path, encoding="utf-8") as file:
            return file.read().splitlines()

    def last(self, word):
        return next((line for line in reversed(self.lines()) if line.split()[0] == word), None)

    def wait(self, pattern, after=0):
        """The first line behind line number `after` that matches."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            for line in self.lines()[after:]:
                if re.match(pattern, line):
                    return line
            if self.process.poll() is not None:
                raise AssertionError(f"the window closed with {self.process.returncode}; log: {self.lines()}")
            time.sleep(0.05)
        raise AssertionError(f"no line '{pattern}' behind line {after} in {self.lines()}")

    def mark(self):
        return len(self.lines())

    def camera(self):
        return [float(word) for word in self.last("camera").split()[1:]]

    def quit(self):
        self.screen.do("key", "q")
        if self.process.wait(PATIENCE_S) != 0:
            raise AssertionError(f"the window ended with {self.process.returncode}")

def check(truth, what):
    if not truth:
        raise AssertionError(what)

def changed(before, after, box):
    """Share of the pixels in the box (x1, y1, x2, y2) that differ."""
    x1, y1, x2, y2 = box
    total = different = 0
    for y in range(y1, y2, 2):
        for x in range(x1, x2, 2):
            at = 3 * (y * WIDTH + x)
            total += 1
            different += before[at:at + 3] != after[at:at + 3]
    return different / total

def screen_of(camera, e, n):
    return (round(WIDTH / 2 + (e - camera[0]) / camera[2]), round(HEIGHT / 2 - (n - camera[1]) / camera[2]))

MAP = (400, 150, 760, 560)       # away from the panel, the legend and the status line
STATUS = (0, HEIGHT - 26, 420, HEIGHT - 2)

def drag(window, screen):
    before, camera, mark = screen.picture(), window.camera(), window.mark()
    screen.do("mousemove", 600, 300, "mousedown", 1, "mousemove", 650, 330, "mousemove", 700, 360, "mouseup", 1)
    window.wait("camera", mark)
    time.sleep(0.5)
    now = window.camera()
    check(abs((camera[0] - now[0]) / camera[2] - 100) < 1.5, f"dragged 100 px right, camera {camera} -> {now}")
    check(abs((now[1] - camera[1]) / camera[2] - 60) < 1.5, f"dragged 60 px down, camera {camera} -> {now}")
    check(now[2] == camera[2], "the scale stays")
    check(changed(before, screen.picture(), MAP) > 0.02, "the map moved on the screen")
    check(window.last("selected") == "selected", "a drag selects nothing")

def wheel(window, screen):
    screen.do("mousemove", 600, 300)
    window.wait("status")
    before, camera, mark = screen.picture(), window.camera(), window.mark()
    place = (camera[0] + (600 - WIDTH / 2) * camera[2], camera[1] - (300 - HEIGHT / 2) * camera[2])
    screen.do("click", 4)
    window.wait("camera", mark)
    time.sleep(0.5)
    now = window.camera()
    check(now[2] < camera[2] * 0.9, f"the wheel zooms in: {camera} -> {now}")
    under = (now[0] + (600 - WIDTH / 2) * now[2], now[1] - (300 - HEIGHT / 2) * now[2])
    check(max(abs(under[0] - place[0]), abs(under[1] - place[1])) < 1.5 * camera[2], f"the place under the cursor stays: {place} {under}")
    check(changed(before, screen.picture(), MAP) > 0.02, "the picture changed")
    mark = window.mark()
    screen.do("click", 5)
    window.wait("camera", mark)
    time.sleep(0.5)
    check(abs(window.camera()[2] / camera[2] - 1) < 1e-3, "and back again")

def identify(window, screen):
    camera = window.camera()
    x, y = screen_of(camera, 8667000, 4431000)
    before, mark = screen.picture(), window.mark()
    screen.do("mousemove", x, y)
    line = window.wait("status WGS 84", mark)
    check(re.search(r"39\.99\d+ N 46\.95\d+ E", line), line)
    check(changed(before, screen.picture(), STATUS) > 0.005, "the status line shows the place")
    mark = window.mark()
    screen.do("click", 1)
    line = window.wait(r"selected \|", mark)
    check(line == "selected | Hazards 1 | Regions 0" or line == "selected | Regions 0 | Hazards 1", line)
    time.sleep(0.5)
    check(changed(before, screen.picture(), (WIDTH - 300, 20, WIDTH - 20, 200)) > 0.05, "the inspector opened")
    mark = window.mark()
    screen.do("mousemove", 150, HEIGHT - 12, "click", 1)
    line = window.wait("status SK-42", mark)
    mark = window.mark()
    screen.do("key", "Escape")
    check(window.wait("selected", mark) == "selected", "Esc clears the selection")
    check(window.process.poll() is None, "and leaves the window open")

def keys(window, screen):
    camera, mark = window.camera(), window.mark()
    screen.do("mousemove", 600, 300)
    screen.do("key", "plus")
    window.wait("camera", mark)
    for key, line in (("question", "panels layers=1 inspector=1 keys=1 dark=0"),
                      ("Escape", "panels layers=1 inspector=1 keys=0 dark=0"),
                      ("l", "panels layers=0 inspector=1 keys=0 dark=0"),
                      ("t", "panels layers=0 inspector=1 keys=0 dark=1"),
                      ("s", "sheets 1000000"), ("s", "sheets 500000"),
                      ("g", "grid gauss-kruger"), ("g", "grid utm"), ("g", "grid graticule"), ("g", "grid none"),
                      ("1", "visible 0 1"), ("1", "visible 1 1"),
                      ("l", "panels layers=1 inspector=1 keys=0 dark=1")):
        before, mark = screen.picture(), window.mark()
        screen.do("key", key)
        window.wait(re.escape(line), mark)
        time.sleep(0.4)
        check(before != screen.picture(), f"the key {key} changes the picture")
    for _ in range(5):
        screen.do("key", "Escape")
    time.sleep(0.3)
    check(window.process.poll() is None, "Esc never closes the window")
    mark = window.mark()
    screen.do("key", "f")
    window.wait("camera", mark)
    time.sleep(0.4)
    for e, n in ((8656000, 4426000), (8672000, 4442000)):
        x, y = screen_of(window.camera(), e, n)
        check(0 < x < WIDTH and 0 < y < HEIGHT, f"F shows everything again, {e} {n} too")

def go_to(window, screen):
    def ask(text):
        screen.do("key", "ctrl+k")
        screen.do("key", "ctrl+a")
        screen.do("type", "--delay", 1, text)
    before, mark = screen.picture(), window.mark()
    ask("38S PK 64671 28419")
    window.wait("goto open places=1 chosen=0 refused=0", mark)
    time.sleep(0.4)
    check(changed(before, screen.picture(), (300, 8, 700, 80)) > 0.2, "the line is shown")
    mark = window.mark()
    screen.do("key", "Return")
    window.wait("camera", mark)
    time.sleep(0.4)
    x, y, _ = window.camera() # the middle of the square: P1 is 4430281.60 8664842.43
    check(abs(x - 8664842.1) < 1 and abs(y - 4430281.8) < 1, window.camera())
    check("closed" in window.last("goto"), window.last("goto"))
    check("panels layers=1 inspector=1 keys=0 dark=0" == window.last("panels"), "letters in the line are no keys")

    mark = window.mark()
    ask("664842.43 4430281.60")
    window.wait("goto open places=2 chosen=none refused=0", mark)
    screen.do("key", "Return")
    time.sleep(0.5)
    check(window.camera()[:2] == [x, y], "of two readings none is taken unasked")
    mark = window.mark()
    screen.do("key", "Down", "Down", "Return")
    window.wait("camera", mark)
    time.sleep(0.4)
    ways = [window.camera()[:2]]
    ask("664842.43 4430281.60")
    window.wait("goto open places=2 chosen=none refused=0", mark)
    mark = window.mark()
    screen.do("key", "Down", "Return")
    window.wait("camera", mark)
    time.sleep(0.4)
    ways.append(window.camera()[:2])
    apart = ((ways[0][0] - ways[1][0]) ** 2 + (ways[0][1] - ways[1][1]) ** 2) ** 0.5
    check(1860 < apart < 1880, f"the two are {apart} apart")

    mark = window.mark()
    ask("J-38-145")
    window.wait("goto open places=0 chosen=none refused=1", mark)
    screen.do("key", "Escape")
    window.wait("goto closed", mark)

def broken_layer(window, screen):
    check("Gone broken" in window.last("layers"), window.last("layers"))
    check("Hazards 2" in window.last("layers"), window.last("layers"))
    picture = screen.picture()
    check(any(picture[i] > 200 and picture[i + 1] < 140 and picture[i + 2] < 140
              for i in range(3 * 150 * WIDTH, 3 * 560 * WIDTH, 3)), "the other layers are drawn")

def in_window(program, scenario, folder, document):
    with Screen() as screen:
        window = Window(screen, program, document, folder)
        try:
            scenario(window, screen)
            window.quit()
        finally:
            window.process.kill()

def no_display(program, document):
    run = subprocess.run([program, "view", document], env={k: v for k, v in os.environ.items() if k != "DISPLAY"},
                         stderr=subprocess.PIPE, text=True, check=False)
    check(run.returncode == 1, f"exit {run.returncode}")
    check("no display" in run.stderr and run.stderr.count("\n") == 1, run.stderr)

def screenshot(program, document, folder):
    with Screen() as screen:
        path = os.path.join(folder, "shot.png")
        subprocess.run([program, "view", document, "--size", "800x600", "--screenshot", path], env=screen.environment,
                       check=True)
        sizes = subprocess.run(["identify", "-format", "%w %h %k", path], stdout=subprocess.PIPE, text=True, check=True)
        width, height, colours = map(int, sizes.stdout.split())
        check((width, height) == (800, 600) and colours > 50, sizes.stdout)

def main():
    program, name = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        document = write_map(folder)
        if name == "no_display":
            no_display(program, document)
        elif name == "screenshot":
            screenshot(program, document, folder)
        else:
            if name == "broken_layer":
                with open(document, encoding="utf-8") as file:
                    content = json.load(file)
                content["layers"].append({"name": "Gone", "source": "gone.shp", "role": "hazard"})
                with open(document, "w", encoding="utf-8") as file:
                    json.dump(content, file)
            in_window(program, {"drag": drag, "wheel": wheel, "identify": identify, "keys": keys, "go_to": go_to,
                                "broken_layer": broken_layer}[name], folder, document)
    print(f"{name}: holds")

if __name__ == "__main__":
    main()
