"""The pages of a set, made ready for each program before anything is measured."""
import glob, json, os, re, subprocess, unicodedata


def load_truth(folder):
    truth = {}
    for path in glob.glob(f"{folder}/truth/*.json") + glob.glob(f"{folder}/truth/*/truth.json"):
        document = json.load(open(path))
        truth[document["batch"]] = document
    return truth


def files(folder, truth):
    """The files that can be read, with the pages of the truth that stand in each, in order."""
    for batch, document in sorted(truth.items()):
        root = f"{folder}/batches/{batch}"
        for name in dict.fromkeys(page["file"] for page in document["pages"]):
            path = root if os.path.isfile(root) else next(
                os.path.join(root, entry) for entry in os.listdir(root)
                if unicodedata.normalize("NFC", entry) == unicodedata.normalize("NFC", name))
            pages = sorted((page for page in document["pages"] if page["file"] == name), key=lambda page: page["index"])
            yield path, [(batch, page) for page in pages]


def one_pdf(sources, work):
    """All pages as one PDF, in order; the scans' own image data, not drawn again."""
    parts, pages = [], []
    for path, own in sources:
        part = path
        if not path.lower().endswith(".pdf"):
            part = f"{work}/{len(parts)}.pdf"
            quietly("img2pdf", "--rotation=ifvalid", path, "-o", part)
        parts.append(part)
        pages += own
    whole = f"{work}/whole.pdf"
    subprocess.run(["qpdf", "--empty", "--pages", *parts, "--", whole], check=True)
    return whole, pages


def cut(whole, pages, unit, work):
    """The pages cut into one PDF for the set, for each batch, or for each component of a batch."""
    keys = {"set": lambda batch, page: "", "batch": lambda batch, page: batch,
            "document": lambda batch, page: (batch, page["case"], page["component"])}
    groups = {}
    for number, (batch, page) in enumerate(pages):
        groups.setdefault(keys[unit](batch, page), []).append(number)
    units = []
    for count, numbers in enumerate(groups.values()):
        path = f"{work}/{unit}-{count}.pdf"
        selection = ",".join(str(number + 1) for number in numbers)
        subprocess.run(["qpdf", whole, "--pages", ".", selection, "--", path], check=True)
        units.append((path, numbers))
    return units


def pictures(sources, work):
    """A picture file for each page: the scans' own data; pages of PDF drawn at 300 dpi."""
    made = []
    for count, (path, own) in enumerate(sources):
        if path.lower().endswith((".tif", ".tiff")):
            quietly("tiffsplit", path, f"{work}/{count:03d}-")
            parts = sorted(glob.glob(f"{work}/{count:03d}-*.tif"))
        elif path.lower().endswith(".pdf"):
            quietly("pdftoppm", "-r", "300", "-tiff", path, f"{work}/{count:03d}-")
            parts = sorted(glob.glob(f"{work}/{count:03d}-*.tif"), key=lambda name: int(re.findall(r"\d+", name)[-1]))
        else:
            parts = [path]
        made += [(parts[page["index"]], batch, page) for batch, page in own]
    return made


def quietly(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
