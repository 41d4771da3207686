import Basics
import DocumentModel

/// A paper that the office holds, with what is known of it: what ``ReuseFinder`` judges.
public struct HeldPaper: Hashable, Sendable {
    public var document: DocumentID
    /// Where it was handed in.
    public var slot: ComponentSlot
    /// What the register calls the component; empty when it no longer has it.
    public var componentName: String
    /// Its kind as fields have it, as in `can_cuoc`; empty when unknown.
    public var kind: String
    /// Its title as a key: without marks and capitals; empty when unknown.
    public var titleKey: String
    /// As printed; empty when unknown.
    public var number: String
    /// The identity number on it, digits alone; empty when unknown.
    public var identityNumber: String
    public var birthDate: CalendarDay?
    /// The date on it.
    public var issued: CalendarDay?
    /// When it was scanned.
    public var scannedAt: Instant
    /// The applicant of the case for which it was handed in.
    public var applicant: Applicant
    /// Who said that it holds no longer; `nil` when nobody did.
    public var revocation: PaperRevocation?

    public init(
        document: DocumentID, slot: ComponentSlot, componentName: String, kind: String, titleKey: String,
        number: String,
        identityNumber: String, birthDate: CalendarDay?, issued: CalendarDay?, scannedAt: Instant, applicant: Applicant,
        revocation: PaperRevocation? = nil
    ) {
        self.document = document
        self.slot = slot
        self.componentName = componentName
        self.kind = kind
        self.titleKey = titleKey
        self.number = number
        self.identityNumber = identityNumber
        self.birthDate = birthDate
        self.issued = issued
        self.scannedAt = scannedAt
        self.applicant = applicant
        self.revocation = revocation
    }
}

/// Whose case it is, as far as that tells one person from another.
public struct Applicant: Hashable, Sendable {
    /// As the register spells it.
    public var name: String
    /// Digits alone; empty when unknown.
    public var identityNumber: String
    /// From a paper of the case; the register has none.
    public var birthDate: CalendarDay?

    public init(name: String, identityNumber: String, birthDate: CalendarDay? = nil) {
        self.name = name
        self.identityNumber = identityNumber.filter { ("0"..."9").contains($0) }
        self.birthDate = birthDate
    }
}

/// That a paper holds no longer, as a person said with a reason.
public struct PaperRevocation: Hashable, Sendable, Codable {
    public var by: String
    public var at: Instant
    public var reason: String

    public init(by: String, at: Instant, reason: String) {
        self.by = by
        self.at = at
        self.reason = reason
    }
}
