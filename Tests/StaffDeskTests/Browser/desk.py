"""A day at the desk, in a browser. Each function named test_… is a test; they follow one another in one office."""

import io
import pathlib
import sys
import time
import traceback
import zipfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from office import PASSWORD, SAMPLES, Desk, Office

CASE = "000.00.23.H40-261001-0001"
SIZES = {"1366x768": (1366, 768), "390x844": (390, 844)}
AXE = Axe()


def check(desk, name, shots):
    """What holds of every page: nothing serious for axe, nothing beside the screen, every picture there."""
    found = AXE.run(desk.page).response["violations"]
    serious = [(each["id"], each["nodes"][0]["html"][:160]) for each in found if each["impact"] in ("serious", "critical")]
    assert not serious, f"{name}: {serious}"
    beside = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert beside <= 0, f"{name}: {beside} pixels beside the screen"
    if shots:
        desk.page.screenshot(path=str(shots / f"{name}.png"), full_page=True)


def use_link(day, link, first=None):
    desk = Desk(day.browser, day.office)
    desk.go(link)
    if first:
        desk.page.fill("#name", first)
        desk.page.fill("#display", "Phạm Thị Quản Trị")
    desk.page.fill("#password", PASSWORD)
    desk.page.fill("#again", PASSWORD)
    desk.page.click("main button.main")
    expect(desk.page.locator(".note.good")).to_contain_text("Đã đặt mật khẩu")
    desk.close()


# The administrator


def test_the_first_administrator_comes_by_a_link_that_works_once(day):
    assert day.office.link, "no link was printed"
    use_link(day, f"/link/{day.office.link}", first="quantri")
    assert Desk(day.browser, day.office).go(f"/link/{day.office.link}").status == 404
    desk = Desk(day.browser, day.office, "quantri")
    expect(desk.page.locator("h1")).to_have_text("Quản trị")
    desk.close()


def test_the_administrator_adds_accounts_and_each_sets_a_password(day):
    desk = Desk(day.browser, day.office, "quantri")
    people = [("quay-1", "Quầy số 1", "station", ""), ("lan", "Lê Thị Lan", "reviewer", ""),
              ("sep", "Trần Văn Trưởng", "supervisor", ""), ("hep", "Ngô Hẹp", "reviewer", "H40.99"),
              ("kiem", "Võ Thị Kiểm", "auditor", ""), ("ha", "Vũ Thị Hà", "liaison", "")]
    for login, display, role, scope in people:
        desk.go("/admin/accounts")
        desk.page.fill("#login", login)
        desk.page.fill("#display", display)
        desk.page.fill("#scope", scope)
        desk.page.check(f"input[name=role][value={role}]")
        desk.page.click("text=Thêm >> nth=-1")
        link = desk.page.locator(".secret").inner_text()
        use_link(day, link[link.index("/link/"):])
    desk.go("/admin/accounts")
    for login, *_ in people:
        expect(desk.page.locator("main table")).to_contain_text(login)
    desk.close()


# The scan station


