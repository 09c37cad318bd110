"""The command line: groups of commands, each in a file of its own, loaded when it is called for."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = (
    "up",
    "run",
    "init",
    "secrets",
    "doctor",
    "feed",
    "case",
    "log",
    "evidence",
    "parking",
    "readmodel",
    "relay",
    "shred",
    "key",
    "ledger",
    "backup",
    "restore",
    "catch-up",
    "witness",
)
"""In the order of `--help`; each is a module of this room, with a function of its name or a group named `app`."""
MODULES = {"secrets": "making_secrets", "catch-up": "catch_up"}
"""Where the module has another name than the command."""


class Lazy(TyperGroup):
    """Imports a command's module only when the command is named, or all of them for `--help`."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"services.cli.{MODULES.get(cmd_name, cmd_name)}")
        group: typer.Typer | None = getattr(module, "app", None)
        if group is None:
            group = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            group.command(cmd_name)(getattr(module, cmd_name.replace("-", "_")))
        else:
            group.info.no_args_is_help = True
        command = get_command(group)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Lazy,
    help="呼应 Huying: appeals in, units at work, every step on record.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def main() -> None:
    """呼应 Huying: appeals in, units at work, every step on record."""
