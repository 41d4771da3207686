/// How a piece of text is set.
struct TextStyle: Hashable, Sendable {
    enum Alignment: Hashable, Sendable {
        case left, centred, right
    }

    /// Size in points.
    var size: Double
    /// The size in points down to which the text shrinks before it ends in an ellipsis; `nil` keeps the size.
    var minimumSize: Double?
    var isBold = false
    var isItalic = false
    var alignment = Alignment.left
    /// Lines after which the text shrinks or ends in an ellipsis.
    var maxLines = 1

    /// The same, set otherwise in the line.
    func aligned(_ alignment: Alignment) -> TextStyle {
        var style = self
        style.alignment = alignment
        return style
    }

    /// Names, addresses and titles of any length: several lines, smaller ones before anything is left out.
    static func flowing(_ size: Double, isBold: Bool = false, alignment: Alignment = .left) -> TextStyle {
        TextStyle(size: size, minimumSize: size * 0.75, isBold: isBold, alignment: alignment, maxLines: 6)
    }

    /// A figure or code that must stand on one line whole.
    static func figure(_ size: Double, isBold: Bool = false, alignment: Alignment = .left) -> TextStyle {
        TextStyle(size: size, minimumSize: size * 0.5, isBold: isBold, alignment: alignment)
    }

    /// Small words above or before what they name.
    static let caption = TextStyle(size: 7.5, minimumSize: 6, maxLines: 2)
    /// Instructions and remarks.
    static let remark = TextStyle(size: 8, minimumSize: 7, isItalic: true, maxLines: 3)
}
