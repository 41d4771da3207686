import Basics

/// How many lines two statements of one operator have in common, told by their numbers and by what they say.
public struct SharedLines: Hashable, Sendable {
    /// Lines that say the same in both.
    public var same = 0
    /// Lines of one number that say something else now.
    public var changed = 0
    /// Of those, lines that charge or collect once more, so that both together would count money twice.
    public var repeated = 0
    /// Lines of the earlier statement of which the later has no more.
    public var vanished = 0
    /// Lines of the later statement that the earlier has not.
    public var added = 0

    public init(same: Int = 0, changed: Int = 0, repeated: Int = 0, vanished: Int = 0, added: Int = 0) {
        self.same = same
        self.changed = changed
        self.repeated = repeated
        self.vanished = vanished
        self.added = added
    }

    /// Lines of the earlier statement, and of the later.
    var before: Int { same + changed + vanished }
    var after: Int { same + changed + added }

    /// Whether so many lines count twice that it is no single line charged by mistake, which reconciliation shows.
    var isNotable: Bool {
        let (twice, least) = (same + repeated, min(before, after))
        return twice > 0 && (twice == least || twice >= 2 && twice * Self.notableShare >= least)
    }

    /// One line in so many.
    private static let notableShare = 20

    /// Whether most lines of the later statement are known by their numbers.
    var isMostlyKnown: Bool {
        let known = same + changed
        return known >= Self.minLines && known * 10 >= after * Self.knownInTen
    }

    /// Out of ten numbers so many must be the same.
    private static let knownInTen = 7
    /// With fewer lines it may be an accident.
    static let minLines = 3
}

/// What a statement that comes later is to an earlier one of the same operator.
public enum StatementRelation: Hashable, Sendable {
    /// Nothing of it stands on the earlier one, or only single lines.
    case apart
    /// The same lines in another file: nothing new.
    case identical
    /// It has all lines of the earlier one, and takes its place: the next cumulative statement, or a corrected one.
    case successor
    /// Lines would count twice, or would vanish: a person has to say what it is.
    case inDoubt

    /// - Parameters:
    ///   - before: the days that the earlier one declares.
    ///   - after: the days that the later one declares.
    public init(_ shared: SharedLines, before: ClosedRange<CalendarDay>?, after: ClosedRange<CalendarDay>?) {
        let isSamePeriod = before != nil && before == after
        if shared.vanished == 0, shared.changed == 0, shared.same > 0 {
            self = Self.relation(containing: shared, before, after)
        } else if shared.vanished == 0, isSamePeriod, shared.isMostlyKnown {
            self = .successor
        } else {
            self = shared.isNotable || isSamePeriod && shared.isMostlyKnown ? .inDoubt : .apart
        }
    }

    /// All lines of the earlier one stand in the later one as they were.
    private static func relation(
        containing shared: SharedLines, _ before: ClosedRange<CalendarDay>?, _ after: ClosedRange<CalendarDay>?
    ) -> StatementRelation {
        if shared.added == 0 {
            guard let after, before != after else { return .identical }
            // The same lines, of which more is said now.
            return before.map { contains($0, after) } ?? false ? .identical : .successor
        }
        let goesOn = before.map { before in after.map { contains($0, before) } ?? false } ?? false
        return goesOn || shared.before >= SharedLines.minLines ? .successor : .inDoubt
    }

    private static func contains(_ days: ClosedRange<CalendarDay>, _ others: ClosedRange<CalendarDay>) -> Bool {
        days.lowerBound <= others.lowerBound && others.upperBound <= days.upperBound
    }
}

extension StatementLine {
    /// Whether two lines say the same, wherever they stand and however their number is written.
    public func saysTheSame(as other: StatementLine) -> Bool {
        var other = other
        other.place = place
        if tracking.text == other.tracking.text { other.tracking = tracking }
        other.doubts = doubts
        return self == other
    }

    /// Whether two lines of one number charge or collect the same item's money twice.
    public func repeatsMoney(of other: StatementLine) -> Bool {
        isMoney(fee) && other.isMoney(other.fee) || isMoney(collected) && other.isMoney(other.collected)
            || isMoney(surcharge) && surcharge == other.surcharge
    }

    private func isMoney(_ amount: Dong?) -> Bool { amount.map { $0 != .zero } ?? false }
}
