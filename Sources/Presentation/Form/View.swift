/// What a door shows of something: JSON for machines, text for people. The same for every door; a view reads nothing, it
/// is made of values that were read before.
public protocol View: Encodable {
    /// What people read of it.
    var text: TextPage { get }
}

/// A view of which there are lists.
public protocol ListedView: Encodable {
    /// What people read of a list.
    static func page(_ list: [Self]) -> TextPage
}

extension Array: View where Element: ListedView {
    public var text: TextPage { Element.page(self) }
}
