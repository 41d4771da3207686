import DocumentModel
import Foundation
import Testing

@testable import ScannedPages

@Suite("Files within a PDF")
struct AttachedPagesTests {
    private static let limit = 50_000_000

    private func inspect(_ bytes: [UInt8], _ body: (String, String, FileInspection) throws -> Void) throws {
        let fixture = try PDFFixture()
        try Scans.withFile(bytes) { path in
            let scratch = fixture.root + "/scratch"
            let inspection = try PDFFile.inspect(
                path: path, maxPixels: Self.limit, drawingResolution: 150, scratch: scratch)
            #expect(fixture.names == [], "temporary files are left")
            try body(path, scratch, inspection)
        }
    }

    private func pdf(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: PDFFixture.path(name))))
    }

    @Test("Their pages are counted on from the PDF's own, those of files in files too, in natural order")
    func pages() throws {
        let inner = DrawnPDF.holding([("trong.jpg", try Scans.bytes("colour.jpg"))])
        let bytes = DrawnPDF.holding([
            ("10.tif", try Scans.bytes("g4.tif")), ("2.pdf", try pdf("mixed-annotated")), ("3.pdf", inner),
        ])
        try inspect(bytes) { path, scratch, inspection in
            #expect(inspection.faults == [])
            #expect(inspection.pages.map(\.index) == Array(0..<6))
            #expect(inspection.pages.suffix(2).allSatisfy { $0.width == 64 })
            #expect(inspection.notes.allSatisfy { $0.code == .attachedFile })
            let named = [(1, "\"2.pdf\""), (3, "\"3.pdf\""), (4, "\"trong.jpg\""), (5, "\"10.tif\"")]
            for (page, name) in named {
                let note = inspection.notes.first { $0.pageIndex == page && $0.detail.contains(name) }
                #expect(note != nil, "\(page), \(name): \(inspection.notes)")
            }
            func place(_ page: Int) throws -> AttachedPages.Place? {
                try AttachedPages.place(
                    path: path, pageIndex: page, maxPixels: Self.limit, drawingResolution: 150, scratch: scratch)
            }
            #expect(try place(0) == nil)
            let second = try #require(try place(2))
            #expect(second.pageIndex == 1)
            #expect(try Data(contentsOf: URL(filePath: second.path)) == Data(try pdf("mixed-annotated")))
            let picture = try #require(try place(4))
            #expect(picture.pageIndex == 0)
            #expect(try Data(contentsOf: URL(filePath: picture.path)) == Data(try Scans.bytes("colour.jpg")))
            #expect(throws: FileFault.self) { try place(6) }
        }
    }

    @Test("What is no page waits under its name; data for programs is told of; names are no paths")
    func others() throws {
        let bytes = DrawnPDF.holding([
            ("../../don.docx", Array("PK\u{3}\u{4}  word/document.xml".utf8)),
            ("hoa-don.xml", Array("<?xml version".utf8)),
            ("khoa.pdf", try pdf("encrypted-password")),
            ("anh.jpg", try Scans.bytes("colour.jpg").dropLast(300)),
        ])
        try inspect(bytes) { _, _, inspection in
            #expect(inspection.pages.map(\.index) == [0])
            #expect(inspection.faults.map(\.code) == [.unsupportedFormat, .truncatedImage, .encryptedPDF])
            #expect(inspection.faults.map(\.pageIndex) == [1, 2, 3])
            #expect(inspection.faults[0].detail.contains("\"../../don.docx\": Word document"))
            #expect(inspection.notes.map(\.pageIndex) == [nil])
            #expect(inspection.notes[0].detail.contains("hoa-don.xml"))
        }
    }

    /// A lock of 256 bits with a password that nobody has said.
    private static func lock(_ filters: String) -> String {
        func hexadecimal(_ count: Int) -> String { "<" + String(repeating: "5a", count: count) + ">" }
        return "/V 5 /R 6 /Length 256 /P -4 /O \(hexadecimal(48)) /U \(hexadecimal(48)) /OE \(hexadecimal(32)) "
            + "/UE \(hexadecimal(32)) /Perms \(hexadecimal(16)) /EncryptMetadata false "
            + "/CF << /StdCF << /AuthEvent /EFOpen /CFM /AESV3 /Length 32 >> >> \(filters)"
    }

    @Test("Where only the files are locked, the pages are read and each file waits under its name")
    func lockedFiles() throws {
        let bytes = DrawnPDF.holding(
            [("khoa.jpg", try Scans.bytes("colour.jpg")), ("khoa.xml", Array("<a/>".utf8))],
            lock: Self.lock("/StmF /Identity /StrF /Identity /EFF /StdCF"))
        try inspect(bytes) { path, scratch, inspection in
            #expect(inspection.pages.map(\.index) == [0])
            #expect(inspection.faults.map(\.code) == [.encryptedPDF, .encryptedPDF])
            #expect(inspection.faults.map(\.pageIndex) == [1, 2])
            #expect(inspection.faults.first?.detail.contains("\"khoa.jpg\"") == true)
            let place = try #require(
                try AttachedPages.place(
                    path: path, pageIndex: 0, maxPixels: Self.limit, drawingResolution: 150, scratch: scratch))
            #expect(place.pageIndex == 0 && place.path != path)
            let page = ReadPage(
                try PDFFile.page(
                    path: place.path, index: 0, maxPixels: Self.limit, drawingResolution: 150,
                    imagePath: scratch + ".picture"))
            #expect(page.isDark(0.2, 0.83) && !page.isDark(0.7, 0.3))
        }
    }

    @Test("A lock that locks nothing keeps nothing back; one that locks the pages keeps all of it")
    func otherLocks() throws {
        let file = ("anh.jpg", try Scans.bytes("colour.jpg"))
        try inspect(DrawnPDF.holding([file], lock: Self.lock("/EFF /Identity"))) { path, scratch, inspection in
            #expect(inspection.faults == [] && inspection.pages.map(\.index) == [0, 1])
            let place = try #require(
                try AttachedPages.place(
                    path: path, pageIndex: 1, maxPixels: Self.limit, drawingResolution: 150, scratch: scratch))
            #expect(try Data(contentsOf: URL(filePath: place.path)) == Data(file.1))
        }
        let whole = DrawnPDF.holding([file], lock: Self.lock("/StmF /StdCF /StrF /StdCF"))
        try Scans.withFile(whole) { path in
            let fault = #expect(throws: FileFault.self) {
                _ = try PDFFile.inspect(
                    path: path, maxPixels: Self.limit, drawingResolution: 150, scratch: path + ".scratch")
            }
            #expect(fault?.code == .encryptedPDF)
        }
    }

    @Test("Files in files in files end somewhere, and nothing is passed over in silence")
    func nesting() throws {
        var bytes = try pdf("scan-jpeg")
        for _ in 0..<6 { bytes = DrawnPDF.holding([("a.pdf", bytes)]) }
        try inspect(bytes) { _, _, inspection in
            #expect(inspection.pages.count == 4)
            #expect(inspection.faults.map(\.code) == [.tooLarge])
        }
    }

    @Test("A form that only Acrobat lays out says so; one with fields on its page is a page")
    func xfa() throws {
        var pdf = DrawnPDF()
        let form = pdf.stream(Array("<xdp:xdp/>".utf8))
        let catalog = "/AcroForm << /Fields [] /XFA \(form) 0 R >>"
        try inspect(pdf.bytes(box: (298, 421), content: "20 20 9 9 re f", catalog: catalog)) { _, _, inspection in
            #expect(inspection.pages == [])
            #expect(inspection.faults.map(\.code) == [.xfaForm])
        }
        let field = "/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [9 9 99 20] >>]"
        let filled = pdf.bytes(box: (298, 421), content: "20 20 9 9 re f", page: field, catalog: catalog)
        try inspect(filled) { _, _, inspection in
            #expect(inspection.pages.count == 1)
            #expect(inspection.faults == [])
        }
    }
}
