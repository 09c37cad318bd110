"""The font of a PDF goes into the PDF, so that it looks the same everywhere."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfgen.canvas import Canvas

from services.ledger.evidence.history.fonts import EMBEDDED, READERS_OWN, SETTING, font

TRUETYPE = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """The choice is made anew, before and after."""
    font.cache_clear()
    yield
    font.cache_clear()


def drawn(name: str) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream)
    canvas.setFont(name, 12)
    canvas.drawString(50, 700, "1")
    canvas.save()
    return stream.getvalue()


def test_a_truetype_font_that_is_named_is_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(TRUETYPE))
    assert font() == EMBEDDED
    assert b"/FontFile2" in drawn(font())


def test_the_font_of_the_debian_package_is_taken_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setattr("services.ledger.evidence.history.fonts.FOLDER", tmp_path)
    assert font() == READERS_OWN
    assert b"/FontFile2" not in drawn(font())
    (tmp_path / "wqy").mkdir()
    (tmp_path / "wqy" / "wqy-microhei.ttc").write_bytes(TRUETYPE.read_bytes())
    font.cache_clear()
    assert font() == EMBEDDED


def test_a_font_that_cannot_be_embedded_is_refused_with_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "outlines.otf").write_bytes(b"OTTO" + bytes(100))
    monkeypatch.setenv(SETTING, str(tmp_path / "outlines.otf"))
    with pytest.raises(ValueError, match=r"outlines\.otf cannot be embedded"):
        font()
