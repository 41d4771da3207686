import XLSXWriterLibrary

/// The formats of a written workbook, which owns them.
struct CellFormats {
    typealias Format = UnsafeMutablePointer<lxw_format>

    let title: Format?
    let heading: Format?
    /// Text on one line, at the top of rows that have more.
    let plain: Format?
    let wrapped: Format?
    let bold: Format?
    let amount: Format?
    let boldAmount: Format?
    let integer: Format?
    let boldInteger: Format?
    let percent: Format?
    let moment: Format?
    let day: Format?

    /// The separator of thousands is the reader's own setting: a point in Vietnam.
    private static let amountCode = "#,##0 \"₫\""
    private static let integerCode = "#,##0"

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        func format(_ code: String? = nil, isBold: Bool = false) -> Format? {
            let format = workbook_add_format(workbook)
            if let code { format_set_num_format(format, code) }
            if isBold { format_set_bold(format) }
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            return format
        }
        title = format(isBold: true)
        format_set_font_size(title, 14)
        heading = format(isBold: true)
        format_set_text_wrap(heading)
        format_set_align(heading, UInt8(LXW_ALIGN_CENTER.rawValue))
        format_set_align(heading, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_bg_color(heading, 0xE8EEF4)
        plain = format()
        wrapped = format()
        format_set_text_wrap(wrapped)
        bold = format(isBold: true)
        amount = format(Self.amountCode)
        boldAmount = format(Self.amountCode, isBold: true)
        integer = format(Self.integerCode)
        boldInteger = format(Self.integerCode, isBold: true)
        percent = format("0.0%")
        moment = format("dd/mm/yyyy hh:mm")
        day = format("dd/mm/yyyy")
    }
}
