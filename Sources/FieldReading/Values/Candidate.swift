import DocumentModel
import VietnameseText

/// A value that a rule found, before the best one per field is chosen.
struct Candidate: Sendable {
    var value: String
    /// 0 to 100: the reader's confidence in the words, weakened by the rule's strength, raised by checks.
    var confidence: Double
    var page: Int
    var box: PixelBox?
    /// Where it stands in the run of text; `nil` for what comes from a code or follows from the whole paper.
    var offset: Int?
    /// How likely its words were read right, 0 to 1; `nil` for what comes from a code.
    var reliability: Double?

    /// - Parameters:
    ///   - strength: how often the rule is right about where the value stands, 0 to 1.
    ///   - doubt: how much of the words' own doubt counts: closed vocabularies and checked figures need less of it.
    init?(_ value: String, in passage: Passage, at range: Range<Int>, strength: Double, doubt: Double = 1) {
        guard !value.isEmpty, let source = passage.source(of: range) else { return nil }
        self.value = value
        confidence = 100 * strength * passage.reliability(of: range, doubt: doubt)
        page = source.page
        box = source.box
        offset = range.lowerBound
        reliability = passage.reliability(of: range, doubt: 1)
    }

    init(value: String, confidence: Double, page: Int, box: PixelBox? = nil) {
        self.value = value
        self.confidence = confidence
        self.page = page
        self.box = box
    }

    /// The same with its doubt scaled: by less than 1 when a check confirms it.
    func confirmed(by factor: Double) -> Candidate {
        var copy = self
        copy.confidence = 100 - (100 - confidence) * factor
        return copy
    }

    /// The same with its confidence scaled down.
    func weakened(by factor: Double) -> Candidate {
        var copy = self
        copy.confidence *= factor
        return copy
    }

    var field: FieldValue {
        FieldValue(value: value, confidence: max(0, min(100, confidence)), page: page, box: box)
    }
}
