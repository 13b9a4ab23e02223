"""A real browser without a window: pictures and papers of a page, and what it asks others for."""

import os
import re
import shutil
import struct
import subprocess
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

MUST_HAVE_BROWSER = os.environ.get("KAA_REQUIRE_BROWSER") == "1"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ALONE = (
    "--headless",
    "--no-sandbox",  # the checks may run as root, and the page is our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--no-pdf-header-footer",
)
_NOBODY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@dataclass(frozen=True)
class Picture:
    """A picture as rows of red, green, blue: 8 bits each."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    def inked(self, left: int = 0, right: int | None = None) -> int:
        """How many points between two columns are not white."""
        end = self.width if right is None else right
        rows = (row[3 * left : 3 * end] for row in self.rows)
        return sum(row[n : n + 3] != b"\xff\xff\xff" for row in rows for n in range(0, len(row), 3))


def browser() -> str:
    """The browser of this machine; without one the test is skipped, or fails where it must be."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        if MUST_HAVE_BROWSER:
            pytest.fail("KAA_REQUIRE_BROWSER is set, but there is no browser")
        pytest.skip(f"no browser on this machine: {', '.join(_NAMES)}")
    return found


def picture(page: Path, width: int, height: int) -> Picture:
    """The page as a window of this size shows it."""
    to = page.with_suffix(".png")
    _run(page, f"--screenshot={to}", f"--window-size={width},{height}")
    return _read_png(to.read_bytes())


def paper(page: Path) -> bytes:
    """The page as a PDF, as the browser prints it."""
    to = page.with_suffix(".pdf")
    _run(page, f"--print-to-pdf={to}")
    return to.read_bytes()


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """The sheets of a PDF: width and height in millimetres."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(float(w) / 72 * 25.4, float(h) / 72 * 25.4) for w, h in boxes]


def dom(page: Path) -> str:
    """What the browser made of the page."""
    return _run(page, "--dump-dom")


@contextmanager
def asked_for() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what is asked of it meanwhile."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _run(page: Path, *options: str) -> str:
    profile = page.parent / "browser"
    done = subprocess.run(
        [browser(), *_ALONE, _NOBODY, f"--user-data-dir={profile}", *options, page.as_uri()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _read_png(content: bytes) -> Picture:
    """The points of a PNG of 8 bits without interlacing, as browsers write them."""
    at, packed = 8, b""
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        part = content[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colours, *_rest, interlaced = struct.unpack(">IIBBBBB", part)
            assert (depth, colours in {2, 6}, interlaced) == (8, True, 0)
        elif kind == b"IDAT":
            packed += part
        at += length + 12
    step = 3 if colours == 2 else 4
    rows, before = [], bytes(width * step)
    raw = zlib.decompress(packed)
    for row in range(height):
        start = row * (width * step + 1)
        before = _unfiltered(raw[start], raw[start + 1 : start + 1 + width * step], before, step)
        rows.append(before if step == 3 else _without_alpha(before))
    return Picture(width, height, tuple(rows))


def _without_alpha(row: bytes) -> bytes:
    plain = bytearray(len(row) // 4 * 3)
    for colour in range(3):
        plain[colour::3] = row[colour::4]
    return bytes(plain)


def _unfiltered(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    line = bytearray(row)
    for n in range(len(line)):
        left = line[n - step] if n >= step else 0
        corner = above[n - step] if n >= step else 0
        match kind:
            case 1:
                guess = left
            case 2:
                guess = above[n]
            case 3:
                guess = (left + above[n]) // 2
            case 4:
                guess = _nearest(left, above[n], corner)
            case _:
                return bytes(line)
        line[n] = (line[n] + guess) & 0xFF
    return bytes(line)


def _nearest(left: int, up: int, corner: int) -> int:
    wanted = left + up - corner
    return min((left, up, corner), key=lambda value: abs(wanted - value))
