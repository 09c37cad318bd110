from __future__ import annotations


class Unproven(Exception):
    """Something does not hold. `code` is stable (`inclusion.root_mismatch`), `sentence` is for a person."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{sentence} ({code})")
        self.code, self.sentence = code, sentence
