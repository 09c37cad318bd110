"""Reading one entry of a part: what is missing or wrong becomes a sentence, and reading goes on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

CODE = re.compile(r"[a-z0-9][a-z0-9_]*(\.[a-z0-9_]+)*")


class RulesInvalid(ValueError):
    """The rules cannot be adopted. `faults` are sentences, each naming part, entry and what to mend."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Entry:
    """`content` of the entry `name` in `part`. Each reading method notes a fault and gives an empty value instead."""

    part: str
    name: str
    content: Mapping[str, object]
    faults: list[str] = field(default_factory=list)

    def fault(self, sentence: str) -> None:
        """Note what is wrong and how to mend it."""
        self.faults.append(f"{self.part}（{self.name}）：{sentence}")

    def only(self, *known: str) -> None:
        """Every other key is a fault, so that a misspelt one is not silently without effect."""
        for key in self.content.keys() - set(known):
            self.fault(f"不认识“{key}”，可用的是 {'、'.join(known)}，请改正或删去")

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank; without `default` it must be there."""
        value = self.content.get(key, default)
        if isinstance(value, str) and (value.strip() or value == default):
            return value.strip()
        self.fault(f"“{key}”应填写文字")
        return ""

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One of the given texts."""
        value = self.content.get(key, default)
        if isinstance(value, str) and value in choices:
            return value
        self.fault(f"“{key}”应为 {'、'.join(choices)} 之一，现在是 {value!r}")
        return choices[0]

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number of at least 1; without `default` it must be there."""
        value = self.content.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self.fault(f"“{key}”应为不小于 1 的整数，现在是 {value!r}")
        return 1

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            self.fault(f"“{key}”应为 true 或 false，现在是 {value!r}")
        return value is True

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none twice; empty when it is not there."""
        value = self.content.get(key, [])
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one.strip() for one in value):
            self.fault(f"“{key}”应为文字列表")
            return ()
        for one in sorted({one for one in value if value.count(one) > 1}):
            self.fault(f"“{key}”里“{one}”写了两次，请删去一个")
        return tuple(dict.fromkeys(value))

    def inner(self, key: str) -> "Entry":
        """The mapping under `key`, as an entry of its own; empty when it is not there."""
        value = self.content.get(key, {})
        if not isinstance(value, Mapping):
            self.fault(f"“{key}”应为对照表（每行“名称: 内容”）")
            value = {}
        return Entry(self.part, self._below(key), value, self.faults)

    def entries(self, key: str) -> Iterator[tuple[str, "Entry"]]:
        """The mappings under the codes of the mapping `key`."""
        for code, content in self.inner(key).content.items():
            name = self._below(f"{key}.{code}")
            if not isinstance(content, Mapping):
                self.fault(f"“{name}”应为对照表（每行“名称: 内容”）")
                continue
            entry = Entry(self.part, name, content, self.faults)
            if not CODE.fullmatch(code):
                entry.fault(f"编号“{code}”只能用小写英文、数字和下划线，用点分级")
            yield code, entry

    def rows(self, key: str) -> Iterator["Entry"]:
        """The mappings in the list `key`, named by their place from 1."""
        value = self.content.get(key, [])
        if not isinstance(value, list | tuple):
            self.fault(f"“{key}”应为列表")
            return
        for place, content in enumerate(value, 1):
            if isinstance(content, Mapping):
                yield Entry(self.part, self._below(f"{key} 第 {place} 条"), content, self.faults)
            else:
                self.fault(f"“{key}”第 {place} 条应为对照表")

    def _below(self, key: str) -> str:
        return key if self.name == self.part else f"{self.name}.{key}"
