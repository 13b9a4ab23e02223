"""The way in: choose the language, then load the commands."""

import gc
import os
import signal
import sys

_INTERRUPTED = 130


def _endings() -> list[int]:
    """Ctrl-C, the machine shut down, the terminal closed: all end kaa alike."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def main() -> None:
    """Run kaa on the process's arguments and exit with its code."""
    gc.disable()  # a short life: looking for garbage takes half the time of reading a long list
    for number in _endings():
        if signal.getsignal(number) is signal.SIG_DFL:  # with nohup it is to go on
            signal.signal(number, signal.default_int_handler)
    try:
        from kaa_cli import words

        words.use(words.choose(sys.argv[1:], os.environ))
        from kaa_cli.cli import run
    except KeyboardInterrupt:  # nothing is begun yet, and nothing need be said
        sys.exit(_INTERRUPTED)
    code = run(sys.argv[1:])
    for number in _endings():  # all is done and said: nothing is left to be stopped
        signal.signal(number, signal.SIG_IGN)
    gc.freeze()  # nor is it worth looking through at the end, which Python does even so
    sys.exit(code)


if __name__ == "__main__":
    main()
