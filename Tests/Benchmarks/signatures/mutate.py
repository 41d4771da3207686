"""Mutates signed PDFs and looks for verdicts that are better than an oracle's. See README.md."""
import argparse
import base64
import collections
import datetime
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
CASES = ROOT / "Tests/SignaturesTests/Fixtures/cases"
AT_ONCE = 200


def mutate(data, others, rng):
    data = bytearray(data)
    for _ in range(rng.randrange(1, 4)):
        kind = rng.randrange(6)
        place = rng.randrange(len(data))
        if kind == 0:
            data[place] = rng.randrange(256)
        elif kind == 1:
            del data[place:place + rng.randrange(1, 40)]
        elif kind == 2:
            other = rng.randrange(len(data))
            data[place:place] = data[other:other + rng.randrange(1, 200)]
        elif kind == 3:
            digits = [m.start() for m in re.finditer(rb"[0-9]", data)]
            if digits:
                data[rng.choice(digits)] = rng.choice(b"0123456789")
        elif kind == 4:
            other = rng.choice(others)
            start = rng.randrange(len(other))
            data += other[start:start + rng.randrange(1, 4000)]
        else:
            names = [m.span() for m in re.finditer(rb"/[A-Za-z]+", data)]
            if len(names) > 1:
                (a, b), (c, d) = rng.choice(names), rng.choice(names)
                data[a:b] = data[c:d]
    return bytes(data)


def judge(program, files, case, folder):
    """What the program says of each file: by field, the outcome; or the fault."""
    arguments = [program, "signatures", "verify", "--format", "json", "--at", case["at"], "--root", str(folder / "root.der"),
                 "--home", str(folder / "no-home")]
    for item in case["evidence"]:
        arguments += ["--evidence", str(item)]
    done = subprocess.run(arguments + [str(f) for f in files], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"the program ended with {done.returncode}: {done.stderr[-500:]}")
    return json.loads(done.stdout)


def oracle(path, case):
    """Whether each signature is good, in the order of the file, for pyHanko; and pdfsig's lines."""
    import io
    import logging
    import warnings
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    from asn1crypto import crl, ocsp, x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
    from pyhanko_certvalidator import ValidationContext
    now = datetime.datetime.fromisoformat(case["at"])
    evidence = dict(allow_fetching=False, revocation_mode="soft-fail", retroactive_revinfo=True,
                    crls=[crl.CertificateList.load(b) for b in case["crls"]],
                    ocsps=[ocsp.OCSPResponse.load(b) for b in case["ocsps"]])

    def context(at):
        return ValidationContext(trust_roots=[x509.Certificate.load(case["root"])], moment=at, **evidence)

    words = {}
    try:
        for found in PdfFileReader(io.BytesIO(path.read_bytes())).embedded_signatures:
            try:
                if found.sig_object.get("/Type") == "/DocTimeStamp":
                    status = validate_pdf_timestamp(found, context(now))
                    good = status.valid and status.intact and status.trusted and status.docmdp_ok is not False
                else:
                    status = validate_pdf_signature(found, context(now), context(now))
                    stamp = status.timestamp_validity
                    if stamp and stamp.valid and stamp.intact and stamp.trusted:
                        status = validate_pdf_signature(found, context(stamp.timestamp), context(now))
                    good = status.bottom_line
                words[found.field_name] = bool(good)
            except Exception as error:
                words[found.field_name] = f"{type(error).__name__}: {error}"[:200]
    except Exception as error:
        words["file"] = f"{type(error).__name__}: {error}"[:200]
    shown = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True).stdout
    return words, re.findall(r"Signature Validation: (.*)", shown)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=900, help="mutations of each case")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--program", default=str(ROOT / ".build/debug/sohoa"))
    options.add_argument("--keep", type=pathlib.Path, help="where files with a difference are kept")
    options = options.parse_args()
    table = json.loads((CASES / "cases.json").read_text())
    at = datetime.datetime.fromtimestamp(table["now"] / 1000, datetime.timezone.utc).isoformat()
    others = [(CASES / case["file"]).read_bytes() for case in table["cases"]]
    counts, better, failed = collections.Counter(), 0, 0
    for case in table["cases"]:
        rng = random.Random(f"{options.seed} {case['file']}")
        original = (CASES / case["file"]).read_bytes()
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            case["at"], case["root"] = at, base64.b64decode(table["root"])
            (folder / "root.der").write_bytes(case["root"])
            case["crls"] = [base64.b64decode(item) for item in case["crls"]]
            case["ocsps"] = [base64.b64decode(item) for item in case["ocsps"]]
            case["evidence"] = []
            for place, item in enumerate(case["crls"] + case["ocsps"]):
                case["evidence"].append(folder / f"evidence-{place}")
                case["evidence"][-1].write_bytes(item)
            for start in range(0, options.each, AT_ONCE):
                files = []
                for number in range(start, min(start + AT_ONCE, options.each)):
                    files.append(folder / f"{number}.pdf")
                    files[-1].write_bytes(mutate(original, others, rng))
                for path, report in zip(files, judge(options.program, files, case, folder)):
                    counts[report.get("fault") or report["outcome"]] += 1
                    wrong = report.get("fault") in ("crashed", "timed_out", "out_of_memory")
                    failed += wrong
                    valid = [s for s in report["signatures"] if s["outcome"] == "valid"]
                    if valid:
                        words, lines = oracle(path, case)
                        for signature in valid:
                            place = report["signatures"].index(signature)
                            seen = signature["is_document_time_stamp"] or lines[place:place + 1] == ["Signature is Valid."]
                            if words.get(signature["field"]) is not True or not seen:
                                wrong, better = True, better + 1
                                print(f"{case['file']} {path.name}: {signature['field']} valid; {words} {lines}")
                    if wrong and options.keep:
                        options.keep.mkdir(parents=True, exist_ok=True)
                        shutil.copy(path, options.keep / f"{case['file']}-{path.name}")
    print(f"{sum(counts.values())} mutations: {dict(counts.most_common())}")
    print(f"recognizer failed: {failed}; better than an oracle: {better}")
    sys.exit(1 if failed or better else 0)


main()
