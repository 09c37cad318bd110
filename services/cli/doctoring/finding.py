"""One line of `huying doctor`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`said` tells what was seen and, where something is to be mended, the next step."""

    check: str
    good: bool
    said: str

    def line(self) -> str:
        """For a person."""
        return f"{'good' if self.good else 'MEND'}  {self.check:20} {self.said}"


def good(check: str, said: str) -> Finding:
    """Nothing is to be done."""
    return Finding(check, True, said)


def mend(check: str, said: str, step: str) -> Finding:
    """Something is to be done, namely `step`."""
    return Finding(check, False, f"{said}; {step}")
