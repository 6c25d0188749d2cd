"""The command ``laeringskontrakt``: serve, demo, migrate, import, verify, export, tick.

Only the standard library is imported here. Starting the product loads Django once, in the
server processes; everything else is loaded by the command that needs it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

EPILOG = "Settings are environment variables: PORT, LK_DATA_DIR, LK_DATABASE_URL, LK_ORIGIN …"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the exit code. What is wrong goes to standard error."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["manage"]:
        return _manage(words[1:])
    options = parser().parse_args(words)
    if getattr(options, "port", None) is not None:
        os.environ["PORT"] = str(options.port)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except ValueError as error:  # a variable of the environment that cannot be used
        sys.stderr.write(f"laeringskontrakt: {error}\n")
        return 2


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(
        prog="laeringskontrakt",
        description="Mutual learning contracts for clinical education.",
        epilog=EPILOG,
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_running(commands)
    _add_records(commands)
    manage = commands.add_parser("manage", help="run a management command of Django's")
    manage.set_defaults(run=lambda options: _manage([]))
    return top


def _add_running(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="start the web server")
    _add_address(serve)
    serve.add_argument(
        "--workers", type=_count, help="processes (default: one per core, at most 4)"
    )
    serve.add_argument(
        "--grace",
        type=_seconds,
        default=1.0,
        help="seconds between saying at /ready that it ends and taking nothing new (1)",
    )
    serve.set_defaults(run=_run("serving", "serve_command"))

    demo = commands.add_parser("demo", help="make and fill a demo database; with --serve, start it")
    demo.add_argument("--serve", action="store_true", help="start the web server as well")
    demo.add_argument(
        "--reset", action="store_true", help="delete the demo database and make it anew, from today"
    )
    _add_address(demo)
    demo.add_argument("--workers", type=_count, default=1, help="processes (default: 1)")
    demo.set_defaults(run=_run("demonstration", "demo_command"))

    migrate = commands.add_parser("migrate", help="make the database, or bring it up to date")
    migrate.add_argument("--check", action="store_true", help="only say whether it is up to date")
    migrate.set_defaults(run=_run("database", "migrate_command"))


def _add_records(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    curricula = commands.add_parser("import-curriculum", help="import curricula from YAML files")
    curricula.add_argument("files", nargs="+", metavar="FILE")
    curricula.add_argument(
        "--organisation", metavar="NAME", help="whose; needed when several exist"
    )
    curricula.add_argument(
        "--publish", action="store_true", help="publish them: they can be used and never change"
    )
    curricula.set_defaults(run=_run("records", "import_command"))

    people = commands.add_parser(
        "import-people", help="import people, placements and supervisors from a YAML file"
    )
    people.add_argument("file", metavar="FILE")
    people.add_argument("--organisation", metavar="NAME", required=True, help="whose they are")
    people.add_argument(
        "--create", action="store_true", help="make the organisation if there is none by that name"
    )
    people.add_argument(
        "--language",
        choices=("da", "en"),
        default="da",
        help="what its people write in, with --create; the pages say it to screen readers",
    )
    people.set_defaults(run=_run("staffing", "import_people_command"))

    verify = commands.add_parser("verify", help="prove the audit chain and every signed contract")
    verify.add_argument(
        "--anchor",
        action="append",
        default=[],
        metavar="ORGANISATION:NUMBER:HASH",
        help="a receipt printed on a contract or in a mail; may be given several times",
    )
    verify.set_defaults(run=_run("records", "verify_command"))

    export = commands.add_parser("export", help="write one contract as JSON")
    export.add_argument("contract", metavar="CONTRACT", help="its id, or its number (LK-2026-0001)")
    export.add_argument("file", metavar="FILE", help="where to; - is standard output")
    export.add_argument("--organisation", metavar="NAME", help="whose; needed when numbers repeat")
    export.set_defaults(run=_run("records", "export_command"))

    tick = commands.add_parser("tick", help="send the reminders of today; run it every ten minutes")
    tick.set_defaults(run=_run("records", "tick_command"))


def _add_address(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    command.add_argument("--port", type=_port, help="port to listen on (default: PORT, or 8000)")


def _run(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """The command's function, imported when it is called."""

    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        found = getattr(import_module(f"laeringskontrakt.config.commands.{module}"), function)
        code: int = found(options)
        return code

    return run


def _manage(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laeringskontrakt.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["laeringskontrakt manage", *words])
    return 0


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("write 1 or more")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 60:
        raise argparse.ArgumentTypeError("write a number of seconds from 0 to 60")
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


if __name__ == "__main__":
    sys.exit(main())
