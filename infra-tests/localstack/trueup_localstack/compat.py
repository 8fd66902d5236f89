"""What LocalStack 4.13 uses of Python 3.13, supplied on Python 3.11 and 3.12.

To be applied before anything of LocalStack is imported.
"""

import _thread
import sys
import threading
import uuid
from hashlib import sha1

_uuid5 = uuid.uuid5


class Lock:
    """`threading.Lock` as a class, as which annotations such as `Lock | None` need it."""

    def __new__(cls):
        return _thread.allocate_lock()


def uuid5(namespace: uuid.UUID, name: str | bytes) -> uuid.UUID:
    """`uuid.uuid5` that takes bytes for a name, too."""
    if isinstance(name, str):
        return _uuid5(namespace, name)
    return uuid.UUID(bytes=sha1(namespace.bytes + name).digest()[:16], version=5)


def apply() -> None:
    if sys.version_info < (3, 12):
        uuid.uuid5 = uuid5
    if sys.version_info < (3, 13):
        threading.Lock = Lock
