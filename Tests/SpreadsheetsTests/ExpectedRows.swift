import DocumentModel
import Foundation
import Spreadsheets

/// `expected.json`: by file and sheet the rows that have content, as the script that made the files knows them.
enum ExpectedRows {
    struct Row: Decodable {
        var number: Int
        /// Kind, colon, content: `t:` text, `n:` number, `d:` date, `b:` boolean, `e:` error, `m:` a date's minute.
        var cells: [String?]

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            number = try values.decode(Int.self)
            cells = try values.decode([String?].self)
        }
    }

    static let files: [String: [String: [Row]]] = {
        guard let data = try? Data(contentsOf: Fixtures.folder.appending(path: "expected.json")) else { return [:] }
        return (try? JSONDecoder().decode([String: [String: [Row]]].self, from: data)) ?? [:]
    }()

    /// A cell as `expected.json` writes it.
    static func written(_ cell: SheetCell) -> String? {
        switch cell {
        case .empty: nil
        case .text(let text): "t:" + text
        case .number(let number): "n:" + number
        case .date(let serial), .dateTime(let serial): "d:" + serial
        case .boolean: "b:" + cell.written
        case .error(let error): "e:" + error
        }
    }

    /// As above, dates as minutes and large numbers with all their digits, as Python has them.
    static func writtenPlainly(_ cell: SheetCell) -> String? {
        if case .number(let written) = cell, let value = Double(written), let integer = Int(exactly: value) {
            return "n:\(integer)"
        }
        let serial: String
        switch cell {
        case .date(let written), .dateTime(let written): serial = written
        default: return written(cell)
        }
        guard let moment = DateEpoch.from1900.moment(ofSerial: serial) else { return written(cell) }
        let seconds = Double(moment.day) * 86_400 + Double((moment.milliseconds + 500) / 1000)
        let format = Date.VerbatimFormatStyle(
            format: """
                \(day: .twoDigits)/\(month: .twoDigits)/\(year: .padded(4)) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)
                """, timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
        return "m:" + Date(timeIntervalSince1970: seconds).formatted(format)
    }
}
