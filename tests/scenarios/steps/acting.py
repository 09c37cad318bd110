"""Who does what. A table has two columns: field and content."""

from pytest_bdd import given, parsers, when

from tests.scenarios.story import Story

Table = list[list[str]]
WHO = r"(?P<who>分办员|督查员|区领导|\S+?(?:经办人|负责人))"


@given(parsers.re(r'热线"(?P<feed>\d+)"推送诉求(?:"(?P<name>[^"]+)")?：'))
def pushed(story: Story, feed: str, name: str | None, datatable: Table) -> None:
    """A new order of a feed; the case that is spoken of from then on."""
    story.push(feed, {"message": "new", **story.fields(datatable)}, name or f"{len(story.cases) + 1}")
    story.town.until(lambda: (story.known(), f"the ledger never heard that {story.no} was dispatched or held"))


@given(parsers.re(r'热线"(?P<feed>\d+)"推送(?P<count>\d+)件同样的诉求：'))
@when(parsers.re(r'热线"(?P<feed>\d+)"推送(?P<count>\d+)件同样的诉求：'))
def pushed_often(story: Story, feed: str, count: str, datatable: Table) -> None:
    """So many new orders of the same words; the last is spoken of."""
    for _ in range(int(count)):
        pushed(story, feed, None, datatable)


@given(parsers.re(r'诉求人在网上提交诉求(?:"(?P<name>[^"]+)")?：'))
def asked(story: Story, name: str | None, datatable: Table) -> None:
    """An appeal through the portal; the case that is spoken of from then on."""
    story.ask_openly(story.fields(datatable), name or f"{len(story.cases) + 1}")
    story.done()


@when(parsers.re(r'热线"(?P<feed>\d+)"催办'))
def urged(story: Story, feed: str) -> None:
    """The source asks to hurry."""
    _again(story, feed, {"message": "urge", "source_ref": "u1", "text": "请尽快办理"})


@when(parsers.re(r'热线"(?P<feed>\d+)"要求重办'))
def redo_asked(story: Story, feed: str) -> None:
    """The source asks for another round."""
    _again(story, feed, {"message": "redo", "source_ref": "r1", "text": "问题没有解决"})


def _again(story: Story, feed: str, message: dict[str, str]) -> None:
    name = next(name for name, no in story.cases.items() if no == story.no)
    story.push(feed, message, name)


@given(parsers.re(r'现在说的是诉求"(?P<name>[^"]+)"'))
@when(parsers.re(r'现在说的是诉求"(?P<name>[^"]+)"'))
def spoken_of(story: Story, name: str) -> None:
    """Another of the cases."""
    story.no = story.cases[name]


@given(parsers.re(rf"{WHO}(?P<action>[^试\s：]\S*)："))
@when(parsers.re(rf"{WHO}(?P<action>[^试\s：]\S*)："))
def acts_with(story: Story, who: str, action: str, datatable: Table) -> None:
    """It must be done."""
    story.do(who, action, story.fields(datatable))
    story.done()


@given(parsers.re(rf"{WHO}(?P<action>[^试\s：]\S*[^：])"))
@when(parsers.re(rf"{WHO}(?P<action>[^试\s：]\S*[^：])"))
def acts(story: Story, who: str, action: str) -> None:
    """An action that needs no more than being asked for."""
    story.do(who, action, {})
    story.done()


@when(parsers.re(rf"{WHO}试图(?P<action>\S+)："))
def tries_with(story: Story, who: str, action: str, datatable: Table) -> None:
    """It may be refused: what is answered is looked at afterwards."""
    story.do(who, action, story.fields(datatable))


@when(parsers.re(rf"{WHO}试图(?P<action>\S+[^：])"))
def tries(story: Story, who: str, action: str) -> None:
    """The same without a table."""
    story.do(who, action, {})
