"""A sheet of paper on which lines are set, and what stands on it in reading order and row by row."""

import unicodedata

from PIL import Image, ImageDraw, ImageFont

FACES = {
    "charis": ("truetype/charis/CharisSIL-%s.ttf", "Regular", "Bold", "Italic"),
    "gentium": ("truetype/gentiumplus/GentiumPlus-%s.ttf", "Regular", "Bold", "Italic"),
    "book": ("truetype/gentiumplus/GentiumBookPlus-%s.ttf", "Regular", "Bold", "Italic"),
    "libertine": ("opentype/linux-libertine/LinLibertine_%s.otf", "R", "RB", "RI"),
    "biolinum": ("opentype/linux-libertine/LinBiolinum_%s.otf", "R", "RB", "RI"),
    "inter": ("opentype/inter/Inter-%s.otf", "Regular", "SemiBold", "Italic"),
    "light": ("opentype/inter/Inter-%s.otf", "Light", "Medium", "LightItalic"),
    "display": ("opentype/inter/InterDisplay-%s.otf", "Regular", "Black", "Italic"),
    "mono": ("truetype/jetbrains-mono/JetBrainsMono-%s.ttf", "Regular", "Bold", "Italic"),
    "garamond": ("opentype/ebgaramond/EBGaramond12-%s.otf", "Regular", "Bold", "Italic"),
}


