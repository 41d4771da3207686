import DocumentModel
import TestSupport
import Testing

@testable import Dossiers

/// Splitting told as strings: `A` and `B` are good separators of two components, `?` an unreadable one, `s` a page that
/// may be one, `k` a paper with another component's code, `u` a separator of an unknown case, `c` one of an unknown
/// component, `x` a page that cannot be read, `t` a text file, `_` a blank back,
/// `.` a page.
@Suite("Splitting a batch")
struct BatchSplitterTests {
    static let caseCode = CaseCode(rawValue: "000.00.16.H40-261001-0002")!
    static let slotA = ComponentSlot(caseCode: caseCode, component: ComponentCode(rawValue: "TP01")!)
    static let slotB = ComponentSlot(caseCode: caseCode, component: ComponentCode(rawValue: "TP02")!)
    static let splitter = BatchSplitter(register: [caseCode: [slotA.component, slotB.component]])

    static func evidence(_ pages: String, pagesInFile: Int = .max) -> [PageEvidence] {
        pages.enumerated().map { index, mark in
            let position = PagePosition(file: index / pagesInFile, page: index % pagesInFile)
            return PageEvidence(position: position, kind: kind(mark))
        }
    }

    static func kind(_ mark: Character) -> PageEvidence.Kind {
        switch mark {
        case "A": .separator(SeparatorPayload(caseCode: caseCode, component: slotA.component))
        case "B": .separator(SeparatorPayload(caseCode: caseCode, component: slotB.component))
        case "u": .separator(SeparatorPayload("SOHOA1/000.00.16.H40-261118-9917/TP01")!)
        case "c": .separator(SeparatorPayload("SOHOA1/\(caseCode.rawValue)/TP99")!)
        case "?": .unreadableSeparator(.undecodableSeparator, nil)
        case "s": .suspect(.suspectedSeparator, nil)
        case "k": .suspect(.codeOnPaper, ProposedSlot(slotB))
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
        Expectation(pages: "_A.", a: [2]),
        // What may be a sheet is kept as a page, and nobody is sure any more of what follows.
        Expectation(
            pages: "A.s.B.", a: [1], b: [5], held: [.suspectedSeparator: [2, 3]], issues: [.suspectedSeparator]),
        // The code of the component that is under way anyway moves no page.
        Expectation(pages: "B.k.", b: [1, 3], held: [.codeOnPaper: [2]], issues: [.codeOnPaper]),
        Expectation(pages: "A.k._B.", a: [1], b: [6], held: [.codeOnPaper: [2, 3, 4]], issues: [.codeOnPaper]),
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

    @Test("What waits behind a suspect is proposed for the component before it, not for the one that its code names")
    func proposals() {
        #expect(Self.splitter.split(Self.evidence("A.k.")).held.map(\.proposed) == [ProposedSlot(Self.slotA)])
        #expect(Self.splitter.split(Self.evidence("k.")).held.map(\.proposed) == [ProposedSlot(Self.slotB)])
        #expect(Self.splitter.split(Self.evidence("A.s.")).held.map(\.proposed) == [ProposedSlot(Self.slotA)])
    }

    @Test("Every page of a batch is in exactly one place, whatever the order of sheets, repeats and failures")
    func nothingIsLost() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<600 {
            let marks = Array("ABuc?skxt_....")
            let text = String(
                (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                    marks.randomElement(using: &generator)!
                })
            let pages = Self.evidence(text, pagesInFile: Int.random(in: 1...5, using: &generator))
            var split = randomSplit(pages, &generator)
            for group in split.groups where Bool.random(using: &generator) {
                let content = group.pages.filter { split.dispositions[$0] == .document(group.slot) }
                if content.count > 1 { split.note(content[1], repeats: content[0]) }
                if Bool.random(using: &generator) {
                    split.hold(group.slot, because: .assemblyFailed, detail: "")
                }
            }
            let sum = try split.account(for: pages.map(\.position))
            #expect(sum.seen == pages.count, "seed \(seed), pages \(text)")
            #expect(sum.unaccounted == 0)
            let papers = pages.count { $0.kind == .content }
            #expect(sum.document + sum.repeated + sum.waiting >= papers, "seed \(seed), pages \(text)")
        }
    }

    private func randomSplit(_ pages: [PageEvidence], _ generator: inout SeededGenerator) -> BatchSplit {
        let files = (pages.map(\.position.file).max() ?? -1) + 1
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: return BatchSplit.allHeld(pages, reason: .badManifest)
        case 1, 2: return Self.splitter.split(pages)
        default:
            let items = ["TP01", "TP02", "TP09"].map { component in
                BatchManifest.Item(
                    caseCode: Self.caseCode.rawValue, component: component,
                    files: (0..<files + 1).filter { _ in Bool.random(using: &generator) }.map { "\($0).tif" })
            }
            return Self.splitter.split(
                pages, by: BatchManifest(items: items), fileNames: (0..<files).map { "\($0).tif" }, normalize: { $0 })
        }
    }