def test_a_station_hands_in_from_the_browser_and_follows_its_batch(day):
    desk = Desk(day.browser, day.office, "quay-1")
    expect(desk.page.locator("h1")).to_have_text("Lô quét")
    expect(desk.page.locator("main")).to_contain_text("Chưa có lô nào")
    desk.page.fill("#batch-name", "<img src=x onerror=alert(1)>")
    desk.page.set_input_files("#files", [SAMPLES / "batches/D01-g4-sach/scan_d01.tif", SAMPLES / "batches/D07-tep-hong/0094.tif"])
    expect(desk.page.locator(".transfers li")).to_have_count(2)
    desk.page.click("#drop button")
    desk.page.wait_for_url("**/batches/*?done=handed_in")
    # The page follows by itself until the batch is finished.
    expect(desk.page.locator(".state").first).to_have_text("xong", timeout=40_000)
    expect(desk.page.locator("h1")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(desk.page.locator("main")).to_contain_text("Cần quét lại hoặc kiểm tra")
    expect(desk.page.locator("main")).to_contain_text("0094.tif")
    expect(desk.page.locator("main")).to_contain_text("Hồ sơ còn thiếu")
    desk.page.locator(".thumbs img").first.scroll_into_view_if_needed()
    desk.page.wait_for_function("document.querySelector('.thumbs img').naturalWidth > 0")
    day.batch = desk.page.url.split("?")[0].rsplit("/", 1)[1]
    day.page = desk.page.locator(".thumbs a").nth(1).get_attribute("href")
    desk.close()


def test_the_same_files_again_are_the_same_batch(day):
    desk = Desk(day.browser, day.office, "quay-1")
    desk.page.fill("#batch-name", "Quét lại")
    desk.page.set_input_files("#files", [SAMPLES / "batches/D01-g4-sach/scan_d01.tif", SAMPLES / "batches/D07-tep-hong/0094.tif"])
    desk.page.click("#drop button")
    desk.page.wait_for_url("**/batches/*?done=handed_in")
    assert day.batch in desk.page.url
    desk.close()


def test_separator_sheets_are_a_pdf(day):
    desk = Desk(day.browser, day.office, "quay-1")
    answer = desk.context.request.get(f"{day.office.base}/separators.pdf?case={CASE}")
    assert answer.status == 200 and answer.body().startswith(b"%PDF")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert desk.status("/separators.pdf?case=nonsense") == 400
    desk.close()


def test_a_station_sees_no_other_batch_and_no_case(day):
    boss = Desk(day.browser, day.office, "sep")
    boss.go("/batches")
    others = [link for link in boss.page.eval_on_selector_all("main table a", "e => e.map(x => x.getAttribute('href'))") if day.batch not in link]
    boss.go(others[0])
    pages = boss.page.eval_on_selector_all(".thumbs a", "e => e.map(x => x.getAttribute('href'))")
    boss.close()
    desk = Desk(day.browser, day.office, "quay-1")
    for path in others + pages[:1] + [f"{pages[0]}/screen.jpg", f"{pages[0]}/original"]:
        assert desk.status(path) == 404, path
    assert desk.status(f"/cases/{CASE}") == 403
    desk.close()


# The reviewer


def test_search_as_one_types_with_and_without_marks(day):
    desk = Desk(day.browser, day.office, "lan")
    desk.go("/search")
    for words in ["dinh thi que", "Đinh Thị Quế"]:
        desk.page.fill("#q", "")
        desk.page.type("#q", words)
        expect(desk.page.locator("#hits mark").first).to_be_visible()
        desk.page.wait_for_url("**/search?q=*")
    desk.page.locator(".hits img").first.evaluate("e => e.decode()")
    desk.page.reload()
    expect(desk.page.locator("#hits mark").first).to_be_visible()
    desk.page.fill("#q", "khongcogi zzzz")
    expect(desk.page.locator("#hits")).to_contain_text("Không tìm thấy")
    desk.close()


def test_a_case_with_its_papers_and_all_of_them_as_an_archive(day):
    desk = Desk(day.browser, day.office, "lan")
    desk.go(f"/cases/{CASE}")
    expect(desk.page.locator(".checklist")).to_contain_text("Đơn đề nghị")
    expect(desk.page.locator(".state.good").first).to_have_text("đã số hóa")
    answer = desk.context.request.get(f"{day.office.base}/cases/{CASE}/documents.zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.body()))
    assert archive.testzip() is None
    names = archive.namelist()
    assert f"{CASE}/manifest.json" in names and f"{CASE}/TP01.pdf" in names, names
    assert archive.read(f"{CASE}/TP01.pdf").startswith(b"%PDF")
    desk.page.locator(".thumbs a").first.click()
    expect(desk.page.locator(".viewer img")).to_be_visible()
    desk.page.wait_for_function("document.querySelector('.viewer img').naturalWidth > 500")
    expect(desk.page.locator(".paper-text")).to_contain_text("ĐỀ NGHỊ")
    # The next unsure word by one key, and its place on the picture.
    desk.page.keyboard.press("u")
    first = desk.page.locator(".boxes rect").get_attribute("y")
    for _ in range(12):
        desk.page.keyboard.press("u")
    assert desk.page.locator(".boxes rect").get_attribute("y") != first
    assert desk.page.evaluate("document.activeElement.className") == "unsure"
    desk.page.keyboard.press("z")
    desk.page.wait_for_url("**?close=1")
    desk.close()


def test_a_reviewer_decides_and_goes_on(day):
    desk = Desk(day.browser, day.office, "lan")
    desk.go("/waiting")
    before = desk.page.locator("main table a").count()
    rows = desk.page.locator("main tbody tr")
    desk.page.locator("main tbody tr", has_text="chờ người gán").first.locator("a").first.click()
    desk.page.fill("#case", "000.00.16.H40-261001-0002")
    desk.page.fill("#component", "TP03")
    desk.page.click("text=Gắn vào thành phần này")
    expect(desk.page.locator(".note.good").first).to_contain_text("Đã gắn trang")
    desk.go("/waiting")
    expect(rows).to_have_count(before - 1)
    desk.page.locator("main tbody tr", has_text="quét hai lần").first.locator("a").first.click()
    expect(desk.page.locator("main")).to_contain_text("So với")
    desk.page.click("text=Giữ trang")
    expect(desk.page.locator(".note.good").first).to_contain_text("Đã ghi nhận quyết định")
    desk.close()


def test_a_barcode_wedge_fills_the_case_wherever_the_cursor_is(day):
    desk = Desk(day.browser, day.office, "lan")
    desk.go("/search")
    desk.page.evaluate("document.activeElement.blur()")
    desk.page.keyboard.type(CASE, delay=0)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#q")).to_have_value(CASE)
    desk.close()


# The liaison: tests run in the order of this file.
from liaison import (  # noqa: E402
    test_a_liaison_hands_in_a_statement_and_reconciles, test_a_difference_is_proposed_and_approved_with_the_keyboard,
    test_two_liaisons_on_one_difference)


# Outsiders


def test_another_agencys_papers_are_not_there(day):
    desk = Desk(day.browser, day.office, "hep")
    for path in [f"/cases/{CASE}", f"/cases/{CASE}/documents.zip", day.page, f"{day.page}/full.jpg", f"/batches/{day.batch}",
                 f"/separators.pdf?case={CASE}", "/pages/..%2f..%2fledger.sqlite/full.jpg", "/documents/%00"]:
        assert desk.status(path) in (403, 404), path
    for path in ["/admin", "/admin/accounts", "/audit"]:
        assert desk.status(path) == 403, path
    desk.close()


def test_another_site_changes_nothing(day):
    desk = Desk(day.browser, day.office, "lan")
    form = f"<form method=post action='{day.office.base}/language'><input name=language value=en></form><script>document.forms[0].submit()</script>"
    desk.page.route("http://evil.test/", lambda route: route.fulfill(content_type="text/html", body=form))
    desk.page.goto("http://evil.test/")
    desk.page.wait_for_url(f"{day.office.base}/**")
    desk.go("/account")
    assert desk.page.get_attribute("html", "lang") == "vi"
    frame = f"<iframe src='{day.office.base}/account'></iframe>"
    desk.page.route("http://evil.test/", lambda route: route.fulfill(content_type="text/html", body=frame))
    desk.page.goto("http://evil.test/")
    desk.page.wait_for_timeout(300)
    assert not any("Tài khoản" in (each.title() or "") for each in desk.page.frames[1:])
    desk.faults = [fault for fault in desk.faults if "frame" not in fault.lower()]
    desk.close()


def test_nobody_gets_in_with_a_wrong_password(day):
    desk = Desk(day.browser, day.office)
    for name in ["lan", "khong-co"]:
        desk.go("/sign-in")
        desk.page.fill("#name", name)
        desk.page.fill("#password", "sai mat khau roi")
        desk.page.click("main button.main")
        expect(desk.page.locator(".note.bad code")).to_have_text("sign_in_failed")
    desk.close()


# The auditor


def test_the_auditor_sees_who_did_and_looked_and_verifies_the_chain(day):
    desk = Desk(day.browser, day.office, "kiem")
    expect(desk.page.locator("main table")).to_contain_text("lan (người)")
    desk.page.click("text=Kiểm tra toàn bộ")
    expect(desk.page.locator(".note").first).to_contain_text("nguyên vẹn")
    desk.go(f"/audit/looks?case={CASE}")
    expect(desk.page.locator("main table")).to_contain_text("lan")
    desk.close()


# Lists, reuse, administration: tests of another file that come here in time


from lists import LIST_PAGES, test_a_reuse_clerk_finds_judges_links_and_undoes  # noqa: E402
from lists import test_an_administrators_day, test_the_list_of_cases_leads_to_a_case_by_its_code  # noqa: E402
from lists import test_the_auditor_finds_whose_papers_a_search_showed  # noqa: E402


# All of them


def test_without_scripts_every_page_still_works(day):
    desk = Desk(day.browser, day.office, "lan", scripts=False)
    desk.go("/search?q=dinh+thi+que")
    expect(desk.page.locator("#hits mark").first).to_be_visible()
    desk.go("/waiting")
    desk.page.locator("main table a").first.click()
    expect(desk.page.locator("h1")).to_be_visible()
    desk.close()


def test_a_killed_server_keeps_who_is_signed_in_and_what_was_decided(day):
    desk = Desk(day.browser, day.office, "lan")
    desk.go("/waiting")
    count = desk.page.locator("main tbody tr").count()
    day.office.kill()
    day.office.start()
    desk.go("/waiting")
    expect(desk.page.locator("main tbody tr")).to_have_count(count)
    assert day.office.link is None
    desk.close()


PAGES = {
    "quay-1": ["/batches", "/batches/{batch}", "/account"],
    "lan": ["/waiting", "{item}", "/review", "/search", "/search?q=nguyen&person=x", "/watch", "/watch/due_soon", f"/cases/{CASE}", "{document}", "{page}", "/cases/x"],
    "sep": ["/cases/000.00.16.H40-261001-0012", "/batches"],
    "quantri": ["/admin", "/admin/accounts", "/admin/accounts/lan", "/admin/stations", "/admin/jobs"],
    "kiem": ["/audit", "/audit/looks"],
    "ha": ["/post", "/post?code=cod_differs", "{difference}", "/post/statements", "{statement}", "{statement}/columns",
           "/post/handovers", "/post/periods", "/post/statements/x"],
}
for login, paths in LIST_PAGES.items():
    PAGES[login] = PAGES.get(login, []) + paths


def test_every_page_in_both_sizes_and_languages(day):
    seen = 0
    for size, pixels in SIZES.items():
        for name, paths in PAGES.items():
            desk = Desk(day.browser, day.office, name, pixels)
            if name == "lan":
                desk.go("/waiting")
                day.item = desk.page.locator("main table a").first.get_attribute("href")
                desk.go(f"/cases/{CASE}")
                day.document = desk.page.locator(".checklist p a").first.get_attribute("href")
            for path in paths:
                address = path.format(batch=day.batch, item=day.item, document=day.document, page=day.page,
                                      difference=day.difference, statement=day.statement)
                answer = desk.go(address)
                assert len(answer.body()) < 100_000, f"{path}: {len(answer.body())} bytes"
                check(desk, f"{size}-{name}-{path.strip('/{}').split('?')[0].replace('/', '_')}", day.shots)
                seen += 1
            # The switch is kept with the account, so the second round is in the other language.
            desk.go("/account")
            desk.page.click(".who button.plain >> nth=0")
            desk.close()
    stranger = Desk(day.browser, day.office)
    stranger.go("/sign-in")
    check(stranger, "sign-in", day.shots)
    stranger.close()
    print(f"    {seen} pages looked at by axe")


class Day:
    item = document = page = batch = difference = statement = None


def main():
    day = Day()
    day.shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if day.shots:
        day.shots.mkdir(parents=True, exist_ok=True)
    day.office = Office(sys.argv[1])
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    failed, begun = [], time.monotonic()
    try:
        day.office.fill()
        day.office.start()
        with sync_playwright() as driver:
            day.browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            expect.set_options(timeout=15_000)
            for name, test in tests:
                start = time.monotonic()
                try:
                    test(day)
                    print(f"✔ {name[5:].replace('_', ' ')} ({time.monotonic() - start:.1f} s)", flush=True)
                except Exception:
                    failed.append(name)
                    print(f"✘ {name[5:].replace('_', ' ')}", flush=True)
                    traceback.print_exc()
            day.browser.close()
    finally:
        day.office.end()
    print(f"Browser tests: {len(tests) - len(failed)} of {len(tests)} passed, {len(failed)} failed, in {time.monotonic() - begun:.0f} s")
    sys.exit(1 if failed else 0)


main()
