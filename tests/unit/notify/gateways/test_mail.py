from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from services.notify.gateways.mail import Mail, is_address
from tests.unit.notify.gateways.messages import LETTER, failure
from tests.unit.notify.gateways.servers import post_office, provider


def mail(port: int) -> Mail:
    return Mail("127.0.0.1", port, "huying@example.org", "呼应", security="none", timeout=2)


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, _class=EmailMessage, policy=policy.default)


def test_a_mail_arrives_with_chinese_subject_and_text() -> None:
    with post_office() as office:
        mail(office.port).send(LETTER)
    (content,) = office.mails
    arrived = read(content)
    assert arrived["Subject"] == LETTER.subject
    assert arrived["To"] == LETTER.address
    assert arrived.get_content().strip().replace("\r\n", "\n") == LETTER.text


def test_a_mail_tried_again_is_recognisably_the_same() -> None:
    with post_office() as office:
        for _ in range(2):
            mail(office.port).send(LETTER)
    first, second = map(read, office.mails)
    assert first["Message-ID"] == second["Message-ID"] == f"<{LETTER.id}@example.org>"
    assert first["Date"] == second["Date"]


def test_a_subject_with_line_breaks_makes_no_second_header() -> None:
    with post_office() as office:
        mail(office.port).send(replace(LETTER, subject="好\r\nBcc: all@example.org"))
    assert read(office.mails[0])["Bcc"] is None


def test_it_signs_in_where_a_user_is_given() -> None:
    with post_office() as office:
        replace(mail(office.port), user="huying", password="secret").send(LETTER)
    assert len(office.signed_in) == len(office.mails) == 1


@pytest.mark.parametrize(
    ("refuses", "code", "final"),
    [
        ({"RCPT": "550 nobody here"}, "refused", True),
        ({"RCPT": "451 later"}, "busy", False),
        ({".": "554 spam"}, "refused", True),
        ({".": "452 full"}, "busy", False),
        ({"MAIL": "550 not you"}, "sender_refused", False),
    ],
)
def test_refusals_for_ever_and_for_now_are_told_apart(refuses: dict[str, str], code: str, final: bool) -> None:
    with post_office(refuses=refuses) as office:
        assert failure(mail(office.port).send, LETTER) == (code, final, None)
    assert office.mails == []


def test_a_wrong_password_is_the_operators_to_mend() -> None:
    with post_office(refuses={"AUTH": "535 no"}) as office:
        signed = replace(mail(office.port), user="huying", password="wrong")
        assert failure(signed.send, LETTER) == ("denied", False, None)


def test_a_server_without_starttls_gets_nothing() -> None:
    with post_office() as office:
        assert failure(replace(mail(office.port), security="starttls").send, LETTER) == ("not_supported", False, None)
    assert office.mails == []


def test_a_mail_that_was_accepted_is_sent_although_the_server_hung_up() -> None:
    with post_office(hangs_up_at_quit=True) as office:
        mail(office.port).send(LETTER)
    assert len(office.mails) == 1


def test_nobody_there_and_somebody_else_there_are_both_unreachable() -> None:
    with post_office() as office:
        port = office.port
    assert failure(mail(port).send, LETTER) == ("unreachable", False, None)
    with provider() as web:
        stranger = replace(mail(int(web.url.rpartition(":")[2])), timeout=1)
        assert failure(stranger.send, LETTER)[1] is False


@pytest.mark.parametrize(
    "address", ["", "zhang", "a@b", "a@b.c\r\nBcc: x@y.z", "a b@c.d", "张@例子.中国", "a@b.c,d@e.f"]
)
def test_what_is_no_address_is_never_tried(address: str) -> None:
    assert not is_address(address)
    assert failure(mail(1).send, replace(LETTER, address=address)) == ("bad_address", True, None)
