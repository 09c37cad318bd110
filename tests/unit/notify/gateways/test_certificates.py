import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from services.notify.gateways.http_api import HttpApi
from services.notify.gateways.mail import Mail
from tests.unit.notify.gateways.messages import LETTER, SMS, arrived, failure
from tests.unit.notify.gateways.servers import post_office


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate of 127.0.0.1 with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


class Taker(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response_only(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        return


class Quiet(HTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        return  # a client that does not trust us hangs up


@contextmanager
def over_tls(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Quiet(("127.0.0.1", 0), Taker) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_a_gateway_whose_certificate_nobody_vouches_for_gets_nothing(certificate: Path) -> None:
    with over_tls(certificate) as port:
        api = HttpApi("POST", f"https://127.0.0.1:{port}/", json={}, timeout=2)
        assert failure(api.send, SMS) == ("certificate", False, None)


def test_a_gateway_whose_certificate_is_named_gets_the_message(certificate: Path) -> None:
    with over_tls(certificate) as port:
        HttpApi("POST", f"https://127.0.0.1:{port}/", json={}, timeout=2, certificates=str(certificate)).send(SMS)


def test_a_certificate_for_another_name_is_not_enough(certificate: Path) -> None:
    with over_tls(certificate) as port:
        api = HttpApi("POST", f"https://localhost:{port}/", json={}, timeout=2, certificates=str(certificate))
        assert failure(api.send, SMS) == ("certificate", False, None)


def test_a_mail_server_must_be_trusted_too(certificate: Path) -> None:
    with over_tls(certificate) as port:
        mail = Mail("127.0.0.1", port, "huying@example.org", security="tls", timeout=2)
        assert failure(mail.send, LETTER) == ("certificate", False, None)


def test_a_mail_travels_encrypted_from_starttls_to_delivery(certificate: Path) -> None:
    with post_office(certificate=str(certificate)) as office:
        way = Mail("127.0.0.1", office.port, "huying@example.org", timeout=2, certificates=str(certificate))
        replace(way, user="huying", password="secret").send(LETTER)
    (mail,) = office.mails
    assert arrived(mail)["Message-ID"] == f"<{LETTER.id}@example.org>"
    assert arrived(mail).get_content().strip().replace("\r\n", "\n") == LETTER.text
    assert office.private == ["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]


def test_after_starttls_a_mail_server_that_nobody_vouches_for_gets_nothing(certificate: Path) -> None:
    with post_office(certificate=str(certificate)) as office:
        mail = Mail("127.0.0.1", office.port, "huying@example.org", timeout=2)
        assert failure(mail.send, LETTER) == ("certificate", False, None)
    assert office.mails == []
    assert office.private == []
