import Dossiers
import Testing

@testable import Ledger

@Suite struct StationTests {
    static let desk = station("quay-1")
    static let other = station("quay-2")

    static func station(_ name: String) -> StationName {
        guard let name = StationName(rawValue: name) else { preconditionFailure("test data") }
        return name
    }

    @Test(arguments: LedgerMaker.all)
    func aTokenSpeaksForItsStationUntilItIsRevoked(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let token = try await ledger.write { tx in
            for name in [Self.desk, Self.other, Self.desk] { try tx.addStation(name, by: "an", at: Office.time()) }
            _ = try tx.issueToken(for: Self.other, by: "an", at: Office.time())
            return try tx.issueToken(for: Self.desk, by: "an", at: Office.time())
        }
        let again = try #require(StationToken(text: token.text))
        #expect(try await ledger.read { try $0.stations().map(\.name) } == [Self.desk, Self.other])
        #expect(try await ledger.read { try $0.station(with: again) } == Self.desk)

        try await ledger.write { tx in
            try tx.noteUse(of: token.id, at: Office.time(9))
            try tx.noteUse(of: token.id, at: Office.time(8))
            try tx.revokeToken(token.id, by: "binh", at: Office.time(10))
            try tx.revokeToken(token.id, by: "an", at: Office.time(11))
        }
        #expect(try await ledger.read { try $0.station(with: again) } == nil)
        let records = try await ledger.read { try $0.tokens() }
        #expect(records.map(\.isGood) == [false, true])
        #expect(records[0].lastUsedAt == Office.time(9))
        #expect(records[0].revokedAt == Office.time(10))
        #expect(records[0].revokedBy == "binh")
        #expect(records[1].lastUsedAt == nil)
    }

    @Test(arguments: LedgerMaker.all)
    func whatIsNoTokenOfOursOpensNothing(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let (one, two) = try await ledger.write { tx in
            try tx.addStation(Self.desk, by: "an", at: Office.time())
            return (
                try tx.issueToken(for: Self.desk, by: "an", at: Office.time()),
                try tx.issueToken(for: Self.desk, by: "an", at: Office.time())
            )
        }
        #expect(one.text != two.text)
        // The id of one with the secret of the other.
        let secret = try #require(two.text.range(of: two.id.rawValue)).upperBound
        let mixed = try #require(StationToken(text: "sohoa_\(one.id)\(two.text[secret...])"))
        let unknown = try #require(StationToken(text: one.text.replacing(one.id.rawValue, with: "0")))
        for token in [mixed, unknown] { #expect(try await ledger.read { try $0.station(with: token) } == nil) }
    }

    @Test(arguments: LedgerMaker.all)
    func onlyWhatIsThereCanHaveOrLoseATokens(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let issuing = await #expect(throws: LedgerError.self) {
            _ = try await ledger.write { try $0.issueToken(for: Self.desk, by: "an", at: Office.time()) }
        }
        #expect(issuing?.code == .notFound)
        let revoking = await #expect(throws: LedgerError.self) {
            _ = try await ledger.write { try $0.revokeToken(TokenID(rawValue: "0"), by: "an", at: Office.time()) }
        }
        #expect(revoking?.code == .notFound)
    }

    @Test(arguments: [
        "", "sohoa_", "sohoa__", "sohoa_0_", "token", "sohoa_0_AAAA",
        "sohoa_0_" + String(repeating: "A", count: 42) + "=", "sohoa_0_" + String(repeating: "/", count: 43),
        "SOHOA_0_" + String(repeating: "A", count: 43), "sohoa_0_" + String(repeating: "A", count: 500),
    ])
    func whatNoTokenCanBeIsNone(text: String) { #expect(StationToken(text: text) == nil) }

    @Test func aTokenThatIsPrintedKeepsItsSecret() throws {
        let token = StationToken(id: TokenID(rawValue: "01ABC"))
        #expect(!"\(token)".contains(token.text.suffix(43)))
        #expect(token.text.utf8.count == "sohoa_01ABC_".utf8.count + 43)
        #expect(!token.secretDigest.contains(token.text.suffix(10)))
    }
}
