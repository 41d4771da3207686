/// Why sheets could not be printed.
public enum SheetFault: Error, Hashable, Sendable {
    /// There is nothing to print.
    case noSheets
    /// No installed font has the Vietnamese letters; Debian's `fonts-noto-core` and `fonts-dejavu-core` have.
    case noVietnameseFont
    /// The code could not be made; the text is Zint's.
    case code(String)
    /// The file could not be written; the text is Cairo's or the system's.
    case notWritten(String)
    /// A number that has to stand in a barcode is missing, has letters that barcodes cannot carry or is too long, or an
    /// amount is larger than anything real; the Vietnamese text says which number, and where.
    case number(String)
    /// Figures that must agree do not; the Vietnamese text says which.
    case unbalanced(String)
    /// There are more lines or labels than one file may have: the limit.
    case tooMany(Int)

    /// What to tell the user, in Vietnamese.
    public var message: String {
        switch self {
        case .noSheets: "Không có phiếu nào để in."
        case .noVietnameseFont: "Máy chưa có phông chữ tiếng Việt; hãy cài fonts-noto-core."
        case .code(let detail): "Không tạo được mã vạch: \(detail)"
        case .notWritten(let detail): "Không ghi được tệp: \(detail)"
        case .number(let text): text
        case .unbalanced(let text): "Số liệu không khớp: \(text)"
        case .tooMany(let limit): "Quá nhiều dòng cho một tệp in; tối đa \(limit)."
        }
    }
}
