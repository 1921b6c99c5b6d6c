"""Runs a scenario in a process group of its own, within a limit of time, and prints what became of it."""
import os
import signal
import sys
import time

LIMIT_SECONDS = 10
LOSES = 3


def report(scenario, seconds=LIMIT_SECONDS):
    """Prints "ends well", "loses" (the scenario returns False) or "hangs" (it does not return in time)."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        code = 1
        try:
            code = 0 if scenario() is not False else LOSES
        finally:
            sys.stdout.flush()
            os._exit(code)
    deadline = time.monotonic() + seconds
    status = None
    while status is None and time.monotonic() < deadline:
        done, raw = os.waitpid(child, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(raw)
        else:
            time.sleep(0.05)
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    if status is None:
        os.waitpid(child, 0)
        print("hangs")
    elif status == 0:
        print("ends well")
    elif status == LOSES:
        print("loses")
    else:
        print("fails with exit code", status)
