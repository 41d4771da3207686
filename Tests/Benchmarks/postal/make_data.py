#!/usr/bin/env python3
"""Makes parcels and a statement of as many lines, with every kind of outcome planted and its truth written beside.

The same count gives the same files, byte by byte. Writes into the folder:
  parcels.csv                    our register
  ky_20261001_20261220.csv       the statement: UTF-8 with BOM, `;`, amounts as 1.234.000, a row of sums at the end
  ky_20261001_20261220.xlsx      the same with number and date cells, written row by row
  truth.json                     {"lines": [{"tracking", "statement_tracking", "outcomes"}]}
"""
import argparse, csv, datetime, json, os, random, unicodedata

import numbering

STATEMENT = "ky_20261001_20261220"
FIRST_DAY = datetime.datetime(2026, 10, 1, 7)
DAYS = 80  # of the statement; parcels handed over later wait for the next one
HEADINGS = ("STT", "Số hiệu bưu gửi", "Ngày phát hành", "Người nhận", "Địa chỉ nhận", "Tỉnh phát", "Khối lượng (gram)",
            "Cước", "Tiền thu hộ", "Trạng thái", "Ngày phát", "Người ký nhận")
COLUMNS = ("parcel_id", "leg", "case_codes", "tracking", "service", "recipient", "address", "province", "phone",
           "weight_g", "fee", "cod", "handed_over", "deadline", "manifest_id", "our_status", "our_delivered_at")

SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Kiều Trịnh Đinh Mạc".split()
MIDDLES = ("Văn Thị Hữu Đức Công Quang Minh Ngọc Thu Thanh Xuân Hồng Đình Bá Trọng Thế Gia Bảo Khánh Tuấn Mỹ Diệu "
           "Phương Hoài Kim Bích Duy Nhật Tường Việt").split()
GIVEN = ("An Bình Châu Dũng Đạt Giang Hà Hải Hằng Hạnh Hiếu Hòa Huệ Hùng Hương Khoa Lan Liên Linh Long Mai Mến Nam Nga "
         "Ngân Nhung Oanh Phúc Phượng Quân Quế Quyết Sơn Sỹ Tâm Thảo Thắng Thúy Tiệp Toàn Trang Trung Tú Tuyết Vân Vinh "
         "Yến Bưởi Duyệt Hợi").split()
PLACES = [f"{place}, {commune}, tỉnh Sơn Định" for place in
          ("tổ dân phố số 7", "thôn Đoài", "thôn Luông Kênh", "số 236 đường Chợ Cũ", "số 5 phố Hàng Mắm", "khu 3")
          for commune in ("xã Phú Vượng", "phường Cổ Mễ", "xã Mỹ Thuận Đông", "phường Bến Thủy Tây")]
PROVINCES = "Hà Nội|Hải Phòng|Cần Thơ|Đà Nẵng|TP. Hồ Chí Minh|Nghệ An|Lào Cai|Vĩnh Long|An Giang".split("|")
FEES = {80: 13500, 100: 13500, 120: 15000, 150: 16500, 200: 18900, 250: 21000, 500: 27000}
DUES = (0, 0, 0, 0, 8000, 50000, 100000, 120000, 350000, 500000)

# Share of the parcels of each kind; the rest simply agree. Lines too many and too few keep the balance.
KINDS = {"missing_in_statement": .02, "awaiting": .01, "duplicate_line": .02, "check_digit_typo": .02,
         "name_diacritics_only": .02, "cod_differs": .02, "fee_differs": .02, "late_delivery": .03,
         "returned_but_delivered": .01, "status_before_handover": .01, "numeric_tracking": .02,
         "numeric_tracking_lossy": .005, "two_cases_one_parcel": .02, "in_transit": .03,
         # These come by twos.
         "tracking_reused": .01, "case_in_two_parcels": .02}
MISSING_IN_OURS = .01
ALONE = {"missing_in_statement", "awaiting", "check_digit_typo", "numeric_tracking_lossy"}


