"""A process that waits for a condition is killed; another one notifies, and a third one waits, too."""
import multiprocessing as mp
import time

from limit import report


def wait(condition, ready):
    with condition:
        ready.release()
        condition.wait()


def scenario():
    condition = mp.Condition()
    ready = mp.Semaphore(0)
    killed, other = (mp.Process(target=wait, args=(condition, ready), daemon=True) for _ in range(2))
    killed.start()
    other.start()
    ready.acquire()
    ready.acquire()
    time.sleep(0.2)
    killed.kill()
    killed.join()
    with condition:
        condition.notify_all()
    other.join()
    with condition:
        pass


if __name__ == "__main__":
    report(scenario)
