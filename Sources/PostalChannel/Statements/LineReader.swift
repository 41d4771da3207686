import Basics
import DocumentModel
import Dossiers

/// Turns the rows of a statement into lines, by a column map.
public struct LineReader: Sendable {
    /// What a row of a statement is.
    public enum Row: Hashable, Sendable {
        case line(StatementLine)
        /// Money without the number of an item: a line, unless it belongs to the sums below the table.
        case charge(StatementLine, MoneySums)
        /// A row of sums.
        case total(StatedSums)
        /// No line: kept, with why.
        case leftOut(Reason)
    }

    /// Why a row is no line.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        case blank
        /// Above the heading, or the heading itself.
        case heading
        /// The numbers of the columns below a heading.
        case columnNumbers = "column_numbers"
        /// Signatures, remarks, the place and the day.
        case footer
        /// Sums below the table's own: what is to be paid, what remains.
        case conclusion
        /// The second half of a line: what another table of the file says of the same item.
        case joined
    }

    private let map: ColumnMap
    private let columns: RoleColumns
    private let money: MoneyCells
    private let number: NumberCell
    private let statement: String
    private let sheet: Int
    private let totals: [String]
    private let carried: [String]
    private let headings: Set<String>
    private let statuses: StatusCache
    private let epoch: DateCell.Epoch
    private let near: CalendarDay?

    /// - Parameters:
    ///   - headings: over the columns, which a page break may repeat.
    ///   - formats: the forms of numbers, by which one is found beside a note.
    ///   - statement: identity of the statement.
    ///   - sheet: place of the sheet in its file, from 0.
    ///   - countsFrom1904: whether the file's days count from 1904-01-01.
    ///   - near: a day of the statement's period, for days that are written without a year.
    public init(
        map: ColumnMap, headings: [String], vocabulary: StatementVocabulary, formats: TrackingFormats,
        statement: String, sheet: Int = 0, countsFrom1904: Bool = false, near: CalendarDay? = nil
    ) {
        self.map = map
        columns = RoleColumns(map)
        money = MoneyCells(map, vocabulary.fractions)
        number = NumberCell(formats: formats)
        self.statement = statement
        self.sheet = sheet
        totals = vocabulary.totals
        carried = vocabulary.carried
        self.headings = Set(headings.map { FoldedWords($0).text }.filter { !$0.isEmpty })
        statuses = StatusCache(StatusReader(vocabulary))
        epoch = countsFrom1904 ? .y1904 : .y1900
        self.near = near
    }

    /// What a row is. Nothing is thrown away: what is no line comes back with the reason.
    /// - Parameter sums: what the cells of a line add to; a charge comes with its own.
    public func read(_ row: SheetRow, adding sums: inout MoneySums) -> Row {
        if let header = map.headerRows, row.number <= header.upperBound { return .leftOut(.heading) }
        let (tracking, doubts) = columns[.tracking].map { number.read(row[$0]) } ?? (.none, [])
        if Self.isNumber(tracking), !Self.isWordy(tracking), isItem(row, tracking) {
            return .line(line(row, tracking, doubts, &sums))
        }
        return other(row, tracking, &sums)
    }

    /// The same for one row by itself.
    public func read(_ row: SheetRow) -> Row {
        var sums = MoneySums()
        return read(row, adding: &sums)
    }

    // MARK: Rows with a number

    /// Whether a cell holds something that is meant as a number of an item.
    private static func isNumber(_ tracking: WrittenTracking) -> Bool {
        switch tracking {
        case .lossy, .several: true
        case .numeric(let number): number.utf8.count >= 8
        case .written(let number): number.utf8.count >= 6 && number.utf8.contains { (0x30...0x39).contains($0) }
        case .none: false
        }
    }

    /// Whether it has more letters than the numbers of any carrier: `Cộng ngày 23/08/2026`, `Huế, ngày 19 tháng 5 năm 2025`.
    private static func isWordy(_ tracking: WrittenTracking) -> Bool {
        guard case .written(let number) = tracking else { return false }
        let letters = number.utf8.count { $0 >= 0x41 }
        return letters > 5 && letters * 2 > number.utf8.count
    }

    /// Digits for the most part, as the numbers of all carriers but a few.
    private static func isPlain(_ tracking: WrittenTracking) -> Bool {
        guard case .written(let number) = tracking else { return true }
        var (digits, others) = (0, 0)
        for byte in number.utf8 { if byte &- 0x30 < 10 { digits += 1 } else { others += 1 } }
        return digits >= 6 && others <= 5
    }

    /// Whether a row with something like a number is an item's: a telephone or an account below the table has neither
    /// money nor day beside it. A number with the right check digit needs nothing else.
    private func isItem(_ row: SheetRow, _ tracking: WrittenTracking) -> Bool {
        if money.isFilled(row) { return Self.isPlain(tracking) || isOfKnownForm(tracking) || !isTotal(row) }
        if columns[.status].map({ statuses.read(row[$0].written) != .unknown }) ?? false { return true }
        if date(row, .accepted, .acceptedTime) != nil || date(row, .delivered, .deliveredTime) != nil { return true }
        if caseCode(row) != nil { return true }
        if isOfKnownForm(tracking, checkedOnly: true) { return true }
        return row.cells.count { !$0.isBlank } >= Self.manyCells && hasShapeOfNumber(tracking)
    }

    /// Whether it has the form of a number, whatever its check digit.
    private func hasShapeOfNumber(_ tracking: WrittenTracking) -> Bool {
        switch tracking {
        case .written(let text), .numeric(let text): number.formats.formats.contains { $0.hasShape(text) }
        case .lossy, .several: true
        case .none: false
        }
    }

    /// So many filled cells are no footer.
    private static let manyCells = 4

    private func isOfKnownForm(_ tracking: WrittenTracking, checkedOnly: Bool = false) -> Bool {
        switch tracking {
        case .written(let number), .numeric(let number):
            let standing = number.utf8.count > 40 ? .wrong : self.number.formats.standing(of: number)
            return standing == .checked || standing == .unchecked && !checkedOnly
        case .several: return true
        case .lossy, .none: return false
        }
    }

    // MARK: Other rows

    private func other(_ row: SheetRow, _ tracking: WrittenTracking, _ sums: inout MoneySums) -> Row {
        if row.isBlank { return .leftOut(.blank) }
        if isHeading(row) { return .leftOut(.heading) }
        if isTotal(row) { return .total(stated(row)) }
        if isColumnNumbers(row) { return .leftOut(.columnNumbers) }
        let hasDay = date(row, .accepted, .acceptedTime) != nil
        let isSomebodys = !text(row, .recipient).isEmpty || caseCode(row) != nil
        if hasDay && isSomebodys { return .line(line(row, tracking, [], &sums)) }
        guard money.isMeantAsMoney(row) else { return .leftOut(.footer) }
        var own = MoneySums()
        var line = line(row, .none, .charge, &own)
        line.recipient = label(row)
        // Formulas that were filled down beyond the table say nothing.
        guard !own.isZero || !line.recipient.isEmpty else { return .leftOut(.footer) }
        return .charge(line, own)
    }

    /// What a row without a number says it is: its longest text.
    private func label(_ row: SheetRow) -> String {
        let texts = row.cells.compactMap { cell -> String? in
            guard case .text(let text) = cell, text.contains(where: \.isLetter) else { return nil }
            return text.trimmed
        }
        return String((texts.max { $0.count < $1.count } ?? "").prefix(Self.longestLabel))
    }

    private static let longestLabel = 120

    private func isHeading(_ row: SheetRow) -> Bool {
        let texts = row.cells.filter { !$0.isBlank }.map { FoldedWords($0.written).text }
        return texts.count >= 2 && texts.filter(headings.contains).count * 2 > texts.count
    }

    private func isTotal(_ row: SheetRow) -> Bool {
        row.cells.lazy.filter { !$0.isBlank }.prefix(3).contains { cell in
            guard case .text(let text) = cell, let first = text.unicodeScalars.first, first.properties.isAlphabetic
            else { return false }
            let words = FoldedWords(text)
            return totals.contains(where: words.hasPrefix) || carried.contains(where: words.hasPrefix)
        }
    }

    private func stated(_ row: SheetRow) -> StatedSums {
        let isCarried = row.cells.lazy.filter { !$0.isBlank }.prefix(3).contains { cell in
            guard case .text(let text) = cell else { return false }
            let words = FoldedWords(text)
            return carried.contains(where: words.hasPrefix)
        }
        var stated = money.stated(row)
        stated.isCarried = isCarried
        stated.row = row.number
        return stated
    }

    private func isColumnNumbers(_ row: SheetRow) -> Bool {
        let numbers = row.cells.filter { !$0.isBlank }.map { $0.written.filter(\.isNumber) }
        return numbers.count >= 3 && numbers.allSatisfy { (1...2).contains($0.count) }
            && Set(numbers).count == numbers.count
            && numbers.compactMap { Int($0) }.isAscending
    }

    // MARK: Fields

    private func line(
        _ row: SheetRow, _ tracking: WrittenTracking, _ known: LineDoubts, _ sums: inout MoneySums
    ) -> StatementLine {
        var doubts = known
        let delivered = date(row, .delivered, .deliveredTime, .unreadDelivered, &doubts)
        var status = columns[.status].map { statuses.read(row[$0].written) } ?? .unknown
        if status == .unknown, columns[.status] == nil, delivered != nil { status = .delivered }
        let charges = money.charges(row, &doubts, &sums)
        return StatementLine(
            place: StatementLine.Place(statement: statement, sheet: sheet, row: row.number), tracking: tracking,
            caseCode: caseCode(row), accepted: date(row, .accepted, .acceptedTime, .unreadAccepted, &doubts),
            delivered: delivered, status: status, recipient: text(row, .recipient), signer: text(row, .signer),
            weight: weight(row, &doubts), fee: charges.fee, surcharge: charges.surcharge,
            collected: collected(row, status, &doubts, &sums),
            remitted: money.amount(row, .remitted, .unreadRemitted, &doubts, &sums),
            attempts: columns[.attempts].flatMap { AmountCell.read(row[$0]) }, doubts: doubts)
    }

    private func weight(_ row: SheetRow, _ doubts: inout LineDoubts) -> Int? {
        guard let column = columns[.weight] else { return nil }
        if let weight = AmountCell.exact(row[column], scale: map.weightUnit, isGrouped: map.weightUnit == 1)?
            .rounded(.nearest), (0...AmountCell.largest).contains(weight)
        {
            return weight
        }
        if !row[column].isBlank { doubts.insert(.unreadWeight) }
        return nil
    }

    /// An empty cell under the sum collected says that nothing was, once the item is delivered.
    private func collected(
        _ row: SheetRow, _ status: PostalStatus, _ doubts: inout LineDoubts, _ sums: inout MoneySums
    ) -> Dong? {
        guard columns[.collected] != nil, !doubts.contains(.charge) || money.isFilled(row, .collected) else {
            return nil
        }
        let amount = money.amount(row, .collected, .unreadCollected, &doubts, &sums)
        if amount == nil, !doubts.contains(.unreadCollected), status == .delivered { return .zero }
        return amount
    }

    private func date(_ row: SheetRow, _ role: ColumnRole, _ timeRole: ColumnRole) -> PostalTime? {
        var doubts: LineDoubts = []
        return date(row, role, timeRole, [], &doubts)
    }

    private func date(
        _ row: SheetRow, _ role: ColumnRole, _ timeRole: ColumnRole, _ doubt: LineDoubts, _ doubts: inout LineDoubts
    ) -> PostalTime? {
        guard let column = columns[role] else { return nil }
        let cell = row[column]
        guard let written = DateCell.read(cell, order: columns.order(ofColumn: column), epoch: epoch, near: near) else {
            if Self.isMeantAsDay(cell) { doubts.insert(doubt) }
            return nil
        }
        let day = columns.bearsTimes(column) ? written : written.withoutMidnight
        guard day.isWholeDay, let time = timeOfDay(row, timeRole) else { return day }
        return PostalTime(Instant(milliseconds: day.instant.milliseconds + Int64(time) * 1_000))
    }

    /// Words without a digit, such as *chưa phát*, say that there is no day.
    private static func isMeantAsDay(_ cell: SheetCell) -> Bool {
        switch cell {
        case .empty: false
        case .text(let text): text.utf8.contains { $0 &- 0x30 < 10 && $0 != 0x30 }
        case .number(let text), .date(let text), .dateTime(let text): text != "0"
        case .boolean, .error: true
        }
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

extension [Int] {
    /// Whether each is larger than the one before.
    fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
