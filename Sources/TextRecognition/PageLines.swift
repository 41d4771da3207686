import DocumentModel
import ScannedPages

/// The lines of a cleaned page, read when they are asked for and only once.
final class PageLines {
    let page: CleanedPage
    private let recognizer: any LineRecognizer
    private var readings: [[Word]?]

    init(of page: CleanedPage, recognizer: any LineRecognizer) {
        self.page = page
        self.recognizer = recognizer
        readings = Array(repeating: nil, count: page.lines.count)
    }

    /// The words of some of the page's lines, by their indices.
    func words(of lines: some Sequence<Int>) throws -> [[Word]] {
        let lines = Array(lines)
        let unread = lines.filter { readings[$0] == nil }
        if !unread.isEmpty {
            let read = try StepTimes.measure(.network) {
                try recognizer.read(unread.map { page.lines[$0] }, of: page.picture, dpi: page.dpi)
            }
            for (line, words) in zip(unread, read) { readings[line] = words }
        }
        return lines.map { readings[$0] ?? [] }
    }
}
