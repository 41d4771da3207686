import Dossiers

/// How many papers were counted in an intake parcel, beside the case's checklist.
public struct PaperCount: Hashable, Sendable {
    /// Papers that the procedure requires.
    public var required: Int
    /// Papers that it allows, required ones among them.
    public var allowed: Int
    public var counted: Int
    /// Codes of required papers that are known to be missing.
    public var missing: [ComponentCode]

    /// Compares a count with the checklist of a case.
    /// - Parameter missing: components that are not there; all must be in the checklist.
    public init(_ record: CaseRecord, counted: Int, missing: [ComponentCode] = []) {
        required = record.components.count(where: \.isRequired)
        allowed = record.components.count
        self.counted = counted
        self.missing = missing
    }

    /// Whether a required paper is not there: then the record is not signed, and no legal time begins.
    public var isShort: Bool { counted < required || !missing.isEmpty }

    /// Whether there is more than the checklist has.
    public var isOver: Bool { counted > allowed }
}
