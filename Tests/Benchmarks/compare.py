#!/usr/bin/env python3
"""Digitizes the batches of a set with Sohoa and with OCRmyPDF and prints both sides of one run.

A set is a folder with batches/, cases.json and truth/<batch>.json or truth/<batch>/truth.json (the form of
Samples/truth). Both programs get the same pages, separators and blanks included; files that cannot be read are left
out for OCRmyPDF, which would refuse the whole. Sohoa's figures are of everything it does: it keeps the originals,
splits, reads fields, writes and checks PDF/A, attaches and indexes.
"""
import argparse, glob, json, os, re, resource, shutil, subprocess, sys, tempfile, threading, time, unicodedata

import Levenshtein


def fold(text):
    """What does not count as an error: normal form, white space, kinds of dashes and quotes, leader dots."""
    text = unicodedata.normalize("NFC", text or "").replace("\u00ad", "").replace("\ufeff", "")
    text = re.sub(r"[.…_·•\-–—=~]{4,}", " ", text)
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x2026: "..."})
    return re.sub(r"\s+", " ", text).strip()


def errors(page, text):
    """Edits and characters of one page, by the better of the two orders that the truth allows."""
    orders = [fold(page["text"])] + ([fold(page["text_rows"])] if page.get("text_rows") else [])
    read = fold(text)
    return min((Levenshtein.distance(order, read), len(order)) for order in orders)


def load_truth(folder):
    truth = {}
    for path in glob.glob(f"{folder}/truth/*.json") + glob.glob(f"{folder}/truth/*/truth.json"):
        document = json.load(open(path))
        truth[document["batch"]] = document
    return truth


class Usage:
    """Wall time, processor time and peak proportional memory of a command with all its children."""

    def __init__(self, command):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        self.peak = 0
        watcher = threading.Thread(target=self.watch, daemon=True)
        watcher.start()
        self.output = self.process.stdout.read()
        self.code = self.process.wait()
        self.wall = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def watch(self):
        """Adds up the proportional set sizes of everything that descends from the command."""
        while self.process.poll() is None:
            children = {}
            for stat in glob.glob("/proc/[0-9]*/stat"):
                try:
                    fields = open(stat).read().rsplit(")", 1)[1].split()
                    children.setdefault(int(fields[1]), []).append(int(stat.split("/")[2]))
                except (OSError, ValueError, IndexError):
                    continue
            todo, total = [self.process.pid], 0
            while todo:
                pid = todo.pop()
                todo += children.get(pid, [])
                try:
                    total += int(re.search(r"^Pss: +(\d+)", open(f"/proc/{pid}/smaps_rollup").read(), re.M)[1])
                except (OSError, TypeError):
                    continue
            self.peak = max(self.peak, total)
            time.sleep(0.05)


def sohoa_run(program, folder, pages, work):
    home = f"{work}/home"
    shutil.rmtree(home, ignore_errors=True)
    batches = sorted(glob.glob(f"{folder}/batches/*"))
    subprocess.run([program, "cases", "import", f"{folder}/cases.json", "--home", home], check=True,
                   stdout=subprocess.DEVNULL)
    usage = Usage([program, "digitize", *batches, "--home", home, "--jobs", "2", "--format", "json"])
    if usage.code:
        sys.exit(f"sohoa digitize ended with {usage.code}")
    usage.pages = len(pages)  # those that both programs get; Sohoa's files that cannot be read do not count
    export = json.loads(subprocess.run(
        [program, "export", "--home", home, "--format", "json"], check=True, stdout=subprocess.PIPE).stdout)
    texts = {}
    for document in export["documents"]:
        for page in document["pages"]:
            texts[(document["batch"], unicodedata.normalize("NFC", page["file"]), page["index"])] = page["text"]
    return usage, texts


