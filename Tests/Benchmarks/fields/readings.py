"""readings.py HOME SET OUT.json: what was read from a corpus and what is right, one object per paper.

HOME is the data home into which the batches of SET (`cases.json`, `batches/`, `truth/`) were digitized. The benchmark of
the fields reads OUT again and again; the pages are recognized once.
"""

import json
import pathlib
import sqlite3
import sys
import unicodedata


def nfc(text):
    return unicodedata.normalize("NFC", text)


def keys_of_pages(ledger):
    rows = ledger.execute(
        "select b.name, p.file_name, p.page_index, r.artifact from pages p join batches b on b.id = p.batch_id"
        " join page_readings r on r.key = p.reading_key")
    return {(nfc(batch), nfc(file), index): artifact for batch, file, index, artifact in rows}


def papers(home, corpus):
    ledger = sqlite3.connect(f"file:{home}/ledger.sqlite?mode=ro", uri=True)
    artifacts = keys_of_pages(ledger)
    cases = {case["case"]: case for case in json.loads((corpus / "cases.json").read_text())}
    for path in sorted((corpus / "truth").glob("*/truth.json")):
        truth = json.loads(path.read_text())
        templates = {(page["file"], page["index"]): page["template"] for page in truth["pages"]}
        for document in truth["documents"]:
            keys = [(nfc(path.parent.name), nfc(file), index) for file, index in document["pages"]]
            if any(key not in artifacts for key in keys):
                continue
            case = cases.get(document["case"], {})
            digests = [artifacts[key].removeprefix("sha256:") for key in keys]
            yield {
                "batch": path.parent.name, "case": document["case"], "component": document["component"],
                "template": templates[tuple(document["pages"][0])],
                "isFilledByHand": document["hand"], "isAttached": document["assign"] == "auto",
                "fields": {name: str(value) for name, value in document["fields"].items()},
                "absent": document.get("absent", []),
                "register": {key: case[key] for key in ("applicant", "id_number", "address") if case.get(key)},
                "pages": [json.loads(artifact(home, digest).read_text()) for digest in digests],
            }


def artifact(home, digest):
    return next(path for path in (home / "artifacts" / digest[:2]).rglob(f"*{digest}*"))


if __name__ == "__main__":
    home, corpus, out = map(pathlib.Path, sys.argv[1:4])
    found = list(papers(home, corpus))
    out.write_text(json.dumps(found, ensure_ascii=False))
    print(f"{corpus.name}: {len(found)} papers, {sum(len(paper['pages']) for paper in found)} pages")
