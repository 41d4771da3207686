import Basics
import DocumentModel
import Dossiers
import Testing

@testable import Ledger

@Suite("Scopes of search") struct SearchScopeTests {
    private static let otherAgency = CaseCode(rawValue: "000.00.17.H40-261118-0001")

    /// Three cases of two agencies, three kinds of paper, two persons, two days.
    private static func office(_ maker: LedgerMaker) async throws -> Ledger {
        let ledger = try maker.make()
        let third = try #require(otherAgency)
        try await ledger.write { tx in
            var records = [Office.record(Office.birth), Office.record(Office.land, applicant: "Lê Thị Hằng")]
            records[0].idNumber = "000053374336"
            records.append(Office.record(third, applicant: "Nguyễn Văn Đông"))
            _ = try tx.importCases(records, at: Office.time())
            let kind = { (name: String) in
                [FieldName.docType: FieldValue(value: name, confidence: 99, page: 0, box: nil)]
            }
            var withNumber = kind("Giấy chứng nhận")
            withNumber[.idNumber] = FieldValue(value: "000053374336", confidence: 99, page: 0, box: nil)
            try tx.digitize(["cộng hòa khai sinh"], for: Office.birth, fields: kind("Giấy khai sinh"))
            try tx.digitize(["cộng hòa thửa đất"], for: Office.land, fields: withNumber, at: Office.time(3 * 1_440))
            try tx.digitize(["cộng hòa tờ khai"], for: third, fields: kind("Tờ khai"))
        }
        return ledger
    }

    private static let scopes: [(SearchScope, Set<String>)] = [
        (SearchScope(), ["birth", "land", "third"]),
        (SearchScope(agency: AgencyScope(rawValue: "H40")), ["birth", "land", "third"]),
        (SearchScope(agency: AgencyScope(rawValue: "H40.16")), ["birth", "land"]),
        (SearchScope(agency: AgencyScope(rawValue: "000.00.16.H40")), ["birth", "land"]),
        (SearchScope(agency: AgencyScope(rawValue: "h40.17")), ["third"]),
        (SearchScope(agency: AgencyScope(rawValue: "H40.1")), []),
        (SearchScope(agency: AgencyScope(rawValue: "H41")), []),
        (SearchScope(caseCode: Office.land), ["land"]),
        (SearchScope(kind: "giấy khai sinh"), ["birth"]), (SearchScope(kind: "GIAY KHAI SINH"), ["birth"]),
        (SearchScope(kind: "giấy"), []),
        (SearchScope(person: "000053374336"), ["birth", "land"]),
        (SearchScope(person: "000 053 374 336"), ["birth", "land"]),
        (SearchScope(person: "nguyen van dong"), ["birth", "third"]), (SearchScope(person: "Lê  Thị Hằng"), ["land"]),
        (SearchScope(person: "000053374337"), []), (SearchScope(person: "Nguyễn Văn"), []),
        (SearchScope(days: PostDesk.day("2026-11-18")...PostDesk.day("2026-11-19")), ["birth", "third"]),
        (SearchScope(days: PostDesk.day("2000-01-01")...PostDesk.day("2026-11-19")), ["birth", "third"]),
        (SearchScope(days: PostDesk.day("2026-11-20")...PostDesk.day("2026-11-30")), ["land"]),
        (SearchScope(days: PostDesk.day("2026-11-18")...PostDesk.day("2026-11-18")), ["birth", "third"]),
        (SearchScope(days: PostDesk.day("2026-11-19")...PostDesk.day("2026-11-20")), []),
        (SearchScope(days: PostDesk.day("2026-11-01")...PostDesk.day("2026-11-30")), ["birth", "land", "third"]),
        (SearchScope(days: PostDesk.day("2026-10-31")...PostDesk.day("2026-11-18")), ["birth", "third"]),
        (SearchScope(days: PostDesk.day("2026-01-01")...PostDesk.day("2026-12-31")), ["birth", "land", "third"]),
        (SearchScope(days: PostDesk.day("1900-01-01")...PostDesk.day("2025-12-31")), []),
        (SearchScope(agency: AgencyScope(rawValue: "H40.16"), person: "nguyen van dong"), ["birth"]),
    ]

