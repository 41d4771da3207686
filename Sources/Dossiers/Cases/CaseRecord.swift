import Basics

/// One application as the one-stop system registered it, with what must be handed in for it.
public struct CaseRecord: Hashable, Sendable, Codable {
    public var code: CaseCode
    /// Code of the administrative procedure in the national database, as in `1.001193`.
    public var procedureCode: String
    /// Name of the procedure.
    public var procedure: String
    /// Authority that decides the case.
    public var agency: String
    /// Person or organisation that applies.
    public var applicant: String
    /// Identity or tax number of the applicant; empty when unknown.
    public var idNumber: String
    /// Telephone number; empty when unknown.
    public var phone: String
    /// Postal address; empty when unknown.
    public var address: String
    /// When the case was received.
    public var received: Instant
    /// Last day for the result; `nil` when the procedure sets none.
    public var due: CalendarDay?
    /// How the application came in.
    public var channel: CaseChannel
    /// What must or may be handed in, in the procedure's order; codes are unique.
    public var components: [ComponentRule]

    public init(
        code: CaseCode, procedureCode: String, procedure: String, agency: String, applicant: String,
        idNumber: String = "", phone: String = "", address: String = "", received: Instant, due: CalendarDay?,
        channel: CaseChannel, components: [ComponentRule]
    ) {
        self.code = code
        self.procedureCode = procedureCode
        self.procedure = procedure
        self.agency = agency
        self.applicant = applicant
        self.idNumber = idNumber
        self.phone = phone
        self.address = address
        self.received = received
        self.due = due
        self.channel = channel
        self.components = components
    }

    /// The rule of one component, if the case has it.
    public func rule(_ code: ComponentCode) -> ComponentRule? { components.first { $0.code == code } }
}

/// How an application reaches the one-stop shop.
public enum CaseChannel: String, Hashable, Sendable, Codable, CaseIterable {
    /// At the counter (trực tiếp).
    case direct
    /// By the public postal service (bưu chính công ích).
    case postal
    /// Through the portal (trực tuyến).
    case online
}

/// What a procedure asks to be handed in as one component.
public struct ComponentRule: Hashable, Sendable, Codable {
    /// In which form the paper is wanted.
    public enum Form: String, Hashable, Sendable, Codable, CaseIterable {
        /// Bản chính.
        case original
        /// Bản sao.
        case copy
    }

    public var code: ComponentCode
    /// What the paper is called.
    public var name: String
    public var form: Form
    /// Whether the case is incomplete without it.
    public var isRequired: Bool
    /// Whether a scan must be made of it; without a rule that says otherwise, whatever is required.
    public var mustDigitize: Bool

    /// Makes a rule; `mustDigitize` follows `isRequired` unless it is given.
    public init(code: ComponentCode, name: String, form: Form, isRequired: Bool, mustDigitize: Bool? = nil) {
        self.code = code
        self.name = name
        self.form = form
        self.isRequired = isRequired
        self.mustDigitize = mustDigitize ?? isRequired
    }
}
