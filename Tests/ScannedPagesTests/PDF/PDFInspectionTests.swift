import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import ScannedPages

struct PDFInspectionTests {
    @Test(
        "Sound files, and those that can be repaired, give their pages",
        arguments: [
            ("scan-jpeg", 1), ("text", 1), ("mixed-annotated", 2), ("encrypted-empty-password", 1), ("damaged-xref", 2),
            ("signed", 1), ("scan-rotate-90", 1),
        ])
    func pages(_ name: String, _ count: Int) throws {
        let inspection = try PDFFixture.inspect(name)
        #expect(inspection.format == .pdf)
        #expect(inspection.pages.map(\.index) == Array(0..<count))
        #expect(inspection.faults == [])
    }

    @Test(
        "Sizes are those of the page as shown",
        arguments: [
            ("scan-jpeg", 621, 877), ("scan-rotate-90", 621, 877), ("text", 579, 836), ("scan-userunit", 621, 877),
        ])
    func sizes(_ name: String, _ width: Int, _ height: Int) throws {
        let page = try #require(PDFFixture.inspect(name).pages.first)
        #expect(abs(page.width - width) <= 1 && abs(page.height - height) <= 1, "\(page)")
    }

    @Test(
        "Files that cannot be read have a code",
        arguments: [
            ("encrypted-password", IssueCode.encryptedPDF), ("garbage", .corruptPDF), ("no-pages", .corruptPDF),
            ("truncated-half", .corruptPDF), ("does-not-exist", .corruptPDF),
        ])
    func refusals(_ name: String, _ code: IssueCode) throws {
        #expect(throws: FileFault.self) { try PDFFixture.inspect(name) }
        let fault = #expect(throws: FileFault.self) { _ = try PDFFixture().page(name) }
        #expect(fault?.code == code)
    }

    @Test(
        "Pages that are too large or not all there are named; the others are read",
        arguments: [
            ("huge-mediabox", [], IssueCode.tooLarge, 0), ("huge-picture", [], .tooLarge, 0),
            ("damaged-lost-page", [0], .corruptPDF, 1), ("damaged-lost-picture", [0], .corruptPDF, 1),
        ])
    func pageFaults(_ name: String, _ pages: [Int], _ code: IssueCode, _ faulty: Int) throws {
        let inspection = try PDFFixture.inspect(name)
        #expect(inspection.pages.map(\.index) == pages)
        #expect(inspection.faults.map(\.code) == [code])
        #expect(inspection.faults.map(\.pageIndex) == [faulty])
        let fault = #expect(throws: FileFault.self) { _ = try PDFFixture().page(name, index: faulty) }
        #expect(fault?.code == code)
    }

    @Test(
        "A signature is seen, an empty signature field is none",
        arguments: [
            ("signed", true), ("unsigned-field", false), ("scan-jpeg", false),
        ])
    func signatures(_ name: String, _ isSigned: Bool) throws {
        #expect(try PDFFixture.inspect(name).isSigned == isSigned)
    }

    @Test("Damaged bytes anywhere give pages or a fault, never a crash or a hang")
    func mutations() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        let fixture = try PDFFixture()
        for name in ["mixed-annotated", "signed", "scan-g4", "text-tcvn3"] {
            let sound = try Data(contentsOf: URL(fileURLWithPath: PDFFixture.path(name)))
            for round in 0..<60 {
                var damaged = sound
                for _ in 0...random.below(12) { damaged[random.below(damaged.count)] = UInt8(random.below(256)) }
                if round.isMultiple(of: 3) { damaged = damaged.prefix(random.below(damaged.count)) }
                let path = fixture.root + "/damaged.pdf"
                try damaged.write(to: URL(fileURLWithPath: path))
                do throws(FileFault) {
                    let found = try PDFFile.inspect(path: path, maxPixels: 50_000_000, drawingResolution: 150)
                    #expect(found.pages.count + found.faults.count > 0, "seed \(seed)")
                    let plan = try Self.plans(path, pages: found.pages.map(\.index))
                    #expect(plan == found.pages.count, "seed \(seed)")
                } catch {
                    #expect([.corruptPDF, .encryptedPDF, .tooLarge].contains(error.code), "seed \(seed): \(error)")
                }
            }
        }
    }

    /// Plans all pages without drawing them; their number.
    private static func plans(_ path: String, pages: [Int]) throws(FileFault) -> Int {
        let document = try QPDFDocument(path: path)
        var count = 0
        for index in pages {
            let plan = PDFPagePlan(page: document.page(index))
            count += plan.geometry.box.area > 0 ? 1 : 0
        }
        return count
    }
}

extension SeededGenerator {
    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &self) }
}
