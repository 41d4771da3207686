import DocumentModel
import Dossiers

/// Turns the rows of a statement into lines, by a column map.
public struct LineReader: Sendable {
    /// What a row of a statement is.
    public enum Row: Hashable, Sendable {
        case line(StatementLine)
        /// A row of sums.
        case total(Totals)
        /// No line: kept, with why.
        case leftOut(Reason)
    }

    /// Why a row is no line.
    public enum Reason: String, Hashable, Sendable, Codable {
        case blank
        /// Above the heading, or the heading itself.
        case heading
        /// The numbers of the columns below a heading.
        case columnNumbers = "column_numbers"
        /// Signatures, remarks, the place and the day.
        case footer
    }

    /// What a statement itself gives as its sums; `nil` where it gives none.
    public struct Totals: Hashable, Sendable {
        public var fee: Dong?
        public var collected: Dong?
        public var remitted: Dong?
    }

    private let map: ColumnMap
    private let columns: RoleColumns
    private let statement: String
    private let sheet: Int
    private let totals: [String]
    private let headings: Set<String>
    private let statuses: StatusCache
    private let order: DateCell.Order
    private let epoch: DateCell.Epoch
    private let near: CalendarDay?

    /// - Parameters:
    ///   - guess: the columns, and the headings that a page break may repeat.
    ///   - statement: identity of the statement.
    ///   - sheet: place of the sheet in its file, from 0.
    ///   - countsFrom1904: whether the file's days count from 1904-01-01.
    ///   - near: a day of the statement's period, for days that are written without a year.
    public init(
        map: ColumnMap, headings: [String], vocabulary: StatementVocabulary, statement: String, sheet: Int = 0,
        countsFrom1904: Bool = false, near: CalendarDay? = nil
    ) {
        self.map = map
        columns = RoleColumns(map)
        self.statement = statement
        self.sheet = sheet
        totals = vocabulary.totals
        self.headings = Set(headings.map { FoldedWords($0).text }.filter { !$0.isEmpty })
        statuses = StatusCache(StatusReader(vocabulary))
        order = map.isMonthFirst ? .monthFirst : .dayFirst
        epoch = countsFrom1904 ? .y1904 : .y1900
        self.near = near
    }

    /// What a row is. Nothing is thrown away: what is no line comes back with the reason.
    public func read(_ row: SheetRow) -> Row {
        if let header = map.headerRows, row.number <= header.upperBound { return .leftOut(.heading) }
        let tracking = columns[.tracking].map { WrittenTracking(row[$0]) } ?? .none
        if Self.isNumber(tracking), !Self.isWordy(tracking) { return .line(line(row, tracking)) }
        return other(row, tracking)
    }

    // MARK: Rows without a plain number

    /// Whether a cell holds something that is meant as a number of an item.
    private static func isNumber(_ tracking: WrittenTracking) -> Bool {
        switch tracking {
        case .lossy: true
        case .numeric(let number): number.utf8.count >= 8
        case .written(let number): number.utf8.count(where: { (0x30...0x39).contains($0) }) >= 6
        case .none: false
        }
    }

    /// Whether it has more letters than the numbers of any carrier: `Cộng ngày 23/08/2026`, `Huế, ngày 19 tháng 5 năm 2025`.
    private static func isWordy(_ tracking: WrittenTracking) -> Bool {
        guard case .written(let number) = tracking else { return false }
        return number.utf8.count(where: { $0 >= 0x41 }) > 5
    }

    private func other(_ row: SheetRow, _ tracking: WrittenTracking) -> Row {
        if row.isBlank { return .leftOut(.blank) }
        if isHeading(row) { return .leftOut(.heading) }
        if isTotal(row) {
            return .total(
                Totals(
                    fee: sum(row, .feeTotal) ?? sum(row, .fee), collected: sum(row, .collected),
                    remitted: sum(row, .remitted)))
        }
        if isColumnNumbers(row) { return .leftOut(.columnNumbers) }
        let hasDay = date(row, .accepted, .acceptedTime) != nil
        let isSomebodys = !text(row, .recipient).isEmpty || caseCode(row) != nil
        return hasDay && isSomebodys ? .line(line(row, tracking)) : .leftOut(.footer)
    }

    private func isHeading(_ row: SheetRow) -> Bool {
        let texts = row.cells.filter { !$0.isBlank }.map { FoldedWords($0.written).text }
        return texts.count >= 2 && texts.filter(headings.contains).count * 2 > texts.count
    }

