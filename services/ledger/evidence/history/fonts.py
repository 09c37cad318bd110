"""The font of a PDF: a TrueType one with Chinese, embedded; otherwise the one that PDF readers bring for Chinese.

`HUYING_PDF_FONT` names a font file. PostScript outlines (CFF, as in Noto's `.otf` and `.ttc`) cannot be embedded.
"""

import os
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

SETTING = "HUYING_PDF_FONT"
EMBEDDED, READERS_OWN = "Huying", "STSong-Light"
FOLDER = Path("/usr/share/fonts/truetype")
KNOWN = ("wqy/wqy-microhei.ttc", "wqy/wqy-zenhei.ttc", "arphic/uming.ttc", "droid/DroidSansFallbackFull.ttf")
"""Where Debian's packages fonts-wqy-microhei, fonts-wqy-zenhei, fonts-arphic-uming, fonts-droid-fallback put them."""


@cache
def font() -> str:
    """The name to set text in. ValueError for a font file in the setting that cannot be used."""
    given = os.environ.get(SETTING)
    if given:
        try:
            return _embedded(Path(given))
        except (TTFError, OSError) as wrong:
            raise ValueError(f"{SETTING}: {given} cannot be embedded ({wrong}); name a TrueType font") from None
    for name in KNOWN:
        if (FOLDER / name).exists():
            return _embedded(FOLDER / name)
    pdfmetrics.registerFont(UnicodeCIDFont(READERS_OWN))
    return READERS_OWN


def _embedded(path: Path) -> str:
    pdfmetrics.registerFont(TTFont(EMBEDDED, str(path), subfontIndex=0))
    return EMBEDDED
