#!/usr/bin/env python3
"""Makes the fixtures of this folder and expected.json; see README.md. Needs openpyxl, xlwt and iconv."""
import csv, datetime, io, json, pathlib, subprocess, unicodedata, zipfile
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

HERE = pathlib.Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
expected = {}


def rows(**lines):
    """Rows by their number, `r1=[…]`; cells as the tests write them: kind, colon, content; None for an empty cell."""
    return [[int(name[1:]), cells] for name, cells in lines.items()]


def expect(name, table, sheet=0):
    expected.setdefault(name, {})[str(sheet)] = table


def save(name, data):
    (HERE / name).parent.mkdir(exist_ok=True)
    (HERE / name).write_bytes(data)


def archive(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for part, data in parts.items():
            info = zipfile.ZipInfo(part, (2026, 11, 21, 0, 0, 0))
            info.compress_type = method
            z.writestr(info, data if isinstance(data, bytes) else data.encode())
    return out.getvalue()


def parts(sheet, strings=None, styles=None, workbook_pr="", ns=MAIN, rel=REL):
    """The parts of a workbook of one sheet; `sheet` is what stands inside <worksheet>."""
    extra = ""
    found = {}
    if strings is not None:
        extra += f'<Relationship Id="rId2" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/>'
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{ns}">{strings}</sst>'
    if styles is not None:
        extra += f'<Relationship Id="rId3" Type="{rel}/styles" Target="styles.xml"/>'
        found["xl/styles.xml"] = f'<styleSheet xmlns="{ns}">{styles}</styleSheet>'
    return {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{ns}" xmlns:r="{rel}">{workbook_pr}<sheets>'
        '<sheet name="Kỳ 1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>{extra}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{ns}">{sheet}</worksheet>',
        **found,
    }


def data(content):
    return f"<sheetData>{content}</sheetData>"


def inline(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


# --- Workbooks as openpyxl writes them -------------------------------------------------------------------------------

def openpyxl_workbook():
    book = Workbook()
    sheet = book.active
    sheet.title = "Bảng kê"
    sheet.append(["BẢNG KÊ ĐỐI SOÁT"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["STT", "Số hiệu", "Ngày gửi", "Cước"])
    sheet.append([1, "RB403114524VN", datetime.datetime(2026, 10, 19, 11, 42), 13500])
    sheet.append([2, 2619229635178.0, datetime.date(2026, 10, 20), 0.1])
    sheet["C4"].number_format = "dd/mm/yyyy hh:mm"
    sheet["C5"].number_format = "dd/mm/yyyy"
    sheet["F5"] = True
    sheet["A6"] = CellRichText("Nguyễn ", TextBlock(InlineFont(b=True), "Văn"), " Đông")
    hidden = book.create_sheet("Ẩn")
    hidden["B2"] = "x"
    hidden.sheet_state = "hidden"
    gone = book.create_sheet("Ẩn kỹ")
    gone.sheet_state = "veryHidden"
    book.properties.created = book.properties.modified = datetime.datetime(2026, 11, 21)
    out = io.BytesIO()
    book.save(out)
    # The same parts with a fixed time, so that the file is the same each time.
    with zipfile.ZipFile(out) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    for name, part in parts.items():
        if name == "docProps/core.xml":
            parts[name] = part[:part.index(b"<dcterms:modified")] + b"</cp:coreProperties>"
    save("openpyxl.xlsx", archive(parts))
    expect("openpyxl.xlsx", rows(
        r1=["t:BẢNG KÊ ĐỐI SOÁT"], r3=["t:STT", "t:Số hiệu", "t:Ngày gửi", "t:Cước"],
        r4=["n:1", "t:RB403114524VN", "d:46314.4875", "n:13500"],
        r5=["n:2", "n:2619229635178", "d:46315", "n:0.1", None, "b:TRUE"], r6=["t:Nguyễn Văn Đông"]))
    expect("openpyxl.xlsx", rows(r2=[None, "t:x"]), sheet=1)
    expect("openpyxl.xlsx", [], sheet=2)


# --- Workbooks part by part ------------------------------------------------------------------------------------------

PLAIN = data(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><v>1.50</v></c></row>'
    '<row r="4"><c r="B4" t="s"><v>1</v></c></row>')
PLAIN_STRINGS = "<si><t>Số hiệu</t></si><si><t>Cước</t></si>"
PLAIN_ROWS = rows(r1=["t:Số hiệu", None, "n:1.50"], r4=[None, "t:Cước"])


def variants():
    def both(name, made, table=PLAIN_ROWS, method=zipfile.ZIP_DEFLATED):
        save(name, archive(made, method))
        expect(name, table)

    both("shared.xlsx", parts(PLAIN, PLAIN_STRINGS))
    both("stored.xlsx", parts(PLAIN, PLAIN_STRINGS), method=zipfile.ZIP_STORED)
    both("strict.xlsx", parts(PLAIN, PLAIN_STRINGS, ns=STRICT, rel=STRICT_REL))

    def prefix(text):
        import re
        text = re.sub(r"<(/?)([a-z])", r"<\1x:\2", text, flags=re.I)
        return text.replace(' xmlns="', ' xmlns:x="')
    both("prefixed.xlsx", {
        name: part if name.startswith("[") else prefix(part) for name, part in parts(PLAIN, PLAIN_STRINGS).items()})

    wide = parts(PLAIN, PLAIN_STRINGS)
    for name in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]:
        wide[name] = ('<?xml version="1.0" encoding="UTF-16"?>' + wide[name]).encode("utf-16")
    both("utf16.xlsx", wide)

    # Excel's ways: dimension, columns, spans, extensions, a filter, a picture, merged cells after the rows.
    both("excel.xlsx", parts(
        '<dimension ref="A1:C4"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="1" '
        'width="9"/></cols>' + PLAIN.replace('<row r="1">', '<row r="1" spans="1:3" x14ac:dyDescent="0.25" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">').replace(
            "<v>1.50</v></c>", "<f>0.5*3</f><v>1.50</v><extLst><ext><v>9</v></ext></extLst></c>") +
        '<autoFilter ref="A1:C4"/><mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A2:$B$3"/>'
        '</mergeCells><extLst><ext uri="x"><c r="Z9"><v>9</v></c></ext></extLst>', PLAIN_STRINGS))

    both("no-references.xlsx", parts(data(
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c t='b'><v>1</v></c></row>"
        "<row r='10'><c r='D10'><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>")),
        rows(r1=["n:1", None, "n:3"], r3=["b:TRUE"], r10=[None, None, None, "n:4", "n:5"], r11=["n:6"]))

    both("kinds.xlsx", parts(data(
        '<row r="1"><c r="A1" t="str"><f>A2</f><v>Đã phát</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="b"><v>0</v>'
        '</c><c r="D1" t="d"><v>2026-10-19T08:30:00</v></c><c r="E1"><f>1/3</f><v>0.33333333333333331</v></c>'
        '<c r="F1"><f>NA()</f></c><c r="G1" t="n"><v> -2.619229635178E+12 </v></c><c r="H1"><v>không số</v></c></row>'
        '<row r="2">' + inline("A2", "a_x000D_b _x005F_x0041_ _xZZZZ_ _x00") + inline("B2", " giữ  khoảng ") +
        '<c r="C2" t="inlineStr"><is><r><rPr><b/></rPr><t>Trần </t></r><r><t>Thị</t></r><rPh sb="0" eb="1"><t>BỎ</t></rPh>'
        '<phoneticPr fontId="1"/></is></c><c r="D2" t="inlineStr"><is><t><![CDATA[<&>]]>&amp;&#7879;</t></is></c>'
        '<c r="E2" t="s"><v>0</v></c><c r="F2" t="s"><v>1</v></c><c r="G2"><v>4<!-- giữa -->2</v></c></row>'),
        '<si><r><t xml:space="preserve">Bưu </t></r><r><rPr/><t>gửi</t></r><rPh sb="0" eb="1"><t>BỎ</t></rPh></si><si/>'),
        rows(r1=["t:Đã phát", "e:#N/A", "b:FALSE", "t:2026-10-19T08:30:00", "n:0.33333333333333331", "e:=?",
                 "n:-2.619229635178E+12", "t:không số"],
             r2=["t:a\rb _x0041_ _xZZZZ_ _x00", "t: giữ  khoảng ", "t:Trần Thị", "t:<&>&ệ", "t:Bưu gửi", None, "n:42"]))

    codes = {164: 'dd"/"mm', 165: '#,##0 "d"', 166: "[hh]:mm", 167: '[Red]#,##0', 168: "[$-42A]d mmmm", 169: r"0\d",
             170: "General", 171: '0.00E+00', 172: "yyyy", 173: "#,##0_d", 174: "[$₫-42A]#,##0", 175: "ss.0"}
    ids = [0, 14, 22, 27, 45, 47, 49, 50, 58, 3, *codes]
    styles = ("<numFmts>" + "".join(f"<numFmt numFmtId='{i}' formatCode='{c.replace(chr(39), '')}'/>"
              for i, c in codes.items()) + "</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>" +
              "".join(f"<xf numFmtId='{i}'/>" for i in ids) + "</cellXfs><dxfs><dxf><numFmt numFmtId='170' "
              "formatCode='yyyy'/></dxf></dxfs>")
    cells = "".join(f"<c s='{i}'><v>46314.5</v></c>" for i in range(len(ids)))
    dates = {14, 22, 27, 45, 47, 50, 58, 164, 166, 168, 172, 175}
    table = rows(r1=[("d:" if i in dates else "n:") + "46314.5" for i in ids])
    both("dates.xlsx", parts(data(f"<row>{cells}</row>"), styles=styles), table)
    both("dates-1904.xlsx", parts(
        data(f"<row>{cells}</row>"), styles=styles, workbook_pr='<workbookPr date1904="1"/>'), table)

    both("blank-rows.xlsx", parts(data(
        "".join(f'<row r="{i}" s="1"><c r="A{i}" s="1"/></row>' for i in range(1, 2000)) +
        '<row r="1048576"><c r="C1048576"><v>1</v></c></row>')), rows(r1048576=[None, None, "n:1"]))

    nfd = unicodedata.normalize("NFD", "Số hiệu bưu gửi")
    both("nfd.xlsx", parts(data(
        '<row r="1">' + inline("A1", nfd) + '<c r="B1" t="s"><v>0</v></c></row>'), f"<si><t>{nfd}</t></si>"),
        rows(r1=["t:Số hiệu bưu gửi"] * 2))

    several = parts(data(""))
    several["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:q="{REL}"><sheets><sheet name="Hai" sheetId="7" q:id="b"/>'
        '<sheet name="Biểu đồ" sheetId="3" q:id="c"/><sheet name="Một" sheetId="2" state="hidden" q:id="a"/></sheets>'
        "</workbook>")
    several["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{REL}/worksheet" Target="/xl/other/one.xml"/>'
        f'<Relationship Id="b" Type="{REL}/worksheet" Target="./sheets/../other/TWO.xml"/>'
        f'<Relationship Id="c" Type="{REL}/chartsheet" Target="chart.xml"/></Relationships>')
    del several["xl/worksheets/sheet1.xml"]
    for name, value in [("one", 1), ("two", 2)]:
        several[f"xl/other/{name}.xml"] = f'<worksheet xmlns="{MAIN}">{data(f"<row><c><v>{value}</v></c></row>")}</worksheet>'
    both("several.xlsx", several, rows(r1=["n:2"]))
    expect("several.xlsx", rows(r1=["n:1"]), sheet=1)


# --- Old encodings ---------------------------------------------------------------------------------------------------

HEAD = ["Số hiệu bưu gửi", "Người nhận", "Địa chỉ", "Trạng thái"]
BODY = [
    ["RB403114524VN", "Nguyễn Văn Đông", "thôn Ngọc Trì, xã Đông Lĩnh", "Phát thành công"],
    ["EB403180142VN", "Kiều Hữu Tiệp", "số 236 đường Chợ Cũ", "Chuyển hoàn"],
    ["2619228281029", "Hà Thị Lý", "phường Bến Thủy Tây", "Đang vận chuyển"],
]
# Written down by hand: no program here knows VNI.
VNI = [
    ["Soá hieäu böu göûi", "Ngöôøi nhaän", "Ñòa chæ", "Traïng thaùi"],
    ["RB403114524VN", "Nguyeãn Vaên Ñoâng", "thoân Ngoïc Trì, xaõ Ñoâng Lónh", "Phaùt thaønh coâng"],
    ["EB403180142VN", "Kieàu Höõu Tieäp", "soá 236 ñöôøng Chôï Cuõ", "Chuyeån hoaøn"],
    ["2619228281029", "Haø Thò Lyù", "phöôøng Beán Thuûy Taây", "Ñang vaän chuyeån"],
]


def tcvn(text):
    return subprocess.run(["iconv", "-f", "utf-8", "-t", "TCVN5712-1"], input=text.encode(), capture_output=True,
                          check=True).stdout


def cp1258(text):
    marks = "\u0300\u0309\u0303\u0301\u0323"
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in marks))
            out += (base + "".join(c for c in parts if c in marks)).encode("cp1258")
    return out