    private func isTotal(_ row: SheetRow) -> Bool {
        row.cells.lazy.filter { !$0.isBlank }.prefix(3).contains { cell in
            guard case .text(let text) = cell else { return false }
            let words = FoldedWords(text)
            return totals.contains(where: words.hasPrefix)
        }
    }

    private func isColumnNumbers(_ row: SheetRow) -> Bool {
        let numbers = row.cells.filter { !$0.isBlank }.map { $0.written.filter(\.isNumber) }
        return numbers.count >= 3 && numbers.allSatisfy { (1...2).contains($0.count) }
    }

    // MARK: Fields

    private func line(_ row: SheetRow, _ tracking: WrittenTracking) -> StatementLine {
        let delivered = date(row, .delivered, .deliveredTime)
        var status = columns[.status].map { statuses.read(row[$0].written) } ?? .unknown
        if status == .unknown, columns[.status] == nil, delivered != nil { status = .delivered }
        let fee = amount(row, .fee) ?? amount(row, .feeTotal)
        return StatementLine(
            place: StatementLine.Place(statement: statement, sheet: sheet, row: row.number), tracking: tracking,
            caseCode: caseCode(row), accepted: date(row, .accepted, .acceptedTime), delivered: delivered,
            status: status, recipient: text(row, .recipient), signer: text(row, .signer),
            weight: columns[.weight].flatMap {
                Self.limited(AmountCell.read(row[$0], scale: map.weightUnit, isGrouped: map.weightUnit == 1))
            }, fee: fee,
            surcharge: surcharge(row, fee), collected: collected(row, status), remitted: amount(row, .remitted),
            attempts: columns[.attempts].flatMap { AmountCell.read(row[$0]) })
    }

    /// An empty cell under the sum collected says that nothing was, once the item is delivered.
    private func collected(_ row: SheetRow, _ status: PostalStatus) -> Dong? {
        guard let column = columns[.collected] else { return nil }
        if row[column].isBlank { return status == .delivered ? .zero : nil }
        return amount(row, .collected)
    }

    private func surcharge(_ row: SheetRow, _ fee: Dong?) -> Dong? {
        if let columns = map.columns[.surcharge] {
            let amounts = columns.compactMap { Self.limited(AmountCell.read(row[$0], scale: map.moneyUnit)) }
            return amounts.isEmpty ? nil : Self.limited(amounts.reduce(0, +)).map { Dong($0) }
        }
        guard columns[.fee] != nil, let fee, let total = amount(row, .feeTotal) else { return nil }
        return total - fee
    }

    private func amount(_ row: SheetRow, _ role: ColumnRole) -> Dong? {
        columns[role].flatMap { Self.limited(AmountCell.read(row[$0], scale: map.moneyUnit)) }.map { Dong($0) }
    }

    private func sum(_ row: SheetRow, _ role: ColumnRole) -> Dong? {
        columns[role].flatMap { Self.limited(AmountCell.read(row[$0], scale: map.moneyUnit), to: Self.largestSum) }
            .map { Dong($0) }
    }

    /// What a row of sums may say at most, đồng.
    private static let largestSum = 1_000_000_000_000_000

    private static func limited(_ amount: Int?, to largest: Int = AmountCell.largest) -> Int? {
        amount.flatMap { (-largest...largest).contains($0) ? $0 : nil }
    }

    private func date(_ row: SheetRow, _ role: ColumnRole, _ timeRole: ColumnRole) -> PostalTime? {
        guard let column = columns[role],
            let written = DateCell.read(row[column], order: order, epoch: epoch, near: near)
        else { return nil }
        let day = columns.bearsTimes(column) ? written : written.withoutMidnight
        guard day.isWholeDay, let time = timeOfDay(row, timeRole) else { return day }
        return PostalTime(Instant(milliseconds: day.instant.milliseconds + Int64(time) * 1_000))
    }

    /// Seconds since midnight by a column of its own; `nil` where all of that column is midnight and says nothing.
    private func timeOfDay(_ row: SheetRow, _ role: ColumnRole) -> Int? {
        guard let column = columns[role], let time = DateCell.readTime(row[column]) else { return nil }
        return time != 0 || columns.bearsTimes(column) ? time : nil
    }

    private func caseCode(_ row: SheetRow) -> CaseCode? {
        columns[.caseCode].flatMap { CaseCode.first(in: row[$0].written) }
    }

    private func text(_ row: SheetRow, _ role: ColumnRole) -> String {
        columns[role].map { row[$0].written.trimmed } ?? ""
    }
}
