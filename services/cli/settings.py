"""What a data folder remembers of how it was begun: jurisdiction and demo; written once, read by every command."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

JURISDICTIONS = Path(__file__).resolve().parents[2] / "deploy" / "jurisdictions"


@dataclass(frozen=True, slots=True)
class Settings:
    """`jurisdiction` names a folder below `deploy/jurisdictions`."""

    jurisdiction: str = "hailar"
    demo: bool = False

    @property
    def jurisdiction_folder(self) -> Path:
        """Where the jurisdiction's data are."""
        return JURISDICTIONS / self.jurisdiction

    @property
    def district(self) -> str:
        """The district's name, as pages show it."""
        return (self.jurisdiction_folder / "name.txt").read_text(encoding="utf-8").strip()


def settings_of(folder: Path, *, jurisdiction: str | None = None, demo: bool = False) -> Settings:
    """The folder's settings, made now if it is new. ValueError if another jurisdiction is asked for than it has."""
    path = folder / "settings.json"
    if path.exists():
        settings = Settings(**json.loads(path.read_text()))
        if jurisdiction is not None and jurisdiction != settings.jurisdiction:
            raise ValueError(f"{folder} belongs to {settings.jurisdiction}; use another --data for {jurisdiction}")
        return settings
    settings = Settings(jurisdiction or "hailar", demo)
    if not settings.jurisdiction_folder.is_dir():
        known = ", ".join(sorted(entry.name for entry in JURISDICTIONS.iterdir() if entry.is_dir()))
        raise ValueError(f"there is no jurisdiction {settings.jurisdiction}; known: {known}")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(settings)))
    return settings


def existing(folder: Path) -> Settings:
    """The settings of a folder that is there already; ValueError for one that is none."""
    if not (folder / "settings.json").exists():
        raise ValueError(f"{folder} is no data folder of Huying (it has no settings.json)")
    return settings_of(folder)
