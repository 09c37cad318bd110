"""Any text is printable in the end, and what was printable already stays as it was."""

from xml.etree.ElementTree import Element, fromstring, tostring

from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.printable import printable


@given(st.text(st.characters(codec=None, categories=None)))
def test_whatever_is_made_printable_goes_into_a_document_and_comes_out_again(text: str) -> None:
    element = Element("t")
    element.text = printable(text).replace("\r", "\n")
    assert (fromstring(tostring(element, "utf-8")).text or "") == element.text
    assert len(printable(text)) == len(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])))
def test_what_is_printable_already_stays(text: str) -> None:
    assert printable(f"{text}\t\n") == f"{text}\t\n"
