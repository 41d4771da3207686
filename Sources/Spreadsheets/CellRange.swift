/// A rectangle of cells, as merged cells have it. Rows and columns are counted from 1 and 0 as in `SheetRow`.
public struct CellRange: Hashable, Sendable {
    /// First and last row, from 1.
    public var rows: ClosedRange<Int>
    /// First and last column, from 0.
    public var columns: ClosedRange<Int>

    public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }

    /// From `A1:C2` or `B7`; the corners may stand in any order and bear dollar signs. `nil` for anything else.
    public init?(_ reference: some StringProtocol) {
        let corners = reference.utf8.filter { $0 != UInt8(ascii: "$") }.split(separator: UInt8(ascii: ":"))
        guard let first = corners.first, let last = corners.last, corners.count <= 2,
            let start = CellReference(first), let end = CellReference(last)
        else { return nil }
        self.init(
            rows: min(start.row, end.row)...max(start.row, end.row),
            columns: min(start.column, end.column)...max(start.column, end.column))
    }

    /// The letters of a column counted from 0: A, B … Z, AA …
    public static func letters(ofColumn column: Int) -> String {
        guard column >= 0 else { return "?" }
        var letters: [UInt8] = []
        var rest = column
        repeat {
            letters.append(UInt8(ascii: "A") + UInt8(rest % 26))
            rest = rest / 26 - 1
        } while rest >= 0
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}

/// A cell's address such as `XFD1048576`.
struct CellReference: Hashable {
    /// From 1.
    var row: Int
    /// From 0.
    var column: Int

    /// `nil` unless one to three letters and one to seven digits, without leading zero, follow each other.
    init?(_ bytes: some Collection<UInt8>) {
        var column = 0
        var row = 0
        var (letters, digits) = (0, 0)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where digits == 0:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
                letters += 1
            case UInt8(ascii: "a")...UInt8(ascii: "z") where digits == 0:
                column = column * 26 + Int(byte - UInt8(ascii: "a")) + 1
                letters += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where letters > 0:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
                if row == 0 { return nil }
            default: return nil
            }
            if letters > 3 || digits > 7 { return nil }
        }
        guard digits > 0 else { return nil }
        self.row = row
        self.column = column - 1
    }
}
