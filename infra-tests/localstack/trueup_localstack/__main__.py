"""The command line."""

import argparse
import json
import signal
import sys
import time
from pathlib import Path

from trueup_localstack import install, instance
from trueup_localstack.failure import Failure
from trueup_localstack.home import Home, Root, default_home

DESCRIPTION = "Runs LocalStack on this host, without Docker; Lambda functions run as Java processes beside it."
EPILOG = """\
a first session:
  localstack setup                        once; about a minute; again after an update, else at once
  localstack start --root /tmp/one        prints {"endpoint": "http://127.0.0.1:PORT", ...}
  localstack stop  --root /tmp/one        ends it with all its functions

Any number of instances run side by side, each with its own --root. Everything is held in memory:
a stopped instance leaves only its log. `localstack COMMAND --help` tells of one command's options.

exit codes: 0 done; 1 it did not work; 2 wrongly asked for (an option, a port in use, a root in use);
3 (status) no instance runs at this root
"""


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a start cleans up after itself
    try:
        return options.command(options)
    except Failure as failure:
        print(f"localstack: {failure}", file=sys.stderr)
        return failure.exit_code
    except KeyboardInterrupt:
        return 130


def setup(options: argparse.Namespace) -> int:
    install.install(_home(options))
    return 0


def start(options: argparse.Namespace) -> int:
    home = _home(options)
    if due := install.due(home):
        raise Failure(f"nothing to start from at {home.path} ({', '.join(due)} due): run localstack setup first")
    wish = instance.Wish(
        home, _root(options), options.port, options.dynamodb_port,
        options.ready_timeout, options.watch_parent, dict(options.env),
    )  # fmt: skip
    print(json.dumps(instance.start(wish)))
    return 0


def stop(options: argparse.Namespace) -> int:
    began = time.monotonic()
    ended = instance.stop(_root(options))
    print(f"{ended} processes ended in {time.monotonic() - began:.1f} s" if ended else "nothing ran")
    return 0


def status(options: argparse.Namespace) -> int:
    record = instance.running(_root(options))
    print(json.dumps(record) if record else "no instance runs here")
    return 0 if record else 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "localstack", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command, summary in (
        (setup, "install what is missing or out of date"),
        (start, "start an instance and print its addresses as JSON"),
        (stop, "end an instance with every process it started"),
        (status, "print a running instance's addresses as JSON"),
    ):
        sub = commands.add_parser(command.__name__, help=summary, description=summary.capitalize() + ".")
        sub.set_defaults(command=command)
        sub.add_argument("--home", type=Path, metavar="DIR", help=f"the installation (default: {default_home()})")
        if command is not setup:
            sub.add_argument("--root", type=Path, metavar="DIR", help="the instance (default: HOME/instances/default)")
        if command is start:
            _add_start_options(sub)
    return parser


def _add_start_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, metavar="N", help="port of the gateway (default: any free one)")
    parser.add_argument("--dynamodb-port", type=int, metavar="N", help="port of DynamoDB Local (default: any free one)")
    parser.add_argument("--ready-timeout", type=float, default=120, metavar="S", help="give up after S seconds (120)")
    parser.add_argument(
        "--env", type=_assignment, action="append", default=[], metavar="K=V",
        help="a variable for every function; a function's own setting of it counts more (repeatable)",
    )  # fmt: skip
    parser.add_argument(
        "--watch-parent", type=int, metavar="PID", help="stop the instance when process PID has ended, however it ends"
    )


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    return name, value


def _home(options: argparse.Namespace) -> Home:
    return Home((options.home or default_home()).resolve())


def _root(options: argparse.Namespace) -> Root:
    return Root((options.root or _home(options).default_root()).resolve())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