class Sheet:
    """A page at 300 dots per inch. Lengths are in millimetres, sizes of letters in points."""

    def __init__(self, face, width=210, height=297, margin=22):
        self.face, self.margin = face, margin
        self.image = Image.new("L", (self.px(width), self.px(height)), 255)
        self.pen = ImageDraw.Draw(self.image)
        self.width, self.height, self.y = width, height, 18.0
        self.blocks = []  # (text in reading order); each line with its place
        self.fonts = {}

    @staticmethod
    def px(mm):
        return round(mm * 300 / 25.4)

    def font(self, size, style=0):
        key = (size, style)
        if key not in self.fonts:
            path, *styles = FACES[self.face]
            self.fonts[key] = ImageFont.truetype("/usr/share/fonts/" + path % styles[style], round(size * 300 / 72))
        return self.fonts[key]

    def length(self, text, size, style=0):
        return self.font(size, style).getlength(text) * 25.4 / 300

    def put(self, text, x, y, size=12, style=0, say=True, underline=False):
        """One line; y is its base."""
        self.pen.text((self.px(x), self.px(y)), text, 0, self.font(size, style), anchor="ls")
        if underline:
            end = x + self.length(text, size, style)
            self.pen.line([self.px(x), self.px(y + 1), self.px(end), self.px(y + 1)], 0, 3)
        if say:
            self.blocks.append((unicodedata.normalize("NFC", text), x, y))

    def wrap(self, text, width, size, style=0):
        lines, line = [], ""
        for word in text.split():
            longer = (line + " " + word).strip()
            if line and self.length(longer, size, style) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        return lines + [line]

    def block(self, lines, middle, y, width=80, size=12, styles=(0,)):
        """Lines centred below each other; returns the base of the next one."""
        for number, text in enumerate(lines):
            style = styles[min(number, len(styles) - 1)]
            for part in self.wrap(text, width, size, style):
                self.put(part, middle - self.length(part, size, style) / 2, y, size, style)
                y += size * 0.46
        return y

    def title(self, *lines, size=15, style=1):
        self.y += 4
        self.y = self.block(lines, self.width / 2, self.y, self.width - 2 * self.margin, size, (style, 0)) + 3

    def prose(self, text, size=12, style=0, indent=10, pitch=0.5):
        width = self.width - 2 * self.margin
        first = self.wrap(text, width - indent, size, style)[0]
        rest = text[len(first):].strip()
        self.put(first, self.margin + indent, self.y, size, style)
        self.y += size * pitch
        for line in self.wrap(rest, width, size, style) if rest else []:
            self.put(line, self.margin, self.y, size, style)
            self.y += size * pitch

    def fields(self, *pairs, size=12, leaders=False, pitch=0.56):
        """Label and value on a line; several pairs in a tuple share one."""
        for row in pairs:
            row = row if isinstance(row[0], tuple) else (row,)
            width = (self.width - 2 * self.margin) / len(row)
            for place, (label, value) in enumerate(row):
                x = self.margin + place * width
                self.put(f"{label}: {value}", x, self.y, size)
                if leaders:
                    start = x + self.length(f"{label}: {value}", size) + 1
                    while start < x + width - 3:
                        self.put(".", start, self.y, size, say=False)
                        start += 1.1
            self.y += size * pitch

    def table(self, head, rows, widths, size=11, pitch=0.48):
        """Ruled cells; their text is said cell by cell."""
        total = self.width - 2 * self.margin
        edges = [self.margin]
        for share in widths:
            edges.append(edges[-1] + total * share / sum(widths))
        top = self.y
        for number, row in enumerate([head] + rows):
            style = 1 if number == 0 else 0
            cells = [self.wrap(cell, edges[i + 1] - edges[i] - 3, size, style) for i, cell in enumerate(row)]
            height = max(len(cell) for cell in cells) * size * pitch + 2.5
            for i, cell in enumerate(cells):
                for n, line in enumerate(cell):
                    if line:
                        self.put(line, edges[i] + 1.5, top + size * 0.36 + 1.2 + n * size * pitch, size, style)
            for i in range(len(edges) - 1):
                box = [self.px(edges[i]), self.px(top), self.px(edges[i + 1]), self.px(top + height)]
                self.pen.rectangle(box, outline=0, width=3)
            top += height
        self.y = top + size * 0.6

    def head(self, agency, number=None, place=None, inside=False, size=12, about=None):
        """Agency and national heading; number and date below both, or as the last lines of the two blocks. What a letter
        is about stands below its number."""
        y = self.y
        left = self.block(agency, 62, y, 70, size, tuple([0] * (len(agency) - 1) + [1]))
        if inside and number:
            left = self.block([number], 62, left, 70, size)
        right = self.block(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], 148, y, 100, size - 0.5, (1,))
        right = self.block(["Độc lập - Tự do - Hạnh phúc"], 148, right, 80, size, (1,))
        self.pen.line([self.px(126), self.px(right - 3.4), self.px(170), self.px(right - 3.4)], 0, 3)
        if inside and place:
            right = self.block([place], 148, right + 1.5, 90, size, (2,))
        self.y = max(left, right) + 2
        if not inside:
            if number:
                self.put(number, 62 - self.length(number, size) / 2, self.y, size)
            below = self.block([about], 62, self.y + 5.5, 62, size - 1) if about else self.y
            if place:
                self.put(place, 148 - self.length(place, size, 2) / 2, self.y, size, 2)
            self.y = max(self.y + 6, below)
        self.y += 2

    def motto(self, size=12):
        self.y = self.block(
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"], self.width / 2, self.y, 120, size,
            (1, 1)) + 2

    def signers(self, *blocks, size=12):
        """Who signs, beside each other: what they are, then room, then the name."""
        self.y += 4
        step = (self.width - 2 * self.margin) / len(blocks)
        bottom = self.y
        for place, lines in enumerate(blocks):
            middle = self.margin + (place + 0.5) * step
            y = self.block(lines[:-1], middle, self.y, step - 4, size, (1, 2))
            self.block(lines[-1:], middle, y + 16, step - 4, size, (1,))
            bottom = max(bottom, y + 22)
        self.y = bottom

    def text(self):
        return "\n".join(text for text, _, _ in self.blocks)

    def rows(self):
        rows = []
        for text, x, y in sorted(self.blocks, key=lambda line: line[2]):
            if rows and y - rows[-1][0] < 1.6:
                rows[-1][1].append((x, text))
            else:
                rows.append((y, [(x, text)]))
        return "\n".join(" ".join(text for _, text in sorted(row)) for _, row in rows)
