/// What speaks for or against a value being the one that a field asks for.
///
/// The raw values are those of `Data/weights.yaml`, which says how much each counts.
public enum Evidence: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
    /// Always 1: how often a candidate of the field is right when nothing else is known.
    case any

    // How it was read
    /// How unlikely it is that all its words were read right: -ln of that, at most 3.
    case misread
    /// Its words are no Vietnamese, or it is cut off.
    case broken
    /// It came from a code that carries its own check.
    case code

    // Its label
    /// A label that announces the field stands before it on its line.
    case label
    /// Such a label stands to its left at a distance, or fills the cell to its left.
    case labelLeft
    /// Such a label stands above it.
    case labelAbove
    /// That label was read with doubt: 1 less its strength, times 5.
    case labelDoubt
    /// That label says that it is meant: the applicant, the total, the permanent residence.
    case exactLabel
    /// That label means something near: present residence, a number on a form.
    case nearLabel
    /// A label that announces something else governs it.
    case otherLabel
    /// A label of other dates: appointment, expiry.
    case otherDateLabel

    // Whose it is
    /// It belongs to a person whom a label names as the one meant.
    case ownedByHolder
    /// It belongs to a person whom a label names as another.
    case ownedByOther
    /// It belongs to the first person on the paper.
    case ownedByFirst
    /// It belongs to a person who is neither the first nor named as the one meant.
    case ownedByLater

    // Where it stands
    /// The first candidate of the field in reading order.
    case first
    /// Near the top of the paper, above or little below its heading.
    case top
    /// In the lower half of the paper.
    case bottom
    /// Where such values stand by the rules of administrative documents (Decree 30/2020/NĐ-CP, annex I): 0 to 1.
    case place
    /// In a sentence: behind ông, bà, or a phrase of running text.
    case sentence
    /// In the line that a fax machine prints.
    case faxLine
    /// Behind the number of another paper, or words that cite one.
    case cited

    // Agreement
    /// The value stands on the paper more than once.
    case repeated
    /// Figures and words, number and year of birth agree.
    case crossChecked
    /// They disagree.
    case crossFailed
    /// The case register has the same.
    case register
    /// The register has something else for the same person.
    case registerDiffers
    /// The rules of known layouts find the same: 0 to 1, how sure they are.
    case layout
    /// The rules of known layouts find something else, 0 to 1.
    case layoutDiffers

    // Form
    /// Written as such values are: unit, grouping, grammar, a family name, a province.
    case wellFormed
    /// Could be something else: a telephone number, a case code, a year.
    case ambiguous
    /// The largest, the last or the only one of its sort, as is usual for the field.
    case extreme

    // The kind of paper
    /// Papers of the kind state the field.
    case kindStates
    /// Papers of the kind do not.
    case kindSilent
    /// Written as papers of the kind write it: symbol, style of title.
    case kindAgrees
}

/// Evidence by kind; what is not there is 0.
public struct EvidenceSet: Hashable, Sendable {
    private var values: [Double]

    init() {
        values = Array(repeating: 0, count: Evidence.allCases.count)
        self[.any] = 1
    }

    public subscript(_ evidence: Evidence) -> Double {
        get { values[Self.places[evidence] ?? 0] }
        set { values[Self.places[evidence] ?? 0] = newValue }
    }

    /// All values in the order of ``Evidence/allCases``.
    public var inOrder: [Double] { values }

    mutating func set(_ evidence: Evidence, _ isSo: Bool) { self[evidence] = isSo ? 1 : 0 }

    private static let places = Dictionary(uniqueKeysWithValues: Evidence.allCases.enumerated().map { ($1, $0) })
}
