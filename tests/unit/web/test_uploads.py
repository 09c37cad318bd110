"""Files of a form, within limits."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from shared.web.answers import Json
from shared.web.body import read
from shared.web.failures import Failure
from shared.web.route import PUBLIC, Route
from shared.web.uploads import LONGEST_NAME, Upload, uploads


def sent(*files: tuple[str, bytes]) -> Request:
    data = MultiDict([("files", FileStorage(BytesIO(content), name, "files")) for name, content in files])
    return Request(EnvironBuilder(method="POST", data=data).get_environ())


def taken(request: Request) -> list[Upload]:
    with request:
        return uploads(request, "files", most=2, largest=10)


def test_files_come_in_their_order_with_their_names_alone() -> None:
    found = taken(sent(("照片/a.png", b"1"), ("../b.png", b"2")))
    assert found == [Upload("a.png", b"1"), Upload("b.png", b"2")]


def test_an_empty_control_is_no_file() -> None:
    assert taken(sent(("", b""))) == []
    assert taken(Request(EnvironBuilder(method="POST", data={"a": "b"}).get_environ())) == []


def test_a_long_name_keeps_its_end() -> None:
    (found,) = taken(sent(("x" * 300 + ".png", b"1")))
    assert (len(found.name), found.name[-4:]) == (LONGEST_NAME, ".png")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("a", b"1")] * 3, "最多 2 个"),
        ([("a", b"1" * 11)], "太大"),
        ([("a", b"")], "空文件"),
    ],
)
def test_too_many_too_large_and_empty_ones_are_refused(files: list[tuple[str, bytes]], said: str) -> None:
    with pytest.raises(Failure) as refused:
        taken(sent(*files))
    assert refused.value.status == 422
    assert said in refused.value.fields[0].message


LARGE = Route(
    method="POST",
    path="/api/v1/things",
    permission=PUBLIC,
    view=lambda _: Json({}),
    summary="Files may be large",
    files="files",
    max_body=2_000_000,
)


def posted(**data: object) -> Request:
    return Request(EnvironBuilder(method="POST", **data).get_environ())  # type: ignore[arg-type]


def test_what_is_parsed_in_memory_may_not_be_as_large_as_files() -> None:
    with pytest.raises(Failure) as refused:
        read(posted(json={"text": "x" * 300_000}), LARGE, 200_000)
    assert refused.value.status == 413
    with pytest.raises(RequestEntityTooLarge):
        read(posted(data={"text": "x" * 300_000, "files": (BytesIO(b"1"), "a.png")}), LARGE, 200_000)
    with posted(data={"text": "x", "files": (BytesIO(b"1" * 500_000), "a.png")}) as request:
        assert read(request, LARGE, 200_000).typed["text"] == "x"
