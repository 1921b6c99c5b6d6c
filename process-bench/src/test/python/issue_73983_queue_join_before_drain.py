"""A process puts more than a pipe holds, and is joined before anything is taken."""
import multiprocessing as mp

from limit import report

ITEMS = 300
BYTES = 10_000


def put(queue):
    for _ in range(ITEMS):
        queue.put(bytes(BYTES))


def scenario():
    queue = mp.Queue()
    putter = mp.Process(target=put, args=(queue,), daemon=True)
    putter.start()
    putter.join()
    for _ in range(ITEMS):
        queue.get()


if __name__ == "__main__":
    report(scenario)
