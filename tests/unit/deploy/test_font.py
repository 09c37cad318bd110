"""The image has a font that can be embedded into the PDF of a bundle, in the place where the program looks for it."""

import os
import re
import subprocess
from pathlib import Path

from services.ledger.evidence.history.fonts import FOLDER, KNOWN

ROOT = Path(__file__).resolve().parents[3]
IMAGE = ROOT / "deploy" / "image"
PLACE = FOLDER.relative_to("/") / KNOWN[0]


def brought(folder: Path, *names: str) -> tuple[Path, Path]:
    """A folder with these files, and one to put things below."""
    (folder / "brought").mkdir()
    for name in names:
        (folder / "brought" / name).write_text(name)
    return folder / "brought", folder / "root"


def run(folder: Path, *where: Path, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    """The script, where the system has no font of its own but below `folder`."""
    words = ("/bin/sh", *map(str, (IMAGE / "font", *where)))
    environment = {"PATH": path, "FONTS": str(folder / "system")}
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def test_a_font_that_was_brought_along_goes_where_the_program_looks_with_its_licence(tmp_path: Path) -> None:
    source, root = brought(tmp_path, "wqy-microhei.ttc", "copyright")
    assert run(tmp_path, source, root).returncode == 0
    assert (root / PLACE).read_text() == "wqy-microhei.ttc"
    assert (root / "usr/share/doc/fonts-wqy-microhei/copyright").read_text() == "copyright"


def test_the_systems_own_font_is_taken_where_none_was_brought(tmp_path: Path) -> None:
    source, root = brought(tmp_path)
    (tmp_path / "system" / "wqy").mkdir(parents=True)
    (tmp_path / "system" / "wqy" / "wqy-microhei.ttc").write_text("its own")
    assert run(tmp_path, source, root).returncode == 0
    assert (root / PLACE).read_text() == "its own"


def test_without_font_and_mirror_the_build_ends_with_what_to_do(tmp_path: Path) -> None:
    source, root = brought(tmp_path)
    done = run(tmp_path, source, root, path=str(tmp_path))
    assert done.returncode == 1
    assert "build/fonts" in done.stderr
    assert not root.exists()


def test_the_image_takes_what_the_script_has_put_there() -> None:
    dockerfile = (IMAGE / "Dockerfile").read_text(encoding="utf-8")
    assert "RUN sh /src/font/font /src/font /src/root" in dockerfile
    first, last = re.split(r"^FROM \$BASE$", dockerfile, flags=re.MULTILINE)
    assert "COPY deploy/image/font build/font[s] /src/font/" in first
    assert "COPY --from=builder /src/root/ /" in last
    assert "!build/fonts" in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
