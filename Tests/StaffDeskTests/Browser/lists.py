"""The days of a reuse clerk, an administrator and an auditor over lists, search and cases. Run by desk.py, after the
station's and the reviewer's day."""

import io
import json
import os
import tempfile
import zipfile

from playwright.sync_api import expect

from office import PASSWORD, SAMPLES, Desk

CASE = "000.00.23.H40-261001-0001"
NUMBER = "000187621365"
# Of the same applicant, with a component of which the office holds a paper.
LATER = "000.00.23.H40-261020-0777"

LIST_PAGES = {
    "lan": ["/cases", "/cases?state=all&due=overdue", "/waiting?reason=orphan_pages"],
    "dung": [f"/search?person={NUMBER}", "/search?q=don+de+nghi", f"/cases/{LATER}/reuse", f"/cases/{LATER}", "/cases?state=complete&agency=H40.99"],
}


def add_account(day, login, display, role):
    boss = Desk(day.browser, day.office, "quantri")
    boss.go("/admin/accounts")
    boss.page.fill("#login", login)
    boss.page.fill("#display", display)
    boss.page.check(f"input[name=role][value={role}]")
    boss.page.click("text=Thêm >> nth=-1")
    link = boss.page.locator(".secret").inner_text()
    boss.close()
    desk = Desk(day.browser, day.office)
    desk.go(link[link.index("/link/"):])
    desk.page.fill("#password", PASSWORD)
    desk.page.fill("#again", PASSWORD)
    desk.page.click("main button.main")
    expect(desk.page.locator(".note.good")).to_contain_text("Đã đặt mật khẩu")
    desk.close()


def register_later_case(day):
    records = json.loads((SAMPLES / "cases.json").read_text())
    first = next(record for record in records if record["case"] == CASE)
    later = dict(first, case=LATER, components=[part for part in first["components"] if part["code"] == "TP04"])
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump([later], file, ensure_ascii=False)
    day.office.run("cases", "import", file.name)
    os.unlink(file.name)


def sheet(desk, path):
    """The text of a spreadsheet."""
    answer = desk.context.request.get(desk.office.base + path)
    assert answer.status == 200, f"{path}: {answer.status}"
    archive = zipfile.ZipFile(io.BytesIO(answer.body()))
    return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


# The reuse clerk


def test_a_reuse_clerk_finds_judges_links_and_undoes(day):
    add_account(day, "dung", "Bùi Thị Dung", "reuse")
    register_later_case(day)
    desk = Desk(day.browser, day.office, "dung")
    desk.go("/search")
    desk.page.type("#q", NUMBER)
    expect(desk.page.locator(".person-cases")).to_contain_text(LATER)
    desk.go(f"/search?person={NUMBER}")
    expect(desk.page.locator(".hits li").first).to_contain_text("Đinh Thị Quế")
    # Found papers of one agency offer no choice of agencies; one that the address names can be taken away.
    desk.go(f"/search?person={NUMBER}&agency=H40.23")
    expect(desk.page.locator("form .facet", has_text="H40.23")).to_be_visible()
    desk.page.locator("form .facet", has_text="H40.23").click()
    expect(desk.page.locator("form .facet", has_text="H40.23")).to_have_count(0)
    # What the new case lacks, the office holds.
    desk.go(f"/cases/{LATER}")
    expect(desk.page.locator(".checklist .state").first).to_have_text("chưa có")
    desk.page.click("a[href$='/reuse']")
    offer = desk.page.locator(".checklist > li").first
    expect(offer).to_contain_text(CASE)
    offer.locator("input[name=purpose]").fill("Giải quyết hồ sơ mới")
    offer.locator("input[name=basis]").fill("NĐ 118/2025/NĐ-CP")
    if offer.locator("input[name=answers]").count():
        offer.locator("input[name=answers]").check()
    offer.locator("button.main").click()
    expect(desk.page.locator(".note.good").first).to_be_visible()
    desk.go(f"/cases/{LATER}")
    expect(desk.page.locator(".checklist .state.good")).to_have_count(1)
    expect(desk.page.locator(".timeline")).to_contain_text("dùng giấy tờ đã có")
    desk.go("/cases?state=complete")
    expect(desk.page.locator("main table")).to_contain_text(LATER)
    desk.go(f"/cases/{LATER}/reuse")
    desk.page.locator("input[name=reason]").first.fill("Chọn nhầm giấy")
    desk.page.locator("button.danger").first.click()
    desk.go("/cases?state=missing")
    expect(desk.page.locator("main table")).to_contain_text(LATER)
    desk.close()


