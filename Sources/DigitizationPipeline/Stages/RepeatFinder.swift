import DocumentModel
import Dossiers
import Ledger

/// Finds the pages of a component that show a sheet which an earlier page shows already.
struct RepeatFinder: Sendable {
    /// Pages of one component, told apart.
    struct Found: Sendable {
        /// Pages of the document.
        var sheets: [ReadPage] = []
        /// Second scans, by position, with the page that each repeats.
        var repeats: [PagePosition: PagePosition] = [:]
        /// Pages that stay in the document and are most likely second scans as well.
        var likely: [PagePosition: PagePosition] = [:]
    }

    let comparer: SheetComparer
    /// The reading of a page.
    let reading: @Sendable (ReadPage) async throws -> PageReading?

    /// A sheet that went through the feeder twice is found again within so many pages; comparing every page of a
    /// component of thousands with every other would take longer than reading them.
    private static let pagesCompared = 200
    /// Pages of one form look alike by the hundred; to lay ink over ink takes half a second. The nearest count.
    private static let pagesLaidOver = 4

    /// Looks through the pages of a component in scan order.
    func find(among pages: [ReadPage]) async throws -> Found {
        var found = Found()
        var nearby: [SheetComparer.Page] = []
        for page in pages {
            guard let reading = try await reading(page) else {
                throw LedgerError(.notFound, "the reading of page \(page.position.page + 1) of \(page.fileName)")
            }
            if let same = found.sheets.first(where: { $0.content == page.content }) {
                found.repeats[page.position] = same.position
                continue
            }
            let (likeness, first) = try await closest(to: (page, reading), among: nearby)
            if likeness == .same, let first {
                found.repeats[page.position] = first.position
                continue
            }
            if likeness == .likely, let first { found.likely[page.position] = first.position }
            found.sheets.append(page)
            nearby.append((page, reading))
            if nearby.count > Self.pagesCompared { nearby.removeFirst() }
        }
        return found
    }

    /// The page that is most likely the same sheet, the nearest first.
    private func closest(
        to page: SheetComparer.Page, among nearby: [SheetComparer.Page]
    ) async throws -> (SheetLikeness, ReadPage?) {
        var best: (likeness: SheetLikeness, page: ReadPage?) = (.other, nil)
        var laidOver = 0
        for earlier in nearby.reversed() {
            let words = SameSheet.likeness(earlier.reading, page.reading)
            guard words != .other else { continue }
            let likeness = min(words, try await comparer.likeness(earlier, page))
            if likeness > best.likeness { best = (likeness, earlier.page) }
            laidOver += 1
            if best.likeness == .same || laidOver == Self.pagesLaidOver { break }
        }
        return best
    }
}
