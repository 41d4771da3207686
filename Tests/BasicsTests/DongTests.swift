import Basics
import Testing

struct DongTests {
    @Test(arguments: [
        (0, "0 ₫"), (999, "999 ₫"), (1_000, "1.000 ₫"), (1_234_000, "1.234.000 ₫"), (-13_500, "-13.500 ₫"),
        (100_000, "100.000 ₫"),
    ])
    func showsThousandsWithDots(amount: Int, text: String) {
        #expect(Dong(amount).description == text)
    }

    @Test func addsUp() {
        #expect([Dong(13_500), Dong(21_000), Dong(-500)].reduce(.zero, +) == Dong(34_000))
    }
}