    @Test("A page that is in no place, or waits unseen, stops the commit")
    func lostPages() {
        let pages = Self.evidence("A..")
        let split = Self.splitter.split(Array(pages.dropLast()))
        #expect(throws: PageAccountingError.self) { try split.account(for: pages.map(\.position)) }
        #expect(throws: PageAccountingError.self) { try split.account(for: [pages[0].position]) }
        #expect(throws: PageAccountingError.self) {
            try split.account(for: pages.dropLast().map(\.position) + [pages[0].position])
        }
    }

    @Test("What the manifest lists is a page wherever it looks like a sheet; only a whole sheet with its code is none")
    func manifestOutranksLooks() throws {
        let item = BatchManifest.Item(caseCode: Self.caseCode.rawValue, component: "TP01", files: ["scan.tif"])
        let split = Self.splitter.split(
            Self.evidence(".?sk._A"), by: BatchManifest(items: [item]), fileNames: ["scan.tif"], normalize: { $0 })
        #expect(split.groups.map(\.pages) == [(0...5).map { PagePosition(file: 0, page: $0) }])
        #expect(split.separators == [PagePosition(file: 0, page: 6)])
        #expect(split.held.isEmpty)
        #expect(split.issues.map(\.code) == [.separatorInManifest, .separatorInManifest, .separatorInManifest])
        #expect(split.sum.document == 5 && split.sum.blank == 1 && split.sum.separator == 1)
    }

    @Test(
        "Codes and names that a manifest writes otherwise than the register and the disk are understood",
        arguments: [
            (" 000.00.16.H40-261001-0002 ", "TP01", "1.tif"), ("000.00.16.h40-261001-0002", "tp01\u{A0}", "./1.tif"),
            ("\u{FEFF}000.00.16.H40-261001-0002\u{200B}", "\tTp01", ".\\1.tif"),
            ("000.00.16.H40-261001-0002", "TP01", "C:\\Scan\\lo 1\\1.TIF"),
            ("000.00.16.H40-261001-0002", "TP01", "\u{A0}1.tif "),
        ])
    func spellings(caseCode: String, component: String, file: String) {
        let item = BatchManifest.Item(caseCode: caseCode, component: component, files: [file])
        let page = PageEvidence(position: PagePosition(file: 0, page: 0), kind: .content)
        let split = Self.splitter.split(
            [page], by: BatchManifest(items: [item]), fileNames: ["1.tif"], normalize: { $0 })
        #expect(split.groups.map(\.slot) == [Self.slotA])
        #expect(split.issues.isEmpty)
    }

    @Test("What could mean two files means none; two paths to one name are two files")
    func ambiguousNames() {
        let names = ManifestFileNames(["a.TIF", "A.tif", "B.tif"], normalize: { $0 })
        #expect(names.place(of: "A.TIF") == nil)
        #expect(names.place(of: "A.tif") == 1)
        #expect(names.place(of: "b.TIF") == 2)
        #expect(names.place(of: "../B.tif") == nil)
        #expect(names.place(of: "x.tif") == nil)
        let item = BatchManifest.Item(
            caseCode: Self.caseCode.rawValue, component: "TP01", files: ["mặt trước/1.tif", "mặt sau/1.tif"])
        let page = PageEvidence(position: PagePosition(file: 0, page: 0), kind: .content)
        let split = Self.splitter.split(
            [page], by: BatchManifest(items: [item]), fileNames: ["1.tif"], normalize: { $0 })
        #expect(split.issues.map(\.missingFile) == ["mặt sau/1.tif"])
    }

    @Test("A code that nobody knows is shown as it is written, with what one does not see")
    func unknownCodes() {
        let item = BatchManifest.Item(caseCode: Self.caseCode.rawValue, component: "TP\u{200B}01x", files: ["1.tif"])
        let page = PageEvidence(position: PagePosition(file: 0, page: 0), kind: .content)
        let split = Self.splitter.split(
            [page], by: BatchManifest(items: [item]), fileNames: ["1.tif"], normalize: { $0 })
        #expect(split.held.map(\.proposed?.component) == ["TP\\u{200B}01x"])
        #expect(split.issues.first?.detail.contains("TP\\u{200B}01x") == true)
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
        "SOHOA1/000.00.16.H40-261001-0002/", "SOHOA2/000.00.16.H40-261001-0002/TP01",
        "SOHOA2/000.00.16.H40-261001-0002/TP01/ABCDEFGHIJKLMNO",
        "SOHOA2/000.00.16.H40-261001-0002/TP01/abcdefghijklmnop",
        "000187621365||Đinh Thị Quế|26051987|Nữ|Sơn Định|01012021",
    ])
    func otherCodesAreNoSeparators(_ payload: String) {
        #expect(SeparatorPayload(payload) == nil)
    }

    @Test("A sealed payload is read as it is printed")
    func sealedPayload() throws {
        let seal = try #require(SeparatorSeal(code: (0..<32).map { UInt8($0 * 7) }))
        let payload = SeparatorPayload(caseCode: Self.caseCode, component: Self.slotA.component, seal: seal)
        #expect(SeparatorPayload(payload.text) == payload)
        #expect(seal.rawValue.count == 16)
        // RFC 4648, test vector of the first bytes.
        #expect(SeparatorSeal(code: Array("foobarfoob".utf8))?.rawValue == "MZXW6YTBOJTG633C")
    }
}
