"""The tables, in Markdown as the README quotes them."""
import json, statistics

from accuracy import Errors


def table(head, rows):
    print(f"| {' | '.join(head)} |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print()


def comparison(truth, runs):
    """The programs' figures: medians over the rounds; texts do not differ from round to round."""
    middle = {name: {what: statistics.median(getattr(run, what) for run in rounds)
                     for what in ("rate", "cpu", "peak", "pdf_bytes")} for name, rounds in runs.items()}
    rows = []
    for name, rounds in runs.items():
        run, figures = rounds[0], middle[name]
        errors, upright = Errors(truth, run.texts), Errors(truth, run.texts, upright=True)
        rows.append([
            name, f"{figures['rate']:.0f}", f"{figures['cpu'] / run.pages:.2f}", f"{figures['peak']:.0f}",
            f"{figures['pdf_bytes'] / 1024:.0f}", f"{errors.cer:.1f}", f"{upright.cer:.1f}", f"{errors.wer:.1f}",
            f"{errors.diacritics:.2f}"])
    table(["program", "pages/min", "CPU s/page", "peak MB", "KB/page", "CER %", "CER %, upright pages", "WER %",
           "wrong marks %"], rows)
    own, *others = runs
    if not others:
        return
    table([f"{own} against", "pages/min", "CPU", "CER"], [
        [name, f"{middle[own]['rate'] / middle[name]['rate']:.1f} ×",
         f"{middle[own]['cpu'] / middle[name]['cpu']:.2f} ×",
         f"{Errors(truth, runs[own][0].texts).cer / max(1e-9, Errors(truth, runs[name][0].texts).cer):.2f} ×"]
        for name in others])


def profile(path, run):
    """Processor time of a page by step: the recognizers' own account, and what is left to the worker."""
    seconds = {}
    for line in open(path):
        for step, time in json.loads(line).items():
            seconds[step] = seconds.get(step, 0) + time
    seconds["worker: intake, store, split, fields, ledger"] = run.cpu - sum(seconds.values())
    rows = sorted(seconds.items(), key=lambda row: -row[1])
    table(["step", "CPU ms/page", "share %"], [
        [step, f"{1000 * time / run.pages:.1f}", f"{100 * time / run.cpu:.0f}"] for step, time in rows])


def scaling(whole, batches):
    """The set on one core and on two; then single batches: twenty pages, a large one on one core and on two."""
    def row(name, run, ratio=""):
        return [name, f"{run.rate:.0f}", f"{run.cpu / run.pages:.2f}", f"{run.peak:.0f}", ratio]

    one, two = whole
    rows = [row("the set, one core", one), row("the set, two cores", two, f"{two.rate / one.rate:.2f} × one core")]
    if batches:
        small, one, two = batches
        rows += [row(f"{small.pages} pages, two cores", small), row(f"{one.pages} pages, one core", one),
                 row(f"{two.pages} pages, two cores", two, f"{two.rate / one.rate:.2f} × one core, "
                     f"{two.rate / small.rate:.2f} × {small.pages} pages")]
    table(["", "pages/min", "CPU s/page", "peak MB", "ratio"], rows)


def reliability(rows, what="words"):
    """Words or fields by confidence; the sum from the top tells what a threshold is worth."""
    words = right = 0
    total = max(1, sum(number for _, number, _ in rows))
    lines = []
    for bound, number, good in rows:
        words, right = words + number, right + good
        lines.append([f"≥ {bound:g}", str(number), f"{100 * good / number:.1f}" if number else "–",
                      f"{100 * words / total:.1f}", f"{100 * right / words:.2f}" if words else "–"])
    table(["confidence", what, "right %", "share at or above %", "right at or above %"], lines)
