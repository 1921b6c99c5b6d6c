"""A process that holds a lock is killed; another one wants the lock."""
import multiprocessing as mp
import time

from limit import report


def hold(lock, held):
    lock.acquire()
    held.set()
    time.sleep(1000)


def scenario():
    lock = mp.Lock()
    held = mp.Event()
    holder = mp.Process(target=hold, args=(lock, held), daemon=True)
    holder.start()
    held.wait()
    holder.kill()
    holder.join()
    with lock:
        pass


if __name__ == "__main__":
    report(scenario)
