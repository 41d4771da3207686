import DocumentModel
import VietnameseText

extension CaseRegister {
    /// Reads a table of cases: rows of a spreadsheet or of delimited text, one of which names the columns. Components stand
    /// in one cell as `code:name:form:y|n`, joined by `|`.
    /// - Parameters:
    ///   - rows: in their order; what stands above the names of the columns is passed over.
    ///   - moment: the day, counted from 1 January 1970, and the milliseconds of the day of a date's serial number.
    /// - Throws: ``CaseRegisterFault`` when no row names the columns, or there are too many cases; what `rows` throws.
    public static func parse(
        rows: () throws -> [SheetRow]?, moment: (_ serial: String) -> (day: Int, milliseconds: Int)?
    ) throws -> CaseRegister {
        var table = CaseRegisterTable()
        var register = CaseRegister()
        while let block = try rows() {
            register.add(block.compactMap { row in table.caseRow(row, moment).map { (row.number, $0) } })
            guard register.cases.count <= Limit.cases else { throw CaseRegisterFault(.tooManyCases) }
        }
        guard table.columns != nil else { throw CaseRegisterFault(.missingColumn, field: table.missing ?? "case") }
        return register
    }
}

/// A table with named columns on its way to cases.
private struct CaseRegisterTable {
    /// The key of each column, once the row that names them was found; `nil` for columns that say nothing to us.
    private(set) var columns: [String?]?
    /// What the row lacks that came nearest to naming the columns.
    private(set) var missing: String?
    private var nearest = 0
    private var passedOver = 0

    /// Rows above the names of the columns: a title, an office, a period.
    private static let maxTitles = 30

    private static let required = [
        "case", "procedure_code", "procedure", "agency", "applicant", "received", "due", "channel", "components",
    ]

    /// - Returns: `nil` for a row that is no case.
    mutating func caseRow(_ row: SheetRow, _ moment: (String) -> (day: Int, milliseconds: Int)?) -> CaseRow? {
        guard !row.isBlank else { return nil }
        guard let columns else {
            findColumns(row)
            return nil
        }
        return Self.caseRow(row, columns, moment)
    }

    private mutating func findColumns(_ row: SheetRow) {
        passedOver += 1
        guard passedOver <= Self.maxTitles else { return }
        let keys = row.cells.map { CaseRegisterHeadings.key($0.written) }
        let lacking = Self.required.filter { !keys.contains($0) }
        if lacking.isEmpty {
            columns = keys
        } else if missing == nil || Self.required.count - lacking.count > nearest {
            (missing, nearest) = (lacking.first, Self.required.count - lacking.count)
        }
    }

    private static func caseRow(
        _ row: SheetRow, _ columns: [String?], _ moment: (String) -> (day: Int, milliseconds: Int)?
    ) -> CaseRow {
        var result = CaseRow()
        guard row.cells.count <= columns.count || row.cells[columns.count...].allSatisfy(\.isBlank) else {
            result.faults.append((.malformedRow, nil))
            return result
        }
        for (key, cell) in zip(columns, row.cells) {
            switch key {
            case nil: continue
            case "components": result.components = components(cell.written)
            case "received", "due":
                result.values[key ?? ""] = time(cell, moment, isDay: key == "due")
            case let key?: result.values[key] = RegisterText.trimmed(cell.written)
            }
        }
        if columns.contains("components"), result.components == nil { result.components = [] }
        return result
    }

    /// A time as the register writes it elsewhere; what is none stays as it stands, and is told.
    private static func time(
        _ cell: SheetCell, _ moment: (String) -> (day: Int, milliseconds: Int)?, isDay: Bool
    ) -> String {
        switch cell {
        case .date(let serial), .dateTime(let serial):
            guard let found = moment(serial) else { return serial }
            return LocalDateTime.text(day: found.day, milliseconds: found.milliseconds, isDay: isDay)
        default:
            let text = RegisterText.trimmed(cell.written)
            return LocalDateTime.fromDayFirst(text, isDay: isDay) ?? text
        }
    }

    private static func components(_ cell: String) -> [CaseRow.Component] {
        cell.split(separator: "|").map(String.init).map(RegisterText.trimmed).filter { !$0.isEmpty }.map(component)
    }

    /// `code:name:form:y|n`; the name itself may hold colons.
    private static func component(_ text: String) -> CaseRow.Component {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4 else { return CaseRow.Component() }
        let name = parts[1..<(parts.count - 2)].joined(separator: ":")
        let isRequired: Bool? =
            switch RegisterText.trimmed(parts[parts.count - 1]).lowercased() {
            case "y": true
            case "n": false
            default: nil
            }
        return CaseRow.Component(
            code: RegisterText.trimmed(parts[0]), name: RegisterText.trimmed(name),
            form: RegisterText.trimmed(parts[parts.count - 2]), isRequired: isRequired)
    }
}

/// What offices call the columns of a register.
private enum CaseRegisterHeadings {
    private static let byHeading: [String: String] = {
        let headings: [String: [String]] = [
            "case": ["mã hồ sơ", "số hồ sơ", "mã số hồ sơ"],
            "procedure_code": ["mã thủ tục", "mã tthc", "mã thủ tục hành chính"],
            "procedure": ["tên thủ tục", "thủ tục", "thủ tục hành chính", "tên thủ tục hành chính"],
            "agency": ["cơ quan", "đơn vị", "cơ quan tiếp nhận", "cơ quan giải quyết", "đơn vị tiếp nhận"],
            "applicant": ["người nộp", "người nộp hồ sơ", "chủ hồ sơ", "họ và tên", "họ tên", "tổ chức, cá nhân"],
            "id_number": ["số giấy tờ", "số định danh", "cccd", "số cccd", "số định danh cá nhân", "cmnd/cccd"],
            "phone": ["điện thoại", "số điện thoại", "sđt"], "address": ["địa chỉ"],
            "received": ["ngày tiếp nhận", "ngày nhận", "thời gian tiếp nhận", "thời điểm tiếp nhận"],
            "due": ["hạn trả", "ngày hẹn trả", "hẹn trả", "hạn trả kết quả", "ngày hẹn trả kết quả"],
            "channel": ["kênh", "kênh tiếp nhận", "hình thức nộp", "hình thức tiếp nhận"],
            "components": ["thành phần", "thành phần hồ sơ", "giấy tờ phải nộp"],
        ]
        var result: [String: String] = [:]
        for (key, names) in headings {
            result[key] = key
            for name in names { result[Folding.folded(name)] = key }
        }
        return result
    }()

    /// The key of a column by its heading, with or without marks, in any case; `nil` for one that says nothing to us.
    static func key(_ heading: String) -> String? {
        let words = Folding.folded(heading).split { $0.isWhitespace || $0 == "*" }.joined(separator: " ")
        return byHeading[words]
    }
}