class Maker:
    def __init__(self, count):
        self.random = random.Random(20261101)
        self.count = count
        self.numbers = numbering.Numbers(self.random)
        self.names = self.shuffled_names()
        self.next_lone_name = 0

    def shuffled_names(self):
        names = [f"{a} {b} {c} {d}" for a in SURNAMES for b in MIDDLES for c in MIDDLES[::7] for d in GIVEN if b != c]
        self.random.shuffle(names)
        return names

    def name(self, kind):
        """Parcels that only a name can pair have one of their own, so that the truth is not a matter of luck."""
        lone = len(self.names) // 2
        if kind in ALONE:
            self.next_lone_name += 1
            return self.names[self.next_lone_name % lone]
        return self.names[lone + self.random.randrange(len(self.names) - lone)]

    def kinds(self):
        kinds = []
        for kind, share in KINDS.items():
            kinds += [kind] * (round(self.count * share / 2) * 2)
        kinds += ["matched"] * (self.count - len(kinds))
        # Those that come by twos stay together.
        couples = [kinds[place:place + 2] for place in range(0, self.count, 2)]
        self.random.shuffle(couples)
        return [kind for couple in couples for kind in couple]

    def parcel(self, place, kind, former):
        """A parcel and its line, ours and theirs as two dictionaries; `former` is the first of two."""
        pick = self.random
        domestic = kind in ("numeric_tracking", "numeric_tracking_lossy") or (
            kind != "check_digit_typo" and pick.random() < .3)
        # Identities grow with the days, as a register's do; some parcels wait a little for their hand-over.
        day = 2 + place * (DAYS - 16) // self.count + pick.choice((0, 0, 0, 1, 2))
        if kind == "awaiting":
            day = pick.randrange(DAYS + 2, DAYS + 10)
        handed = FIRST_DAY + datetime.timedelta(days=day, minutes=pick.randrange(600))
        weight = pick.choice(list(FEES))
        code = numbering.case_code(place, 16)
        number = self.numbers.domestic() if domestic else self.numbers.checked()
        if former and kind == "tracking_reused":
            number, handed = former["number"], former["handed"] + datetime.timedelta(days=9)
        if former and kind == "case_in_two_parcels":
            code = former["cases"][0]
        accepted = handed + datetime.timedelta(minutes=pick.randrange(1, 240))
        return {"id": f"P{place + 1:07d}", "number": number, "service": "BP" if domestic else "EMS",
                "cases": [code] + ([numbering.case_code(place, 23)] if kind == "two_cases_one_parcel" else []),
                "name": self.name(kind), "place": pick.choice(PLACES), "province": pick.choice(PROVINCES),
                "phone": f"0900{pick.randrange(10 ** 6):06d}", "weight": weight, "fee": FEES[weight],
                "due": pick.choice(DUES), "handed": handed, "deadline": (handed + datetime.timedelta(days=7)).date(),
                "accepted": accepted, "delivered": accepted + datetime.timedelta(minutes=pick.randrange(1440, 7200)),
                "status": "Phát thành công", "our_status": "delivered", "kind": kind}

    def plant(self, item):
        """What the line says otherwise than our parcel; returns the line."""
        pick, kind = self.random, item["kind"]
        item["our_delivered"] = item["delivered"]
        line = dict(item)
        if kind == "check_digit_typo":
            wrong = self.numbers.mistyped(item["number"])
            # One in five is our own slip.
            (item if pick.random() < .2 else line)["number"] = wrong
        elif kind == "name_diacritics_only":
            line["name"] = unmarked(item["name"])
        elif kind == "cod_differs":
            line["due"] = item["due"] + pick.choice((10000, 50000))
        elif kind == "fee_differs":
            line["fee"] = item["fee"] + pick.choice((1800, 5000))
        elif kind == "late_delivery":
            late = datetime.timedelta(days=pick.randrange(1, 4), hours=3)
            line["delivered"] = datetime.datetime.combine(item["deadline"], datetime.time(8)) + late
            item["our_delivered"] = line["delivered"]
        elif kind == "returned_but_delivered":
            line["status"] = "Đã chuyển hoàn"
        elif kind == "status_before_handover":
            line["accepted"] = item["handed"] - datetime.timedelta(hours=pick.randrange(4, 20))
        elif kind == "in_transit":
            line["status"], item["our_status"] = "Đang vận chuyển", "in_transit"
            line["delivered"] = item["our_delivered"] = None
        return line

    def stranger(self, place):
        line = self.parcel(place, "missing_in_ours", None)
        line["name"] = self.name("awaiting")
        return line


def unmarked(text):
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def outcomes(kind):
    if kind in ("name_diacritics_only", "two_cases_one_parcel", "case_in_two_parcels", "numeric_tracking"):
        return ["matched", kind]
    return {"awaiting": [], "in_transit": ["matched"]}.get(kind, [kind])


def make(count):
    """Our parcels and their lines, in the order of the files."""
    maker = Maker(count)
    parcels, lines, former = [], [], None
    for place, kind in enumerate(maker.kinds()):
        item = maker.parcel(place, kind, former if place % 2 else None)
        former = item
        parcels.append(item)
        line = maker.plant(item)
        if kind not in ("missing_in_statement", "awaiting"):
            lines += [line] * (2 if kind == "duplicate_line" else 1)
    lines += [maker.stranger(count + place) for place in range(round(count * MISSING_IN_OURS))]
    lines.sort(key=lambda line: line["accepted"])
    parcels.sort(key=lambda item: item["handed"])
    return parcels, lines


