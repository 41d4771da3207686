import DocumentModel
import TestSupport
import Testing
import VietnameseText

@testable import Ledger

@Suite struct SearchTests {
    private static let decision = """
        ỦY BAN NHÂN DÂN XÃ ĐÔNG LĨNH
        Số: 907/QĐ-UBND
        Đông Lĩnh, ngày 18 tháng 11 năm 2026
        Xét đơn của ông Nguyễn Văn Đông, số định danh 000053374336, trú tại thôn Ngọc Trì.
        """
    private static let receipt = "Biên lai thu lệ phí của bà Nguyễn Vân Dòng, số tiền 150.000 đồng"
    private static let form = "Tờ khai đăng ký khai sinh cho cháu Lê Đức Anh"

    private func office(_ maker: LedgerMaker) async throws -> Ledger {
        let ledger = try maker.make()
        try await ledger.write { tx in
            try tx.openOffice()
            let number = FieldValue(value: "000 187-621", confidence: 90, page: 1, box: nil)
            try tx.digitize([Self.form, Self.decision], fields: [.parcelNumber: number])
            try tx.digitize([Self.receipt], for: Office.land, Office.form)
        }
        return ledger
    }

    private func search(_ ledger: Ledger, _ query: SearchQuery) async throws -> [SearchHit] {
        try await ledger.read { try $0.search(query) }
    }

    @Test(
        arguments: LedgerMaker.all,
        [
            ("nguyen van dong", 2), ("NGUYEN VAN DONG", 2), ("Nguyễn Văn Đông", 2), ("dong nguyen", 2),
            ("\"nguyen van dong\"", 2), ("“Nguyễn Văn Đông”", 2), ("\"dong van nguyen\"", 0), ("\"nguyen dong\"", 0),
            ("907/QĐ-UBND", 1), ("907/qd-ubnd", 1), ("908/QĐ-UBND", 0), ("QĐ-UBND/907", 0), ("000053374336", 1),
            ("00005337433", 0), ("00005337433*", 1), ("\"khai sinh", 1), ("000.00.16.H40-261118-0042", 2),
            ("000.00.16.h40-261118-0042 đông", 1), ("H40.16-261118-0007", 1), ("H40.16-261118-0007 khai sinh", 0),
            ("000.00.16.H40-261118-9999", 0), ("150.000", 1), ("000 187-621", 1), ("", 0), ("?! …", 0),
        ])
    func findsPages(maker: LedgerMaker, expected: (String, Int)) async throws {
        let ledger = try await office(maker)
        #expect(try await search(ledger, SearchQuery(expected.0)).count == expected.1)
    }

    @Test(arguments: LedgerMaker.all)
    func typedMarksPutExactHitsFirst(maker: LedgerMaker) async throws {
        let ledger = try await office(maker)
        let dong = try await search(ledger, SearchQuery("Nguyễn Văn Đông"))
        #expect(dong.map(\.isExact) == [true, false])
        #expect(dong.map(\.caseCode) == [Office.birth, Office.land])
        let other = try await search(ledger, SearchQuery("Nguyễn Vân Dòng"))
        #expect(other.map(\.caseCode) == [Office.land, Office.birth])
        // Typed in decomposed form it is the same query.
        let decomposed = try await search(ledger, SearchQuery("Nguye\u{302}\u{303}n Va\u{306}n Đo\u{302}ng"))
        #expect(decomposed.map(\.caseCode) == dong.map(\.caseCode))
    }

    @Test(arguments: LedgerMaker.all)
    func theSnippetShowsTheOriginalSpelling(maker: LedgerMaker) async throws {
        let ledger = try await office(maker)
        let hit = try #require(try await search(ledger, SearchQuery("\"nguyen van dong\" dinh")).first)
        let characters = Array(hit.snippet)
        #expect(hit.highlights.map { String(characters[$0]) } == ["Nguyễn Văn Đông", "định"])
        #expect(!hit.snippet.contains("\n"))
        #expect(hit.component == Office.form)
        #expect(hit.pageNumber == 2)
        #expect(hit.confidence == 93)
        #expect(hit.score > 0)
    }

