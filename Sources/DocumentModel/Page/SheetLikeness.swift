/// Whether two pages show the same sheet of paper, as far as can be told.
public enum SheetLikeness: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Two papers, or one paper before and after something was put on it.
    case other
    /// Most likely one, but not beyond doubt: for a person to say.
    case likely
    /// Nothing on either that scanning twice does not explain.
    case same

    public static func < (a: SheetLikeness, b: SheetLikeness) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .other: 0
        case .likely: 1
        case .same: 2
        }
    }
}
