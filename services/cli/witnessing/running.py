"""A witness at work: a thread that serves, a thread that watches, until it is told to stop."""

import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from services.cli.witnessing.alarms import Alarms
from services.cli.witnessing.cosigning import Cosigner
from services.cli.witnessing.counting import Counting
from services.cli.witnessing.judging import Logs
from services.cli.witnessing.serving import Application, server
from services.cli.witnessing.state import Running, State
from services.cli.witnessing.watching import Watcher
from shared.eventlog.clock import now
from shared.proof.keys import SIGNS, VerifierKey, read_verifier_key
from shared.proof.signing import SecretKey
from shared.proof.unproven import Unproven
from shared.telemetry.logs import logger
from shared.witness.tiles import PublicLog

log = logger("witness")


@dataclass(frozen=True, slots=True)
class Settings:
    """`silence` and `every` are in seconds; `watch` are the public addresses of logs."""

    key: SecretKey
    logs: Logs
    state: Path
    host: str
    port: int
    watch: Sequence[str]
    silence: float
    every: float


def read_logs(keys: Sequence[str]) -> Logs:
    """The logs by their origins; ValueError that says which key is wrong."""
    logs: dict[str, list[VerifierKey]] = {}
    for text in keys:
        try:
            key = read_verifier_key(text)
        except Unproven as wrong:
            raise ValueError(f"--log {text}: {wrong.sentence}") from None
        if key.kind != SIGNS:
            raise ValueError(f"--log {text}: this is a witness's key; ask the log's operators for the log's")
        if key not in logs.setdefault(key.name, []):
            logs[key.name].append(key)
    return logs


def run(settings: Settings) -> None:
    """Serve and watch until SIGTERM or SIGINT. OSError if the port cannot be had."""
    state = State(settings.state)
    alarms = Alarms(state, now)
    counting = Counting(settings.logs, state)
    application = Application(Cosigner(settings.key, settings.logs, state, alarms, now), counting)
    public = [PublicLog(url) for url in settings.watch]
    watcher = Watcher(settings.key.public, settings.logs, public, state, alarms, now, settings.silence)
    serving = server(settings.host, settings.port, application)
    started = int(now().timestamp())
    state.run(Running(settings.key.public.text(), started, started, settings.every, tuple(settings.logs)))
    # What it sees first it may have to remember before it is asked anything.
    watcher.turn()
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    threads = [Thread(target=serving.serve_forever), Thread(target=watcher.watch, args=(settings.every, stopped))]
    for thread in threads:
        thread.start()
    address = f"http://{serving.host}:{serving.port}"
    log.info("witnessing", address=address, key=settings.key.public.text(), logs=list(settings.logs))
    stopped.wait()
    serving.shutdown()
    for thread in threads:
        thread.join()
    serving.server_close()
    log.info(
        "stopped", next_step="nothing: everything is in the state file; silence is not noticed until it runs again"
    )
