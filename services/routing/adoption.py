"""Reading a jurisdiction's folder: one YAML file per part of the rules, as plain content."""

import re
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from shared.rules.rules import PARTS, RulesInvalid

if TYPE_CHECKING:
    from yaml import SafeLoader as Loader
else:  # with libyaml, reading takes a tenth of the time; every start reads the whole folder
    Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Plain(Loader):
    """YAML as its readers expect it: no dates, no base-60 times (`14:30`), no `on`/`off`; no key twice."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 — as PyYAML types it

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Keys are texts whatever they look like (`12345`, `2026-10-01`); the same key twice is a fault."""
        plain: dict[Hashable, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in plain:
                raise yaml.constructor.ConstructorError(
                    None, None, f"“{key.value}”写了两次，或不是一个词", key.start_mark
                )
            plain[key.value] = self.construct_object(value, deep=True)
        return plain


_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Plain.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
_Plain.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])


def read_jurisdiction(folder: Path) -> dict[str, Mapping[str, Any]]:
    """part → content for every part's `<part>.yaml` in `folder`; RulesInvalid for files that are no YAML.

    A part without a file is left out: `rules_from` says so.
    """
    faults: list[str] = []
    read = {part: _read(folder / f"{part}.yaml", faults) for part in PARTS if (folder / f"{part}.yaml").exists()}
    if faults:
        raise RulesInvalid(faults)
    return read


def read_part(part: str, text: str) -> Mapping[str, Any]:
    """The content of one part from the text of its YAML; RulesInvalid with a sentence if it is none."""
    faults: list[str] = []
    content = _parsed(f"{part}.yaml", text, faults)
    if faults:
        raise RulesInvalid(faults)
    return content


def _read(file: Path, faults: list[str]) -> Mapping[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(f"{file.name}：不是可读的 YAML：{error}")
        return {}
    return _parsed(file.name, text, faults)


def _parsed(name: str, text: str, faults: list[str]) -> Mapping[str, Any]:
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Plain)):
            faults.append(f"{name}：不能用 YAML 的引用（&、*），请把内容写全")
            return {}
        content = yaml.load(text, Loader=_Plain)  # noqa: S506 — a SafeLoader
    except RecursionError:
        faults.append(f"{name}：层次太多，请改正")
        return {}
    except yaml.YAMLError as error:
        faults.append(f"{name}：不是可读的 YAML：{error}")
        return {}
    if not isinstance(content, Mapping):
        faults.append(f"{name}：应为对照表（每行“名称: 内容”）")
        return {}
    return content
