"""How far a text is from the truth: characters, words, marks, and what a word's confidence is worth."""
import collections, re, unicodedata

import Levenshtein


def fold(text):
    """What does not count as an error: normal form, white space, kinds of dashes and quotes, leader dots."""
    text = unicodedata.normalize("NFC", text or "").replace("\u00ad", "").replace("\ufeff", "")
    text = re.sub(r"[.…_·•\-–—=~]{4,}", " ", text)
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x2026: "..."})
    return re.sub(r"\s+", " ", text).strip()


def bare(character):
    """A letter without its marks."""
    plain = unicodedata.normalize("NFD", character)[:1]
    return {"đ": "d", "Đ": "D"}.get(plain, plain)


def as_letters(*texts):
    """Each text as a string with a letter for each word, so that distances count words."""
    words = {}
    return ["".join(chr(0x100000 + words.setdefault(word, len(words))) for word in text.split()) for text in texts]


class Errors:
    """Wrong characters, words and marks; `upright` counts only pages that were scanned upright."""

    def __init__(self, truth, texts, upright=False):
        self.edits = self.characters = self.word_edits = self.words = self.marks = 0
        for batch, page in content_pages(truth):
            if not (upright and page["rotation"]):
                self.add(page, texts.get(page_key(batch, page), ""))

    def add(self, page, text):
        """By the better of the two orders that the truth allows."""
        read = fold(text)
        true = min(orders(page), key=lambda order: Levenshtein.distance(order, read))
        operations = Levenshtein.editops(true, read)
        self.edits += len(operations)
        self.characters += len(true)
        self.marks += sum(
            kind == "replace" and bare(true[at]) == bare(read[to]) for kind, at, to in operations)
        self.word_edits += Levenshtein.distance(*as_letters(true, read))
        self.words += len(true.split())

    cer = property(lambda self: 100 * self.edits / max(1, self.characters))
    wer = property(lambda self: 100 * self.word_edits / max(1, self.words))
    diacritics = property(lambda self: 100 * self.marks / max(1, self.characters))


def orders(page):
    return [fold(page["text"])] + ([fold(page["text_rows"])] if page.get("text_rows") else [])


def content_pages(truth):
    for batch, document in sorted(truth.items()):
        for page in document["pages"]:
            if page["kind"] in ("content", "duplicate"):
                yield batch, page


def page_key(batch, page):
    return batch, unicodedata.normalize("NFC", page["file"]), page["index"]


def plain(name, value):
    """A field's value as it is compared: digits of numbers, else letters and digits without case and punctuation."""
    value = fold(str(value))
    if name in ("amount", "area", "parcel_no", "map_sheet", "id_number"):
        return re.sub(r"\D", "", value)
    return re.sub(r"[^\w/]+", " ", value.casefold()).strip()


def field_reliability(truth, fields, bounds=(95, 90, 85, 80, 75, 70, 0)):
    """For each lower bound of confidence the fields at or above it, below the bound before: how many, how many right.

    Only of documents that are attached without a person; a field that the paper has not is wrong.
    """
    counts = [[0, 0] for _ in bounds]
    for batch, document in truth.items():
        for paper in document["documents"]:
            if paper.get("assign") != "auto":
                continue
            for name, (value, confidence) in fields.get((batch, paper["case"], paper["component"]), {}).items():
                place = next(index for index, bound in enumerate(bounds) if confidence >= bound)
                counts[place][0] += 1
                true = [paper["fields"], *paper.get("other_documents", [])]
                counts[place][1] += any(plain(name, other[name]) == plain(name, value) for other in true
                                        if other.get(name) is not None)
    return [(bound, number, right) for bound, (number, right) in zip(bounds, counts)]


def reliability(truth, readings, bounds=(98, 97, 96, 95, 93, 90, 80, 0)):
    """For each lower bound of confidence the words at or above it, below the bound before: how many, how many right.

    A word is right when the page has it, wherever it stands; each word of the page serves once.
    """
    counts = [[0, 0] for _ in bounds]
    for batch, page in content_pages(truth):
        left = collections.Counter(fold(page["text"]).split())
        for text, confidence in sorted(readings.get(page_key(batch, page), []), key=lambda word: -word[1]):
            words = fold(text).split()
            place = next(index for index, bound in enumerate(bounds) if confidence >= bound)
            counts[place][0] += len(words)
            for word in words:
                counts[place][1] += left[word] > 0
                left[word] -= 1
    return [(bound, number, right) for bound, (number, right) in zip(bounds, counts)]