def test_the_list_of_cases_leads_to_a_case_by_its_code(day):
    desk = Desk(day.browser, day.office, "lan")
    desk.go("/cases?state=all")
    rows = desk.page.locator("main tbody tr").count()
    assert rows > 3
    assert CASE in sheet(desk, "/cases.xlsx?state=all")
    desk.page.select_option("#due", "overdue")
    desk.page.click("main form button.main")
    desk.page.wait_for_url("**due=overdue**")
    desk.page.evaluate("document.activeElement.blur()")
    desk.page.keyboard.type(CASE, delay=0)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#code")).to_have_value(CASE)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(f"**/cases/{CASE}")
    expect(desk.page.locator(".timeline").last).to_contain_text("Tiếp nhận hồ sơ")
    desk.page.emulate_media(media="print")
    expect(desk.page.locator(".print-only")).to_be_visible()
    expect(desk.page.locator(".bar")).to_be_hidden()
    desk.close()


# The administrator and the auditor


def test_an_administrators_day(day):
    desk = Desk(day.browser, day.office, "quantri")
    desk.go("/admin")
    expect(desk.page.locator("main")).to_contain_text("Chưa có bản sao lưu")
    with tempfile.TemporaryDirectory() as folder:
        day.office.run("backup", os.path.join(folder, "backup"))
    desk.go("/admin")
    expect(desk.page.locator("main")).to_contain_text("Bản gần nhất")
    desk.go("/admin/stations")
    desk.page.fill("#station", "quay-7")
    desk.page.click("text=Thêm >> nth=-1")
    station = desk.page.locator("section", has_text="quay-7").last
    station.locator("text=Cấp mã truy cập mới").click()
    assert len(desk.page.locator(".secret").inner_text()) > 20
    desk.go("/admin/stations")
    desk.page.locator("section", has_text="quay-7").locator("button.danger").first.click()
    expect(desk.page.locator(".note.good").first).to_be_visible()
    assert "quay-7" in sheet(desk, "/admin/stations.xlsx")
    assert "Bùi Thị Dung" in sheet(desk, "/admin/accounts.xlsx?role=reuse")
    assert "Lê Thị Lan" not in sheet(desk, "/admin/accounts.xlsx?role=reuse")
    # Whoever runs the machine sees no papers by that.
    for path in ["/cases", "/cases.xlsx", "/search.xlsx?q=x", f"/cases/{CASE}", "/audit/looks.xlsx"]:
        assert desk.status(path) == 403, path
    desk.close()


def test_the_auditor_finds_whose_papers_a_search_showed(day):
    desk = Desk(day.browser, day.office, "kiem")
    desk.go(f"/audit/looks?account=dung&case={CASE}")
    expect(desk.page.locator("main table")).to_contain_text("search")
    expect(desk.page.locator("main table")).to_contain_text(CASE)
    desk.go("/audit/looks?account=lan")
    expect(desk.page.locator("main table")).to_contain_text("rows, state=all")
    assert "dung" in sheet(desk, "/audit/looks.xlsx?account=dung")
    desk.page.click("text=Việc đã làm")
    desk.page.click("text=Kiểm tra toàn bộ")
    expect(desk.page.locator(".note").first).to_contain_text("nguyên vẹn")
    assert desk.status(f"/cases/{CASE}") == 403
    desk.close()
