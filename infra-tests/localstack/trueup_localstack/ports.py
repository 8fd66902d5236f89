"""Ports on 127.0.0.1: a given one that must be free, or any free one."""

import socket

from trueup_localstack.failure import Failure


def chosen(port: int | None, option: str) -> int:
    """`port` if nothing listens on it, any free port if it is None.

    A free port is only free until somebody else takes it: bind it soon.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port or 0))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise Failure(
                f"port {port} cannot be used ({reason}): choose another with {option} N, "
                f"or leave {option} out for a free one",
                exit_code=2,
            ) from error
        return probe.getsockname()[1]
