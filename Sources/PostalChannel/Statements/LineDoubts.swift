/// What reading a line of a statement could not make out, or had to interpret. An unread cell is one that holds something;
/// an empty one says nothing and stands in no doubt.
public struct LineDoubts: OptionSet, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let unreadAccepted = LineDoubts(rawValue: 1 << 0)
    public static let unreadDelivered = LineDoubts(rawValue: 1 << 1)
    public static let unreadWeight = LineDoubts(rawValue: 1 << 2)
    /// Of the fee, its total, a surcharge, a discount.
    public static let unreadFee = LineDoubts(rawValue: 1 << 3)
    public static let unreadCollected = LineDoubts(rawValue: 1 << 4)
    public static let unreadRemitted = LineDoubts(rawValue: 1 << 5)
    /// Fee, surcharges and discounts do not give the total that stands beside them.
    public static let partsDiffer = LineDoubts(rawValue: 1 << 6)
    /// Something else stands beside the number in its cell.
    public static let notedNumber = LineDoubts(rawValue: 1 << 7)
    /// Several numbers stand in the cell; the line goes by the first.
    public static let severalNumbers = LineDoubts(rawValue: 1 << 8)
    /// Money without the number of an item, such as a charge for collecting.
    public static let charge = LineDoubts(rawValue: 1 << 9)
    /// A fraction of a đồng was rounded.
    public static let rounded = LineDoubts(rawValue: 1 << 10)

    /// Cells of money and of days that were not read.
    public static let unread: LineDoubts = [
        .unreadAccepted, .unreadDelivered, .unreadFee, .unreadCollected, .unreadRemitted,
    ]
}
