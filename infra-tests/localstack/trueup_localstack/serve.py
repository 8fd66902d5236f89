"""The LocalStack process of an instance."""

import os
import sys
from pathlib import Path

from trueup_localstack import compat, processes


def main() -> None:
    """Runs LocalStack until a signal ends it; then ends everything it started.

    Leaves without waiting for threads: LocalStack's timers would hold up the end by minutes.
    """
    compat.apply()
    from localstack.runtime.main import main as run_localstack

    code = 1
    try:
        run_localstack()
    except SystemExit as end:
        code = end.code
    finally:
        processes.kill_marked(Path(os.environ[processes.MARK]))
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
