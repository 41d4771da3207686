import Dossiers

/// Which way papers travel.
public enum SheetLeg: Hashable, Sendable {
    /// From the applicant to the agency (nhận hồ sơ).
    case intake
    /// From the agency to the applicant (trả kết quả).
    case `return`
}

/// Who sends or receives a parcel.
public struct PostalParty: Hashable, Sendable {
    public var name: String
    /// All of it but the province.
    public var address: String
    public var province: String
    /// May be empty.
    public var phone: String

    public init(name: String, address: String, province: String, phone: String = "") {
        self.name = name
        self.address = address
        self.province = province
        self.phone = phone
    }

    /// Address and province in one; a province that the address already ends in is not said again.
    var fullAddress: String {
        if address.isEmpty { return province }
        return province.isEmpty || address.hasSuffix(province) ? address : "\(address), \(province)"
    }
}

/// The body whose sheets these are.
public struct SheetIssuer: Hashable, Sendable {
    /// The body above the agency, as in `UBND tỉnh Sơn Định`; may be empty.
    public var authority: String
    public var agency: String

    public init(authority: String = "", agency: String) {
        self.authority = authority
        self.agency = agency
    }

    var letterhead: Letterhead { Letterhead(authority: authority, agency: agency) }
}

/// What the QR codes of the postal channel say.
public enum PostalPayload {
    /// `SOHOABC1/<tracking number>/<case>`, with a further `/<case>` for each further case of the parcel.
    public static func parcel(tracking: String, cases: [CaseCode]) -> String {
        (["SOHOABC1", tracking] + cases.map(\.rawValue)).joined(separator: "/")
    }

    /// `SOHOABK1/<manifest number>`.
    public static func handoverList(number: String) -> String { "SOHOABK1/\(number)" }
}
