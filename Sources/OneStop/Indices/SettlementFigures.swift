import Basics
import Dossiers

/// The columns of form II.06a/VPCP/KSTT. Figures of cases add up and can be taken away again, so that a changed case costs
/// one subtraction and one addition, however many there are.
public struct SettlementFigures: Hashable, Sendable, Codable {
    /// Columns that count cases directly; the others are sums.
    public enum Column: Int, Hashable, Sendable, Codable, CaseIterable {
        case online = 4
        case counterAndPost = 5
        case carriedOver = 6
        case early = 8
        case onTime = 9
        case overdue = 10
        case pendingWithin = 12
        case pendingOverdue = 13
    }

    private var counts = [Int](repeating: 0, count: 14)
    /// Settled in time and known only after the last moment: part of 8 and 9, never of 10.
    public var inTimeRecordedLate = 0
    /// Received in a frozen period and known later: part of 4 and 5.
    public var receivedKnownLate = 0
    /// Settled in a frozen period and known later: part of 7.
    public var settledKnownLate = 0

    public init() {}

    public subscript(column: Column) -> Int {
        get { counts[column.rawValue] }
        set { counts[column.rawValue] = newValue }
    }

    /// Column 3.
    public var received: Int { self[.online] + self[.counterAndPost] + self[.carriedOver] }
    /// Column 7.
    public var settled: Int { self[.early] + self[.onTime] + self[.overdue] }
    /// Column 11.
    public var pending: Int { self[.pendingWithin] + self[.pendingOverdue] }
    /// Whether 3 = 7 + 11; the other identities hold by the way the sums are made.
    public var isBalanced: Bool { received == settled + pending }

    public static func += (a: inout SettlementFigures, b: SettlementFigures) { a.add(b, 1) }
    public static func -= (a: inout SettlementFigures, b: SettlementFigures) { a.add(b, -1) }

    private mutating func add(_ other: SettlementFigures, _ sign: Int) {
        for place in counts.indices { counts[place] += sign * other.counts[place] }
        inTimeRecordedLate += sign * other.inTimeRecordedLate
        receivedKnownLate += sign * other.receivedKnownLate
        settledKnownLate += sign * other.settledKnownLate
    }
}

/// A period of the report, the first moment inside and the first after.
public struct ReportPeriod: Hashable, Sendable, Codable {
    public var start: Instant
    public var end: Instant

    public init(start: Instant, end: Instant) { (self.start, self.end) = (start, end) }

    func contains(_ moment: Instant) -> Bool { start <= moment && moment < end }
}

extension SettlementFigures {
    /// In which columns one case counts; empty when the period has nothing of it.
    public static func columns(_ span: CaseSpan, in period: ReportPeriod, _ booking: Booking) -> [Column] {
        let (received, ended) = booking.moments(span)
        if received >= period.end { return [] }
        if let ended, ended < period.start { return [] }
        let entry: Column =
            received < period.start ? .carriedOver : span.channel == .online ? .online : .counterAndPost
        return [entry, exit(span, ended, period)]
    }

    private static func exit(_ span: CaseSpan, _ ended: Instant?, _ period: ReportPeriod) -> Column {
        if let ended, ended < period.end {
            // A receipt that was taken back after a report counted it: settled, with nothing to be late.
            guard let end = span.ended else { return .onTime }
            return switch CaseTiming(end: end.occurred, due: span.due) {
            case .early: .early
            case .onTime, .noTerm: .onTime
            case .overdue: .overdue
            }
        }
        guard !span.isPaused, let due = span.due else { return .pendingWithin }
        return CaseTiming(end: Instant(milliseconds: period.end.milliseconds - 1), due: due) == .overdue
            ? .pendingOverdue : .pendingWithin
    }

    /// What one case adds to the figures of a period.
    public init(_ span: CaseSpan, in period: ReportPeriod, _ booking: Booking) {
        self.init()
        let columns = Self.columns(span, in: period, booking)
        for column in columns { self[column] += 1 }
        guard !columns.isEmpty else { return }
        if columns[0] != .carriedOver, !period.contains(span.received.occurred) { receivedKnownLate = 1 }
        guard let end = span.ended, columns[1].rawValue <= 10 else { return }
        if end.occurred < period.start { settledKnownLate = 1 }
        if columns[1] != .overdue, CaseTiming(end: end.recorded, due: span.due) == .overdue { inTimeRecordedLate = 1 }
    }

    /// The figures of many cases.
    public init(_ spans: some Sequence<CaseSpan>, in period: ReportPeriod, _ booking: Booking = Booking([])) {
        self.init()
        for span in spans { self += SettlementFigures(span, in: period, booking) }
    }

    /// The cases behind a figure, in order of their codes.
    public static func cases(
        behind column: Column, _ spans: some Sequence<CaseSpan>, in period: ReportPeriod,
        _ booking: Booking = Booking([])
    ) -> [CaseCode] {
        spans.filter { columns($0, in: period, booking).contains(column) }.map(\.code).sorted()
    }

    /// The figures by whatever cases are told apart by: agency, field, channel.
    public static func grouped<Key: Hashable>(
        _ spans: some Sequence<CaseSpan>, in period: ReportPeriod, _ booking: Booking = Booking([]),
        by key: (CaseSpan) -> Key
    ) -> [Key: SettlementFigures] {
        spans.reduce(into: [:]) { $0[key($1), default: .init()] += SettlementFigures($1, in: period, booking) }
    }
}
