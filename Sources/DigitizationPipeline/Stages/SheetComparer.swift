import DocumentModel
import Foundation
import RecognizerProtocol

/// Has pages laid over each other by a recognizer.
struct SheetComparer: Sendable {
    let reader: BatchPageReader

    /// A page with what was read from it.
    typealias Page = (page: ReadPage, reading: PageReading)

    /// Whether two pages are scans of one sheet; what cannot be compared is likely one.
    /// - Throws: `CancellationError`; errors of the recognizer that are no fault of the pages.
    func likeness(_ first: Page, _ second: Page) async throws -> SheetLikeness {
        try await compare(first, second, as: .repetition) ?? .likely
    }

    /// Whether all that is seen on a back shines through from a front.
    func shinesThrough(_ back: Page, from front: Page) async throws -> Bool {
        try await compare(back, front, as: .back) == .same
    }

    private func compare(
        _ first: Page, _ second: Page, as relation: CompareSheetsRequest.Relation
    ) async throws -> SheetLikeness? {
        guard let one = sheet(first), let other = sheet(second), let key = first.page.readingKey else { return nil }
        let request = CompareSheetsRequest(
            relation: relation, first: one, second: other, maxPixels: reader.parameters.maxPixels,
            scratchPath: reader.pictures.path(forKey: key + ".compared"), options: reader.parameters.recognition)
        guard case .success(.sheetsCompared(let likeness)) = try await reader.answer(.compareSheets(request)) else {
            return nil
        }
        return likeness
    }

    private func sheet(_ page: Page) -> CompareSheetsRequest.Sheet? {
        page.page.original.map { original in
            CompareSheetsRequest.Sheet(
                path: reader.store.url(for: original).path(percentEncoded: false),
                pageIndex: page.page.position.page, reading: page.reading)
        }
    }
}
