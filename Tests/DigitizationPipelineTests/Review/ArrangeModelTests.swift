import Basics
import DocumentModel
import Dossiers
import Foundation
import Ledger
import RecognizerProtocol
import TestSupport
import Testing
import UseCases

@testable import DigitizationPipeline
@testable import Office

/// Two people who move, divide, put together, leave out, correct and take back at random, while the batch is split again
/// and the program is killed now and then. `SOHOA_MODEL_STEPS` sets how many steps are taken.
@Suite("Random acts on pages with kills in between") struct ArrangeModelTests {
    private static let steps = ProcessInfo.processInfo.environment["SOHOA_MODEL_STEPS"].flatMap { Int($0) } ?? 200

    @Test("Every page is in one place, and facts, text, PDF and index agree")
    func random() async throws {
        let office = try await ArrangeOffice()
        let folder = URL(fileURLWithPath: office.office.test.office.home.path).deletingLastPathComponent()
        defer { try? FileManager.default.removeItem(at: folder) }
        var walk = ArrangeWalk(office, seed: 34)
        for step in 1...Self.steps {
            try await walk.step()
            try await walk.check("step \(step)")
            guard step.isMultiple(of: 40) || step == Self.steps else { continue }
            try await walk.restart()
            try await walk.checkAll("step \(step)")
        }
        // A walk that never met one of them would prove nothing of it.
        #expect(Set(walk.done.keys) == Set(ArrangeWalk.Step.allCases), "\(walk.done)")
        #expect(walk.kills > 0 && walk.overtaken > 0)
        try walk.home.ledger.close()
    }
}

/// A random walk, with a model of what should stand.
private struct ArrangeWalk {
    enum Step: CaseIterable {
        case move, join, split, merge, reorder, rescan, leaveOut, putBack, undo, correct, splitAgain
    }

    struct Standing: Hashable {
        var slot: ComponentSlot
        var pages: [PageID]
    }

    /// What an act did to the model.
    struct Done {
        var number: Int
        var gone: Set<Standing>
        var made: Set<Standing>
        var leftOut: Set<PageID> = []
        var putBack: Set<PageID> = []
    }

    let office: ArrangeOffice
    var home: OpenHome
    var generator: SeededGenerator
    var standing: Set<Standing>
    var leftOut: Set<PageID> = []
    var acts: [Done] = []
    /// What people wrote for words.
    var words: [PageID: [Int: String]] = [:]
    var done: [Step: Int] = [:]
    var kills = 0
    /// Acts that could not be taken back because others came after them.
    var overtaken = 0

    private static let slots =
        ["TP01", "TP02", "TP03"].map { ArrangeOffice.slot($0) } + [
            ArrangeOffice.slot("TP01", of: ArrangeOffice.other)
        ]

    init(_ office: ArrangeOffice, seed: UInt64) {
        self.office = office
        home = office.office.test.office
        generator = SeededGenerator(seed: seed)
        standing = [
            Standing(slot: ArrangeOffice.slot("TP01"), pages: Array(office.pages[0...2])),
            Standing(slot: ArrangeOffice.slot("TP02"), pages: Array(office.pages[3...5])),
        ]
    }

    private func workspace(_ person: String) -> Workspace {
        Workspace(home, caller: Caller(Actor(.person, account: person), roles: [.reviewer], scope: .everything))
    }

    private mutating func pick<Value>(_ values: some Collection<Value>) -> Value? {
        values.randomElement(using: &generator)
    }

    private var ordered: [Standing] { standing.sorted { $0.pages[0] < $1.pages[0] } }

