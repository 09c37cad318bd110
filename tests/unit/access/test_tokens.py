import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from shared.access.tokens import AUDIENCE, ISSUER, NotSignedIn, new_key, public_half, read_key, sign, verify
from shared.access.who import ANONYMOUS, Who
from shared.kernel.actor import Actor

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
KEY = new_key()
PUBLIC = public_half(KEY)
WANG = Who("wang", "王经办", "housing", "科员", ("officer", "head"), "s-1")


def refused(token: str, now: datetime = NOW) -> str:
    with pytest.raises(NotSignedIn) as caught:
        verify(PUBLIC, token, now)
    return caught.value.code


def claims(**changes: object) -> dict[str, object]:
    start = int(NOW.timestamp())
    plain = {"iss": ISSUER, "aud": AUDIENCE, "sub": "wang", "name": "", "unit": "", "post": "", "roles": [], "sid": "s"}
    return {**plain, "iat": start, "exp": start + 300, **changes}


def forged(**changes: object) -> str:
    return jwt.encode({"alg": "Ed25519"}, claims(**changes), KEY, ["Ed25519"])


def test_a_token_says_who_signed_in() -> None:
    assert verify(PUBLIC, sign(KEY, WANG, NOW), NOW) == WANG


def test_a_token_lives_five_minutes_to_the_second() -> None:
    token = sign(KEY, WANG, NOW)
    assert verify(PUBLIC, token, NOW + timedelta(seconds=299)) == WANG
    assert refused(token, NOW + timedelta(seconds=300)) == "access.token_expired"


def test_a_token_from_the_future_is_refused_beyond_half_a_minute() -> None:
    assert verify(PUBLIC, sign(KEY, WANG, NOW + timedelta(seconds=30)), NOW) == WANG
    assert refused(sign(KEY, WANG, NOW + timedelta(seconds=31))) == "access.token_early"


def test_another_keys_token_is_refused() -> None:
    assert refused(sign(new_key(), WANG, NOW)) == "access.token_forged"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "a.b", "é.é.é", "x" * 9000, "e30.e30."])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert refused(token) == "access.token_malformed"


def test_changed_claims_are_refused() -> None:
    head, body, signature = sign(KEY, WANG, NOW).split(".")
    content = json.loads(base64.urlsafe_b64decode(body + "=="))
    content["roles"] = ["system_admin"]
    other = base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
    assert refused(f"{head}.{other}.{signature}") == "access.token_forged"


def test_a_token_without_signature_or_with_a_shared_secret_is_refused() -> None:
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    body = base64.urlsafe_b64encode(json.dumps(claims()).encode()).decode().rstrip("=")
    assert refused(f"{head}.{body}.") == "access.token_malformed"
    head = base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode().rstrip("=")
    assert refused(f"{head}.{body}.AAAA") == "access.token_malformed"


@pytest.mark.parametrize("change", [{"iss": "somebody"}, {"aud": "elsewhere"}, {"aud": None}])
def test_a_token_for_others_is_refused(change: dict[str, object]) -> None:
    assert refused(forged(**change)) == "access.token_forged"


@pytest.mark.parametrize(
    "change", [{"sub": ""}, {"sub": 7}, {"roles": "officer"}, {"roles": [1]}, {"exp": "soon"}, {"iat": True}]
)
def test_claims_of_wrong_types_are_refused(change: dict[str, object]) -> None:
    assert refused(forged(**change)) == "access.token_malformed"


def test_two_keys_serve_while_the_key_is_being_changed() -> None:
    new = new_key()
    keys = KeySet([PUBLIC, public_half(new)])
    assert verify(keys, sign(KEY, WANG, NOW), NOW) == verify(keys, sign(new, WANG, NOW), NOW) == WANG


def test_a_key_survives_being_written_down() -> None:
    kept = read_key(json.dumps(KEY.as_dict(private=True)))
    assert verify(PUBLIC, sign(kept, WANG, NOW), NOW) == WANG


def test_the_public_half_cannot_sign() -> None:
    assert "d" not in PUBLIC.as_dict()


def test_who_acts_is_named_with_unit_and_post() -> None:
    assert WANG.actor() == Actor("wang", "housing", "科员")
    assert ANONYMOUS.actor() == Actor("asker")
    assert WANG.signed_in
    assert not ANONYMOUS.signed_in
