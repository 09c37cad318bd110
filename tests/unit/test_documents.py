"""What the documents name is there: links, headings, commands with their options, decision records."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from services.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("docs", "services", "shared", "deploy")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))])

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|[ /=])huying ((?:[a-z-]+ ?)+)(.*)$")
VARIABLE = re.compile(r"\bHUYING_[A-Z_]+[A-Z]\b")
FOR_TESTS = {"HUYING_CRASH_AT"}
"""A process dies at the named point: of the fault suite alone (decision 16)."""
WHOLE = get_command(app)
NAMED = [pytest.param(page, id=str(page.relative_to(ROOT))) for page in DOCUMENTS]


def prose(page: Path) -> str:
    """The page without its fenced blocks, where brackets are code."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def calls(page: Path) -> Iterator[tuple[str, list[str], set[str]]]:
    """Every `huying …` in code: as written, its command words, its options."""
    text = page.read_text(encoding="utf-8")
    spans = [*CODE.findall(prose(page)), *(line for block in FENCE.findall(text) for line in block.splitlines())]
    for span in spans:
        if found := CALL.search(span.partition("#")[0].rstrip()):
            yield span, found[1].split(), set(re.findall(r"--[a-z-]+", found[2] + " " + found[1]))


@cache
def commands(group: Any) -> dict[str, Any]:
    """The commands of a group by name, loaded as they are when called for; none of a single command."""
    if not isinstance(group, TyperGroup):
        return {}
    context: Any = None
    return {name: group.get_command(context, name) for name in group.list_commands(context)}


def groups() -> dict[str, list[str]]:
    """Every first word of a command with the second words it has."""
    return {name: list(commands(one)) for name, one in commands(WHOLE).items()}


def fault(words: list[str], options: set[str]) -> str:
    """What is wrong with a call; empty if nothing is."""
    here: Any = WHOLE
    for word in words:
        if not isinstance(here, TyperGroup):
            break
        if word not in commands(here):
            return f"no command {word}"
        here = commands(here)[word]
    known = {option for parameter in here.params for option in parameter.opts} | {"--help"}
    return f"no option {sorted(options - known)}" if options - known else ""


@pytest.mark.parametrize("page", NAMED)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    wrong = []
    for link in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            wrong.append(link)
    assert wrong == []


@pytest.mark.parametrize("page", NAMED)
def test_every_command_named_is_one_with_these_options(page: Path) -> None:
    assert [(span, said) for span, words, options in calls(page) if (said := fault(words, options))] == []


def test_commands_are_found_in_the_documents_at_all() -> None:
    named = {" ".join(words) for page in DOCUMENTS for _, words, _ in calls(page)}
    assert {"up", "doctor", "feed import", "log verify", "parking replay", "shred approve"} <= named


def test_a_wrong_command_and_a_wrong_option_are_found() -> None:
    assert fault(["log", "burn"], set()) == "no command burn"
    assert fault(["log", "verify"], {"--fast"}) == "no option ['--fast']"


def test_every_command_is_in_the_operations_manual() -> None:
    manual = (ROOT / "docs" / "operations" / "README.md").read_text(encoding="utf-8")
    rows = [line for line in manual.splitlines() if line.startswith("| `huying")]
    wanted = [(name, inner) for name, inners in groups().items() for inner in inners or [""]]
    missing = [
        f"{name} {inner}"
        for name, inner in wanted
        if not any(f"huying {name}" in row and re.search(rf"[ `]{inner}", row) for row in rows)
    ]
    assert missing == []


def test_every_variable_that_the_program_reads_is_in_the_table_of_the_real_installation() -> None:
    sources = [path for folder in ("services", "shared") for path in (ROOT / folder).rglob("*.py")]
    read = {name for path in sources for name in VARIABLE.findall(path.read_text(encoding="utf-8"))} - FOR_TESTS
    table = (ROOT / "docs" / "operations" / "real.md").read_text(encoding="utf-8").partition("### Variables")[2]
    assert "HUYING_DATABASE_URL" in read
    assert read - set(re.findall(r"`(HUYING_[A-Z_]+)`", table)) == set()


def test_every_decision_record_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in folder.glob("[0-9]*.md")} - listed == set()
