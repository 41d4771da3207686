#!/usr/bin/env python3
"""Reconciles parcels with statements of growing size with Sohoa and with pandas, and prints both in Markdown.

Each size and form of file is run with all programs in turn. Sohoa's steps are commands of their own, each with a process
and a ledger on the disk between them; the pandas program is one process that keeps its tables in memory.
"""
import argparse, glob, json, os, shutil, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
STATEMENT = "ky_20261001_20261220"
STEPS = ("parcels", "statement", "reconcile")
ENGINES = {"csv": ("c", "pyarrow"), "xlsx": ("openpyxl", "calamine")}


class Step:
    """Wall and processor seconds and peak memory in MB of a command."""

    def __init__(self, command, output=os.devnull):
        start = time.monotonic()
        with open(output, "w") as file:
            process = subprocess.Popen(command, stdout=file)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
        self.wall = time.monotonic() - start
        self.cpu, self.peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Run:
    def __init__(self, seconds, steps, results):
        self.seconds, self.results = seconds, results
        self.total = sum(step.wall for step in steps)
        self.cpu, self.peak = sum(step.cpu for step in steps), max(step.peak for step in steps)


def sohoa(program, data, form, work):
    home, results = f"{work}/home", f"{work}/sohoa.json"
    shutil.rmtree(home, ignore_errors=True)
    postal = [program, "postal"]
    steps = [Step([*postal, "import", f"{data}/parcels.csv", "--home", home]),
             Step([*postal, "statement", f"{data}/{STATEMENT}.{form}", "--home", home]),
             Step([*postal, "reconcile", "--format", "json", "--brief", "--home", home], results)]
    return Run(dict(zip(STEPS, (step.wall for step in steps))), steps, results)


def pandas(engine, data, form, work):
    ledger, results, clock = (f"{work}/{name}" for name in ("pandas.sqlite", f"pandas-{engine}.json", "clock.json"))
    for file in glob.glob(f"{ledger}*"):
        os.remove(file)
    step = Step([sys.executable, "-B", f"{HERE}/postal_pandas.py", f"{data}/parcels.csv", f"{data}/{STATEMENT}.{form}",
                 ledger, results, "--engine", engine], clock)
    seconds = json.load(open(clock))
    # Sohoa's last command prints as well.
    seconds["reconcile"] += seconds.pop("output")
    return Run(seconds, [step], results)


def make_data(folder, count):
    data = f"{folder}/{count}"
    if not os.path.exists(f"{data}/truth.json"):
        subprocess.run([sys.executable, "-B", f"{HERE}/make_data.py", str(count), data], check=True)
    return data


def measure(options, count, form, work):
    """The median run of each program, by name; what they found is checked once."""
    data = make_data(options.data, count)
    programs = {"Sohoa": lambda: sohoa(options.sohoa, data, form, work)}
    for engine in ENGINES[form]:
        programs[f"pandas, {engine}"] = lambda engine=engine: pandas(engine, data, form, work)
    rounds = {name: [] for name in programs}
    for _ in range(options.rounds):  # in turn, so that a machine that changes its speed changes all
        for name, program in programs.items():
            rounds[name].append(program())
    middle = {name: sorted(runs, key=lambda run: run.total)[len(runs) // 2] for name, runs in rounds.items()}
    # In a process of its own: what this one holds would count as its children's memory.
    checked = json.loads(subprocess.run(
        [sys.executable, "-B", f"{HERE}/check.py", f"{data}/truth.json", *(run.results for run in middle.values())],
        check=True, stdout=subprocess.PIPE).stdout)
    for run, found in zip(middle.values(), checked):
        run.found = found
    return middle


def table(head, rows):
    print(f"| {' | '.join(head)} |\n|" + " --- |" * len(head))
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(flush=True)


def show(count, form, runs):
    print(f"{count:,} lines against {count:,} parcels, {form.upper()}:\n")
    own = runs["Sohoa"]
    table(["program", "parcels s", "statement s", "reconcile, print s", "all s", "CPU s", "peak MB", "lines/s",
           "time against Sohoa", "outcomes", "wrong", "missing", "unlike Sohoa"],
          [[name, *(f"{run.seconds[step]:.1f}" for step in STEPS), f"{run.total:.1f}", f"{run.cpu:.1f}",
            f"{run.peak:.0f}", f"{count / run.total:,.0f}", f"{run.total / own.total:.2f} ×",
            *(str(run.found[what]) for what in ("pairs", "wrong", "missing", "unlike_first"))]
           for name, run in runs.items()])


def show_growth(counts, form, runs):
    """Microseconds a line; each against the first."""
    print(f"Growth, {form.upper()}: wall and processor time a line, µs\n")
    names = list(runs[counts[0]])
    table(["program", *(f"{count:,}" for count in counts), "last against first, CPU"],
          [[name, *(f"{1e6 * runs[count][name].total / count:.1f} / {1e6 * runs[count][name].cpu / count:.1f}"
                    for count in counts),
            f"{runs[counts[-1]][name].cpu / counts[-1] / (runs[counts[0]][name].cpu / counts[0]):.2f} ×"]
           for name in names])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sohoa", required=True)
    parser.add_argument("--data", required=True, help="folder for the data, which stay, and for the results")
    parser.add_argument("--lines", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--forms", nargs="+", default=["csv", "xlsx"], choices=list(ENGINES))
    parser.add_argument("--rounds", type=int, default=1, help="the median counts")
    options = parser.parse_args()
    work = f"{options.data}/work"
    os.makedirs(work, exist_ok=True)
    for form in options.forms:
        runs = {}
        for count in options.lines:
            runs[count] = measure(options, count, form, work)
            show(count, form, runs[count])
        if len(options.lines) > 1:
            show_growth(options.lines, form, runs)


if __name__ == "__main__":
    main()