def table(lines):
    return [[i + 1, ["t:" + cell if cell else None for cell in line]] for i, line in enumerate(lines)]


def legacy():
    def workbook(name, lines, wanted):
        content = "".join(
            f'<row r="{i + 1}">' + "".join(inline("ABCD"[j] + str(i + 1), cell) for j, cell in enumerate(line)) + "</row>"
            for i, line in enumerate(lines))
        save(name, archive(parts(data(content))))
        expect(name, table(wanted))

    def latin(line):
        return [tcvn(cell).decode("cp1252") for cell in line]

    workbook("tcvn3.xlsx", [latin(line) for line in [HEAD] + BODY], [HEAD] + BODY)
    workbook("vni.xlsx", VNI, [HEAD] + BODY)
    # A Unicode title and heading above old text; "Giá" would be "Giỏ" in TCVN3.
    head = ["Số hiệu", "Người nhận", "Giá", "Trạng thái"]
    workbook("mixed.xlsx", [head] + [latin(line) for line in BODY], [head] + BODY)
    # A column in Unicode beside old ones: all its letters are in Windows-1252, but decoded they make no sense.
    workbook("mixed-column.xlsx", [latin(line[:3]) + ["Phát thành công"] for line in BODY],
             [line[:3] + ["Phát thành công"] for line in BODY])
    # Words whose letters Windows-1252 has too are Unicode here.
    plain = [["Hà", "Trì", "Lâm"], ["Bán", "Tô", "Cà phê"]]
    workbook("plain-latin.xlsx", plain, plain)

    def text(name, raw, wanted):
        save(name, raw)
        expect(name, table(wanted))

    def joined(lines, delimiter=";", end="\r\n"):
        return "".join(delimiter.join(line) + end for line in lines)

    text("tcvn3.csv", tcvn(joined([HEAD] + BODY)), [HEAD] + BODY)
    text("vni.csv", joined(VNI).encode("cp1252"), [HEAD] + BODY)
    text("cp1258.csv", cp1258(joined([HEAD] + BODY)), [HEAD] + BODY)
    text("tcvn3-as-utf8.csv", joined([latin(line) for line in [HEAD] + BODY]).encode(), [HEAD] + BODY)
    text("utf16le.txt", b"\xff\xfe" + joined([HEAD] + BODY, "\t").encode("utf-16-le"), [HEAD] + BODY)
    text("utf16be.txt", b"\xfe\xff" + joined([HEAD] + BODY, "\t").encode("utf-16-be"), [HEAD] + BODY)
    ascii_lines = [["a", "b"], ["1", "\U0001F4EE"], ["2", "Ngô"]]
    text("utf16le-unmarked.csv", joined(ascii_lines, ",").encode("utf-16-le"), ascii_lines)
    text("nfd.csv", unicodedata.normalize("NFD", joined([HEAD] + BODY, ",").replace("Trì, xã", "Trì xã")).encode(),
         [HEAD] + [[cell.replace("Trì, xã", "Trì xã") for cell in line] for line in BODY])
    text("bars.txt", joined([HEAD] + BODY, "|", "\n").encode(), [HEAD] + BODY)
    text("cr.csv", joined([HEAD] + BODY, ";", "\r").encode(), [HEAD] + BODY)


