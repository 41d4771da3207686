import Basics
import PostalChannel
import Testing

/// Each outcome, for one parcel and its line.
struct OutcomeTests {
    private static let number = "EB403116321VN"

    private static func outcomes(
        of change: (inout Parcel, inout StatementLine) throws -> Void
    ) throws -> (OutcomeSet, ReconciledEntry) {
        var parcel = try PostalSample.parcel(1, number)
        var line = PostalSample.line(parcel, row: 2)
        try change(&parcel, &line)
        let result = try PostalSample.run([parcel], [line])
        let entry = try #require(result.entries.first)
        #expect(result.entries.count == 1)
        return (entry.outcomes, entry)
    }

    @Test func matched() throws {
        let (outcomes, entry) = try Self.outcomes { _, _ in }
        #expect(outcomes == [.matched])
        #expect(entry.rule == .number)
        #expect(!entry.isDiscrepancy)
    }

    @Test(arguments: [
        (60_000, 21_000, [.codDiffers] as [Outcome]), (0, 21_000, [.codDiffers]), (120_000, 22_800, [.feeDiffers]),
        (60_000, 22_800, [.codDiffers, .feeDiffers]),
    ])
    func amounts(collected: Int, fee: Int, expected: [Outcome]) throws {
        let (outcomes, _) = try Self.outcomes { _, line in
            line.collected = Dong(collected)
            line.fee = Dong(fee)
        }
        #expect(outcomes.all == expected)
    }

    @Test(arguments: [("2026-10-22 21:59", [.matched] as [Outcome]), ("2026-10-23 00:01", [.lateDelivery])])
    func deadline(delivered: String, expected: [Outcome]) throws {
        let (outcomes, _) = try Self.outcomes { _, line in line.delivered = PostalTime(try moment(delivered)) }
        #expect(outcomes.all == expected)
    }

    @Test(arguments: [PostalStatus.returned, .returning])
    func returnedButDelivered(status: PostalStatus) throws {
        let (outcomes, _) = try Self.outcomes { _, line in
            line.status = status
            line.delivered = nil
        }
        #expect(outcomes == [.returnedButDelivered])
        let (reversed, _) = try Self.outcomes { parcel, _ in parcel.status = .returned }
        #expect(reversed == [.returnedButDelivered])
    }

    @Test(arguments: [
        ("2026-10-19 08:50", false, [.matched] as [Outcome]), ("2026-10-18 16:00", false, [.statusBeforeHandover]),
        ("2026-10-19 00:00", true, [.matched]), ("2026-10-18 00:00", true, [.statusBeforeHandover]),
    ])
    func beforeHandover(accepted: String, isWholeDay: Bool, expected: [Outcome]) throws {
        let (outcomes, _) = try Self.outcomes { _, line in
            line.accepted = PostalTime(try moment(accepted), isWholeDay: isWholeDay)
        }
        #expect(outcomes.all == expected)
    }

    @Test(arguments: [
        ("Nguyễn Thi Hằng", [.matched, .nameDiacriticsOnly] as [Outcome]),
        ("Nguyen Thi Hang", [.matched, .nameDiacriticsOnly]), ("NGUYỄN THỊ HẰNG", [.matched]),
        ("Bà Nguyễn Thị Hằng", [.matched]), ("Ông/Bà Nguyễn Thị Hằng", [.matched]),
        ("Nguye\u{302}\u{303}n Thi\u{323} Ha\u{306}\u{300}ng", [.matched]), ("", [.matched]),
    ])
    func names(theirs: String, expected: [Outcome]) throws {
        let (outcomes, entry) = try Self.outcomes { _, line in line.recipient = theirs }
        #expect(outcomes.all == expected)
        #expect(!entry.remarks.contains(.nameDiffers))
    }

    @Test func numericTracking() throws {
        let parcel = try PostalSample.parcel(1, "2619229635178")
        var line = PostalSample.line(parcel, row: 2)
        line.tracking = .numeric("2619229635178")
        let entry = try #require(try PostalSample.run([parcel], [line]).entries.first)
        #expect(entry.outcomes == [.matched, .numericTracking])
    }

    @Test func missing() throws {
        let parcel = try PostalSample.parcel(1, Self.number)
        let stranger = try PostalSample.parcel(2, "EB403110142VN", recipient: "Lê Văn An")
        let result = try PostalSample.run([parcel], [PostalSample.line(stranger, row: 2)])
        #expect(result.entries.map(\.outcomes) == [[.missingInStatement], [.missingInOurs]])
        let early = try PostalSample.run([parcel], [], declared: "2026-11-01")
        #expect(early.entries.map(\.outcomes) == [[]])
        #expect(early.entries.map(\.remarks) == [RemarkSet(.awaitingStatement)])
    }

    @Test func cases() throws {
        let parcels = [
            try PostalSample.parcel(1, "EB403116321VN", cases: [1, 2]),
            try PostalSample.parcel(2, "EB403110142VN", recipient: "Lê Văn An", cases: [3]),
            try PostalSample.parcel(3, "RB403114524VN", recipient: "Lê Văn An", cases: [3]),
        ]
        let lines = parcels.enumerated().map { PostalSample.line($1, row: $0 + 2) }
        let entries = try PostalSample.run(parcels, lines).entries
        #expect(
            entries.map(\.outcomes) == [
                [.matched, .twoCasesOneParcel], [.matched, .caseInTwoParcels], [.matched, .caseInTwoParcels],
            ])
    }
}
