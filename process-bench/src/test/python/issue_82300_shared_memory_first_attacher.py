"""A program attaches to shared memory and ends; its owner still has it, and another program attaches."""
import subprocess
import sys
import time
from multiprocessing import shared_memory

from limit import report

ATTACH = """
import sys
from multiprocessing import shared_memory
memory = shared_memory.SharedMemory(name=sys.argv[1])
memory.buf[0] += 1
memory.close()
"""


def attach(name):
    return subprocess.run([sys.executable, "-c", ATTACH, name], stderr=subprocess.DEVNULL, check=False).returncode


def scenario():
    memory = shared_memory.SharedMemory(create=True, size=4096)
    try:
        first = attach(memory.name)
        time.sleep(1)  # its resource tracker ends after it
        second = attach(memory.name)
        return first == 0 and second == 0 and memory.buf[0] == 2
    finally:
        memory.close()
        try:
            memory.unlink()
        except FileNotFoundError:
            pass


if __name__ == "__main__":
    report(scenario)
