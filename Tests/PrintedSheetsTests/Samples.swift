import Dossiers
import Foundation
import PrintedSheets
import ScannedPages
import Testing

/// Separator sheets.
enum Samples {
    static func sheet(
        component: String = "TP01", name: String = "Giấy khai sinh", applicant: String? = nil
    ) throws -> SeparatorSheet {
        SeparatorSheet(
            caseCode: try #require(CaseCode(rawValue: "000.00.16.H40-261118-0042")),
            component: try #require(ComponentCode(rawValue: component)), componentName: name,
            procedure: "Đăng ký khai sinh", applicant: applicant,
            seal: SeparatorSeal(rawValue: "ABCDEFGHIJKLMNOP"))
    }

    /// Decodes the page of each sheet and hands it over.
    static func scan(_ sheets: [SeparatorSheet], _ body: (borrowing DecodedPage) throws -> Void) throws {
        try Printout { try SeparatorSheets.write(sheets: sheets, to: $0) }.scan(body)
    }

    /// The text that a PDF reader finds.
    static func text(of sheets: [SeparatorSheet]) throws -> String {
        try Printout { try SeparatorSheets.write(sheets: sheets, to: $0) }.text()
    }
}
