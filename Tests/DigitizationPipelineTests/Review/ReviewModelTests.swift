import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import TestSupport
import Testing
import UseCases

@testable import DigitizationPipeline
@testable import Office

/// Two people who correct, confirm and take back at random, and look at the screen now and then.
@Suite("Random reviewing with restarts in between")
struct ReviewModelTests {
    /// What a person did at once, as it should stand.
    private struct Gesture {
        var by: String
        /// By page, then word; the text that should stand there.
        var words: [Place: String]
        var number: String?
    }

    private struct Place: Hashable, Comparable {
        var page: Int
        var word: Int

        static func < (a: Place, b: Place) -> Bool { (a.page, a.word) < (b.page, b.word) }
    }

    private static let pages = ["tờ khai ~nghỉ việc của ông", "mặt ~sao chép ~từ bản chính", "trang ~ba cuối"]
    private static let texts = ["nghỉ", "sao", "Đông Lĩnh", "từ", "ủy", "12"]

    @Test("Facts, text, index, fields and PDF agree after every step that lets them", arguments: UInt64(1)...3)
    func random(seed: UInt64) async throws {
        let office = try await ReviewOffice([
            "1.tif": ([TestOffice.separator("TP01")] + Self.pages).joined(separator: "\n")
        ])
        let folder = URL(fileURLWithPath: office.test.office.home.path).deletingLastPathComponent()
        defer { try? FileManager.default.removeItem(at: folder) }
        var walk = Walk(office: office, seed: seed)
        for step in 0..<200 {
            try await walk.step()
            guard step % 25 == 24 else { continue }
            try await walk.restart()
            try await walk.check("seed \(seed), step \(step)")
        }
        try await walk.close()
    }

    private struct Walk {
        let office: ReviewOffice
        var home: OpenHome
        var generator: SeededGenerator
        var gestures: [Gesture] = []
        /// What each has seen last.
        var seen = ["lan": 0, "minh": 0]
        var models = 0
        /// The pages as the machine read them; corrected ones are never read again.
        var machine = ReviewModelTests.pages.map { $0.split(separator: " ").map(String.init) }
        var touched: Set<Int> = []
        var conflicts = 0

        init(office: ReviewOffice, seed: UInt64) {
            self.office = office
            home = office.test.office
            generator = SeededGenerator(seed: seed)
        }

        func review(_ person: String) -> Review {
            Workspace(home, caller: Caller(Actor(.person, account: person), roles: [.reviewer], scope: .everything))
                .review
        }

        mutating func step() async throws {
            let person = Bool.random(using: &generator) ? "lan" : "minh"
            office.clock.pass(.milliseconds(Int.random(in: 100...2_000, using: &generator)))
            switch Int.random(in: 0..<20, using: &generator) {
            case 0..<9: try await correct(person)
            case 9..<11: try await confirmRest(person)
            case 11..<13: try await setNumber(person)
            case 13..<16: try await undo(person)
            case 16..<18: seen[person] = try await review(person).open(office.document, takingOver: true).revision
            case 18: try await follow()
            default: try await readAnew()
            }
        }

        /// What stands at each place that somebody decided about.
        private var standing: [Place: (text: String, by: String)] {
            var standing: [Place: (String, String)] = [:]
            for gesture in gestures { for (place, text) in gesture.words { standing[place] = (text, gesture.by) } }
            return standing
        }

        private func page(_ number: Int) -> String {
            let standing = standing
            return machine[number].enumerated()
                .map { standing[Place(page: number, word: $0)]?.text ?? $1 }.filter { !$0.isEmpty }
                .joined(separator: " ")
        }

        private mutating func correct(_ person: String) async throws {
            var wanted: [Place: WordCorrection] = [:]
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let page = Int.random(in: 0..<machine.count, using: &generator)
                // One word is always left, so that the page has text.
                let word = Int.random(in: 1..<machine[page].count, using: &generator)
                let decision: WordCorrection.Decision =
                    Int.random(in: 0..<6, using: &generator) == 0
                    ? .notText : .replace(ReviewModelTests.texts.randomElement(using: &generator) ?? "x")
                wanted[Place(page: page, word: word)] = ReviewOffice.word(page, word, decision)
            }
            let words = wanted.sorted { $0.key < $1.key }.map(\.value)
            do {
                let change = try await review(person).correct(office.document, words: words, seen: seen[person] ?? 0)
                note(change, by: person)
            } catch let conflict as ReviewConflict {
                conflicts += 1
                #expect(!conflict.items.isEmpty)
                seen[person] = conflict.revision
            }
        }

