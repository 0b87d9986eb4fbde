"""Take the picture of the demonstration's brief that the README shows: docs/brief.png.

    make demo
    python -m scripts.screenshot [BRIEF] [PICTURE]

Needs Chromium or Chrome. The page is shown at 1280 x 1000, as it opens; look at the picture before you commit it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LARGEST = 300_000  # bytes; the README is read over slow lines too


def take(brief: Path, picture: Path, size: str = "1280,1000") -> None:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise SystemExit(f"no browser: install one of {', '.join(BROWSERS)}")
    if not brief.exists():
        raise SystemExit(f"{brief} is not there; run: make demo")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                f"--user-data-dir={profile}",
                f"--window-size={size}",
                f"--screenshot={picture}",
                brief.resolve().as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    if picture.stat().st_size > LARGEST:
        print(f"{picture} has {picture.stat().st_size:,} bytes; keep it under {LARGEST:,}", file=sys.stderr)


def main() -> None:
    given = [Path(word) for word in sys.argv[1:]]
    brief, picture = (*given, *(ROOT / "demo-out/brief.html", ROOT / "docs/brief.png")[len(given) :])
    take(brief, picture)


if __name__ == "__main__":
    main()
