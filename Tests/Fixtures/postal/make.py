"""Writes statements of many forms and what is in them. Needs openpyxl. The same bytes of text each time."""
import csv, datetime as dt, io, json, os, random, unicodedata

import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
TCVN3 = {c: start + i for start, run in {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ"}.items() for i, c in enumerate(run)}
PEOPLE = ["Nguyễn Thị Hằng", "Trần Văn Đạt", "Lê Quốc Khánh", "Phạm Mỹ Uyên", "Hoàng Đức Sỹ", "Bùi Ngọc Ẩn", "Đỗ Hữu Ước",
          "Vũ Thị Nguyệt", "Đặng Thu Quỳnh", "Ngô Bá Thưởng", "Lý Kim Yến", "Võ Minh Tú"]


def tcvn3(text):
    return bytes(TCVN3.get(c) or TCVN3.get(c.lower()) or ord(c) for c in text)


def cp1258(text):
    out = b""
    for c in text:
        parts = unicodedata.normalize("NFD", c)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        out += (base + "".join(p for p in parts if p in TONES)).encode("cp1258")
    return out


def bare(text):
    marks = unicodedata.normalize("NFD", text)
    return "".join(c for c in marks if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")


def s10(prefix, serial):
    digits = "%08d" % serial
    rest = 11 - sum(w * int(d) for w, d in zip((8, 6, 4, 2, 3, 5, 9, 7), digits)) % 11
    return f"{prefix}{digits}{ {10: 0, 11: 5}.get(rest, rest) }VN"


def items(seed, count=30):
    r = random.Random(seed)
    rows = []
    for i in range(count):
        accepted = dt.datetime(2026, 10, 19, 8) + dt.timedelta(minutes=r.randrange(6 * 1440))
        number = s10("EB", 40311000 + 7 * i) if i % 3 else str(2619229635100 + 11 * i)
        rows.append(dict(tracking=number, accepted=accepted, recipient=PEOPLE[i % 12], address=f"số {i + 1} đường Bến Gỗ",
                         province="Hà Nội", weight=r.choice([50, 120, 420]), fee=12000 + 900 * r.randrange(12),
                         collected=r.choice([0, 8000, 120000, 1250000]), status="Phát thành công",
                         delivered=accepted + dt.timedelta(hours=30), signer=PEOPLE[i % 12], sender="UBND xã Tân Phúc",
                         surcharge=1000, fee_total=0, case_code="000.00.16.H40-261001-%04d" % i, slip="PG%06d" % i))
    return rows


def dots(v):
    return f"{v:,}".replace(",", ".")


def when(form):
    return lambda t: t.strftime(form)


# Name, columns (role, heading, how a value is written), what stands above, header rows, encoding and delimiter or None.
def forms():
    day = when("%d/%m/%Y %H:%M")
    title = [["BƯU ĐIỆN TỈNH SƠN ĐỊNH"], ["BẢNG KÊ ĐỐI SOÁT"], ["Từ ngày 19/10/2026 đến ngày 25/10/2026"]]
    yield dict(name="plain.csv", text=("utf-8-sig", ";"), columns=[
        ("tracking", "Số hiệu bưu gửi", str), ("accepted", "Ngày phát hành", day), ("recipient", "Người nhận", str),
        ("province", "Tỉnh phát", str), ("fee", "Cước", dots), ("collected", "Tiền thu hộ", dots),
        ("status", "Trạng thái", str), ("delivered", "Ngày phát", day)], total="Tổng cộng")
    yield dict(name="upper-without-marks.csv", text=("utf-8", ","), change=lambda t: bare(t).upper(), columns=[
        ("tracking", "Mã vận đơn", str.lower), ("recipient", "Họ tên người nhận", str.upper),
        ("collected", "COD", str), ("fee", "Cước phí", str), ("status", "Kết quả phát", str),
        ("delivered", "Thời gian phát", when("%H:%M %d/%m/%Y")), ("accepted", "Thời gian gửi", when("%H:%M %d/%m/%Y"))])
    yield dict(name="year-only-above.csv", text=("utf-8", "\t"), above=title, columns=[
        ("tracking", "Mã E1", str), ("accepted", "Ngày chấp nhận", when("%d/%m %H:%M")), ("recipient", "KH nhận", str),
        ("fee", "Cước dịch vụ", lambda v: f"{v:,}"), ("collected", "Số tiền COD", lambda v: f"{v:,} VND"),
        ("status", "Tình trạng", str), ("delivered", "Ngày giao hàng", when("%d/%m %H:%M"))], numbers=True)
    yield dict(name="windows-1258.csv", text=("cp1258", "|"), above=title, columns=[
        ("tracking", "SHBG", lambda v: f"{v[:4]} {v[4:]}"), ("accepted", "Ngày nhận gửi", day), ("recipient", "Bên nhận", str),
        ("address", "Đ/c nhận", str), ("weight", "KL (gr)", str), ("fee", "Phí vận chuyển", dots), ("surcharge", "Cước COD", dots),
        ("collected", "Thu hộ phí, lệ phí", dots), ("status", "TT phát", str), ("delivered", "Ngày PTC", day)], total="Cộng")
    yield dict(name="tcvn3.csv", text=("tcvn3", ";"), columns=[
        ("tracking", "Số bưu gửi", str), ("accepted", "Ngày gửi", day), ("recipient", "Tên người nhận", str),
        ("fee", "Tiền cước", lambda v: "%.1f" % v), ("collected", "Lệ phí thu hộ", lambda v: "%.6E" % v if v else "0"),
        ("status", "Trạng thái phát", str), ("delivered", "Ngày trả kết quả", day), ("signer", "Người ký nhận", str)])
    yield dict(name="thousands.csv", text=("utf-16", "\t"), above=[["ĐVT: nghìn đồng"], []], columns=[
        ("tracking", "Mã bưu gửi", str), ("accepted", "Ngày chấp nhận", day), ("recipient", "Người nhận", str),
        ("weight", "Khối lượng (kg)", lambda v: ("%.3f" % (v / 1000)).replace(".", ",")),
        ("fee", "Cước chính", lambda v: ("%g" % (v / 1000)).replace(".", ",")),
        ("collected", "Giá trị thu hộ", lambda v: "%g" % (v / 1000)), ("status", "Kết quả", str), ("delivered", "Ngày phát TC", day)])
    yield dict(name="slips.csv", text=("utf-8-sig", ";"), columns=[
        ("slip_number", "Số phiếu gửi", str), ("tracking", "Mã phiếu gửi", str), ("sender", "Người gửi", str),
        ("recipient", "Ngươi nhận", str), ("accepted", "Ngày nhận hàng", day), ("fee", "Cươc phí", dots),
        ("collected", "Số tiền thhu hộ", dots), ("status", "Trạng thái đơn hàng", str), ("delivered", "Ngày hoàn thành", day)])
    yield dict(name="two-rows.xlsx", above=title + [["Đơn vị tính: đồng"]], total="Tổng cộng", signature=True, columns=[
        ("tracking", "Số hiệu BG", str), ("accepted", "Ngày CN", lambda v: v), ("recipient", "Họ và tên", str, "Người nhận"),
        ("address", "Địa chỉ", str, "Người nhận"), ("fee", "Cước chính", lambda v: v, "Cước (đồng)"),
        ("surcharge", "Phụ phí", lambda v: v, "Cước (đồng)"), ("collected", "Tiền\nthu hộ", lambda v: v),
        ("status", "Trạng thái", str, "Kết quả phát"), ("delivered", "Thời gian phát", lambda v: v, "Kết quả phát")])
    yield dict(name="repeated-heading.xlsx", above=title, repeat=10, subtotal=10, columns=[
        ("ordinal", "STT", str), ("tracking", "Vận đơn", str), ("case_code", "Mã hồ sơ", str), ("recipient", "Tên KH nhận", str),
        ("accepted", "Ngày thu gom", day), ("fee", "Phí chuyển phát", dots), ("collected", "Phải thu hộ", dots),
        ("status", "Tình trạng phát", str), ("delivered", "Ngày giao", day)])
    yield dict(name="by-looks.xlsx", columns=[
        ("tracking", "Cột A", str), ("recipient", "Cột B", str), ("status", "Cột C", str), ("fee", "Cước", lambda v: v),
        ("collected", "COD", lambda v: v), ("accepted", "Ngày gửi", lambda v: v), ("delivered", "Cột D", lambda v: v)])


def table(form, rows):
    out, places = [list(r) for r in form.get("above", [])], []
    change = form.get("change", lambda t: t)
    heads = [change(c[1]) for c in form["columns"]]
    groups = [c[3] if len(c) > 3 else None for c in form["columns"]]
    top = [g if g and g != (groups[i - 1] if i else None) else (None if g else heads[i]) for i, g in enumerate(groups)]
    header = [top, [h if g else None for h, g in zip(heads, groups)]] if any(groups) else [heads]
    first = len(out) + 1
    out += header
    if form.get("numbers"):
        out.append(["(%d)" % (i + 1) for i in range(len(heads))])
    for i, row in enumerate(rows):
        if form.get("repeat") and i and i % form["repeat"] == 0:
            out.append(["", "Cộng ngày 2%d/10/2026" % (i // 10)] if form.get("subtotal") else [])
            out += header
        out.append([c[2](i + 1 if c[0] == "ordinal" else row[{"slip_number": "slip"}.get(c[0], c[0])]) for c in form["columns"]])
        places.append(len(out))
    if form.get("total"):
        sums = {"fee": sum(r["fee"] for r in rows), "collected": sum(r["collected"] for r in rows)}
        out.append([form["total"]] + [c[2](sums[c[0]]) if c[0] in sums else None for c in form["columns"][1:]])
    if form.get("signature"):
        out += [[], [None, "Sơn Định, ngày 26 tháng 10 năm 2026"], ["Người lập biểu", None, None, "Giám đốc"], ["(Ký, họ tên)"]]
    return out, places, [first, first + len(header) - 1], groups


def write(form, out, header, groups):
    path = os.path.join(HERE, form["name"])
    if "text" not in form:
        book = openpyxl.Workbook()
        for i, row in enumerate(out, 1):
            for j, value in enumerate(row, 1):
                if value is not None:
                    book.active.cell(i, j, value)
        for j, group in enumerate(groups):
            if group and (j == 0 or groups[j - 1] != group):
                width = len([1 for g in groups if g == group])
                book.active.merge_cells(start_row=header[0], start_column=j + 1, end_row=header[0], end_column=j + width)
        book.save(path)
        return
    encoding, delimiter = form["text"]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([["" if v is None else v for v in r] for r in out])
    encode = {"cp1258": cp1258, "tcvn3": tcvn3}.get(encoding, lambda t: t.encode(encoding))
    open(path, "wb").write(encode(text.getvalue()))


def main():
    expected = {}
    for seed, form in enumerate(forms()):
        rows = items(seed)
        out, places, header, groups = table(form, rows)
        write(form, out, header, groups)
        expected[form["name"]] = dict(
            columns={c[0]: i for i, c in enumerate(form["columns"])}, header=header, lines=len(rows),
            fee=sum(r["fee"] for r in rows), collected=sum(r["collected"] for r in rows),
            period=bool(form.get("above") and len(form["above"]) >= 3),
            first=[dict(row=p, tracking=r["tracking"], recipient=r["recipient"], accepted=r["accepted"].strftime("%d/%m/%Y %H:%M"))
                   for p, r in list(zip(places, rows))[:5]])
    json.dump(expected, open(os.path.join(HERE, "expected.json"), "w"), ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