# MARK: Files

def write_parcels(path, parcels):
    with open(path, "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for item in parcels:
            delivered = item["our_delivered"]
            rows.writerow((
                item["id"], "return", "|".join(item["cases"]), item["number"], item["service"], item["name"],
                item["place"], item["province"], item["phone"], item["weight"], item["fee"], item["due"],
                f"{item['handed']:%Y-%m-%dT%H:%M}", item["deadline"], f"BK{item['handed']:%y%m%d}-1",
                item["our_status"], f"{delivered:%Y-%m-%dT%H:%M}" if delivered else ""))


def signer(line):
    return line["name"] if line["delivered"] and line["status"].startswith("Phát") else ""


def grouped(amount):
    return f"{amount:,}".replace(",", ".")


def write_csv(path, lines):
    def number(line):
        if line["kind"] == "numeric_tracking":
            return f"{line['number'][0]},{line['number'][1:].rstrip('0')}E+12"
        return numbering.lossy(line["number"]) if line["kind"] == "numeric_tracking_lossy" else line["number"]

    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
        rows.writerow(HEADINGS)
        for place, line in enumerate(lines):
            delivered = line["delivered"]
            rows.writerow((
                place + 1, number(line), f"{line['accepted']:%d/%m/%Y %H:%M}", line["name"], line["place"],
                line["province"], line["weight"], grouped(line["fee"]), grouped(line["due"]), line["status"],
                f"{delivered:%d/%m/%Y %H:%M}" if delivered else "", signer(line)))
        sums = [grouped(sum(line[what] for line in lines)) for what in ("fee", "due")]
        rows.writerow(["", "Tổng cộng", "", "", "", "", "", *sums, "", "", ""])


def write_xlsx(path, lines, constant_memory=True):
    import xlsxwriter
    book = xlsxwriter.Workbook(path, {"constant_memory": constant_memory})
    # The same bytes each time.
    book.set_properties({"created": FIRST_DAY})
    sheet, date = book.add_worksheet("Bảng kê"), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_row(0, 0, HEADINGS)
    for place, line in enumerate(lines):
        row = place + 1
        sheet.write_number(row, 0, row)
        if line["kind"] == "numeric_tracking":
            sheet.write_number(row, 1, int(line["number"]))
        else:
            lost = line["kind"] == "numeric_tracking_lossy"
            sheet.write_string(row, 1, numbering.lossy(line["number"]) if lost else line["number"])
        sheet.write_datetime(row, 2, line["accepted"], date)
        for column, what in ((3, "name"), (4, "place"), (5, "province"), (9, "status")):
            sheet.write_string(row, column, line[what])
        for column, what in ((6, "weight"), (7, "fee"), (8, "due")):
            sheet.write_number(row, column, line[what])
        if line["delivered"]:
            sheet.write_datetime(row, 10, line["delivered"], date)
        if signer(line):
            sheet.write_string(row, 11, signer(line))
    sheet.write_string(len(lines) + 1, 1, "Tổng cộng")
    for column, what in ((7, "fee"), (8, "due")):
        sheet.write_number(len(lines) + 1, column, sum(line[what] for line in lines))
    book.close()


def write_truth(path, parcels, lines):
    shown = {}
    for line in lines:
        lost = line["kind"] == "numeric_tracking_lossy"
        shown[line["id"]] = numbering.lossy(line["number"]) if lost else line["number"]
    rows = [{"tracking": item["number"], "statement_tracking": shown.get(item["id"]),
             "outcomes": outcomes(item["kind"])} for item in parcels]
    rows += [{"tracking": line["number"], "statement_tracking": line["number"], "outcomes": ["missing_in_ours"]}
             for line in lines if line["kind"] == "missing_in_ours"]
    with open(path, "w") as file:
        json.dump({"lines": rows}, file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="parcels, and lines; at least 1,000, at most 1,000,000")
    parser.add_argument("folder")
    parser.add_argument("--shared-strings", action="store_true", help="texts of the workbook in a table of their own")
    options = parser.parse_args()
    if not 1_000 <= options.count <= 1_000_000:
        parser.error("the count is out of range")
    os.makedirs(options.folder, exist_ok=True)
    parcels, lines = make(options.count)
    base = os.path.join(options.folder, STATEMENT)
    write_parcels(os.path.join(options.folder, "parcels.csv"), parcels)
    write_csv(f"{base}.csv", lines)
    write_xlsx(f"{base}.xlsx", lines, not options.shared_strings)
    write_truth(os.path.join(options.folder, "truth.json"), parcels, lines)


if __name__ == "__main__":
    main()
