"""The way in: choose the language, then load the commands."""

import gc
import os
import signal
import sys

_INTERRUPTED = 130
_ENDINGS = ("SIGTERM", "SIGHUP")
"""The machine is shut down, the terminal closed: as Ctrl-C, nothing is left half done."""


def main() -> None:
    """Run kaa on the process's arguments and exit with its code."""
    gc.disable()  # nothing that is loaded at the start is ever garbage
    for number in (getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)):
        if signal.getsignal(number) is signal.SIG_DFL:  # with nohup it is to go on
            signal.signal(number, signal.default_int_handler)
    try:
        from kaa_cli import words

        words.use(words.choose(sys.argv[1:], os.environ))
        from kaa_cli.cli import run
    except KeyboardInterrupt:  # nothing is begun yet, and nothing need be said
        sys.exit(_INTERRUPTED)
    code = run(sys.argv[1:])
    gc.freeze()  # nor is it worth looking through at the end, which Python does even so
    sys.exit(code)


if __name__ == "__main__":
    main()
