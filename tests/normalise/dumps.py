"""GeoNames dumps in their real format, with places of no country's atlas, and a server that hands them out."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO


def row(number: int, name: str, *, feature: str = "P.PPL", country: str = "TJ", **more: object) -> str:
    """A line of a dump; ``more`` may give alternates, lat, lon, admin1, population."""
    fclass, _, code = feature.partition(".")
    fields = [
        number, name, name, more.get("alternates", ""), more.get("lat", 38.5), more.get("lon", 68.25), fclass, code,
        country, "", more.get("admin1", "03"), "", "", "", more.get("population", 0), "", 700, "Asia/Dushanbe",
        "2020-01-01",
    ]  # fmt: skip
    return "\t".join(str(field) for field in fields)


def dump(code: str, *rows: str) -> bytes:
    """The zip archive of a country."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{code}.txt", "".join(f"{line}\n" for line in rows))
    return stream.getvalue()


class Shelf:
    """What a server holds by path, and how it behaves: where it breaks off, and what it was asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.breaks_after: int | None = None
        self.tag = '"first"'
        self.asked: list[tuple[str, str | None]] = []
        self.address = ""


@contextmanager
def served(shelf: Shelf) -> Iterator[Shelf]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            span = self.headers.get("Range")
            shelf.asked.append((self.path, span))
            content = shelf.files.get(self.path)
            if content is None:
                self.send_error(404)
                return
            start = 0
            if span and self.headers.get("If-Range") == shelf.tag:
                start = int(span.removeprefix("bytes=").rstrip("-"))
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(content) - start))
            self.send_header("ETag", shelf.tag)
            self.end_headers()
            end = len(content) if shelf.breaks_after is None else start + shelf.breaks_after
            self.wfile.write(content[start:end])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    shelf.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
