"""The command ``muster``: thin. Parse, call one function, print. stdout is data, stderr is talk."""

from muster.cli.main import main

__all__ = ["main"]
