"""What is joined into one file and run elsewhere must need nothing that may be lacking there."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import shared.proof

ROOM = Path(shared.proof.__file__).parent
MAKING = ("signing.py", "mapnodes.py", "packing.py", "single.py")
"""Not for checking: they make what is checked."""
MODULES = sorted(path for path in ROOM.rglob("*.py") if path.name not in (*MAKING, "__init__.py"))
LATER = {  # name: the Python that brought it
    "bit_count": "3.10",
    "pairwise": "3.10",
    "TypeAlias": "3.10",
    "file_digest": "3.11",
    "UTC": "3.11",
    "Self": "3.11",
    "assert_never": "3.11",
    "StrEnum": "3.11",
    "batched": "3.12",
    "override": "3.12",
}
TYPES = {"str", "bytes", "int", "float", "bool", "list", "dict", "tuple", "set", "object"}


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


def outside_annotations(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from outside_annotations(child)


def is_type(node: ast.AST) -> bool:
    is_none = isinstance(node, ast.Constant) and node.value is None
    return is_none or isinstance(node, ast.Subscript) or (isinstance(node, ast.Name) and node.id in TYPES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_for_checking_is_written_in_python_3_9(path: Path) -> None:
    tree = parsed(path)
    assert any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)
    for node in outside_annotations(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            assert not is_type(node.left), f"line {node.lineno}: X | Y at run time"
            assert not is_type(node.right), f"line {node.lineno}: X | Y at run time"
        if isinstance(node, ast.keyword):
            assert node.arg not in ("strict", "slots", "kw_only"), f"line {node.value.lineno}: {node.arg}="
        name = getattr(node, "attr", getattr(node, "id", getattr(node, "name", None)))
        assert name not in LATER, f"{name} is there since Python {LATER[str(name)]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_for_checking_imports_the_standard_library_and_its_like_alone(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            assert all(name.name.split(".")[0] in sys.stdlib_module_names for name in node.names)
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            assert module.startswith("shared.proof.") or module.split(".")[0] in sys.stdlib_module_names, module
            assert not module.endswith(".signing")
            if module.startswith("shared."):
                assert all(name.asname is None for name in node.names), "a joined file knows one name for a thing"


def test_no_two_modules_have_a_name_in_common() -> None:
    names = Counter(name for path in MODULES for name in set(top_names(parsed(path))))
    assert [name for name, count in names.items() if count > 1] == []


def top_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_the_modules_joined_into_one_file_still_work() -> None:
    order = ("unproven", "digests", "tree", "tiles", "ed25519", "cosignature", "keys", "note", "checkpoint", "policy")
    lines = ["from __future__ import annotations"]
    for name in order:
        tree = parsed(ROOM / f"{name}.py")
        tree.body = [
            node
            for node in tree.body
            if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("shared.", "__future__")))
        ]
        lines.append(ast.unparse(tree))
    joined: dict[str, object] = {"__name__": "joined"}
    exec(compile("\n".join(lines), "joined", "exec"), joined)
    verifies, root = joined["verify_inclusion"], joined["EMPTY_ROOT"]
    assert callable(verifies)
    verifies(0, 1, root, [], root)
