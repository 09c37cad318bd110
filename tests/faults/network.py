"""A network of our own: one end in a namespace, whose packets can be made to vanish without a word.

Packets vanish by a neighbour entry with an address that nobody has: neither end is told, as with a pulled plug or a
firewall that drops. It needs no kernel module.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

NOBODY = "02:00:00:00:00:66"


@dataclass(frozen=True, slots=True)
class Network:
    """Database and broker have an address each on our side; the namespace reaches each from an address of its own."""

    space: str
    prefix: str
    ours: str
    theirs: str

    @property
    def database(self) -> str:
        return f"{self.prefix}.1"

    @property
    def broker(self) -> str:
        return f"{self.prefix}.2"

    @property
    def inside(self) -> str:
        """Where a service in the namespace listens."""
        return f"{self.prefix}.12"

    @property
    def wrapped(self) -> Sequence[str]:
        """The words before a command that runs in the namespace."""
        return ("ip", "netns", "exec", self.space)

    @contextmanager
    def cut(self, *servers: str) -> Iterator[None]:
        """Packets between the namespace and these addresses vanish, both ways, while the block runs."""
        ends = [(server, f"{self.prefix}.{int(server.rpartition('.')[2]) + 9}") for server in servers]
        for server, client in ends:
            ip("-n", self.space, *_neighbour(server, self.theirs))
            ip(*_neighbour(client, self.ours))
        try:
            yield
        finally:
            for server, client in ends:
                ip("-n", self.space, "neigh", "del", server, "dev", self.theirs)
                ip("neigh", "del", client, "dev", self.ours)


def _neighbour(address: str, device: str) -> Sequence[str]:
    return ("neigh", "replace", address, "lladdr", NOBODY, "nud", "permanent", "dev", device)


def ip(*words: str) -> None:
    """`ip` with these words; CalledProcessError if it fails."""
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def network() -> Iterator[Network]:
    """Made for the block; skipped without root or `ip`."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("a network namespace needs root and the program ip (Debian package iproute2)")
    number = os.getpid()
    made = Network(f"huying{number}", f"10.213.{number % 250}", f"hyo{number}", f"hyt{number}")
    try:
        ip("netns", "add", made.space)
    except subprocess.CalledProcessError as refused:
        pytest.skip(f"no network namespace can be made here: {refused.stderr.decode().strip()}")
    try:
        ip("link", "add", made.ours, "type", "veth", "peer", "name", made.theirs, "netns", made.space)
        for last in (1, 2):
            ip("addr", "add", f"{made.prefix}.{last}/24", "dev", made.ours)
        ip("link", "set", made.ours, "up")
        inside = ("-n", made.space)
        for last in (12, 10, 11):
            ip(*inside, "addr", "add", f"{made.prefix}.{last}/24", "dev", made.theirs)
        for device in ("lo", made.theirs):
            ip(*inside, "link", "set", device, "up")
        for server, client in ((1, 10), (2, 11)):
            ip(
                *inside,
                "route",
                "add",
                f"{made.prefix}.{server}/32",
                "dev",
                made.theirs,
                "src",
                f"{made.prefix}.{client}",
            )
        yield made
    finally:
        ip("netns", "del", made.space)
