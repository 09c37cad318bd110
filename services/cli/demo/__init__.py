"""The demo: some sixty invented cases of every kind, played through the real commands on a compressed clock."""

from services.cli.demo.play import play

__all__ = ["play"]
