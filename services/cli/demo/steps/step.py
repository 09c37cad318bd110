"""What a step is."""

from collections.abc import Callable

from services.cli.demo.cast import Cast, Part

Step = Callable[[Cast, Part], None]
