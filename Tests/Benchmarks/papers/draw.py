#!/usr/bin/env python3
"""draw.py OUT [SEED]: a set of papers of kinds, faces and wordings that are in no development corpus, with its truth.

The set has the form of the other corpora (cases.json, batches/, truth/), so that the same scorer reads it. It is measured
only: nothing may be learned from it. Each kind is drawn twice, once clean and once as an office's scanner or copier
leaves it. Needs the packages of `packages`.
"""

import json
import pathlib
import random
import sys

import numpy
from PIL import Image, ImageFilter

from kinds import KINDS

FAMILIES = ["Lương", "Hà", "Đinh", "Quách", "Tạ", "Phí", "Nghiêm", "Khổng", "Đàm", "Vi"]
MIDDLES = ["Thị", "Văn", "Đình", "Thúy", "Quang", "Ngọc", "Trọng", "Bá"]
GIVEN = ["Hường", "Thưởng", "Duyên", "Tuyển", "Nghĩa", "Quỳnh", "Sửu", "Kỷ", "Phượng", "Thủy"]
COMMUNES = ["Yên Phụ", "Thượng Giáp", "Đồng Quan", "Mỹ Lộc Hạ"]


class Person:
    """What a paper is about, invented from a seed."""

    def __init__(self, seed):
        r = random.Random(seed)
        self.name, self.other, self.third = (
            " ".join([r.choice(FAMILIES), r.choice(MIDDLES), r.choice(GIVEN)]) for _ in range(3))
        year = r.randint(1950, 2004)
        self.born = f"{year}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
        self.born_shown = "/".join(reversed(self.born.split("-")))
        self.id = "000" + str(r.randint(0, 3)) + f"{year % 100:02}" + f"{r.randint(0, 999999):06}"
        self.commune = r.choice(COMMUNES)
        self.address = f"thôn {r.choice(['Đoài', 'Thượng', 'Vườn Dâu'])}, xã {self.commune}, tỉnh Bắc Lương"
        self.day, self.month, self.year = f"{r.randint(1, 28):02}", f"{r.randint(1, 10):02}", "2026"
        self.date = f"{self.year}-{self.month}-{self.day}"
        self.date_shown = f"{self.day}/{self.month}/{self.year}"
        self.dated = f"{self.commune}, ngày {self.day} tháng {self.month} năm {self.year}"

    def machine_readable(self, number):
        """Two lines of 44 characters (ICAO Doc 9303, part 4)."""
        def digit(text):
            values = [int(c, 36) if c != "<" else 0 for c in text]
            return str(sum(v * (7, 3, 1)[i % 3] for i, v in enumerate(values)) % 10)

        import unicodedata
        plain = unicodedata.normalize("NFD", self.name.replace("Đ", "D").replace("đ", "d").upper())
        family, *given = "".join(c for c in plain if not unicodedata.combining(c)).split()
        first = f"P<VNM{family}<<{'<'.join(given)}".ljust(44, "<")
        born = self.born[2:].replace("-", "")
        own, day, end = number + digit(number), born + digit(born), "360302" + digit("360302")
        rest = "<" * 14 + "0"
        return [first, own + "VNM" + day + "M" + end + rest + digit(own + day + end + rest)]


def worn(image, seed):
    """As a scanner or copier leaves it: turned a little, unsharp, noisy, grey or in two colours, at 150 to 300 dpi."""
    r = random.Random(seed)
    noise = numpy.random.default_rng(seed)
    dpi = r.choice([150, 200, 200, 300])
    image = image.rotate(r.uniform(-1.2, 1.2), Image.Resampling.BICUBIC, fillcolor=255)
    image = image.resize([round(side * dpi / 300) for side in image.size], Image.Resampling.LANCZOS)
    image = image.filter(ImageFilter.GaussianBlur(r.uniform(0.5, 1.0)))
    pixels = numpy.asarray(image, float)
    paper = r.uniform(225, 250)
    pixels = 35 + pixels / 255 * (paper - 35) + noise.normal(0, r.uniform(8, 18), pixels.shape)
    image = Image.fromarray(pixels.clip(0, 255).astype("uint8"))
    if r.random() < 0.5 and dpi >= 200:
        limit = r.uniform(115, 175)
        image = image.point(lambda v: 255 if v > limit else 0).convert("1", dither=0)
    return image, dpi


def main(out, seed):
    out = pathlib.Path(out)
    batch = out / "batches" / "X01-to-roi"
    batch.mkdir(parents=True)
    (out / "truth" / batch.name).mkdir(parents=True)
    pages, documents, cases, items = [], [], [], []
    for number, kind in enumerate(KINDS):
        for turn, profile in enumerate(["clean", "normal"]):
            person = Person(seed * 1000 + number * 2 + turn)
            sheet, fields = kind(person)
            file = f"{number * 2 + turn + 1:04}.tif"
            picture, dpi = (sheet.image, 300) if profile == "clean" else worn(sheet.image, seed * 77 + number)
            bits = picture.point(lambda v: 255 if v > 128 else 0).convert("1", dither=0) if profile == "clean" else picture
            bits.save(batch / file, dpi=(dpi, dpi), compression="group4" if bits.mode == "1" else "tiff_lzw")
            case = f"000.00.19.H99-260901-{number * 2 + turn + 1:04}"
            cases.append({
                "case": case, "procedure_code": "9.000001", "procedure": "Thủ tục thử", "agency": "UBND xã",
                "applicant": person.name, "id_number": person.id, "phone": "0900000000", "address": person.address,
                "received": "2026-09-01T08:00", "due": "2026-09-20", "channel": "direct",
                "components": [{"code": "TP01", "name": "Giấy tờ", "form": "bản chính", "required": True}]})
            items.append({"case": case, "component": "TP01", "files": [file]})
            pages.append({
                "file": file, "index": 0, "case": case, "component": "TP01", "kind": "content", "assign": "auto", "rotation": 0,
                "skew": 0, "effects": [], "profile": profile, "pixel": "bitonal" if bits.mode == "1" else "gray", "dpi": dpi,
                "template": kind.__name__, "tags": [], "text": sheet.text(), "text_rows": sheet.rows(), "hidden": []})
            documents.append({
                "case": case, "component": "TP01", "assign": "auto", "fields": fields, "other_documents": [],
                "pages": [[file, 0]], "hand": False})
    (batch / "batch.json").write_text(json.dumps({"station": "Q1", "operator": "", "items": items}, ensure_ascii=False))
    (out / "cases.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1))
    truth = {"batch": batch.name, "set": "drawn", "split_by": "manifest", "layout": "folder", "pages": pages,
             "documents": documents, "issues": []}
    (out / "truth" / batch.name / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1))
    print(f"{len(pages)} pages of {len(KINDS)} kinds")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1)
