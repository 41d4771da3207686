#!/usr/bin/env python3
"""Makes the small PDFs of this folder by hand: see README.md. Needs Pillow, fonttools, the fonts DejaVu and qpdf."""
import io, os, random, subprocess, zlib
from PIL import Image, ImageDraw
from fontTools import subset
from fontTools.ttLib import TTFont

OUT = os.path.dirname(os.path.abspath(__file__))
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


class PDF:
    def __init__(self):
        self.objects = []

    def add(self, body):
        self.objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.objects)

    def reserve(self):
        return self.add("")

    def set(self, number, body):
        self.objects[number - 1] = body.encode("latin-1")

    def stream(self, data, entries="", pack=True):
        if isinstance(data, str):
            data = data.encode("latin-1")
        if pack and "/Filter" not in entries:
            data, entries = zlib.compress(data, 9), entries + " /Filter /FlateDecode"
        return self.add(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data))

    def save(self, name, root, trailer=""):
        out, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        for offset in offsets:
            out += b"%010d 00000 n \n" % offset
        out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(offsets) + 1, root, trailer.encode(), start)
        with open(os.path.join(OUT, name), "wb") as file:
            file.write(out)
        return bytes(out)

    def document(self, name, pages, catalog=""):
        """pages: list of (content, resources, further entries)"""
        tree = self.reserve()
        kids = []
        for content, resources, more in pages:
            stream = self.stream(content)
            box = "" if "/MediaBox" in more else "/MediaBox [0 0 297.6 420.96]"
            kids.append(self.add(
                f"<< /Type /Page /Parent {tree} 0 R {box} /Contents {stream} 0 R /Resources << {resources} >> {more} >>"))
        self.set(tree, f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>")
        return self.save(name, self.add(f"<< /Type /Catalog /Pages {tree} 0 R {catalog} >>"))


def scan(turn=0):
    """A5 at 100 dpi, a dark bar along the top and a block at the left, so that every turn can be told."""
    image = Image.new("L", (413, 585), 235)
    draw = ImageDraw.Draw(image)
    draw.rectangle([20, 20, 392, 60], fill=20)
    draw.rectangle([20, 80, 80, 200], fill=20)
    return image.rotate(-turn, expand=True)


def jpeg(pdf, image, entries=""):
    data = io.BytesIO()
    image.save(data, "JPEG", quality=60)
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[image.mode]
    return pdf.stream(
        data.getvalue(), f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} "
        f"/ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode {entries}")


def group4(pdf, image):
    data = io.BytesIO()
    image.convert("1").save(data, "TIFF", compression="group4")
    tiff = Image.open(data)
    start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    inverted = "" if tiff.tag_v2[262] == 0 else " /BlackIs1 true"
    return pdf.stream(
        data.getvalue()[start:start + length],
        f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /ColorSpace /DeviceGray "
        f"/BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns {image.width} "
        f"/Rows {image.height}{inverted} >>")


def flate(pdf, image, entries="", space=None, bits=8):
    space = space or {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB"}[image.mode]
    return pdf.stream(
        image.tobytes(), f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} "
        f"/ColorSpace {space} /BitsPerComponent {bits} {entries}")


class Font:
    """A subset of DejaVu Sans, Identity-H; `unicode` says what each character claims to be."""

    def __init__(self, pdf, text, unicode=lambda c: c):
        options = subset.Options()
        options.hinting = False
        options.layout_features = []
        options.drop_tables += ["GDEF", "GPOS", "GSUB", "name", "kern", "MATH", "FFTM"]
        font = TTFont(FONT)
        cutter = subset.Subsetter(options)
        cutter.populate(text=text)
        cutter.subset(font)
        data = io.BytesIO()
        font.save(data)
        self.cmap = {c: font.getGlyphID(font.getBestCmap()[ord(c)]) for c in set(text)}
        scale = 1000 / font["head"].unitsPerEm
        widths = {g: round(font["hmtx"].metrics[font.getGlyphName(g)][0] * scale) for g in self.cmap.values()}
        program = pdf.stream(data.getvalue(), f"/Length1 {len(data.getvalue())}")
        descriptor = pdf.add(
            f"<< /Type /FontDescriptor /FontName /AAAAAA+DejaVu /Flags 4 /ItalicAngle 0 /StemV 80 /Ascent 928 "
            f"/Descent -236 /CapHeight 729 /FontBBox [-1000 -300 1500 1000] /FontFile2 {program} 0 R >>")
        w = " ".join(f"{g} [{x}]" for g, x in sorted(widths.items()))
        descendant = pdf.add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+DejaVu /CIDToGIDMap /Identity /CIDSystemInfo "
            f"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [{w}] /FontDescriptor {descriptor} 0 R >>")
        entries = [f"<{g:04X}> <{unicode(c).encode('utf-16-be').hex()}>" for c, g in sorted(self.cmap.items())]
        blocks = "".join(
            f"{len(entries[i:i + 90])} beginbfchar\n" + "\n".join(entries[i:i + 90]) + "\nendbfchar\n"
            for i in range(0, len(entries), 90))
        to_unicode = pdf.stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{blocks}endcmap end end")
        map_entry = f"/ToUnicode {to_unicode} 0 R" if unicode is not None else ""
        self.number = pdf.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+DejaVu /Encoding /Identity-H "
            f"/DescendantFonts [{descendant} 0 R] {map_entry} >>")

    def show(self, text, x, y, size=9):
        codes = "".join(f"{self.cmap[c]:04X}" for c in text)
        return f"BT /F0 {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n"


