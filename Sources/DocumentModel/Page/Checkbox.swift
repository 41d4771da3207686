/// A square of a form that is left empty or ticked, with what stands beside it.
public struct Checkbox: Hashable, Sendable, Codable {
    /// The square on the upright page.
    public var box: PixelBox
    /// Whether anything was put into it: a tick, a cross, a blot.
    public var isTicked: Bool
    /// What it stands for: the words to its right, or to its left in rows where they stand there; never empty.
    public var label: String

    public init(box: PixelBox, isTicked: Bool, label: String) {
        self.box = box
        self.isTicked = isTicked
        self.label = label
    }

    /// `☑` or `☐`.
    public var mark: String { isTicked ? "☑" : "☐" }
}
