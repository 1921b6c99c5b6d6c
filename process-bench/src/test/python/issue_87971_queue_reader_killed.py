"""A process that waits in Queue.get is killed; another one wants the next item."""
import multiprocessing as mp
import time

from limit import report


def get(queue):
    queue.get()


def scenario():
    queue = mp.Queue()
    killed = mp.Process(target=get, args=(queue,), daemon=True)
    killed.start()
    time.sleep(0.5)
    killed.kill()
    killed.join()
    queue.put("item")
    other = mp.Process(target=get, args=(queue,), daemon=True)
    other.start()
    other.join()


if __name__ == "__main__":
    report(scenario)
