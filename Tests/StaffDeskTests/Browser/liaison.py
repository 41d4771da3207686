"""The liaison's day: a statement of the post from the browser to a settled difference."""

from playwright.sync_api import expect

from office import SAMPLES, Desk


def test_a_liaison_hands_in_a_statement_and_reconciles(day):
    desk = Desk(day.browser, day.office, "ha")
    expect(desk.page.locator("h1")).to_have_text("Chênh lệch với bưu điện")
    desk.go("/post/statements")
    for name in ["ky1_20261019_20261025.xlsx", "ky2_20261026_20261101.csv"]:
        desk.go("/post/statements")
        desk.page.set_input_files("#file", SAMPLES / "postal" / name)
        desk.page.wait_for_url("**/post/statements/*")
        expect(desk.page.locator("h1")).to_have_text(name)
        expect(desk.page.locator("dl .state")).to_have_text("đang dùng")
    day.statement = desk.page.url[len(day.office.base):]
    desk.page.click("text=Cột của bảng kê")
    expect(desk.page.locator("table.sheet select").first).to_be_visible()
    # What is no statement is refused where it was dropped.
    desk.go("/post/statements")
    desk.page.set_input_files("#file", SAMPLES / "pictures/result.png")
    expect(desk.page.locator("#statement [role=status]")).to_contain_text("picture")
    desk.go("/post")
    desk.page.click('form[action="/post/reconcile"] button')
    expect(desk.page.locator(".note.good").first).to_contain_text("Đã đối soát")
    expect(desk.page.locator("main tbody tr").first).to_be_visible()
    desk.close()


def test_a_difference_is_proposed_and_approved_with_the_keyboard(day):
    desk = Desk(day.browser, day.office, "ha")
    desk.go("/post?least=1")
    desk.page.locator("main tbody a").first.click()
    day.difference = desk.page.url[len(day.office.base):].split("?")[0]
    desk.page.keyboard.press("t")
    desk.page.wait_for_url("**done=decided")
    expect(desk.page.locator(".state").first).to_have_text("đang xác minh")
    desk.page.keyboard.press("d")
    desk.page.keyboard.type("Đã gọi bưu cục, hẹn trả lời")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".timeline")).to_contain_text("Đã gọi bưu cục")
    desk.page.focus("#resolution")
    desk.page.keyboard.press("b")
    desk.page.focus("#why")
    desk.page.keyboard.type("Theo biên bản đối chiếu")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**done=decided")
    boss = Desk(day.browser, day.office, "sep")
    boss.go(day.difference)
    expect(boss.page.locator("main")).to_contain_text("Theo biên bản đối chiếu")
    boss.page.evaluate("document.activeElement.blur()")
    boss.page.keyboard.press("Enter")
    boss.page.wait_for_url("**done=decided")
    boss.go(day.difference)
    expect(boss.page.locator(".state").first).to_have_text("đã duyệt")
    boss.close()
    desk.go("/post?state=approved")
    expect(desk.page.locator("main tbody tr")).to_have_count(1)
    desk.close()


def test_two_liaisons_on_one_difference(day):
    desk, boss = Desk(day.browser, day.office, "ha"), Desk(day.browser, day.office, "sep")
    desk.go("/post?state=open")
    address = desk.page.locator("main tbody a").first.get_attribute("href")
    desk.go(address)
    boss.go(address)
    boss.page.fill("#note", "để tôi")
    boss.page.locator("#note").press("Enter")
    boss.page.wait_for_url("**done=decided")
    desk.page.fill("#why", "tôi xử lý")
    desk.page.locator("form", has=desk.page.locator("#why")).locator("button").click()
    expect(desk.page.locator("code")).to_have_text("difference_changed")
    expect(desk.page.locator("main")).to_contain_text("sep")
    desk.close()
    boss.close()
