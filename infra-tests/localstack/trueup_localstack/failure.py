"""A failure that a person can act on, told in one sentence and without a stack trace."""


class Failure(Exception):
    """Ends the command with `exit_code`: 1 it did not work, 2 it was asked for wrongly."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
