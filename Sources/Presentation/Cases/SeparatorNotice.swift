import Basics

/// Says that separator sheets were written.
public struct SeparatorNotice: Sendable {
    var sheets: Int
    var file: String

    public init(sheets: Int, file: String) { (self.sheets, self.file) = (sheets, file) }

    public var text: TextPage { TextPage("Đã ghi \(sheets) phiếu phân tách vào \(file)") }
}
