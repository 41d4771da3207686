/// The size of a page in millimetres.
struct PageSize: Hashable, Sendable {
    var width: Double
    var height: Double

    static let a4 = PageSize(width: 210, height: 297)
    static let a4Landscape = PageSize(width: 297, height: 210)

    /// What is left within margins on all sides.
    func inset(by margin: Double) -> Frame {
        Frame(x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin)
    }
}

/// A rectangle on a page, in millimetres from its upper left corner.
struct Frame: Hashable, Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }

    /// What is left within margins on all sides.
    func inset(by margin: Double) -> Frame {
        Frame(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
    }
}
