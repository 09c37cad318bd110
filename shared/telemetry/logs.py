"""Logs: one JSON object a line on stderr, with the service, the case and the next step; never personal data."""

import logging
import sys
from typing import Any

import structlog


def configure(*, plain: bool = False) -> None:
    """Set up logging for this process; `plain` for a person's terminal instead of JSON."""
    render: Any = (
        structlog.dev.ConsoleRenderer(colors=False) if plain else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s %(levelname)s %(message)s")


def logger(name: str) -> Any:
    """A logger; call it with an event in words and facts as keywords."""
    return structlog.get_logger(component=name)
