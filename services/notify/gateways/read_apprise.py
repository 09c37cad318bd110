"""Reading an Apprise channel's description; every fault names the key to mend."""

from services.notify.gateways.by_apprise import PLACES, ByApprise
from services.notify.gateways.secret import first_line
from services.notify.gateways.template import places
from shared.rules.entry import Entry


def apprise_from(entry: Entry) -> ByApprise:
    """`{url, secrets: {name: file}}`; each secret is the first line of its file and fills the place of its name."""
    entry.only("url", "secrets")
    url, named = entry.text("url"), entry.inner("secrets")
    if "://" not in url:
        entry.fault("“url”应为 Apprise 的地址，例如 wecombot://{key}")
    secrets = {name: first_line(named, name, named.text(name)) for name in named.content if named.text(name)}
    for place in sorted(places(url) - PLACES - secrets.keys()):
        entry.fault(f"不认识空位 {{{place}}}，可用的是 {'、'.join(sorted(PLACES))} 和 secrets 里的名称")
    return ByApprise(url, secrets)
