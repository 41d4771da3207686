import ChildProcesses
import DocumentModel
import ScannedPages

/// A document whose text layer says what was recognized, and nothing that readers would give back as something else:
/// words that cannot be written so are left out, and the document goes on without them.
public struct SearchableDocument {
    private let pages: [AssemblyPage]
    private let metadata: DocumentMetadata

    /// What was written.
    public struct Written: Hashable, Sendable {
        /// Bytes of the file.
        public var size: Int
        /// Words of each page (0-based) that are not in its layer; pages without such words are absent.
        public var unwritten: [Int: Int]
    }

    /// How often words that do not read back are left out; after that the layers of the pages concerned.
    private static let attempts = 2

    public init(_ pages: [AssemblyPage], metadata: DocumentMetadata) {
        self.pages = pages
        self.metadata = metadata
    }

    /// Writes the document and reads its text again.
    ///
    /// - Throws: ``AssemblyFault``; `ChildToolFault` when the text cannot be read.
    public func write(to path: String) throws -> Written {
        var pages = pages
        var unwritten: [Int: Int] = [:]
        for index in pages.indices {
            let count = pages[index].leaveOutUnwritable()
            if count > 0 { unwritten[index] = count }
        }
        var attempt = 0
        while true {
            let size = try StepTimes.measure(.pdf) {
                try PDFAssembler().assemble(pages: pages, metadata: metadata, to: path)
            }
            let lost = try StepTimes.measure(.check) {
                try PDFTextCheck().lostWords(in: path, from: pages.map(\.text))
            }
            if lost.isEmpty { return Written(size: size, unwritten: unwritten) }
            for (index, words) in lost {
                let count = attempt < Self.attempts ? pages[index].leaveOut(words) : pages[index].leaveOutText()
                unwritten[index, default: 0] += count
            }
            attempt += 1
        }
    }
}

extension AssemblyPage {
    /// Leaves out words no reader would give back, and trims those that reach over the page's edge.
    ///
    /// - Returns: how many were left out.
    mutating func leaveOutUnwritable() -> Int {
        var count = 0
        let frame = PixelBox(x: 0, y: 0, width: width, height: height)
        changeWords { word in
            guard WritableText.canWrite(word.text), let box = WritableText.box(word.box, within: frame) else {
                // What shows nothing is not missed.
                if WritableText.mayShow(word.text) { count += 1 }
                return nil
            }
            var trimmed = word
            trimmed.box = box
            return trimmed
        }
        return count
    }

    /// Leaves out some words, each of which may stand there several times.
    ///
    /// - Returns: how many were left out.
    mutating func leaveOut(_ words: Set<String>) -> Int {
        var count = 0
        changeWords { word in
            guard words.contains(PDFTextCheck.compared(word.text)) else { return word }
            count += 1
            return nil
        }
        return count
    }

    mutating func leaveOutText() -> Int {
        let count = text.words.count
        text = PageText()
        return count
    }

    private mutating func changeWords(_ change: (Word) -> Word?) {
        for index in text.lines.indices { text.lines[index].words = text.lines[index].words.compactMap(change) }
        text.lines.removeAll { $0.words.isEmpty }
    }
}

/// What a text layer can hold so that every reader gives it back.
enum WritableText {
    /// Share of a word that has to lie on the page.
    private static let minOnPage = 0.5

    /// Whether all that is to be seen of a word can be written: no marks without a letter, no characters without a
    /// meaning that all agree on, none that run from right to left, which readers put into another order.
    static func canWrite(_ word: String) -> Bool {
        word.allSatisfy { character in
            guard let first = character.unicodeScalars.first else { return true }
            return !isMark(first) && character.unicodeScalars.allSatisfy { !isUnwritable($0) }
        }
    }

    /// Whether there may be something to see of a word: letters, or what nobody knows.
    static func mayShow(_ word: String) -> Bool {
        !CharacterCodes.printable(word).isEmpty
            || word.unicodeScalars.contains {
                $0.properties.generalCategory == .unassigned && !$0.properties.isDefaultIgnorableCodePoint
            }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }

    private static func isUnwritable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .privateUse, .unassigned, .surrogate: return true
        default: return runsLeftward.contains { $0.contains(scalar.value) }
        }
    }

    /// Blocks of scripts that run from right to left (Unicode, DerivedBidiClass: R and AL).
    private static let runsLeftward: [ClosedRange<UInt32>] = [
        0x0590...0x08FF, 0x200F...0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
    ]

    /// The part of a word's box that lies on the page, if that is most of it: readers drop what lies beside it.
    static func box(_ box: PixelBox, within page: PixelBox) -> PixelBox? {
        let (left, top) = (max(box.x, page.x), max(box.y, page.y))
        let (right, bottom) = (min(box.maxX, page.maxX), min(box.maxY, page.maxY))
        guard right > left, bottom > top else { return nil }
        let inside = PixelBox(x: left, y: top, width: right - left, height: bottom - top)
        let share = Double(inside.width * inside.height) / Double(max(1, box.width * box.height))
        return share >= minOnPage ? inside : nil
    }
}
