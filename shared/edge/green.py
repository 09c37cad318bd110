"""eventlet's patch of the standard library; first of all in every process that runs services."""

import eventlet


def patch() -> None:
    """Patch everything, psycopg2 included; naming a part would leave out the rest."""
    eventlet.monkey_patch()
