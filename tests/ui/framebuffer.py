# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a display, from the file its Xvfb keeps its screen in (SMT_FRAME_BUFFER, set by build-aux/with-display)."""

import os
import pathlib
import struct
import time
import zlib

FIELDS = 25  # of the header of an X window dump, each four bytes
SETTLED_S = 0.2
SETTLED_TIMES = 3
MOST_S = 3.0


def grab():
    """(width, height, rows of BGRX bytes) of the screen as it is now."""
    path = pathlib.Path(os.environ["SMT_FRAME_BUFFER"]) / "Xvfb_screen0"
    data = path.read_bytes()
    header = struct.unpack(f">{FIELDS}I", data[:4 * FIELDS])
    header_size, width, height, bytes_per_line, n_colours = header[0], header[4], header[5], header[12], header[19]
    start = header_size + 12 * n_colours
    return width, height, [data[start + y * bytes_per_line:start + y * bytes_per_line + 4 * width] for y in range(height)]


def settled():
    """The screen once it has stopped to change, or after a while all the same (a spinner never stops)."""
    end = time.monotonic() + MOST_S
    before, same = grab(), 0
    while same < SETTLED_TIMES and time.monotonic() < end:
        time.sleep(SETTLED_S)
        now = grab()
        same = same + 1 if now == before else 0
        before = now
    return before


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def save(path, width=None, height=None):
    """Writes the upper left part of the screen as a PNG file."""
    screen_width, screen_height, rows = settled()
    width, height = min(width or screen_width, screen_width), min(height or screen_height, screen_height)
    raw = bytearray()
    for row in rows[:height]:
        line = bytearray(3 * width)
        for channel in range(3):
            line[channel::3] = row[2 - channel:4 * width:4]
        raw += b"\0" + line
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(raw), 6)) + chunk(b"IEND", b""))