    @Test("A search finds what is in its scope, with words and without", arguments: LedgerMaker.all, scopes)
    func scoped(_ maker: LedgerMaker, _ wanted: (SearchScope, Set<String>)) async throws {
        let ledger = try await Self.office(maker)
        let names = [Office.birth: "birth", Office.land: "land", try #require(Self.otherAgency): "third"]
        for words in ["cong hoa", ""] where !words.isEmpty || wanted.0.isLimited {
            let hits = try await ledger.read { try $0.search(SearchQuery(words, in: wanted.0)) }
            #expect(Set(hits.compactMap { names[$0.caseCode] }) == wanted.1, "\(words)")
        }
    }

    @Test("What the register or a reading says anew changes the scope", arguments: LedgerMaker.all)
    func follows(_ maker: LedgerMaker) async throws {
        let ledger = try await Self.office(maker)
        try await ledger.write { tx in
            _ = try tx.importCases([Office.record(Office.birth, applicant: "Trần Văn Mới")], at: Office.time(9))
            let document = try #require(try tx.documents(case: Office.land).first)
            var made = document.content.derivatives
            made.fields[.docType]?.value = "Trích lục"
            try tx.replaceDerivatives(of: document.id, by: made, at: Office.time(9))
        }
        let found = { (scope: SearchScope) in
            try await ledger.read { try $0.search(SearchQuery("cong hoa", in: scope)) }.map(\.caseCode)
        }
        #expect(try await found(SearchScope(person: "tran van moi")) == [Office.birth])
        #expect(try await found(SearchScope(kind: "trích lục")) == [Office.land])
        #expect(try await found(SearchScope(kind: "giấy chứng nhận")) == [])
        #expect(try await ledger.read { try $0.recordFaults() + $0.auditFaults() } == [])
    }

    @Test("A narrow scope is not emptied by the many pages outside of it")
    func narrow() async throws {
        let ledger = try LedgerMaker.sqlite.make()
        let other = try #require(Self.otherAgency)
        try await ledger.write { tx in
            _ = try tx.importCases([Office.record(Office.birth), Office.record(other)], at: Office.time())
            try tx.digitize(["cộng hòa cũ"], for: other)
            // More pages than are ranked, all of them newer.
            let texts = (0..<2_100).map { "cộng hòa \($0)" }
            try tx.digitize(texts, at: Office.time(5))
        }
        let scope = SearchScope(agency: AgencyScope(rawValue: "H40.17"))
        let hits = try await ledger.read { try $0.search(SearchQuery("cong hoa", in: scope)) }
        #expect(hits.map(\.caseCode) == [other])
    }

    @Test(
        "Days are asked for by few words: whole years, whole months, and the days beside them",
        arguments: [
            ("2026-11-20", "2026-11-20", ["day20261120"]),
            ("2026-11-30", "2026-12-31", ["day20261130", "month202612"]),
            ("2026-02-01", "2026-02-28", ["month202602"]), ("2024-02-01", "2024-02-28", nil),
            ("2025-12-31", "2027-01-02", ["day20251231", "year2026", "day20270101", "day20270102"]),
            ("1900-01-01", "2199-12-31", (1900...2199).map { "year\($0)" }),
        ] as [(String, String, [String]?)])
    func words(_ first: String, _ last: String, _ words: [String]?) {
        let found = ScopeWords.words(for: PostDesk.day(first)...PostDesk.day(last))
        #expect(found == words ?? (1...28).map { "day202402\($0 < 10 ? "0" : "")\($0)" })
    }

    @Test(
        "Agencies in either form",
        arguments: [
            ("000.00.16.H40", "H40.16"), ("H40.16", "H40.16"), ("h40", "H40"), ("002.01.16.H40", "H40.16.01.002"),
            ("16.H40", "H40.16"), ("", nil), ("16", nil), ("H40.", nil), ("H4", nil), ("000.00.00.000", nil),
            ("H40-1", nil), ("H40.đ", nil),
        ])
    func agencies(_ text: String, _ levels: String?) { #expect(AgencyScope(rawValue: text)?.rawValue == levels) }
}
