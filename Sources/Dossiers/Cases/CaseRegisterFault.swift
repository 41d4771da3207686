import Basics
import VietnameseText

/// What is wrong with a register of cases or one of its rows. Values of the row are not repeated, since they may be
/// personal data; the code of the case is.
public struct CaseRegisterFault: RefusalConvertible, Hashable, CustomStringConvertible {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        // The file
        case fileTooLarge = "file_too_large"
        case notUTF8 = "not_utf8"
        case notJSON = "not_json"
        case missingColumn = "missing_column"
        case tooManyCases = "too_many_cases"
        case repeatedKey = "repeated_key"
        // The row
        case malformedRow = "malformed_row"
        case missingValue = "missing_value"
        case wrongType = "wrong_type"
        case tooLong = "too_long"
        case badCaseCode = "bad_case_code"
        case badTime = "bad_time"
        case badDay = "bad_day"
        case badChannel = "bad_channel"
        case badComponent = "bad_component"
        case duplicateComponent = "duplicate_component"
        case duplicateCase = "duplicate_case"
    }

    public var code: Code
    /// 1-based row: in CSV the header is row 1, in JSON the first case is; 0 when the whole file is meant.
    public var row: Int
    /// The row's case code as written, when it could be read.
    public var caseCode: String?
    /// The column or key that is meant.
    public var field: String?
    /// 1-based line of the file, where that is what can be told.
    public var line: Int?

    public init(_ code: Code, row: Int = 0, caseCode: String? = nil, field: String? = nil, line: Int? = nil) {
        self.code = code
        self.row = row
        self.caseCode = caseCode.map { String($0.prefix(64)) }
        self.field = field
        self.line = line
    }

    public var description: String { "\(vietnamese)\n\(english)" }

    public var refusal: Refusal {
        Refusal(
            code.rawValue, .badInput, "\(vietnamese)", "\(english)",
            at: Refusal.Place(row: row > 0 ? row : line))
    }

    /// What is wrong, for clerks.
    public var vietnamese: String { place("Dòng", "hồ sơ") + Self.text(code, field ?? "").0 }

    /// What is wrong, in English.
    public var english: String { place("Row", "case") + Self.text(code, field ?? "").1 }

    private func place(_ rowWord: String, _ caseWord: String) -> String {
        if let line { return "\(rowWord == "Dòng" ? "Dòng" : "Line") \(line): " }
        guard row > 0 else { return "" }
        return caseCode.map { "\(rowWord) \(row), \(caseWord) \($0): " } ?? "\(rowWord) \(row): "
    }

    private static func text(_ code: Code, _ field: String) -> (String, String) {
        switch code {
        case .fileTooLarge:
            let megabytes = CaseRegister.Limit.fileSize >> 20
            return ("Tệp lớn hơn \(megabytes) MB; hãy chia nhỏ.", "The file exceeds \(megabytes) MB; split it.")
        case .repeatedKey:
            return (
                "Khóa \"\(field.visible)\" được ghi hai lần trong một đối tượng; hãy bỏ một.",
                "The key \"\(field.visible)\" stands twice in one object; remove one."
            )
        case .notUTF8:
            return ("Tệp không phải UTF-8; hãy lưu lại dạng UTF-8.", "The file is not UTF-8; save it as UTF-8.")
        case .notJSON: return ("Tệp không phải mảng JSON các hồ sơ.", "The file is no JSON array of cases.")
        case .missingColumn: return ("Thiếu cột “\(field)”.", "The column “\(field)” is missing.")
        case .tooManyCases:
            return (
                "Tệp có hơn \(CaseRegister.Limit.cases) hồ sơ; hãy chia nhỏ.",
                "The file has more than \(CaseRegister.Limit.cases) cases; split it."
            )
        case .malformedRow:
            return (
                "Dòng sai định dạng (dấu ngoặc kép, số cột).", "The row is malformed (quotes, number of columns)."
            )
        case .missingValue: return ("Thiếu giá trị “\(field)”.", "“\(field)” is missing.")
        case .wrongType: return ("Giá trị “\(field)” sai kiểu.", "“\(field)” has the wrong type.")
        case .tooLong: return ("Giá trị “\(field)” quá dài.", "“\(field)” is too long.")
        case .badCaseCode:
            return (
                "Mã hồ sơ sai; dạng đúng: 000.00.16.H40-261118-0042 hoặc H40.16-261118-0042.",
                "Not a case code such as 000.00.16.H40-261118-0042 or H40.16-261118-0042."
            )
        case .badTime:
            return (
                "Thời điểm “\(field)” sai; dạng đúng: 2026-11-18T08:30.",
                "“\(field)” is no time such as 2026-11-18T08:30."
            )
        case .badDay:
            return ("Ngày “\(field)” sai; dạng đúng: 2026-11-18.", "“\(field)” is no day such as 2026-11-18.")
        case .badChannel:
            return (
                "Kênh tiếp nhận phải là direct, postal hoặc online.", "The channel must be direct, postal or online."
            )
        case .badComponent:
            return (
                "Thành phần hồ sơ sai; dạng đúng: TP01:Tờ khai:bản chính:y.",
                "A component is not as in TP01:Tờ khai:bản chính:y."
            )
        case .duplicateComponent:
            return ("Một mã thành phần xuất hiện hai lần.", "A component code appears twice.")
        case .duplicateCase:
            return (
                "Mã hồ sơ đã có ở dòng trước; dòng này bị bỏ qua.",
                "The case stands in an earlier row already; this row is left out."
            )
        }
    }
}
