import ChildProcesses
import DocumentModel
import Foundation
import ScannedPages

/// Reads the text of a written document again with poppler, a program that is not ours, and compares it with what went
/// in.
public struct PDFTextCheck: Sendable {
    /// Pages that are read at once, so that the output stays small.
    private static let pagesAtOnce = 50
    private static let outputLimit = 64 << 20

    private let tool: ChildTool
    private let seconds: Double

    /// - Parameters:
    ///   - tool: `pdftotext`.
    ///   - seconds: Time for fifty pages.
    public init(tool: ChildTool = ChildTool("pdftotext"), seconds: Double = 60) {
        self.tool = tool
        self.seconds = seconds
    }

    /// Indices of the pages whose words, in order, are not those of `pages`. White space is folded and both sides are
    /// NFC; characters that have no place on paper count on neither side.
    public func differingPages(in path: String, from pages: [PageText]) throws(ChildToolFault) -> [Int] {
        let found = try words(in: path, pageCount: pages.count)
        return pages.indices.filter { found[$0] != Self.words(of: pages[$0]) }
    }

    /// The words of each page that are not read again, as often as they stand there, in whatever order: two programs
    /// may well read columns differently. Pages without such words are absent.
    func lostWords(in path: String, from pages: [PageText]) throws(ChildToolFault) -> [Int: Set<String>] {
        let found = try words(in: path, pageCount: pages.count)
        var lost: [Int: Set<String>] = [:]
        for (index, page) in pages.enumerated() {
            let wanted = Self.words(of: page)
            if wanted == found[index] { continue }
            var left: [String: Int] = [:]
            for word in found[index] { left[word, default: 0] += 1 }
            for word in wanted {
                let count = left[word, default: 0]
                if count == 0 { lost[index, default: []].insert(word) } else { left[word] = count - 1 }
            }
        }
        return lost
    }

    private func words(in path: String, pageCount: Int) throws(ChildToolFault) -> [[String]] {
        var words: [[String]] = []
        for start in stride(from: 0, to: pageCount, by: Self.pagesAtOnce) {
            let end = min(start + Self.pagesAtOnce, pageCount)
            let bytes = try tool.run(
                ["-raw", "-enc", "UTF-8", "-f", "\(start + 1)", "-l", "\(end)", path, "-"],
                seconds: seconds, outputLimit: Self.outputLimit)
            // Each page ends with a form feed.
            let texts = String(decoding: bytes, as: UTF8.self).split(
                separator: "\u{0C}", omittingEmptySubsequences: false)
            for index in start..<end {
                let position = index - start
                words.append(position < texts.count ? Self.words(of: texts[position]) : [])
            }
        }
        return words
    }

    private static func words(of page: PageText) -> [String] {
        page.words.map { compared($0.text) }.filter { !$0.isEmpty }
    }

    /// A word as it is compared.
    static func compared(_ word: String) -> String { fold(String(CharacterCodes.printable(word))) }

    private static func words(of text: Substring) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map { fold(String($0)) }
    }

    private static func fold(_ word: String) -> String { word.precomposedStringWithCanonicalMapping }
}