LINES = [
    "ỦY BAN NHÂN DÂN XÃ ĐÔNG LĨNH", "Số:       /QĐ-UBND", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16",
    "tháng 6 năm 2025; xét đề nghị của công chức tư pháp", "Điều 1. Cho phép ông Trịnh Đức Khoát, thường trú tại",
    "thôn Ngọc Trì, được chuyển mục đích sử dụng đất ở", "Điều 2. Quyết định này có hiệu lực kể từ ngày ký",
]


def text(font, lines=LINES):
    return "".join(font.show(line, 30, 380 - 20 * i) for i, line in enumerate(lines))


FULL = "q 297.6 0 0 420.96 0 0 cm /Im0 Do Q\n"
NUMBER = "173"


def picture(name, make, content=FULL, more=""):
    pdf = PDF()
    image = make(pdf)
    return pdf.document(name, [(content, f"/XObject << /Im0 {image} 0 R >>", more)])


def main():
    picture("scan-jpeg.pdf", lambda p: jpeg(p, scan()))
    picture("scan-g4.pdf", lambda p: group4(p, scan().point(lambda v: 255 if v > 128 else 0)))
    picture("scan-flate-rgb.pdf", lambda p: flate(p, scan().convert("RGB")))
    bits = scan().point(lambda v: 255 if v > 128 else 0).convert("1")
    picture("scan-flate-1bit-inverted.pdf",
            lambda p: flate(p, Image.eval(bits.convert("L"), lambda v: 255 - v).convert("1"), "/Decode [1 0]", bits=1))
    picture("scan-palette.pdf", lambda p: flate(p, bits, space="[/Indexed /DeviceRGB 1 <000000FFFFFF>]", bits=1))
    picture("scan-cmyk.pdf", lambda p: jpeg(
        p, scan().convert("RGB").convert("CMYK"), "/Decode [1 0 1 0 1 0 1 0]"))
    for turn in (90, 180, 270):
        picture(f"scan-rotate-{turn}.pdf", lambda p: jpeg(p, scan(-turn)), more=f"/Rotate {turn}" + (
            " /MediaBox [0 0 420.96 297.6]" if turn != 180 else ""),
            content=FULL if turn == 180 else "q 420.96 0 0 297.6 0 0 cm /Im0 Do Q\n")
    picture("scan-upside-down-matrix.pdf", lambda p: jpeg(p, scan(180)),
            content="q -297.6 0 0 -420.96 297.6 420.96 cm /Im0 Do Q\n")
    picture("scan-turned-matrix.pdf", lambda p: jpeg(p, scan(90)),
            content="q 0 420.96 -297.6 0 297.6 0 cm /Im0 Do Q\n")
    picture("scan-mirrored-matrix.pdf", lambda p: jpeg(p, scan().transpose(Image.FLIP_TOP_BOTTOM)),
            content="q 297.6 0 0 -420.96 0 420.96 cm /Im0 Do Q\n")
    picture("scan-userunit.pdf", lambda p: jpeg(p, scan()), content="q 148.8 0 0 210.48 10 10 cm /Im0 Do Q\n",
            more="/MediaBox [0 0 500 500] /CropBox [10 10 158.8 220.48] /UserUnit 2")
    picture("scan-with-stroke.pdf", lambda p: jpeg(p, scan()), content=FULL + "3 w 40 40 m 250 60 l S\n")
    picture("scan-clipped.pdf", lambda p: jpeg(p, scan()), content="0 0 150 420 re W n " + FULL)
    picture("huge-mediabox.pdf", lambda p: jpeg(p, scan()), more="/MediaBox [0 0 14400 14400] /UserUnit 100")
    picture("huge-picture.pdf", lambda p: p.stream(
        b"\0" * 100, "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8"))

    # Text: born-digital, plain and wrongly encoded
    letters = "".join(LINES) + NUMBER
    tcvn3 = dict(zip("ỦÂĂứậổứíềịậáăửấủđưởụĐ", "®¸µ¶·¹¨¾»¼½Æ©Ç§£¤¥®¦±"))
    for name, mapping in {
        "text.pdf": lambda c: c, "text-private-use.pdf": lambda c: c if c == " " else chr(0xE000 + ord(c) % 0x1000),
        "text-tcvn3.pdf": lambda c: tcvn3.get(c, c), "text-decomposed.pdf": None,
    }.items():
        pdf = PDF()
        if mapping is None:
            import unicodedata
            mapping = lambda c: unicodedata.normalize("NFD", c)
        font = Font(pdf, letters, mapping)
        more = "/CropBox [10 10 287.6 410.96]" if name == "text.pdf" else ""
        pdf.document(name, [(text(font), f"/Font << /F0 {font.number} 0 R >>", more)])
    pdf = PDF()
    font = Font(pdf, letters)
    rotated = "q 0 1 -1 0 420.96 0 cm " + text(font) + "Q\n"
    pdf.document("text-rotate-90.pdf", [
        (rotated, f"/Font << /F0 {font.number} 0 R >>", "/MediaBox [0 0 420.96 297.6] /Rotate 90")])

    # Text page with a seal and a number put in as annotation; then a scanned page
    pdf = PDF()
    font = Font(pdf, letters)
    seal = jpeg(pdf, Image.new("RGB", (60, 60), (200, 40, 40)))
    appearance = pdf.stream(
        font.show(NUMBER, 2, 4), f"/Type /XObject /Subtype /Form /BBox [0 0 30 14] /Resources << /Font << /F0 "
        f"{font.number} 0 R >> >>")
    annotation = pdf.add(
        f"<< /Type /Annot /Subtype /FreeText /Rect [50 356 80 370] /F 4 /Contents ({NUMBER}) /DA (/F0 9 Tf) "
        f"/AP << /N {appearance} 0 R >> >>")
    image = jpeg(pdf, scan())
    pdf.document("mixed-annotated.pdf", [
        (text(font) + "q 50 0 0 50 200 100 cm /Im0 Do Q\n",
         f"/Font << /F0 {font.number} 0 R >> /XObject << /Im0 {seal} 0 R >>", f"/Annots [{annotation} 0 R]"),
        (FULL, f"/XObject << /Im0 {image} 0 R >>", ""),
    ])

    # Somebody's recognized text, invisible over or hidden under a scan
    for name, content in {
        "ocr-layer-over.pdf": lambda t: FULL + "3 Tr " + t, "ocr-layer-under.pdf": lambda t: t + FULL,
    }.items():
        pdf = PDF()
        font = Font(pdf, letters)
        image = jpeg(pdf, scan())
        pdf.document(name, [(
            content(text(font, LINES[:2])), f"/Font << /F0 {font.number} 0 R >> /XObject << /Im0 {image} 0 R >>", "")])

    # Signed: the structure only
    pdf = PDF()
    image = jpeg(pdf, scan())
    value = pdf.add("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached "
                    "/ByteRange [0 10 20 30] /Contents <00> >>")
    field = pdf.add(f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V {value} 0 R /Rect [0 0 0 0] /F 132 >>")
    pdf.document("signed.pdf", [(FULL, f"/XObject << /Im0 {image} 0 R >>", f"/Annots [{field} 0 R]")],
                 f"/AcroForm << /Fields [{field} 0 R] /SigFlags 3 >>")
    pdf = PDF()
    image = jpeg(pdf, scan())
    field = pdf.add("<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /F 132 >>")
    pdf.document("unsigned-field.pdf", [(FULL, f"/XObject << /Im0 {image} 0 R >>", f"/Annots [{field} 0 R]")],
                 f"/AcroForm << /Fields [{field} 0 R] >>")

    # Damage
    path = lambda name: os.path.join(OUT, name)
    sound = open(path("mixed-annotated.pdf"), "rb").read()
    open(path("damaged-xref.pdf"), "wb").write(sound.replace(b"xref\n0 ", b"xrXf\n9 ").replace(b"startxref\n", b"startxref\n9"))
    # The cross-reference table is gone, and with it one object.
    broken = open(path("damaged-xref.pdf"), "rb").read()
    for name, mark in (("damaged-lost-page.pdf", b"/Type /Page /Parent"), ("damaged-lost-picture.pdf", b"/Subtype /Image")):
        start = broken.rindex(b" 0 obj", 0, broken.rindex(mark))
        open(path(name), "wb").write(broken[:start] + b" 0 xxx" + broken[start + 6:])
    open(path("truncated-half.pdf"), "wb").write(sound[:len(sound) // 3])
    random.seed(7)
    open(path("garbage.pdf"), "wb").write(b"%PDF-1.4\n" + bytes(random.randrange(256) for _ in range(600)))
    PDF().document("no-pages.pdf", [])
    base = path("scan-jpeg.pdf")
    for name, user in (("encrypted-password.pdf", "secret"), ("encrypted-empty-password.pdf", "")):
        subprocess.run(["qpdf", "--static-id", "--static-aes-iv", "--encrypt", user, "owner", "256", "--", base,
                        path(name)], check=True)


main()
