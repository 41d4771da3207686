/// A part of a list that is asked for by key: what comes after one element costs the same wherever that stands.
public struct Page<Element: Sendable>: Sendable {
    public var elements: [Element]
    /// The identity after which the next page begins; `nil` when this is the last.
    public var next: String?

    public init(_ elements: [Element], next: String?) { (self.elements, self.next) = (elements, next) }

    public func map<Other: Sendable>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(try elements.map(transform), next: next)
    }
}

/// Which part of a list is wanted.
public struct PageRequest: Hashable, Sendable {
    /// The identity of the element after which the part begins; `nil` for the beginning.
    public var after: String?
    /// 1 to ``maxLimit``.
    public var limit: Int

    public static let maxLimit = 500

    public init(after: String? = nil, limit: Int = 200) {
        self.after = after
        self.limit = min(max(limit, 1), Self.maxLimit)
    }
}

/// The elements of a list from one place on, page by page, so that never all of them are in memory.
/// - Parameters:
///   - limit: most elements; `nil` for all.
///   - page: one page of the list.
/// - Returns: the element after which the list goes on; `nil` when that was all.
@discardableResult
public func forEachPage<Element: Sendable>(
    after: String? = nil, limit: Int? = nil, _ page: (PageRequest) async throws -> Page<Element>,
    _ body: ([Element]) throws -> Void
) async throws -> String? {
    var (place, left) = (after, limit ?? .max)
    while left > 0 {
        let part = try await page(PageRequest(after: place, limit: min(left, PageRequest.maxLimit)))
        try body(part.elements)
        left -= part.elements.count
        guard let next = part.next else { return nil }
        place = next
    }
    return place
}
