import Basics
import Foundation
import TestSupport
import Testing

@testable import Ledger
@testable import LedgerSQLite

@Suite("Ranking of pages") struct SearchScoreTests {
    private static let words = ["an", "bình", "châu", "dũng", "đạt", "giang", "hà", "hải"]

    /// Pages of random words and lengths.
    private static func office(_ seed: UInt64) async throws -> Ledger {
        let ledger = try LedgerMaker.sqlite.make()
        var random = SeededGenerator(seed: seed)
        let texts = (0..<60).map { _ in
            (0..<Int.random(in: 3...40, using: &random)).compactMap { _ in words.randomElement(using: &random) }
                .joined(separator: " ")
        }
        try await ledger.write { tx in
            try tx.openOffice()
            try tx.digitize(texts)
        }
        return ledger
    }

    @Test("Scores are those of the engine's own ranking", arguments: 1...UInt64(4))
    func sameScores(seed: UInt64) async throws {
        let ledger = try await Self.office(seed)
        try await ledger.read { tx in
            let pages = try #require(try tx.sql.row("SELECT COUNT(*) AS n FROM search_text", [])).integer("n")
            let wanted = ["{folded folded_fields} : \"ha\"", "{folded folded_fields} : \"binh chau\""]
            let weights = try wanted.map { term in
                let row = try tx.sql.row(
                    "SELECT COUNT(*) AS n FROM search_text WHERE search_text MATCH ?", [SQLValue(term)])
                let number = Double(try #require(row).integer("n"))
                return max(Foundation.log((Double(pages) - number + 0.5) / (number + 0.5)), 1e-6)
            }
            let rows = try tx.sql.rows(
                """
                SELECT -bm25(search_text, 1.0, 1.0, 3.0, 3.0, 0.0) AS known, page_score(search_text, 0, ?, ?) AS score
                FROM search_text WHERE search_text MATCH ? ORDER BY rowid DESC
                """, weights.map { .real($0) } + [SQLValue(wanted.joined(separator: " AND "))])
            #expect(!rows.isEmpty)
            for row in rows { #expect(abs(try row.real("known") - row.real("score")) < 1e-9) }
        }
    }

    @Test("The words of a scope do not count")
    func scope() async throws {
        let ledger = try await Self.office(9)
        let plain = try await ledger.read { try $0.search(SearchQuery("ha binh"), limit: 60) }
        let scoped = try await ledger.read {
            try $0.search(SearchQuery("ha binh", in: SearchScope(agency: AgencyScope(rawValue: "H40"))), limit: 60)
        }
        #expect(!plain.isEmpty && plain == scoped)
        #expect(plain.map(\.score) == plain.map(\.score).sorted(by: >))
    }

    @Test("Where words tell nothing of a page among very many, the newest come first")
    func newestFirst() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        try await ledger.write { tx in
            try tx.openOffice()
            try tx.digitize((0..<2_100).map { "cộng hòa trang số\($0)" })
        }
        let hits = try await ledger.read { try $0.search(SearchQuery("cong hoa"), limit: 3) }
        #expect(hits.map(\.pageNumber) == [2_100, 2_099, 2_098])
        #expect(try await ledger.read { try $0.search(SearchQuery("hoa so7")) }.map(\.pageNumber) == [8])
    }
}
