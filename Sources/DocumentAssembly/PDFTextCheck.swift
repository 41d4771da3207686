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
        var differing: [Int] = []
        for start in stride(from: 0, to: pages.count, by: Self.pagesAtOnce) {
            let end = min(start + Self.pagesAtOnce, pages.count)
            let bytes = try tool.run(
                ["-raw", "-enc", "UTF-8", "-f", "\(start + 1)", "-l", "\(end)", path, "-"],
                seconds: seconds, outputLimit: Self.outputLimit)
            // Each page ends with a form feed.
            let texts = String(decoding: bytes, as: UTF8.self).split(
                separator: "\u{0C}", omittingEmptySubsequences: false)
            for index in start..<end {
                let position = index - start
                let found = position < texts.count ? Self.words(of: texts[position]) : []
                if found != Self.words(of: pages[index]) { differing.append(index) }
            }
        }
        return differing
    }

    private static func words(of page: PageText) -> [String] {
        page.words.map { fold(String(CharacterCodes.printable($0.text))) }.filter { !$0.isEmpty }
    }

    private static func words(of text: Substring) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map { fold(String($0)) }
    }

    private static func fold(_ word: String) -> String { word.precomposedStringWithCanonicalMapping }
}
