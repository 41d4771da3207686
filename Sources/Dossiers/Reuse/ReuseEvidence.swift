/// Why a held paper may be the one that a case needs (tái sử dụng).
public enum ReuseEvidence: String, Hashable, Sendable, Codable, CaseIterable {
    /// The paper itself bears the applicant's identity number.
    case numberOnPaper = "number_on_paper"
    /// The register has the paper's case under the applicant's identity number.
    case numberInRegister = "number_in_register"
    /// The register has the paper's case under the applicant's name, and the paper bears the applicant's date of birth.
    case nameAndBirthDate = "name_and_birth_date"
    /// The paper bears the number that was asked for.
    case documentNumber = "document_number"
    /// It is of a kind that the component's name calls for.
    case kind
    /// It was handed in for a component of the same name.
    case componentName = "component_name"

    /// Whether it says whose paper it is. A name alone never does.
    public var tellsPerson: Bool {
        switch self {
        case .numberOnPaper, .numberInRegister, .nameAndBirthDate: true
        case .documentNumber, .kind, .componentName: false
        }
    }

    /// Whether it says that it is the paper that is needed.
    public var tellsPaper: Bool {
        switch self {
        case .documentNumber, .kind, .componentName: true
        case .numberOnPaper, .numberInRegister, .nameAndBirthDate: false
        }
    }
}
