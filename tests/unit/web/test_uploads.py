"""Files of a form, within limits."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from shared.web.failures import Failure
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
