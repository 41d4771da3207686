"""One run of each program: what it used, the text of each page, bytes of its PDF."""
import glob, json, os, re, shutil, sqlite3, subprocess, sys, unicodedata

from accuracy import page_key
from usage import Usage


class Run:
    def __init__(self, usage, pages, texts, pdf_bytes):
        """`pages` that the program was given; `pdf_bytes` a page of what it wrote."""
        self.wall, self.cpu, self.peak = usage.wall, usage.cpu, usage.peak
        self.pages, self.texts, self.pdf_bytes = pages, texts, pdf_bytes

    rate = property(lambda self: 60 * self.pages / self.wall)


def measured(command, environment=None, cores=None):
    usage = Usage(command, environment, cores)
    if usage.code:
        sys.exit(f"{os.path.basename(command[0])} ended with {usage.code}")
    return usage


class Sohoa:
    """Everything it does: keeps the originals, splits, reads fields, writes and checks PDF/A, attaches, indexes."""

    def __init__(self, program, work):
        self.program, self.home, self.steps = program, f"{work}/home", f"{work}/steps"

    def digitize(self, cases, batches, cores=2, with_steps=False):
        """With a recognizer for each core."""
        shutil.rmtree(self.home, ignore_errors=True)
        subprocess.run([self.program, "cases", "import", cases, "--home", self.home], check=True,
                       stdout=subprocess.DEVNULL)
        environment = dict(os.environ)
        environment.pop("SOHOA_STEP_TIMES", None)
        if with_steps:
            open(self.steps, "w").close()
            environment["SOHOA_STEP_TIMES"] = self.steps
        return measured([self.program, "digitize", *batches, "--home", self.home, "--jobs", str(cores)], environment,
                        cores)

    def run(self, folder, pages, **options):
        usage = self.digitize(f"{folder}/cases.json", sorted(glob.glob(f"{folder}/batches/*")), **options)
        export = self.export()
        texts, size, written = {}, 0, 0
        for document in export["documents"]:
            for page in document["pages"]:
                texts[page_key(document["batch"], page)] = page["text"]
            # A signed original stands for itself; its size is not Sohoa's doing.
            if document.get("pdf"):
                size += os.path.getsize(document["pdf"])
                written += sum(not page["blank"] and not page["duplicate"] for page in document["pages"])
        # Files that cannot be read are not counted: the others do not get them.
        return Run(usage, len(pages), texts, size / max(1, written))

    def export(self):
        return json.loads(subprocess.run(
            [self.program, "export", "--home", self.home, "--format", "json"], check=True,
            stdout=subprocess.PIPE).stdout)

    def fields(self):
        """The fields of each component that documents were attached to: value and confidence."""
        found = {}
        for document in self.export()["documents"]:
            if document.get("case") and document.get("state") == "current":
                details = document["field_details"]
                found[document["batch"], document["case"], document["component"]] = {
                    name: (value, details[name]["confidence"]) for name, value in document["fields"].items()}
        return found

    def words(self):
        """The words of each page with their confidences, as they stand in the home."""
        ledger = sqlite3.connect(f"file:{self.home}/ledger.sqlite?mode=ro", uri=True)
        rows = ledger.execute("""
            SELECT batches.name, pages.file_name, pages.page_index, page_readings.artifact FROM pages
            JOIN batches ON batches.id = pages.batch_id JOIN page_readings ON page_readings.key = pages.reading_key""")
        words = {}
        for batch, file, index, digest in rows:
            reading = json.load(open(f"{self.home}/artifacts/{digest[:2]}/{digest[2:4]}/{digest}"))
            words[(batch, unicodedata.normalize("NFC", file), index)] = list(
                zip(reading["text"]["words"], reading["text"]["confidences"]))
        ledger.close()
        return words


def tesseract(pictures, work):
    """The command line tool, two pages at a time with a thread each: text and PDF."""
    script = """printf '%s\\n' "$@" | OMP_THREAD_LIMIT=1 xargs -P 2 -I F sh -c \
        'tesseract "$1" "$0/$(basename "$1")" -l vie txt pdf 2>/dev/null' "$0" F"""
    out = f"{work}/tesseract"
    shutil.rmtree(out, ignore_errors=True)
    os.mkdir(out)
    usage = measured(["sh", "-c", script, out, *(path for path, _, _ in pictures)])
    texts, size = {}, 0
    for path, batch, page in pictures:
        base = f"{out}/{os.path.basename(path)}"
        texts[page_key(batch, page)] = open(f"{base}.txt").read()
        size += os.path.getsize(f"{base}.pdf")
    return Run(usage, len(pictures), texts, size / len(pictures))


def ocrmypdf(files, pages, *options):
    """Runs OCRmyPDF on the files one after the other, each with two workers, as its users do."""
    program = os.environ.get("OCRMYPDF", "ocrmypdf")
    # --skip-text: without it OCRmyPDF refuses a whole file for one page that bears text already.
    script = ('for f in "$@"; do "$0" -q -l vie -j 2 --skip-text ' + " ".join(options) +
              ' --sidecar "$f.txt" "$f" "$f.out" || exit 1; done')
    usage = measured(["sh", "-c", script, program, *(path for path, _ in files)])
    texts, size = {}, 0
    for path, numbers in files:
        own = subprocess.run(["pdftotext", f"{path}.out", "-"], check=True, stdout=subprocess.PIPE).stdout.decode()
        for number, read, layer in zip(numbers, sidecar_pages(f"{path}.txt"), own.split("\f")):
            texts[page_key(*pages[number])] = layer if read is None else read
        size += os.path.getsize(f"{path}.out")
    return Run(usage, len(pages), texts, size / len(pages))


def sidecar_pages(path):
    """The text of each page; None for pages that OCRmyPDF left alone, which it names by ranges."""
    texts = []
    for text in open(path).read().split("\f"):
        skipped = re.match(r"\s*\[OCR skipped on page\(s\) (\d+)(?:-(\d+))?\]", text)
        texts += [None] * (int(skipped[2] or skipped[1]) - int(skipped[1]) + 1) if skipped else [text]
    return texts
