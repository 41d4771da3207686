import Basics
import PostalChannel
import Testing

/// A statement's own sums held against its lines: `l` a line of so many đồng, `c` money without a number, `t` a sum.
struct TableSumsTests {
    private static func table(_ written: String) -> TableSums {
        var table = TableSums()
        for word in written.split(separator: " ") {
            let amount = Int(word.dropFirst()) ?? 0
            var sums = MoneySums()
            sums[.fee].whole = amount
            sums[.fee].cells = 1
            switch word.first {
            case "l": table.add(.lines(sums))
            case "c": table.add(.charge(sums))
            default:
                var stated = StatedSums()
                stated[.fee] = ExactAmount(amount)
                stated.isCarried = word.first == "k"
                table.add(.total(stated))
            }
        }
        return table
    }

    @Test(arguments: [
        // The sum of all, before or behind the lines, and with the sums of days.
        ("l10 l20 t30", nil as Int?), ("t30 l10 l20", nil), ("l10 t10 l20 t20 t30", nil), ("l10 t10 l20 t20", nil),
        ("l10 t10 l20 t30", nil), ("l10 l20", nil),
        // A day's sum is not the statement's; a wrong one is told.
        ("l10 t10 l20 t20 t31", 31), ("l10 t10 l20", 10), ("l10 t11 l20 t30", 11), ("l10 l20 t31", 31),
        // What is carried over, or drawn behind the sum of all, says nothing of the lines.
        ("l10 l20 t30 k500", nil), ("l10 l20 t30 t12", nil),
        // Money without a number within the table counts; behind its sum only where a later one counts it in.
        ("l10 c5 l20 t35", nil), ("l10 l20 c5 t35", nil), ("l10 l20 t30 c5 t35", nil), ("l10 l20 t30 c5", nil),
        ("l10 l20 c5 t30", 30),
    ])
    func differences(written: String, stated: Int?) {
        let differences = Self.table(written).differences()
        #expect(differences.map(\.stated) == (stated.map { [Dong($0)] } ?? []))
    }

    @Test(arguments: [
        ("l10 c5 l20 t35", [true]), ("l10 l20 t30 c5", [false]), ("l10 l20 t30 c5 t35", [true]), ("l10 c5", [true]),
        ("l10 t10 c5 l20 t25", [true]),
    ])
    func charges(written: String, areLines: [Bool]) {
        #expect(Self.table(written).chargesAreLines == areLines)
    }

    /// The last sum of a file counts in the tables before it.
    @Test func earlierTables() {
        let table = Self.table("l10 t110")
        #expect(!table.differences().isEmpty)
        var before = MoneySums()
        before[.fee].whole = 100
        #expect(table.differences(after: before).isEmpty)
    }

    /// Each cell is rounded by itself; a sum of what was not rounded agrees, and so does the sum of what was.
    @Test(arguments: [(5_833_332, true), (5_833_200, true), (5_834_000, false), (5_832_000, false)])
    func roundedCells(tenths: Int, agrees: Bool) {
        var sums = MoneySums()
        sums[.fee].whole = 58_332
        sums[.fee].rest = 13_200
        sums[.fee].cells = 3
        var table = TableSums()
        table.add(.lines(sums))
        var stated = StatedSums()
        stated[.fee] = ExactAmount(tenThousandths: tenths * 100)
        table.add(.total(stated))
        #expect(table.differences().isEmpty == agrees)
    }
}