# --- Delimited text --------------------------------------------------------------------------------------------------

def texts():
    def both(name, raw, wanted):
        save(name, raw if isinstance(raw, bytes) else raw.encode())
        expect(name, wanted)

    both("quotes.csv", 'a,"b ""c"" d","hai\r\ndòng",\r\n"x",y"z,"q"r,""\r\n , "s" ,\'t\',"u"\n',
         rows(r1=["t:a", 't:b "c" d', "t:hai\r\ndòng"], r2=["t:x", 't:y"z', "t:qr"],
              r3=["t: ", 't: "s" ', "t:'t'", "t:u"]))
    both("named.csv", "sep=|\r\na|b;c,d\r\n", rows(r2=["t:a", "t:b;c,d"]))
    both("blank-lines.csv", "\r\na;b\r\n\r\n;;\r\nc;d\r\n\n\ne;f", rows(r2=["t:a", "t:b"], r5=["t:c", "t:d"],
                                                                          r8=["t:e", "t:f"]))
    both("titles.csv", "TỔNG CÔNG TY BƯU CHÍNH\nTừ ngày 01, đến ngày 07\n\nSTT;Số hiệu;Địa chỉ;Cước\n"
         "1;RB1;số 5, phố A, xã B;1.234\n2;RB2;số 6, phố C, xã D;5.678\nTổng;;;6.912\n",
         rows(r1=["t:TỔNG CÔNG TY BƯU CHÍNH"], r2=["t:Từ ngày 01, đến ngày 07"],
              r4=["t:STT", "t:Số hiệu", "t:Địa chỉ", "t:Cước"], r5=["t:1", "t:RB1", "t:số 5, phố A, xã B", "t:1.234"],
              r6=["t:2", "t:RB2", "t:số 6, phố C, xã D", "t:5.678"], r7=["t:Tổng", None, None, "t:6.912"]))
    both("one-column.txt", "Số hiệu\nRB1\nRB2", rows(r1=["t:Số hiệu"], r2=["t:RB1"], r3=["t:RB2"]))


