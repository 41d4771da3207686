import ChildProcesses
import DocumentModel
import Foundation
import ScannedPages
import Testing

@testable import DocumentAssembly

/// One odd word does not hold up a document.
struct SearchableDocumentTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func page(_ lines: [String]) throws -> AssemblyPage {
        AssemblyPage(
            image: try SamplePicture.make(.group4, folder: folder), width: 620, height: 877, dpi: 75, skew: 0,
            text: SampleText.page(lines, width: 620, height: 877))
    }

    private func text(of path: String) throws -> String {
        String(
            decoding: try ChildTool("pdftotext").run(["-raw", path, "-"], seconds: 20, outputLimit: 1 << 16),
            as: UTF8.self)
    }

    @Test(
        "What no reader gives back is left out and counted; the words beside it stay",
        arguments: [
            ("\u{301}", 1), ("a\u{20DD}\u{301} \u{302}b", 1), ("\u{E000}\u{E001}", 1), ("مرحبا בית", 2),
            ("\u{10FFFF}", 1), ("\u{200B}", 0), ("e\u{301} ệ", 0), ("中文 日本", 0), ("①②", 0), ("½ m²", 0),
        ])
    func oddWords(_ odd: String, _ left: Int) throws {
        let path = folder.path("odd.pdf")
        let written = try SearchableDocument(
            [try page(["trước \(odd) sau", "Ủy ban nhân dân"]), try page(SampleText.lines)],
            metadata: SampleText.metadata
        ).write(to: path)
        #expect(written.unwritten[0] ?? 0 == left)
        #expect(written.unwritten[1] == nil)
        let text = try text(of: path)
        for word in ["trước", "sau", "Ủy", "dân", "CỘNG"] { #expect(text.contains(word)) }
    }

    @Test("Words are taken over that readers turn into something else, or left out: never the document")
    func anythingGoes() throws {
        let odd = [
            "ﬁne ﬂuß ŉ ǆ", "ﷺ", "a\u{0}b \u{FEFF}c", "x\u{308}\u{323}\u{301}\u{330}y", "🏳️‍🌈 👨‍👩‍👧", "\u{FFFD}", "ก็ได้ किताब",
        ]
        let path = folder.path("any.pdf")
        _ = try SearchableDocument([try page(odd + ["còn lại"])], metadata: SampleText.metadata).write(to: path)
        #expect(try text(of: path).contains("còn"))
        try #require(Preflight.isInstalled, "install libpdfbox2-java libactivation-java libjaxb-api-java")
        #expect(try Preflight.faults(in: [path], folder: folder) == [:])
    }

    @Test("Words over the page's edge are cut to it, words beside it left out")
    func edges() throws {
        var page = try page(["trong trang"])
        let place = { (x: Int, y: Int) in PixelBox(x: x, y: y, width: 60, height: 18) }
        let words = [
            ("trái", place(-20, 100)), ("ngoài", place(-55, 130)), ("phải", place(590, 160)), ("dưới", place(100, 870)),
            ("trên", place(100, -4)), ("xa", place(-4000, 300)),
        ]
        for (text, box) in words {
            page.text.lines.append(TextLine(words: [Word(text: text, box: box, confidence: 90)], box: box))
        }
        let path = folder.path("edges.pdf")
        let written = try SearchableDocument([page], metadata: SampleText.metadata).write(to: path)
        #expect(written.unwritten == [0: 3])
        let text = try text(of: path)
        for word in ["trái", "phải", "trên", "trong"] { #expect(text.contains(word)) }
    }
}
