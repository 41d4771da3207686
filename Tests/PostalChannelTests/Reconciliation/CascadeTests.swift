import Basics
import PostalChannel
import Testing

/// The steps of the cascade: what pairs, by which rule, and what is left to a person.
struct CascadeTests {
    @Test func numberAndCase() throws {
        let parcel = try PostalSample.parcel(1, "EB403116321VN")
        var line = PostalSample.line(parcel, row: 2)
        line.caseCode = parcel.cases[0]
        #expect(try PostalSample.run([parcel], [line]).entries.map(\.rule) == [.numberAndCase])
    }

    /// The same number for another person, at other amounts, is no match.
    @Test func numberAlone() throws {
        let parcel = try PostalSample.parcel(1, "EB403116321VN")
        var line = PostalSample.line(parcel, row: 2)
        line.recipient = "Lê Văn An"
        line.fee = Dong(90_000)
        line.collected = Dong(5_000)
        let entries = try PostalSample.run([parcel], [line]).entries
        #expect(entries.map(\.outcomes) == [[.missingInStatement], [.missingInOurs]])
        #expect(entries.allSatisfy { $0.remarks.contains(.numberConflict) })
    }

    @Test func reusedNumber() throws {
        let first = try PostalSample.parcel(1, "EB403116321VN")
        let second = try PostalSample.parcel(
            2, "EB403116321VN", recipient: "Lê Văn An", day: "2026-10-28 10:00", due: 50_000)
        let lines = [PostalSample.line(second, row: 2), PostalSample.line(first, row: 3)]
        let entries = try PostalSample.run([first, second], lines).entries
        #expect(entries.map(\.rule) == [.numberAndFields, .numberAndFields])
        #expect(entries.map(\.line) == [1, 0])
        #expect(entries.map(\.outcomes) == [[.trackingReused], [.trackingReused]])
    }

    @Test func duplicateLine() throws {
        let parcel = try PostalSample.parcel(1, "EB403116321VN")
        let lines = [PostalSample.line(parcel, row: 2), PostalSample.line(parcel, statement: "ky2", row: 9)]
        let entries = try PostalSample.run([parcel], lines).entries
        #expect(entries.map(\.outcomes) == [[.duplicateLine], [.duplicateLine]])
        #expect(entries.map(\.isFurtherLine) == [false, true])
    }

    @Test func lossyNumber() throws {
        let parcels = [
            try PostalSample.parcel(1, "2619229635178"),
            try PostalSample.parcel(2, "2619229635185", recipient: "Lê Văn An"),
        ]
        var line = PostalSample.line(parcels[0], row: 2)
        line.tracking = WrittenTracking(text: "2,61923E+12")
        let entries = try PostalSample.run(parcels, [line]).entries
        #expect(entries.map(\.outcomes) == [[.numericTrackingLossy], [.missingInStatement]])
        #expect(entries.first?.rule == .lossyNumber)
    }

    /// Two parcels of one person on one day: a person has to choose.
    @Test func lossyNumberOfTwo() throws {
        let parcels = [try PostalSample.parcel(1, "2619229635178"), try PostalSample.parcel(2, "2619229635185")]
        var line = PostalSample.line(parcels[0], row: 2)
        line.tracking = WrittenTracking(text: "2,61923E+12")
        let entries = try PostalSample.run(parcels, [line]).entries
        #expect(entries.allSatisfy { $0.rule == nil && $0.remarks.contains(.severalCandidates) })
    }

    @Test func caseWithoutNumber() throws {
        let parcel = try PostalSample.parcel(1, "EB403116321VN")
        var line = PostalSample.line(parcel, row: 2)
        line.tracking = .none
        line.caseCode = parcel.cases[0]
        let entry = try #require(try PostalSample.run([parcel], [line]).entries.first)
        #expect(entry.rule == .caseAndFields)
        #expect(entry.remarks.contains(.numberMissing))
    }

    @Test func nameAloneNever() throws {
        let parcel = try PostalSample.parcel(1, "EB403116321VN")
        var line = PostalSample.line(parcel, row: 2)
        line.tracking = .none
        #expect(try PostalSample.run([parcel], [line]).entries.allSatisfy { $0.rule == nil })
    }

    /// Ours, theirs, and whether they are paired by rule R6.
    @Test(arguments: [
        ("EB403116321VN", "EB408116321VN", true), ("EB403116321VN", "EB4O3116321VN", true),
        ("EB4O3116321VN", "EB403116321VN", true), ("EB403116321VN", "EB043116321VN", true),
        ("EB403116321VN", "EB40311632VN", true), ("EB403116321VN", "EB4031163321VN", true),
        ("2619229635178", "26192Z9635178", true), ("2619229635178", "261922963178", true),
        ("2619229635178", "2619229635187", true), ("EB403116321VN", "EB408116312VN", false),
        ("EB403116321VN", "EB403110142VN", false),
    ])
    func mistypedNumber(ours: String, theirs: String, isPaired: Bool) throws {
        let parcel = try PostalSample.parcel(1, ours)
        var line = PostalSample.line(parcel, row: 2)
        line.tracking = WrittenTracking(text: theirs)
        let entry = try #require(try PostalSample.run([parcel], [line]).entries.first)
        #expect(entry.rule == (isPaired ? .mistypedNumber : nil))
        #expect(entry.outcomes == (isPaired ? [.checkDigitTypo] : [.missingInStatement]))
    }

    /// A number without a check digit, one digit off, for an office that gets many parcels: neither name nor number say
    /// which one.
    @Test func officeWithNeighbouringNumbers() throws {
        let office = "Bộ phận Một cửa xã Tân Phúc"
        let parcels = [
            try PostalSample.parcel(1, "2619229635178", recipient: office, due: 0),
            try PostalSample.parcel(2, "2619229635185", recipient: office, due: 0),
        ]
        var stranger = PostalSample.line(parcels[0], row: 3)
        stranger.tracking = WrittenTracking(text: "2619229635179")
        let entries = try PostalSample.run(parcels, [PostalSample.line(parcels[1], row: 2), stranger]).entries
        #expect(entries.map(\.outcomes) == [[.missingInStatement], [.matched], [.missingInOurs]])
        #expect(entries[0].remarks.contains(.possibleTypo))
    }

    /// A slip between two numbers of one person pairs neither.
    @Test func slipBetweenTwo() throws {
        let parcels = [try PostalSample.parcel(1, "EB403116321VN"), try PostalSample.parcel(2, "EB403116352VN")]
        var line = PostalSample.line(parcels[0], row: 2)
        line.tracking = WrittenTracking(text: "EB403116322VN")
        let one = try PostalSample.run([parcels[0]], [line]).entries
        #expect(one.map(\.rule) == [.mistypedNumber])
        line.tracking = WrittenTracking(text: "EB4031163X1VN")
        let named = try PostalSample.run(parcels, [line]).entries
        #expect(named.filter { $0.rule != nil }.allSatisfy { $0.parcel == 0 })
    }

    @Test func secondFieldIsNeeded() throws {
        let parcel = try PostalSample.parcel(1, "EB403116321VN")
        var line = PostalSample.line(parcel, row: 2)
        line.tracking = WrittenTracking(text: "EB408116321VN")
        line.recipient = "Lê Văn An"
        let entries = try PostalSample.run([parcel], [line]).entries
        #expect(entries.allSatisfy { $0.rule == nil && $0.remarks.contains(.possibleTypo) })
    }
}
