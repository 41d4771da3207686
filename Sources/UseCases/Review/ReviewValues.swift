import Basics
import DocumentModel
import Dossiers
import Ledger

/// Which part of the review queue.
public struct ReviewFilter: Hashable, Sendable {
    public var state: ReviewItem.State
    public var batch: BatchID?

    public init(state: ReviewItem.State = .open, batch: BatchID? = nil) { (self.state, self.batch) = (state, batch) }
}

/// A document with everything that a person decides by.
public struct OpenedReview: Sendable {
    public var item: ReviewItem
    /// Whether somebody else works on it now.
    public var isTakenOver: Bool
    /// To be given with the next decision: what the person has seen.
    public var revision: Int
    /// Those that were asked for.
    public var pages: [ReviewPage]
    /// 0-based pages with words below the floor about which nobody has decided.
    public var openPages: [Int]
    public var fields: [ReviewField]
    /// Whether a signed original stands for itself: corrections change text and search, not the file.
    public var isSigned: Bool
}

/// A page with the machine's words as they stand now.
public struct ReviewPage: Sendable {
    /// 0-based.
    public var number: Int
    public var pageID: PageID
    /// For the picture.
    public var original: ContentDigest
    public var pageIndex: Int
    /// Of the upright page, pixels; boxes are in these.
    public var width: Int
    public var height: Int
    public var dpi: Int
    public var rotation: QuarterTurn
    public var skew: Double
    /// In reading order.
    public var words: [ReviewWord]
}

/// A word as it stands now.
public struct ReviewWord: Hashable, Sendable {
    /// 0-based.
    public var page: Int
    public var place: WordPlace
    /// Empty where no text stands.
    public var text: String
    /// What the machine had read.
    public var recognized: String
    /// How sure the machine is, 0 to 100.
    public var confidence: Double
    public var box: PixelBox
    /// `nil` when nobody decided.
    public var decision: Correction.Decision?
    public var decidedBy: String?

    /// Whether it has to be typed or confirmed by itself.
    public var mustDecide: Bool { decision == nil && confidence < ReviewPolicy.floor }

    /// Whether it deserves a look.
    public var isUnsure: Bool { decision == nil && confidence < Word.minSure }

    init(_ word: Word, page: Int, place: WordPlace, _ fact: Correction?) {
        self.page = page
        self.place = place
        recognized = word.text
        text = fact.map(\.after) ?? word.text
        confidence = word.confidence
        box = word.box
        decision = fact?.decision
        decidedBy = fact?.by
    }
}

/// A field as it stands now; every field that there can be has one.
public struct ReviewField: Hashable, Sendable {
    public var name: FieldName
    /// `nil` where the paper has none.
    public var value: String?
    /// What stood there before anybody decided.
    public var recognized: String?
    /// How sure the machine is, 0 to 100; `nil` where a person decided or nothing was read.
    public var confidence: Double?
    /// 0-based page, and where on it.
    public var page: Int?
    public var box: PixelBox?
    public var decision: Correction.Decision?
    public var decidedBy: String?
    /// Whether a person has to decide.
    public var mustDecide: Bool
}

/// What a decision came to: what changed on the screen.
public struct ReviewChange: Sendable {
    /// To be given with the next decision.
    public var revision: Int
    public var item: ReviewItem
    /// Whether somebody else works on it now; what was decided is recorded all the same.
    public var isTakenOver: Bool
    /// The words about which something was decided.
    public var words: [ReviewWord]
    /// All fields.
    public var fields: [ReviewField]
    /// What was recorded; empty when all of it stood so already.
    public var facts: [Correction]
}