# --- Older and other formats -----------------------------------------------------------------------------------------

def older():
    """The same small table as Excel 97–2003 (xlwt), OpenDocument, XML of 2003 and a web page."""
    import xlwt
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bảng kê")
    book.add_sheet("Trống")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    time = xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm")
    sheet.write_merge(0, 0, 0, 3, "BẢNG KÊ ĐỐI SOÁT")
    for column, text in enumerate(["Số hiệu", "Ngày", "Cước", "Phát"]):
        sheet.write(2, column, text)
    sheet.write(3, 0, "EB403110377VN")
    sheet.write(3, 1, 46329, day)
    sheet.write(3, 2, 21000)
    sheet.write(3, 3, 46331.53542, time)
    sheet.write(4, 0, 2619228281029)
    sheet.write(4, 2, 19444.44)
    sheet.write(4, 3, True)
    # xlwt computes nothing: its formulas have no value.
    sheet.write(5, 2, xlwt.Formula("SUM(C4:C5)"))
    out = io.BytesIO()
    book.save(out)
    save("old.xls", out.getvalue())
    expect("old.xls", rows(r1=["t:BẢNG KÊ ĐỐI SOÁT"], r3=["t:Số hiệu", "t:Ngày", "t:Cước", "t:Phát"],
                           r4=["t:EB403110377VN", "d:46329", "n:21000", "d:46331.53542"],
                           r5=["n:2619228281029", None, "n:19444.44", "b:TRUE"], r6=[None, None, "e:=?"]))
    expect("old.xls", [], sheet=1)

    def cell(attributes, text=None, count=1):
        repeated = f' table:number-columns-repeated="{count}"' if count > 1 else ""
        return f"<table:table-cell {attributes}{repeated}>" + (f"<text:p>{text}</text:p>" if text else "") + "</table:table-cell>"

    names = "office:1.0 table:1.0 text:1.0 style:1.0".split()
    spaces = " ".join(f'xmlns:{n.split(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:{n}"' for n in names)
    table = ('<table:table-row>' + cell('office:value-type="string" table:number-columns-spanned="2"', "Kê<text:s text:c=\"2\"/>ngày")
             + '<table:covered-table-cell/></table:table-row>'
             '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
             '<table:table-row>' + cell('office:value-type="float" office:value="21000"', "21.000 đ")
             + cell('office:value-type="date" office:date-value="2026-11-03T09:51:00"', "03/11/26")
             + cell('office:value-type="date" office:date-value="2026-11-05"', "05/11/26")
             + cell('office:value-type="string"', "a", 2) + cell('table:formula="of:=1+1"') + '</table:table-row>'
             '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>')
    content = (f'<office:document-content {spaces}><office:automatic-styles><style:style style:name="ta2">'
               '<style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body>'
               f'<office:spreadsheet><table:table table:name="Kê">{table}</table:table>'
               '<table:table table:name="Ẩn" table:style-name="ta2"><table:table-row>' + cell('office:value-type="boolean" office:boolean-value="true"', "TRUE")
               + '</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>')
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    save("open.ods", archive({"mimetype": mimetype, "content.xml": content}))
    expect("open.ods", rows(r1=["t:Kê  ngày"], r4=["n:21000", "t:2026-11-03T09:51:00", "t:2026-11-05", "t:a", "t:a", "e:=?"]))
    expect("open.ods", rows(r1=["b:TRUE"]), sheet=1)
    save("refused/encrypted_workbook.ods", archive({
        "mimetype": mimetype, "content.xml": bytes(40), "META-INF/manifest.xml": "<manifest:encryption-data/>"}))

    def item(kind, value, extra=""):
        return f'<Cell{extra}><Data ss:Type="{kind}">{value}</Data></Cell>'

    save("xml-2003.xls", ('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook '
         'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
         '<Worksheet ss:Name="Kê"><Table><Row ss:Index="2">' + item("String", "Cước &amp; phí", ' ss:MergeAcross="1"')
         + item("DateTime", "2026-11-03T00:00:00.000") + '</Row><Row>' + item("Number", "21000", ' ss:Index="2"')
         + item("DateTime", "2026-11-03T09:51:00.000") + item("Error", "#REF!") + '<Cell ss:Formula="=1+1"/></Row>'
         '</Table></Worksheet></Workbook>').encode())
    expect("xml-2003.xls", rows(r2=["t:Cước & phí", None, "t:2026-11-03"],
                                r3=[None, "n:21000", "t:2026-11-03T09:51:00.000", "e:#REF!", "e:=?"]))
    save("web.xls", ("<html><head><title>x</title><style>td{}</style></head><body><h3>BẢNG K&Ecirc;</h3><!-- <td> --><table>"
         "<tr><th rowspan=2>Số hiệu<th colspan='2'>Tiền</tr><tr><td>Cước<td>Thu&nbsp;hộ</tr>"
         "<tr><td>EB403110377VN</td><td x:num=\"21000\">21.000</td><td>100.000<br>đ</td></tr></table>Người lập: &#272;ỗ A < B"
         "</body></html>").encode())
    expect("web.xls", rows(r1=["t:BẢNG KÊ"], r2=["t:Số hiệu", "t:Tiền"], r3=[None, "t:Cước", "t:Thu\u00a0hộ"],
                           r4=["t:EB403110377VN", "n:21000", "t:100.000 đ"], r5=["t:Người lập: Đỗ A < B"]))

    lines = "Số hiệu;Người nhận;Cước\nEB1;Kiều Hữu Tiệp;21.000\nEB2;Đặng Văn Lâm;21.000\n"
    wanted = rows(r1=["t:Số hiệu", "t:Người nhận", "t:Cước"], r2=["t:EB1", "t:Kiều Hữu Tiệp", "t:21.000"],
                  r3=["t:EB2", "t:Đặng Văn Lâm", "t:21.000"])
    broken = lines.encode()
    save("mojibake-controls.csv", "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in broken).encode())
    save("mojibake-lost.csv", broken.decode("cp1252", "replace").encode())
    for name in ["mojibake-controls.csv", "mojibake-lost.csv"]:
        expect(name, wanted)
    # Of ọ, ỏ, ờ and ề each makes a word.
    save("refused/mojibake.csv", "Số hiệu;Họ tên\nEB1;Nguyễn Đình Thọ\n".encode().decode("cp1252", "replace").encode())
    save("uncomputed.xlsx", archive(parts(data(
        '<row r="1"><c r="A1"><f>1+1</f><v></v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c></row>'))))
    expect("uncomputed.xlsx", rows(r1=["e:=?", None, "n:2"]))


# --- What is refused -------------------------------------------------------------------------------------------------

def refused():
    ole = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
    save("refused/damaged_binary_workbook.xls", ole + "Root Entry".encode("utf-16-le") + bytes(80) + "Workbook".encode("utf-16-le"))
    far = bytearray(ole + bytes(1 << 16))
    far[30:32], far[48:52] = (9).to_bytes(2, "little"), (128).to_bytes(4, "little")
    save("refused/damaged_binary_workbook-far.xls", bytes(far) + "Workbook".encode("utf-16-le"))
    save("refused/encrypted_workbook.xlsx", ole + "EncryptionInfo".encode("utf-16-le") + bytes(99) + "EncryptedPackage".encode("utf-16-le"))
    save("refused/other_document.doc", ole + "WordDocument".encode("utf-16-le"))
    save("refused/no_sheet-open-document.ods", archive({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}))
    save("refused/no_sheet-xml.xls", '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
         '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'.encode())
    save("refused/old_binary_workbook.xls", bytes.fromhex("0904060000001000") + bytes(40))
    save("refused/web_page.xls", "\ufeff\n<html><body><p>Hãy đăng nhập</p></body></html>".encode())
    save("refused/pdf.xlsx", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    save("refused/picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(40))
    save("refused/empty_file.csv", b"")
    save("refused/other_archive.xlsx", archive({"a.txt": "a"}))
    save("refused/unknown_kind.csv", bytes(range(256)) * 4)
    document = parts(data(""))
    document["_rels/.rels"] = document["_rels/.rels"].replace("xl/workbook.xml", "word/document.xml")
    save("refused/other_document.xlsx", archive(document))
    binary = parts(data(""))
    binary["_rels/.rels"] = binary["_rels/.rels"].replace("xl/workbook.xml", "xl/workbook.bin")
    save("refused/xlsb_workbook.xlsb", archive(binary))
    save("refused/unknown_encoding.csv", "naïve;Straße\r\nfaçade;Öl\r\n".encode("latin-1"))
    save("refused/damaged_text.csv", ("Số hiệu;Người nhận\n" * 40).encode() + b"\xff\n")
    save("refused/unclosed_quote.csv", 'a;b\n1;"2\n3;4\n'.encode())

    def broken(name, content, **options):
        save(f"refused/{name}.xlsx", archive(parts(content, **options)))

    broken("document_type_refused", data("<row><c><v>1</v></c></row>"))
    lol = parts(data("<row><c><v>&b;</v></c></row>"))
    lol["xl/worksheets/sheet1.xml"] = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + lol["xl/worksheets/sheet1.xml"]
    save("refused/document_type_refused.xlsx", archive(lol))
    broken("bad_structure", data("<row>" + "<x>" * 80 + "</x>" * 80 + "</row>"))
    broken("damaged_xml", data('<row r="7"><c r="A7"><v>1</v></b></row>'))
    broken("too_many_rows", data('<row r="1048577"><c><v>1</v></c></row>'))
    broken("too_many_columns", data('<row r="3"><c r="XFD3"><v>1</v></c><c><v>2</v></c></row>'))
    broken("bad_row_number", data('<row r="5"/><row r="5"/>'))
    broken("bad_cell_reference", data('<row r="5"><c r="B6"><v>1</v></c></row>'))
    broken("bad_cell_reference-twice", data('<row r="5"><c r="B5"><v>1</v></c><c r="B5"><v>2</v></c></row>'))
    broken("bad_cell_value", data('<row r="2"><c r="C2" t="b"><v>2</v></c></row>'))
    broken("bad_shared_string", data('<row r="2"><c r="C2" t="s"><v>1</v></c></row>'), strings="<si><t>a</t></si>")
    broken("cell_too_long", data('<row r="2">' + inline("C2", "ă" * 32768) + "</row>"))
    broken("row_too_long", data("<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>"), strings="<si><t>" + "a" * 30000 + "</t></si>")
    broken("suspicious_compression", data("<row/>" + " " * (40 << 20)))
    missing = parts(data(""))
    del missing["xl/worksheets/sheet1.xml"]
    save("refused/missing_part.xlsx", archive(missing))
    none = parts(data(""))
    none["xl/_rels/workbook.xml.rels"] = none["xl/_rels/workbook.xml.rels"].replace("/worksheet", "/chartsheet")
    save("refused/no_sheet.xlsx", archive(none))
    whole = archive(parts(PLAIN, PLAIN_STRINGS))
    save("refused/damaged_archive.xlsx", whole[: len(whole) * 2 // 3])
    stored = bytearray(archive(parts(PLAIN, PLAIN_STRINGS), zipfile.ZIP_STORED))
    at = stored.index(b"1.50")
    stored[at:at + 4] = b"9.50"
    save("refused/damaged_archive-checksum.xlsx", bytes(stored))


def statements():
    """What openpyxl and Python's csv module find in the statements."""
    for path in sorted((HERE / "statements").iterdir()):
        found = []
        if path.suffix == ".xlsx":
            sheet = load_workbook(path).worksheets[0]
            for number, line in enumerate(sheet.iter_rows(values_only=True), 1):
                cells = []
                for value in line:
                    if isinstance(value, datetime.datetime):
                        # Written serials are compared by their minute, see the test.
                        cells.append("m:" + value.strftime("%d/%m/%Y %H:%M"))
                    elif value is None:
                        cells.append(None)
                    else:
                        if isinstance(value, float) and value.is_integer():
                            value = int(value)
                        cells.append(("n:" if isinstance(value, (int, float)) else "t:") + str(value))
                found.append([number, cells])
        else:
            raw = path.read_bytes()
            content = raw.decode("utf-8-sig") if raw.startswith(b"\xef\xbb\xbf") else unicodedata.normalize(
                "NFC", raw.decode("cp1258"))
            for number, line in enumerate(csv.reader(io.StringIO(content, newline=""), delimiter=";"), 1):
                found.append([number, ["t:" + cell if cell else None for cell in line]])
        for line in found:
            while line[1] and line[1][-1] is None:
                line[1].pop()
        expect("statements/" + path.name, [line for line in found if line[1]])


openpyxl_workbook()
variants()
legacy()
texts()
refused()
older()
statements()
(HERE / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, separators=(",", ":")))
