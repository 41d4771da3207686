import Dossiers
import Foundation
import PrintedSheets
import ScannedPages
import Testing

/// Sheets, and what comes out of a printer and scanner: poppler draws the PDF as 200 dpi black and white.
enum Samples {
    static func sheet(
        component: String = "TP01", name: String = "Giấy khai sinh", applicant: String? = nil
    ) throws -> SeparatorSheet {
        SeparatorSheet(
            caseCode: try #require(CaseCode(rawValue: "000.00.16.H40-261118-0042")),
            component: try #require(ComponentCode(rawValue: component)), componentName: name,
            procedure: "Đăng ký khai sinh", applicant: applicant)
    }

    /// Decodes the page of each sheet and hands it over.
    static func scan(_ sheets: [SeparatorSheet], _ body: (borrowing DecodedPage) throws -> Void) throws {
        try withPDF(of: sheets) { file, folder in
            try run("pdftoppm", ["-r", "200", "-mono", "-tiff", file, folder.appendingPathComponent("page").path])
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            for name in files.filter({ $0.hasSuffix(".tif") }).sorted() {
                let path = folder.appendingPathComponent(name).path
                try body(try RasterFile.decode(path: path, pageIndex: 0, maxPixels: 100_000_000))
            }
        }
    }

    /// The text that a PDF reader finds.
    static func text(of sheets: [SeparatorSheet]) throws -> String {
        try withPDF(of: sheets) { file, folder in
            let output = folder.appendingPathComponent("text").path
            try run("pdftotext", ["-layout", file, output])
            return try String(contentsOfFile: output, encoding: .utf8).precomposedStringWithCanonicalMapping
        }
    }

    private static func withPDF<Result>(
        of sheets: [SeparatorSheet], _ body: (String, URL) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sheets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("sheets.pdf").path
        try SeparatorSheets.write(sheets: sheets, to: file)
        return try body(file, folder)
    }

    private static func run(_ tool: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
