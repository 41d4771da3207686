extension ComparedField {
    /// The fields of money, days, status and weight of a pair that were not compared, in the order of ``Name``: our side
    /// says something, and theirs nothing, or nothing that could be read. What is not due yet, such as the day of delivery
    /// of an item under way, is not missing.
    public static func notCompared(_ parcel: Parcel, _ line: StatementLine) -> [Name] {
        let isDelivered = line.status == .delivered || parcel.status == .delivered
        var names: [Name] = []
        if line.accepted == nil, parcel.handedOver != nil { names.append(.accepted) }
        if line.delivered == nil, isDelivered || line.doubts.contains(.unreadDelivered) { names.append(.delivered) }
        if line.status == .unknown { names.append(.status) }
        if line.weight == nil, parcel.weight != nil { names.append(.weight) }
        if line.fee == nil || line.doubts.contains(.unreadFee), parcel.fee != nil { names.append(.fee) }
        if line.collected == nil, isDelivered || line.status == .unknown || line.doubts.contains(.unreadCollected) {
            names.append(.collected)
        }
        if line.doubts.contains(.unreadRemitted) { names.append(.remitted) }
        return names
    }

    /// Whether a pair was compared in all money and days that are due, so that it may be called matched as a whole.
    static func isWhole(_ parcel: Parcel, _ line: StatementLine) -> Bool {
        // Nearly all lines say all: looked at without a list.
        if line.fee != nil, line.collected != nil, line.delivered != nil, line.doubts.isDisjoint(with: .unread) {
            return true
        }
        return notCompared(parcel, line).allSatisfy { $0 == .accepted || $0 == .status || $0 == .weight }
    }
}
