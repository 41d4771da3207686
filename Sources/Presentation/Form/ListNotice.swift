import Basics

/// Says that a list that was printed for a person is not all there is.
public enum ListNotice: Sendable {
    /// - Parameter after: the last element that was printed, by its identity.
    case goesOn(after: String)

    /// Elements that are printed for a person who did not say how many. Programs get all of them, page by page.
    public static let page = 100

    public var text: TextPage {
        switch self {
        case .goesOn(let last): TextPage("Chưa hết danh sách; xem tiếp bằng --after \(last)")
        }
    }
}
