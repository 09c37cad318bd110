"""What a refusal's code says in a sentence, from the service that refused."""

from services.cli.catalog import SERVICES
from shared.kernel.rejection import Rejected
from shared.web.sentences import Sentence


def in_words(refused: Rejected) -> str:
    """The sentence and the code; the code alone where nobody wrote a sentence."""
    for service in SERVICES:
        said = service.SPEC.sentences.get(refused.code)
        if said is not None:
            text = said.zh if isinstance(said, Sentence) else said
            return f"{text.format(**refused.facts)} ({refused.code})"
    return refused.code