def one_pdf(folder, truth, work):
    """All pages as one PDF, in the order of the truth; the scans' own image data, not drawn again."""
    parts, pages = [], []
    for batch, document in sorted(truth.items()):
        root = f"{folder}/batches/{batch}"
        for name in dict.fromkeys(page["file"] for page in document["pages"]):
            path = root if os.path.isfile(root) else next(
                os.path.join(root, entry) for entry in os.listdir(root)
                if unicodedata.normalize("NFC", entry) == unicodedata.normalize("NFC", name))
            part = path
            if not path.lower().endswith(".pdf"):
                part = f"{work}/{len(parts)}.pdf"
                subprocess.run(["img2pdf", "--rotation=ifvalid", path, "-o", part], check=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            parts.append(part)
            pages += sorted(((batch, page) for page in document["pages"] if page["file"] == name),
                            key=lambda entry: entry[1]["index"])
    whole = f"{work}/whole.pdf"
    subprocess.run(["qpdf", "--empty", "--pages", *parts, "--", whole], check=True)
    return whole, pages


def units(whole, pages, unit, work):
    """The pages cut into one PDF for the set, for each batch, or for each component of a batch."""
    keys = {"set": lambda batch, page: "", "batch": lambda batch, page: batch,
            "document": lambda batch, page: (batch, page["case"], page["component"])}
    groups = {}
    for number, (batch, page) in enumerate(pages):
        groups.setdefault(keys[unit](batch, page), []).append(number)
    files = []
    for count, numbers in enumerate(groups.values()):
        path = f"{work}/{unit}-{count}.pdf"
        selection = ",".join(str(number + 1) for number in numbers)
        subprocess.run(["qpdf", whole, "--pages", ".", selection, "--", path], check=True)
        files.append((path, numbers))
    return files


def ocrmypdf_run(files, pages):
    """Runs OCRmyPDF on the files one after the other, each with two workers, as its users do."""
    program = os.environ.get("OCRMYPDF", "ocrmypdf")
    # --skip-text: without it OCRmyPDF refuses a whole file for one page that bears text already.
    script = 'for f in "$@"; do "$0" -q -l vie -j 2 --skip-text --sidecar "$f.txt" "$f" "$f.out" || exit 1; done'
    usage = Usage(["sh", "-c", script, program, *(path for path, _ in files)])
    if usage.code:
        sys.exit("ocrmypdf failed")
    usage.pages = len(pages)
    texts = {}
    for path, numbers in files:
        own = subprocess.run(["pdftotext", f"{path}.out", "-"], check=True, stdout=subprocess.PIPE).stdout.decode()
        for number, read, layer in zip(numbers, sidecar_pages(f"{path}.txt"), own.split("\f")):
            batch, page = pages[number]
            text = layer if read is None else read
            texts[(batch, unicodedata.normalize("NFC", page["file"]), page["index"])] = text
    return usage, texts


def sidecar_pages(path):
    """The text of each page; None for pages that OCRmyPDF left alone, which it names by ranges."""
    texts = []
    for text in open(path).read().split("\f"):
        skipped = re.match(r"\s*\[OCR skipped on page\(s\) (\d+)(?:-(\d+))?\]", text)
        texts += [None] * (int(skipped[2] or skipped[1]) - int(skipped[1]) + 1) if skipped else [text]
    return texts


def error_rate(truth, texts, upright_only):
    edits = characters = 0
    for batch, document in truth.items():
        for page in document["pages"]:
            if page["kind"] not in ("content", "duplicate") or (upright_only and page["rotation"]):
                continue
            key = (batch, unicodedata.normalize("NFC", page["file"]), page["index"])
            wrong, length = errors(page, texts.get(key, ""))
            edits, characters = edits + wrong, characters + length
    return 100 * edits / max(1, characters)


def main():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    parser = argparse.ArgumentParser()
    parser.add_argument("set", nargs="?", default=os.path.join(root, "Samples"))
    parser.add_argument("--sohoa", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    truth = load_truth(options.set)
    with tempfile.TemporaryDirectory() as work:
        whole, pages = one_pdf(options.set, truth, work)
        cuts = {f"ocrmypdf, a file a {unit}": units(whole, pages, unit, work) for unit in ("set", "batch", "document")}
        rows = {"sohoa": [], **{name: [] for name in cuts}}
        for _ in range(options.rounds):  # in turn, so that a machine that changes its speed changes all
            rows["sohoa"].append(sohoa_run(options.sohoa, options.set, pages, work))
            for name, files in cuts.items():
                rows[name].append(ocrmypdf_run(files, pages))
    print(f"{'program':29s} {'pages':>5s} {'pages/min':>9s} {'CPU s/page':>10s} {'peak MB':>8s} "
          f"{'CER %':>6s} {'CER % upright':>13s}")
    middle = {}
    for name, runs in rows.items():
        usage, texts = sorted(runs, key=lambda run: run[0].wall)[len(runs) // 2]
        middle[name] = usage.pages / usage.wall * 60
        print(f"{name:29s} {usage.pages:5d} {middle[name]:9.1f} {usage.cpu / usage.pages:10.2f} "
              f"{usage.peak / 1024:8.0f} {error_rate(truth, texts, False):6.2f} {error_rate(truth, texts, True):13.2f}")
    for name in cuts:
        print(f"sohoa is {middle['sohoa'] / middle[name]:.2f} times as fast as {name} "
              f"(median of {options.rounds} rounds)")


if __name__ == "__main__":
    main()
