import Basics
import PostalChannel
import Testing

/// What was not compared is named, and what could not be read is no agreement.
struct NotComparedTests {
    private static let number = "EB403116321VN"

    private static func entry(
        _ tracking: String = number, _ change: (inout StatementLine) -> Void
    ) throws -> (ReconciledEntry, [ComparedField.Name], BalanceSheet) {
        let parcel = try PostalSample.parcel(1, tracking)
        var line = PostalSample.line(parcel, row: 2)
        change(&line)
        let result = try PostalSample.run([parcel], [line])
        let entry = try #require(result.entries.first)
        #expect(result.entries.count == 1)
        return (entry, ComparedField.notCompared(parcel, line), BalanceSheet(result))
    }

    @Test func everythingIsCompared() throws {
        let (_, names, balance) = try Self.entry { _ in }
        #expect(names.isEmpty)
        #expect(balance.rows.keys.sorted() == [.outcome(.matched)])
        #expect(balance.total.partly == 0)
    }

    @Test(arguments: [[ComparedField.Name.fee], [.collected], [.delivered], [.fee, .collected]])
    func whatTheStatementDoesNotSay(expected: [ComparedField.Name]) throws {
        let (entry, names, balance) = try Self.entry { line in
            if expected.contains(.fee) { line.fee = nil }
            if expected.contains(.collected) { line.collected = nil }
            if expected.contains(.delivered) { line.delivered = nil }
        }
        #expect(entry.outcomes == [.matched])
        #expect(names == expected)
        #expect(balance.rows.keys.sorted() == [.partly])
    }

    /// A weight or a status that is missing is named; the money was compared all the same.
    @Test func lesserFields() throws {
        let (_, names, balance) = try Self.entry { line in
            line.weight = nil
            line.accepted = nil
        }
        #expect(names == [.accepted, .weight])
        #expect(balance.rows.keys.sorted() == [.outcome(.matched)])
    }

    @Test(arguments: [LineDoubts.unreadFee, .unreadCollected, .unreadDelivered, .unreadAccepted])
    func anUnreadCellIsABreak(doubt: LineDoubts) throws {
        let (entry, _, _) = try Self.entry { $0.doubts = doubt }
        #expect(entry.remarks.contains(.unreadCell))
        #expect(entry.isDiscrepancy)
    }

    @Test func partsThatDifferAreABreak() throws {
        let (entry, _, _) = try Self.entry { $0.doubts = .partsDiffer }
        #expect(entry.remarks.contains(.partsDiffer))
        #expect(entry.isDiscrepancy)
    }

    @Test(arguments: [
        ("0619228281029", WrittenTracking.numeric("619228281029"), true),
        ("0019228281517", .written("19228281517"), true), ("0619228281029", .written("619228281020"), false),
        ("2619228281029", .numeric("619228281029"), false),
    ])
    func zerosInFrontThatWereLost(ours: String, theirs: WrittenTracking, isFound: Bool) throws {
        let parcel = try PostalSample.parcel(1, ours)
        var line = PostalSample.line(parcel, row: 2)
        line.tracking = theirs
        let result = try PostalSample.run([parcel], [line])
        let entry = try #require(result.entries.first)
        #expect((entry.outcomes == [.matched, .numericTracking]) == isFound)
        #expect(entry.remarks.contains(.leadingZerosLost) == isFound)
    }

    /// The line goes to the first number that is ours; the parcels of the others are told of it.
    @Test func severalNumbersInOneCell() throws {
        let parcels = [try PostalSample.parcel(1, Self.number), try PostalSample.parcel(2, "2619228281029")]
        var line = PostalSample.line(parcels[0], row: 2)
        line.tracking = .several([Self.number, "2619228281029"])
        line.doubts = .severalNumbers
        let result = try PostalSample.run(parcels, [line])
        #expect(result.entries.map { $0.remarks.contains(.severalNumbers) } == [true, true])
        #expect(result.entries.map(\.line) == [0, nil])
        #expect(result.entries.last?.runnerUp == .line(0))
    }

    @Test func moneyWithoutANumberIsABreakWithItsAmount() throws {
        let line = StatementLine(
            place: .init(statement: "ky1", row: 9), tracking: .none, recipient: "Phí thu gom", fee: Dong(50_000),
            doubts: .charge)
        let result = try PostalSample.run([], [line])
        #expect(result.entries.map(\.outcomes) == [[.missingInOurs]])
        #expect(result.entries.first?.remarks.contains(.chargeWithoutNumber) == true)
        #expect(BalanceSheet(result).total.theirFee == Dong(50_000))
    }
}
