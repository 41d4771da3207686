import DocumentModel
import Glibc

/// What a document says about itself, spelled for the information dictionary and for XMP alike: PDF/A-1 asks that both
/// agree (ISO 19005-1, 6.7.3).
struct DocumentDescription {
    /// A property of our own XMP schema.
    struct Property: Hashable {
        var name: String
        /// English description, with the term of Decree 30/2020/NĐ-CP in Vietnamese.
        var meaning: String
        var value: String
    }

    let title: String
    /// The document's abstract (trích yếu), if it is known.
    let subject: String?
    let keywords: String
    /// `2026-11-21T09:30:00+07:00`.
    let xmpDate: String
    /// `D:20261121093000+07'00'`.
    let infoDate: String
    /// Descriptive data of Decree 30/2020/NĐ-CP, annex VI, as far as it is known.
    let properties: [Property]

    /// Program that made the document.
    static let producer = "Sohoa"
    /// Longest value; PDF 1.4 strings end at 65,535 bytes.
    private static let maxLength = 4000

    init(_ metadata: DocumentMetadata, pageCount: Int) {
        let fields = metadata.fields.mapValues(Self.clean).filter { !$0.value.isEmpty }
        let caseCode = Self.clean(metadata.caseCode)
        let componentCode = Self.clean(metadata.componentCode)
        let given = Self.clean(metadata.title)
        title = given.isEmpty ? "\(caseCode) \(componentCode)" : given
        subject = fields[.title]
        keywords = [caseCode, componentCode, fields[.number] ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        let clock = Self.clock(metadata.createdAt)
        xmpDate = "\(clock[0])-\(clock[1])-\(clock[2])T\(clock[3]):\(clock[4]):\(clock[5])+07:00"
        infoDate = "D:\(clock.joined())+07'00'"
        // Fields about persons are left out on purpose: a title is no place for an ID number.
        properties = [
            Property(name: "caseCode", meaning: "Code of the case (mã hồ sơ)", value: caseCode),
            Property(
                name: "componentCode", meaning: "Code of the component of the case (mã thành phần hồ sơ)",
                value: componentCode),
            Property(
                name: "documentType", meaning: "Type of the document (tên loại văn bản)",
                value: fields[.docType] ?? ""),
            Property(
                name: "documentNumber", meaning: "Number and symbol (số và ký hiệu văn bản)",
                value: fields[.number] ?? ""),
            Property(
                name: "issuedDate", meaning: "Date of issue, yyyy-MM-dd (ngày, tháng, năm văn bản)",
                value: fields[.date] ?? ""),
            Property(
                name: "issuingAgency", meaning: "Issuing agency (tên cơ quan, tổ chức ban hành)",
                value: fields[.agency] ?? ""),
            Property(
                name: "abstract", meaning: "Abstract (trích yếu nội dung)", value: fields[.title] ?? ""),
            Property(
                name: "pageCount", meaning: "Number of pages (số trang của văn bản)", value: String(pageCount)),
        ].filter { !$0.value.isEmpty }
    }

    /// The text on one line, without the characters that XML 1.0 forbids, of limited length.
    private static func clean(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0: " "
            case 0xFFFE, 0xFFFF: "\u{FFFD}"
            default: scalar
            }
        }
        let line = String(String.UnicodeScalarView(scalars.prefix(maxLength)))
        return line.split(separator: " ").joined(separator: " ")
    }

    /// Year, month, day, hour, minute, second at +07:00, with leading zeros.
    private static func clock(_ milliseconds: Int64) -> [String] {
        // Years 0 to 9999; what lies outside is no date of a scan.
        let seconds = min(max(milliseconds / 1000, -62_167_219_200), 253_402_275_000)
        var time = time_t(seconds + 7 * 3600)
        var parts = tm()
        gmtime_r(&time, &parts)
        let values = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
        return zip(values, [4, 2, 2, 2, 2, 2]).map { value, width in
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
    }
}