        private mutating func confirmRest(_ person: String) async throws {
            let page = Int.random(in: 0..<machine.count, using: &generator)
            seen[person] = try await review(person).show(office.document).revision
            let change = try await review(person).confirmRest(
                ofPage: page, of: office.document, seen: seen[person] ?? 0)
            #expect(change.words.allSatisfy { $0.decision == .confirmed && $0.text == $0.recognized })
            note(change, by: person)
        }

        private mutating func setNumber(_ person: String) async throws {
            let value = "\(Int.random(in: 1...99, using: &generator))/QĐ-UBND"
            seen[person] = try await review(person).show(office.document).revision
            let change = try await review(person).correct(
                office.document, fields: [FieldCorrection(.number, .set(value))], seen: seen[person] ?? 0)
            note(change, by: person)
        }

        private mutating func note(_ change: ReviewChange, by person: String) {
            seen[person] = change.revision
            guard !change.facts.isEmpty else { return }
            var gesture = Gesture(by: person, words: [:])
            for fact in change.facts {
                switch fact.subject {
                case .word(_, _, let place):
                    gesture.words[Place(page: fact.page ?? 0, word: place.word)] = fact.after
                    touched.insert(fact.page ?? 0)
                case .field: gesture.number = fact.after
                }
            }
            gestures.append(gesture)
        }

        private mutating func undo(_ person: String) async throws {
            let own = gestures.lastIndex { $0.by == person }
            do {
                _ = try await review(person).undo(office.document)
                gestures.remove(at: try #require(own))
            } catch let refusal as Refusal where refusal.code == "nothing_to_undo" {
                #expect(own == nil)
            }
        }

        private var redoer: DocumentRedoer {
            DocumentRedoer(office: home, recognizer: office.test.recognizer, pipeline: Pipeline())
        }

        private func follow() async throws {
            office.clock.pass(.seconds(10))
            let (now, ledger) = (office.clock.now, home.ledger)
            while let claim = try await ledger.write({ tx in
                _ = try tx.promoteDueJobs(at: now)
                return try tx.claimJobs(JobFilter(kinds: [.applyCorrections]), worker: "w", at: now).first
            }) {
                let outcome = try await redoer.applyCorrections(to: DocumentID(rawValue: claim.payload), as: claim)
                #expect(outcome == .done)
            }
        }

        /// Another model reads what nobody has corrected.
        private mutating func readAnew() async throws {
            models += 1
            await office.test.recognizer.use(model: "m\(models)")
            let redo = Redo(office: home, recognizer: office.test.recognizer, pipeline: Pipeline(), jobs: 1)
            #expect(try await redo.run().left.isEmpty)
            for page in machine.indices where !touched.contains(page) {
                machine[page] = ReviewModelTests.pages[page].split(separator: " ").map(String.init) + ["m\(models)"]
            }
        }

        mutating func restart() async throws {
            try home.ledger.close()
            let clock = office.clock
            home = try OpenHome(
                home: home.home, clock: TimeSource(now: { clock.now }, sleep: { _ in throw CancellationError() }))
        }

        func check(_ comment: Comment) async throws {
            try await follow()
            let id = office.document
            let ledger = home.ledger
            let document = try #require(try await ledger.read { try $0.document(id) })
            let expected = machine.indices.map(page)
            let texts = try await ledger.read { tx in
                try document.content.pages.map { try tx.pageReading(key: $0.readingKey)?.text }
            }
            #expect(texts == expected, comment)
            let pdf = try Data(contentsOf: home.store.url(for: try #require(document.content.pdf)))
            #expect(String(decoding: pdf, as: UTF8.self).hasSuffix("\n" + expected.joined(separator: "\u{c}")), comment)
            for text in expected {
                #expect(try await ledger.read { try $0.search(SearchQuery("\"\(text)\"")).count } >= 1, comment)
            }
            let number = gestures.last { $0.number != nil }?.number
            #expect(document.content.fields[.number]?.value == number, comment)
            let shown = try await review("lan").show(id)
            for page in shown.pages {
                #expect(
                    page.words.map(\.text).filter { !$0.isEmpty }.joined(separator: " ") == expected[page.number],
                    comment)
            }
            #expect(try await Verification(office: home).run().findings == [], comment)
        }

        func close() async throws { try home.ledger.close() }
    }
}
