/// The way that papers go between a citizen and the agency: the leg of a case that a parcel serves.
public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
    /// From the citizen to the agency (nhận hồ sơ).
    case intake
    /// From the agency to the citizen (trả kết quả).
    case `return`
}
