"""Uploads that try to harm, made here; each must be refused. `NAMES` are names that must be forgotten."""

import io
import struct
import zlib

from PIL import Image


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) & 0xFFFFFFFF)


def png(width: int, height: int, pixels: bytes, extra: bytes = b"") -> bytes:
    """A black and white PNG that says what it wants about its size."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def zeros(count: int) -> bytes:
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(min(1 << 20, count - start))) for start in range(0, count, 1 << 20)]
    return b"".join(parts) + packer.flush()


def encoded(image_format: str, mode: str = "RGB", **options) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (640, 480), 90 if len(mode) == 1 else "seagreen").save(buffer, image_format, **options)
    return buffer.getvalue()


def gps_photo(image_format: str = "JPEG") -> bytes:
    """A photo held sideways, that knows where it was taken and by whom."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = 6, "TestCam", "Nom De Famille"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (48.0, 27.0, 0.0), "E", (1.0, 29.0, 0.0)
    return encoded(image_format, exif=exif)


HOSTILE = {
    "pixel-bomb.png": lambda: png(30_000, 30_000, zeros((30_000 // 8 + 1) * 30_000)),
    "claims-to-be-huge.png": lambda: png(60_000, 60_000, zeros(1000)),
    "too-many-pixels.png": lambda: png(9000, 9000, zeros((9000 // 8 + 1) * 9000)),
    "text-bomb.png": lambda: png(8, 8, zeros(16), chunk(b"zTXt", b"Comment\0\0" + zeros(80 << 20))),
    "svg-as.png": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "html-as.jpg": lambda: b"<!doctype html><script>alert(1)</script>",
    "polyglot.gif": lambda: b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)//;",
    "truncated.jpg": lambda: encoded("JPEG")[:600],
    "empty.jpg": lambda: b"",
    "tiff-as.jpg": lambda: encoded("TIFF"),
    "bitmap.bmp": lambda: encoded("BMP"),
    "postscript-as.jpg": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(x) run\n",
    "script.pdf": lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n",
    "sixteen-megabytes.jpg": lambda: encoded("JPEG") + bytes(16 << 20),
}
NAMES = [
    "../../../../etc/cron.d/x.jpg",
    "..\\..\\x.jpg",
    "a\u202egnp.exe.jpg",
    "<svg onload=alert(1)>.jpg",
    "photo.php.jpg",
    ".htaccess",
    "é" * 120 + ".jpg",
    "=cmd|' C calc'!A0.jpg",
]
