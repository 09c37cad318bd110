"""A command that may not be: told to whoever waits, by a stable code."""


class Rejected(Exception):
    """The command is refused. `code` is stable and dotted (`work_order.not_dispatched`); pages translate it.

    `facts` are short clear values that the sentence shown to a person may use; never personal data.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
