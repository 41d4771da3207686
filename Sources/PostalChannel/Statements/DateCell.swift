import Basics
import DocumentModel

/// Reads days and times out of cells.
public enum DateCell {
    /// In which order a column writes its numbers.
    public enum Order: String, Sendable, Codable {
        case dayFirst = "day_first"
        case monthFirst = "month_first"
    }

    /// What a cell says: a serial of a spreadsheet (days since 1899-12-30), or a text like `24/10/2026 05:32`,
    /// `05:32 24/10/2026`, `2026-10-24T05:32:10`, `24-10-26`, `5h32 24/10`, `24-Oct-26`, `20261024`, `24102026`, `241026`.
    /// Times are those of Việt Nam, but for an offset or a `Z` at the end. A whole serial says no time, unless the cell's
    /// format shows one; what `00:00` in a text or in such a serial says depends on the column it stands in: see
    /// ``ColumnMap/timedColumns``. `24:00` is the last minute of its day, since it is that day which is written.
    /// - Parameter near: a day in whose neighbourhood a day without a year lies; without it such a day is none.
    /// - Returns: `nil` for an empty cell and for what is no day.
    public static func read(
        _ cell: SheetCell, order: Order = .dayFirst, epoch: Epoch = .y1900, near: CalendarDay? = nil
    ) -> PostalTime? {
        switch cell {
        case .date(let serial), .number(let serial):
            CompactDate(serial)?.day(near: near).map { time(day: $0.daysSinceEpoch, seconds: 0, isWholeDay: true) }
                ?? Double(serial).flatMap { time(serial: $0, epoch) }
        case .dateTime(let serial): Double(serial).flatMap { time(serial: $0, epoch) }?.withTime
        case .text(let text): read(text: text, order: order, epoch, near)
        case .empty, .boolean, .error: nil
        }
    }

    /// What day a spreadsheet counts from.
    public enum Epoch: String, Sendable, Codable {
        case y1900
        case y1904

        /// Days from the epoch's day zero to 1970-01-01. 1900-02-29, which spreadsheets believe in, lies long before any
        /// statement.
        var daysBefore1970: Int { self == .y1900 ? 25_569 : 24_107 }
    }

    private static func time(serial: Double, _ epoch: Epoch) -> PostalTime? {
        // 1982 to 2173: other numbers are no dates.
        guard (30_000.0..<100_000.0).contains(serial) else { return nil }
        // Whole seconds first: a fraction just below the next day is that day's midnight.
        let seconds = Int((serial * 86_400).rounded())
        let (day, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        return time(day: day - epoch.daysBefore1970, seconds: rest, isWholeDay: rest == 0)
    }

    /// - Parameter offset: of the time's zone, milliseconds; that of Việt Nam where none is written.
    private static func time(
        day: Int, seconds: Int, isWholeDay: Bool, offset: Int64 = LocalTime.offset
    ) -> PostalTime {
        let local = Int64(day) * 86_400_000 + Int64(seconds) * 1_000
        return PostalTime(Instant(milliseconds: local - offset), isWholeDay: isWholeDay)
    }

    private static func read(text: String, order: Order, _ epoch: Epoch, _ near: CalendarDay?) -> PostalTime? {
        var (text, order, zone) = (text, order, Int64?.none)
        let marks = DateMarks(text)
        if marks.mayHaveZone, let found = WrittenZone(text) { (text, zone) = (found.rest, found.offset) }
        if marks.hasWord, let named = NamedMonth(text) {
            text = named.text
            order = named.isBehindDay ? .dayFirst : .monthFirst
        }
        if let stamp = CompactDate.stamp(text) { text = stamp }
        var numbers = DateNumbers()
        guard numbers.scan(text) else { return nil }
        if numbers.time == nil, numbers.count <= 2 {
            if let day = CompactDate(text)?.day(near: near) {
                return time(day: day.daysSinceEpoch, seconds: 0, isWholeDay: true)
            }
            if let serial = Double(text.contains(",") ? text.replacing(",", with: ".", maxReplacements: 1) : text) {
                return time(serial: serial, epoch)
            }
        }
        guard let day = numbers.day(order, near: near), let seconds = numbers.seconds else { return nil }
        let offset = numbers.time == nil ? LocalTime.offset : numbers.isUTC ? 0 : zone ?? LocalTime.offset
        return time(day: day.daysSinceEpoch, seconds: seconds, isWholeDay: numbers.time == nil, offset: offset)
    }

    /// Seconds since midnight of a cell that holds a time only: `05:32`, or a fraction of a day.
    public static func readTime(_ cell: SheetCell) -> Int? {
        switch cell {
        case .date(let serial), .dateTime(let serial), .number(let serial):
            return Double(serial).flatMap { (0..<1).contains($0) ? Int(($0 * 86_400).rounded()) : nil }
        case .text(let text):
            var numbers = DateNumbers()
            guard numbers.scan(text), numbers.time?.lowerBound == 0 else { return nil }
            return numbers.seconds
        case .empty, .boolean, .error: return nil
        }
    }
}
