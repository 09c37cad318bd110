"""The steps of a plot as the people of the house do them: one file for each kind of work."""

from collections.abc import Mapping

from services.cli.demo.steps import desk, handling, helping, leading, merging, promises, supervision, time
from services.cli.demo.steps.step import Step

STEPS: Mapping[str, Step] = {
    **desk.STEPS,
    **handling.STEPS,
    **helping.STEPS,
    **leading.STEPS,
    **merging.STEPS,
    **promises.STEPS,
    **supervision.STEPS,
    **time.STEPS,
}
