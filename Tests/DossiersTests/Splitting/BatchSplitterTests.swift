import DocumentModel
import TestSupport
import Testing

@testable import Dossiers

/// Splitting told as strings: `A` and `B` are good separators of two components, `?` an unreadable one, `u` one of an
/// unknown case, `c` one of an unknown component, `x` a page that cannot be read, `t` a text file, `_` a blank back,
/// `.` a page.
@Suite("Splitting a batch")
struct BatchSplitterTests {
    static let caseCode = CaseCode(rawValue: "000.00.16.H40-261001-0002")!
    static let slotA = ComponentSlot(caseCode: caseCode, component: ComponentCode(rawValue: "TP01")!)
    static let slotB = ComponentSlot(caseCode: caseCode, component: ComponentCode(rawValue: "TP02")!)
    static let splitter = BatchSplitter(register: [caseCode: [slotA.component, slotB.component]])

    static func evidence(_ pages: String) -> [PageEvidence] {
        pages.enumerated().map { index, mark in
            PageEvidence(position: PagePosition(file: 0, page: index), kind: kind(mark))
        }
    }

    static func kind(_ mark: Character) -> PageEvidence.Kind {
        switch mark {
        case "A": .separator(SeparatorPayload(caseCode: caseCode, component: slotA.component))
        case "B": .separator(SeparatorPayload(caseCode: caseCode, component: slotB.component))
        case "u": .separator(SeparatorPayload("SOHOA1/000.00.16.H40-261118-9917/TP01")!)
        case "c": .separator(SeparatorPayload("SOHOA1/\(caseCode.rawValue)/TP99")!)
        case "?": .unreadableSeparator(.undecodableSeparator)
        case "x": .unreadable(.truncatedImage, mayBeSeparator: true)
        case "t": .unreadable(.notAnImage, mayBeSeparator: false)
        case "_": .blank
        default: .content
        }
    }

    struct Expectation: Sendable, CustomTestStringConvertible {
        var pages: String
        var a: [Int] = []
        var b: [Int] = []
        var held: [IssueCode: [Int]] = [:]
        var issues: [IssueCode] = []
        var testDescription: String { pages }
    }

    @Test(arguments: [
        Expectation(pages: "A..B.", a: [1, 2], b: [4]),
        Expectation(pages: "..A.", a: [3], held: [.orphanPages: [0, 1]], issues: [.orphanPages]),
        Expectation(
            pages: "A.?..B.", a: [1], b: [6], held: [.undecodableSeparator: [3, 4]], issues: [.undecodableSeparator]),
        Expectation(pages: "A.u.", a: [1], held: [.unknownCase: [3]], issues: [.unknownCase]),
        Expectation(pages: "A.c.", a: [1], held: [.unknownComponent: [3]], issues: [.unknownComponent]),
        Expectation(pages: "A.B.A.", a: [1, 5], b: [3]),
        Expectation(pages: "A._B_", a: [1, 2], b: [4]),
        // What cannot be read may have been the next separator: the pages after it are not certain any more.
        Expectation(pages: "A.x.B.", a: [1], b: [5], held: [.truncatedImage: [2, 3]]),
        // A text file was never on the scanner's glass.
        Expectation(pages: "A.t.", a: [1, 3], held: [.notAnImage: [2]]),
        Expectation(pages: "AB.", b: [2]),
        // A lone blank sheet before the first separator is nothing that anybody misses, but it is kept in view.
        Expectation(pages: "_A.", a: [2], held: [.orphanPages: [0]]),
        Expectation(pages: "_..A.", a: [4], held: [.orphanPages: [0, 1, 2]], issues: [.orphanPages]),
    ])
    func bySeparators(_ expected: Expectation) {
        let split = Self.splitter.split(Self.evidence(expected.pages))
        func pages(_ slot: ComponentSlot) -> [Int] {
            split.groups.first { $0.slot == slot }?.pages.map(\.page) ?? []
        }
        #expect(pages(Self.slotA) == expected.a)
        #expect(pages(Self.slotB) == expected.b)
        let held = Dictionary(grouping: split.held, by: \.reason).mapValues { $0.flatMap { $0.pages.map(\.page) } }
        #expect(held == expected.held)
        #expect(split.issues.map(\.code) == expected.issues)
    }

    @Test("Every page stands in exactly one place, whatever the order of sheets")
    func nothingIsLost() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let marks = Array("ABuc?xt_....")
            let pages = String(
                (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                    marks.randomElement(using: &generator)!
                })
            let split = Self.splitter.split(Self.evidence(pages))
            let placed =
                split.groups.flatMap(\.pages) + split.held.flatMap(\.pages) + split.separators
            #expect(
                placed.map(\.page).sorted() == Array(0..<pages.count), "seed \(seed), pages \(pages)")
        }
    }

    @Test("The manifest decides; what it does not list or lists twice waits")
    func byManifest() {
        let a = BatchManifest.Item(
            caseCode: Self.caseCode.rawValue, component: "TP01", files: ["1.tif", "3.tif", "gone.tif"])
        let b = BatchManifest.Item(caseCode: Self.caseCode.rawValue, component: "TP02", files: ["3.tif", "4.tif"])
        let stranger = BatchManifest.Item(caseCode: "000.00.16.H40-261118-9917", component: "TP01", files: ["5.tif"])
        let pages = (0..<5).map { PageEvidence(position: PagePosition(file: $0, page: 0), kind: .content) }
        let split = Self.splitter.split(
            pages, by: BatchManifest(items: [a, b, stranger]),
            fileNames: ["1.tif", "2.tif", "3.tif", "4.tif", "5.tif"], normalize: { $0 })
        #expect(split.groups.map(\.slot) == [Self.slotA, Self.slotB])
        #expect(split.groups.map { $0.pages.map(\.file) } == [[0], [3]])
        #expect(split.held.map(\.reason) == [.orphanPages, .badManifest, .unknownCase])
        #expect(split.held.map { $0.pages.map(\.file) } == [[1], [2], [4]])
        #expect(Set(split.issues.map(\.code)) == [.missingFile, .badManifest, .unknownCase, .orphanPages])
    }

    @Test(arguments: [
        "https://example.org/SOHOA1", "SOHOA1/000.00.16.H40-261001-0002", "SOHOA1/000.00.16.H40-269901-0002/TP01",
        "SOHOA1/000.00.16.H40-261001-0002/TP01/x", "sohoa1/000.00.16.H40-261001-0002/TP01", "",
        "SOHOA1/000.00.16.H40-261001-0002/", "000187621365||Đinh Thị Quế|26051987|Nữ|Sơn Định|01012021",
    ])
    func otherCodesAreNoSeparators(_ payload: String) {
        #expect(SeparatorPayload(payload) == nil)
    }
}
