"""Mail by SMTP. A mail tried again has the same Message-ID and Date, so it is recognisably the same."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage

from services.notify.gateways.outgoing import Failed, Outgoing
from services.notify.gateways.trust import trust

TLS, STARTTLS, NONE = "tls", "starttls", "none"
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Mail:
    """`security`: `tls` from the first byte, `starttls`, or `none`. `timeout` in seconds, for each step.

    `deduplicates`: the office's server keeps one of two mails with the same Message-ID; not every server does.
    `certificates`: a file with authorities to trust beside the machine's own, or "".
    """

    host: str
    port: int
    sender: str
    sender_name: str = ""
    security: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: int = 20
    certificates: str = ""
    blocking: bool = False
    deduplicates: bool = False

    def send(self, message: Outgoing) -> None:
        """Hand over to the mail server. Failed with a code from the table below."""
        mail = self._written(message)
        handing = False
        try:
            server = self._reached()
            try:
                self._signed_in(server)
                handing = True
                server.send_message(mail, self.sender, [message.address])
            finally:
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()  # accepted is accepted, however the conversation ends
        except smtplib.SMTPException as error:
            raise _failed(error, handing) from None
        except ssl.SSLCertVerificationError:
            raise Failed("certificate", down=True) from None
        except TimeoutError:
            raise Failed("timeout", down=True, maybe=handing) from None
        except OSError:
            raise Failed("unreachable", down=True, maybe=handing) from None

    def _reached(self) -> smtplib.SMTP:
        ours = self.sender.rpartition("@")[2]
        if self.security == TLS:
            return smtplib.SMTP_SSL(self.host, self.port, ours, timeout=self.timeout, context=trust(self.certificates))
        server = smtplib.SMTP(self.host, self.port, ours, timeout=self.timeout)
        if self.security == STARTTLS:
            try:
                server.starttls(context=trust(self.certificates))
            except BaseException:
                server.close()
                raise
        return server

    def _signed_in(self, server: smtplib.SMTP) -> None:
        if self.user:
            server.login(self.user, self.password)

    def _written(self, message: Outgoing) -> EmailMessage:
        if not is_address(message.address):
            raise Failed("bad_address", final=True)
        mail = EmailMessage()
        mail["From"] = Address(self.sender_name, addr_spec=self.sender)
        mail["To"] = Address("", addr_spec=message.address)
        mail["Subject"] = " ".join(message.subject.split())
        mail["Date"] = message.at
        mail["Message-ID"] = f"<{message.id}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        return mail


def is_address(text: str) -> bool:
    """Whether this is one plain mail address: ASCII, a domain with a dot, nothing that could be a second header."""
    domain = text.rpartition("@")[2]
    return bool(_MAIL.fullmatch(text)) and "." in domain and ".." not in text and not text.startswith(".")


def _failed(error: smtplib.SMTPException, handing: bool) -> Failed:
    """A reply says that it was not taken; a line that broke while it was handed over says nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Failed("refused", final=True) if all(code >= 500 for code in codes) else Failed("busy")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Failed("denied", down=True)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Failed("sender_refused", down=True)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Failed("not_supported", down=True)
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 400:
        return Failed("refused", final=True) if error.smtp_code >= 500 else Failed("busy")
    return Failed("unreachable", down=True, maybe=handing)
