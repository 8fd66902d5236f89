"""The process that stops an instance when the process it was started for has ended.

Called with the instance's root and two pidfds: of that parent, and of LocalStack. It also ends
with LocalStack, and takes along what LocalStack left behind.
"""

import select
import sys
from pathlib import Path

from trueup_localstack import instance
from trueup_localstack.home import Root


def main(root: str, *handles: str) -> None:
    ended = select.poll()
    for handle in handles:
        ended.register(int(handle), select.POLLIN)
    ended.poll()
    instance.stop(Root(Path(root)))


if __name__ == "__main__":
    main(*sys.argv[1:])
