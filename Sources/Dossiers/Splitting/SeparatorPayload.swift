/// What the QR code of a separator sheet says: `SOHOA1/<case code>/<component code>`.
///
/// The codes are kept as printed. Whether the register knows them is the splitter's question; a payload that only
/// resembles the form is no separator payload at all.
public struct SeparatorPayload: Hashable, Sendable {
    /// First part of every payload; names the version of the form.
    public static let prefix = "SOHOA1"

    /// The case the following pages belong to.
    public var caseCode: CaseCode
    /// The component within that case.
    public var component: ComponentCode

    public init(caseCode: CaseCode, component: ComponentCode) {
        self.caseCode = caseCode
        self.component = component
    }

    /// Parses a decoded payload; `nil` when it is some other code.
    public init?(_ payload: String) {
        let parts = payload.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.prefix,
            let caseCode = CaseCode(rawValue: String(parts[1])),
            let component = ComponentCode(rawValue: String(parts[2]))
        else { return nil }
        self.init(caseCode: caseCode, component: component)
    }

    /// The text to print as QR code.
    public var text: String { "\(Self.prefix)/\(caseCode.rawValue)/\(component.rawValue)" }
}
