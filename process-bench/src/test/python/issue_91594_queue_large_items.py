"""A process puts a few large items; it is joined, and then they are taken."""
import multiprocessing as mp

from limit import report

ITEMS = 4
BYTES = 4 << 20


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