    private func id(of wanted: Standing) async throws -> DocumentID {
        try #require(
            try await documents().first {
                $0.content.pages.map(\.pageID) == wanted.pages && $0.content.slotOfTest == wanted.slot
            }
        ).id
    }

    private func documents() async throws -> [DigitizedDocument] {
        try await home.ledger.read { try $0.documents() }.filter { $0.state == .current || $0.state == .candidate }
    }

    // MARK: Steps

    mutating func step() async throws {
        let step = pick(Step.allCases) ?? .move
        let person = pick(["lan", "minh"]) ?? "lan"
        office.office.clock.pass(.milliseconds(Int.random(in: 100...2_000, using: &generator)))
        let isDone =
            switch step {
            case .move, .join: try await move(person, isJoined: step == .join)
            case .split: try await split(person)
            case .merge: try await merge(person)
            case .reorder: try await reorder(person)
            case .rescan: try await rescan(person)
            case .leaveOut: try await leaveOut(person)
            case .putBack: try await putBack(person)
            case .undo: try await undo(person)
            case .correct: try await correct(person)
            case .splitAgain: try await splitAgain()
            }
        if isDone { done[step, default: 0] += 1 }
    }

    /// Carries a wish out; now and then the program dies while the PDF is made, and the form is sent again, or it is sent
    /// twice.
    private mutating func carryOut(_ wish: PageWish, by person: String) async throws -> PageAct {
        let key = "key-\(UInt64.random(in: .min ... .max, using: &generator))"
        let recognizer = office.office.test.recognizer
        if Int.random(in: 0..<6, using: &generator) == 0 {
            await recognizer.lack(.shutDown)
            await #expect(throws: (any Error).self) {
                _ = try await workspace(person).arranging.carryOut(wish, key: key, with: office.recognition)
            }
            await recognizer.lack(nil)
            try await check("killed during \(wish)")
            try await restart()
            kills += 1
        }
        let act = try await workspace(person).arranging.carryOut(wish, key: key, with: office.recognition)
        if Bool.random(using: &generator) {
            let again = try await workspace(person).arranging.carryOut(wish, key: key, with: office.recognition)
            #expect(again == act)
        }
        return act
    }

    private mutating func note(
        _ act: PageAct, gone: [Standing], made: [Standing], leftOut out: Set<PageID> = [], putBack: Set<PageID> = []
    ) {
        standing.subtract(gone)
        standing.formUnion(made)
        leftOut.formUnion(out)
        leftOut.subtract(putBack)
        acts.append(
            Done(number: act.number, gone: Set(gone), made: Set(made), leftOut: out, putBack: putBack))
    }

    private mutating func move(_ person: String, isJoined: Bool) async throws -> Bool {
        guard let source = pick(ordered), let slot = pick(Self.slots) else { return false }
        let count = Int.random(in: 1...source.pages.count, using: &generator)
        let moved = Array(source.pages.shuffled(using: &generator).prefix(count))
        let rest = source.pages.filter { !moved.contains($0) }
        let target = isJoined ? pick(ordered.filter { $0.slot == slot && $0 != source }) : nil
        guard !isJoined || target != nil else { return false }
        let made = Standing(slot: slot, pages: (target?.pages ?? []) + moved)
        guard made != source else { return false }
        let joining: DocumentID? = if let target { try await id(of: target) } else { nil }
        let act = try await carryOut(.move(pages: moved, to: slot, joining: joining), by: person)
        note(
            act, gone: [source] + (target.map { [$0] } ?? []),
            made: [made] + (rest.isEmpty ? [] : [Standing(slot: source.slot, pages: rest)]))
        return true
    }

    private mutating func split(_ person: String) async throws -> Bool {
        guard let whole = pick(ordered.filter { $0.pages.count > 1 }) else { return false }
        let place = Int.random(in: 1..<whole.pages.count, using: &generator)
        let act = try await carryOut(.split(id(of: whole), before: [whole.pages[place]]), by: person)
        note(
            act, gone: [whole],
            made: [whole.pages[..<place], whole.pages[place...]].map { Standing(slot: whole.slot, pages: Array($0)) })
        return true
    }

    private mutating func merge(_ person: String) async throws -> Bool {
        guard let first = pick(ordered), let second = pick(ordered.filter { $0.slot == first.slot && $0 != first })
        else { return false }
        let act = try await carryOut(.merge(documents: [id(of: first), id(of: second)]), by: person)
        note(act, gone: [first, second], made: [Standing(slot: first.slot, pages: first.pages + second.pages)])
        return true
    }

    private mutating func reorder(_ person: String) async throws -> Bool {
        guard let whole = pick(ordered) else { return false }
        let order = whole.pages.shuffled(using: &generator)
        guard order != whole.pages else { return false }
        let act = try await carryOut(.reorder(id(of: whole), pages: order), by: person)
        note(act, gone: [whole], made: [Standing(slot: whole.slot, pages: order)])
        return true
    }

    private mutating func rescan(_ person: String) async throws -> Bool {
        // Enough is left to go on with.
        guard leftOut.count < 2, let place = pick(ordered), let source = pick(ordered), let bad = pick(place.pages),
            let new = pick(source.pages), bad != new
        else { return false }
        let act = try await carryOut(.rescan(bad, by: new), by: person)
        let kept = place.pages.filter { place != source || $0 != new }.map { $0 == bad ? new : $0 }
        let rest = source.pages.filter { $0 != new }
        let others = place == source || rest.isEmpty ? [] : [Standing(slot: source.slot, pages: rest)]
        note(
            act, gone: place == source ? [place] : [place, source],
            made: [Standing(slot: place.slot, pages: kept)] + others, leftOut: [bad])
        return true
    }

    private mutating func leaveOut(_ person: String) async throws -> Bool {
        guard leftOut.count < 3, let whole = pick(ordered), let page = pick(whole.pages) else { return false }
        guard whole.pages.count > 1 else {
            await #expect(throws: DecisionFault.onlyPage) {
                _ = try await workspace(person).arranging.carryOut(.leaveOut(page), with: office.recognition)
            }
            return false
        }
        let act = try await carryOut(.leaveOut(page), by: person)
        note(
            act, gone: [whole], made: [Standing(slot: whole.slot, pages: whole.pages.filter { $0 != page })],
            leftOut: [page])
        return true
    }

    private mutating func putBack(_ person: String) async throws -> Bool {
        guard let page = pick(leftOut.sorted()) else { return false }
        let act = try await carryOut(.putBack(page), by: person)
        // Which of a component's documents it went into is the program's choice; all else stays as it was.
        let now = try await documents().first { $0.content.pages.contains { $0.pageID == page } }
        let content = try #require(now).content
        let made = Standing(slot: content.slotOfTest, pages: content.pages.map(\.pageID))
        let rest = made.pages.filter { $0 != page }
        let gone = rest.isEmpty ? [] : [Standing(slot: made.slot, pages: rest)]
        #expect(gone.allSatisfy(standing.contains))
        note(act, gone: gone, made: [made], putBack: [page])
        return true
    }

    private mutating func undo(_ person: String) async throws -> Bool {
        guard let act = pick(acts.suffix(4)) else { return false }
        let isStanding =
            act.made.isSubset(of: standing) && act.leftOut.isSubset(of: leftOut)
            && act.putBack.isDisjoint(with: leftOut)
        do {
            _ = try await workspace(person).arranging.undo(act.number, with: office.recognition)
            #expect(isStanding)
            standing.subtract(act.made)
            standing.formUnion(act.gone)
            leftOut.subtract(act.leftOut)
            leftOut.formUnion(act.putBack)
            acts.removeAll { $0.number == act.number }
            return true
        } catch is PageActFault {
            #expect(!isStanding)
            overtaken += 1
            return false
        }
    }

    private mutating func correct(_ person: String) async throws -> Bool {
        guard let whole = pick(ordered), let page = pick(whole.pages.indices) else { return false }
        let (document, text) = (try await id(of: whole), "chữ\(Int.random(in: 1...99, using: &generator))")
        let word = Int.random(in: 0..<2, using: &generator)
        let review = workspace(person).review
        _ = try await review.correct(
            document, words: [ReviewOffice.word(page, word, .replace(text))],
            seen: try await review.open(document, takingOver: true, pages: []).revision)
        words[whole.pages[page], default: [:]][word] = text
        return true
    }

    private mutating func splitAgain() async throws -> Bool {
        let (batch, now) = (office.batch, office.office.clock.now)
        try await home.ledger.write { tx in
            guard let record = try tx.batch(batch) else { return }
            try tx.enqueue(.digitizing(record, isUrgent: false), at: now)
        }
        _ = try await Digitizer(
            office: home, recognizer: office.office.test.recognizer, pipeline: Pipeline(), jobs: 2
        ).digitize(office.path)
        return true
    }

    // MARK: Checking

    func check(_ comment: Comment) async throws {
        let found = try await documents().map {
            Standing(slot: $0.content.slotOfTest, pages: $0.content.pages.map(\.pageID))
        }
        #expect(Set(found) == standing && found.count == standing.count, comment)
        let pages = found.flatMap(\.pages) + leftOut
        #expect(pages.sorted() == office.pages, comment)
    }

    /// Text, PDF, index and facts agree once what is due was done.
    func checkAll(_ comment: Comment) async throws {
        try await follow()
        for document in try await documents() {
            let texts = try await home.ledger.read { tx in
                try document.content.pages.map { try tx.pageReading(key: $0.readingKey)?.text ?? "" }
            }
            let expected = document.content.pages.map { expectedText(of: $0.pageID) }
            #expect(texts == expected, comment)
            let pdf = try Data(contentsOf: home.store.url(for: try #require(document.content.pdf)))
            #expect(
                String(decoding: pdf, as: UTF8.self).hasSuffix("\n" + expected.joined(separator: "\u{c}")), comment)
            for text in expected {
                let hits = try await home.ledger.read { try $0.search(SearchQuery("\"\(text)\"")) }
                #expect(hits.contains { $0.documentID == document.id }, comment)
            }
        }
        #expect(try await Verification(office: home).run().findings == [], comment)
        let batch = office.batch
        let sum = try await home.ledger.read { try $0.pageSum(batch: batch) }
        #expect(sum.seen == 8 && sum.unaccounted == 0, comment)
        #expect(sum.blank + sum.repeated == leftOut.count, comment)
    }

    private static let texts = ArrangeOffice.script.split(separator: "\n").filter { !$0.hasPrefix("sep") }.map {
        $0.split(separator: " ").map(String.init)
    }

    private func expectedText(of page: PageID) -> String {
        guard let place = office.pages.firstIndex(of: page) else { return "" }
        return Self.texts[place].enumerated().map { words[page]?[$0] ?? $1 }.joined(separator: " ")
    }

    private func follow() async throws {
        office.office.clock.pass(.seconds(10))
        let (now, ledger) = (office.office.clock.now, home.ledger)
        let redoer = DocumentRedoer(office: home, recognizer: office.office.test.recognizer, pipeline: Pipeline())
        while let claim = try await ledger.write({ tx in
            _ = try tx.promoteDueJobs(at: now)
            return try tx.claimJobs(JobFilter(kinds: [.applyCorrections]), worker: "w", at: now).first
        }) {
            let outcome = try await redoer.applyCorrections(to: DocumentID(rawValue: claim.payload), as: claim)
            #expect(outcome == .done)
        }
    }

    mutating func restart() async throws {
        try home.ledger.close()
        let clock = office.office.clock
        home = try OpenHome(
            home: home.home, clock: TimeSource(now: { clock.now }, sleep: { _ in throw CancellationError() }))
    }
}

extension DocumentDraft {
    fileprivate var slotOfTest: ComponentSlot { ComponentSlot(caseCode: caseCode, component: component) }
}
