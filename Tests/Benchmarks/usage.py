"""What a command with all its children uses."""
import glob, os, re, resource, subprocess, threading, time


class Usage:
    """Wall time and processor time in seconds, peak proportional memory in MB of a command with all its children."""

    def __init__(self, command, environment=None, cores=None):
        """`cores`: how many the command may use, all without it."""
        usable = sorted(os.sched_getaffinity(0))[:cores]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            preexec_fn=lambda: os.sched_setaffinity(0, usable))
        self.peak = 0
        watcher = threading.Thread(target=self.watch, daemon=True)
        watcher.start()
        self.code = self.process.wait()
        self.wall = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        watcher.join()

    def watch(self):
        """Adds up the proportional set sizes of everything that descends from the command. Seldom and without a look at
        other processes: what is measured has both cores."""
        while self.process.returncode is None:
            self.peak = max(self.peak, sum(map(proportional_size, descendants(self.process.pid))) / 1024)
            time.sleep(0.2)


def descendants(root):
    todo, found = [root], []
    while todo:
        found.append(todo.pop())
        for path in glob.glob(f"/proc/{found[-1]}/task/*/children"):
            try:
                todo += map(int, open(path).read().split())
            except OSError:  # gone
                continue
    return found


def proportional_size(pid):
    """In KB; 0 for a process that has gone."""
    try:
        return int(re.search(r"^Pss: +(\d+)", open(f"/proc/{pid}/smaps_rollup").read(), re.M)[1])
    except (OSError, TypeError):
        return 0
