import Dossiers

/// What one separator sheet says.
public struct SeparatorSheet: Hashable, Sendable {
    /// The case that the pages after the sheet belong to.
    public var caseCode: CaseCode
    /// The component within that case.
    public var component: ComponentCode
    /// The component in words.
    public var componentName: String
    /// The procedure in words.
    public var procedure: String
    /// The applicant's name, so that whoever lays the sheets in can compare; `nil` leaves the line out. Never put more
    /// about the person here: sheets are used once and thrown away.
    public var applicant: String?
    /// What shows that this data home printed it; `nil` prints a sheet of the older form.
    public var seal: SeparatorSeal?

    public init(
        caseCode: CaseCode, component: ComponentCode, componentName: String, procedure: String,
        applicant: String? = nil, seal: SeparatorSeal? = nil
    ) {
        self.caseCode = caseCode
        self.component = component
        self.componentName = componentName
        self.procedure = procedure
        self.applicant = applicant
        self.seal = seal
    }

    /// What its QR codes say.
    public var payload: SeparatorPayload { SeparatorPayload(caseCode: caseCode, component: component, seal: seal) }
}