    @Test(arguments: LedgerMaker.all)
    func whatOnlyAFieldHoldsIsShownFromTheField(maker: LedgerMaker) async throws {
        let ledger = try await office(maker)
        let hit = try #require(try await search(ledger, SearchQuery("187-621")).first)
        #expect(hit.snippet == "000 187-621")
        #expect(hit.highlights == [4..<11])
    }

    @Test(arguments: LedgerMaker.all)
    func scopeLimitsAndCompletionAreObeyed(maker: LedgerMaker) async throws {
        let ledger = try await office(maker)
        #expect(
            try await search(ledger, SearchQuery("nguyen", in: SearchScope(caseCode: Office.land))).map(\.caseCode) == [
                Office.land
            ])
        #expect(try await search(ledger, SearchQuery("ngu")).isEmpty)
        for typed in ["van n", "van ng", "van ngu", "van nguy", "van nguyễn", "v", "V"] {
            #expect(try await search(ledger, SearchQuery(typed, completesLastWord: true)).count == 2, "\(typed)")
        }
        #expect(try await search(ledger, SearchQuery("van z", completesLastWord: true)).isEmpty)
        #expect(try await ledger.read { try $0.search(SearchQuery("nguyen"), limit: 1) }.count == 1)
        #expect(try await ledger.read { try $0.search(SearchQuery("nguyen"), limit: -5) }.count == 1)
    }

    @Test(arguments: LedgerMaker.all)
    func noQueryBreaksTheIndex(maker: LedgerMaker) async throws {
        let ledger = try await office(maker)
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "\"", "*", "(", ")", "AND", "OR", "NOT", "NEAR(", "^", ":", "{folded}", "-", "+", "'", ";", "--", "\0",
            "\u{301}", "đông", "Ễ", "🇻🇳", "½", "\u{E000}", "ﬁ", "\u{200D}", "Số", " ", "\n", "%", "_", "\\", "一",
        ]
        for _ in 0..<400 {
            let text = (0..<Int.random(in: 1...8, using: &random))
                .compactMap { _ in pieces.randomElement(using: &random) }.joined()
            do { _ = try await search(ledger, SearchQuery(text, completesLastWord: .random(using: &random))) } catch {
                Issue.record("seed \(seed), query \(text.debugDescription): \(error)")
            }
        }
        let endless = String(repeating: "đ\"*( ", count: 100_000)
        #expect(try await search(ledger, SearchQuery(endless)).isEmpty)
    }

    /// Words written with any marks and case are found by the same words without, and by themselves as exact hits.
    @Test(arguments: LedgerMaker.all)
    func wordsAreFoundWithAndWithoutMarks(maker: LedgerMaker) async throws {
        let ledger = try maker.make()
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        let letters = Array(
            "aáàảãạăắằẳẵặâấầẩẫậbcdđeéèẻẽẹêếềểễệghiíìỉĩịklmnoóòỏõọôốồổỗộơớờởỡợpqrstuúùủũụưứừửữựvxyýỳỷỹỵ0123456789")
        let words = (0..<60).map { number in
            let word = String(
                (0..<Int.random(in: 1...6, using: &random)).compactMap { _ in
                    letters.randomElement(using: &random)
                })
            return "\(number)\(Bool.random(using: &random) ? word.uppercased() : word)"
        }
        let text = words.joined(separator: " ")
        try await ledger.write { tx in
            try tx.openOffice()
            try tx.digitize([text])
        }
        for word in words {
            for typed in [word, word.lowercased(), Folding.folded(word), Folding.folded(word).uppercased()] {
                let hits = try await search(ledger, SearchQuery(typed))
                #expect(hits.count == 1, "seed \(seed): \(typed) for \(word)")
                #expect(hits.first?.highlights.isEmpty == false, "seed \(seed): \(typed) for \(word)")
            }
            #expect(try await search(ledger, SearchQuery(word)).first?.isExact == true, "seed \(seed): \(word)")
        }
    }
}
