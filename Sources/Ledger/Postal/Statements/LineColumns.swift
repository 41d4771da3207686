import PostalChannel

/// Statement lines in the columns of `statement_lines`.
enum LineColumns {
    /// What is selected for ``line(_:statement:)``.
    static let selected = """
        line, tracking_form, tracking, tracking_low, tracking_high, case_code, accepted_at, accepted_is_day,
        delivered_at, delivered_is_day, status, recipient, signer, weight, fee, surcharge, collected, remitted, attempts,
        doubts
        """

    /// The same of `statement_lines l`.
    static let selectedOfLine = selected.split(separator: ",")
        .map { "l." + $0.drop(while: \.isWhitespace) }.joined(separator: ", ")

    static let count = 21

    static let insertion = """
        INSERT INTO statement_lines (\(selected), raw_cells)
        VALUES (\(repeatElement("?", count: count).joined(separator: ", ")))
        """

    static func append(_ line: StatementLine, rawCells: String, key: Int, to batch: inout SQLBatch) {
        batch.append(key)
        append(line.tracking, to: &batch)
        batch.append(line.caseCode)
        append(line.accepted, to: &batch)
        append(line.delivered, to: &batch)
        batch.append(line.status)
        batch.append(line.recipient)
        batch.append(line.signer)
        batch.append(line.weight)
        batch.append(line.fee)
        batch.append(line.surcharge)
        batch.append(line.collected)
        batch.append(line.remitted)
        batch.append(line.attempts)
        batch.append(line.doubts.rawValue)
        batch.append(rawCells)
    }

    static func line(_ row: SQLCells, statement: String) throws -> StatementLine {
        let key = try row.integer(0)
        let recipient = try row.text(11)
        return StatementLine(
            place: .init(statement: statement, sheet: LineKey.sheet(of: key), row: LineKey.row(of: key)),
            tracking: try tracking(row), caseCode: try row.optionalParsed(5), accepted: try time(row, 6),
            delivered: try time(row, 8), status: try row.parsed(10), recipient: recipient,
            signer: try row.text(12, sameAs: (11, recipient)), weight: try row.wholeNumber(13), fee: try row.dong(14),
            surcharge: try row.dong(15), collected: try row.dong(16), remitted: try row.dong(17),
            attempts: try row.wholeNumber(18),
            doubts: LineDoubts(rawValue: try row.integer(19)))
    }

    private static func append(_ time: PostalTime?, to batch: inout SQLBatch) {
        batch.append(time?.instant)
        batch.append(time?.isWholeDay ?? false)
    }

    private static func time(_ row: SQLCells, _ column: Int) throws -> PostalTime? {
        guard let instant = try row.instant(column) else { return nil }
        return PostalTime(instant, isWholeDay: try row.flag(column + 1))
    }

    // MARK: The number, as it was written

    private static func append(_ tracking: WrittenTracking, to batch: inout SQLBatch) {
        switch tracking {
        case .none: batch.append(0)
        case .written: batch.append(1)
        case .numeric: batch.append(2)
        case .lossy: batch.append(3)
        case .several: batch.append(4)
        }
        batch.append(tracking.text)
        if case .lossy(_, let range) = tracking {
            batch.append(range.lowerBound)
            batch.append(range.upperBound)
        } else {
            batch.appendNull()
            batch.appendNull()
        }
    }

    private static func tracking(_ row: SQLCells) throws -> WrittenTracking {
        let text = try row.text(2)
        switch try row.integer(1) {
        case 0: return .none
        case 1: return .written(text)
        case 2: return .numeric(text)
        case 3:
            let low = try row.integer(3)
            let high = try row.integer(4)
            guard low <= high else { throw row.damaged(4) }
            return .lossy(text, low...high)
        case 4: return .several(text.split(separator: " ").map(String.init))
        default: throw row.damaged(1)
        }
    }
}
