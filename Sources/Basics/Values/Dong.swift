/// An amount of Vietnamese money in whole đồng, the smallest unit in use; negative for what is owed back.
public struct Dong: RawRepresentable, Hashable, Comparable, Sendable, Codable, AdditiveArithmetic,
    CustomStringConvertible
{
    /// Đồng.
    public var rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    public init(_ amount: Int) { rawValue = amount }

    public static let zero = Dong(0)

    public static func + (a: Dong, b: Dong) -> Dong { Dong(a.rawValue + b.rawValue) }

    public static func - (a: Dong, b: Dong) -> Dong { Dong(a.rawValue - b.rawValue) }

    public static func < (a: Dong, b: Dong) -> Bool { a.rawValue < b.rawValue }

    /// As clerks read it: `1.234.000 ₫`.
    public var description: String { "\(digits) ₫" }

    /// With dots between the thousands and without the sign of the currency: `1.234.000`.
    public var digits: String {
        var grouped = [UInt8]()
        for (place, digit) in String(rawValue.magnitude).utf8.reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { grouped.append(UInt8(ascii: ".")) }
            grouped.append(digit)
        }
        return (rawValue < 0 ? "-" : "") + String(decoding: grouped.reversed(), as: UTF8.self)
    }
}
