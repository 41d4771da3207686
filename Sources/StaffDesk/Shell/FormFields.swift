import Foundation

/// The fields of a form or of an address's query, decoded (URL Standard, section 5.1). The first of several of one name
/// counts, but for ``all(_:)``.
struct FormFields: Sendable {
    let pairs: [(name: String, value: String)]
    /// Whether there were more than the most: those are not here.
    let isCut: Bool

    /// More fields than any form of ours has.
    static let maxFields = 200

    init(_ text: some StringProtocol, maxFields: Int = Self.maxFields) {
        let parts = text.split(separator: "&", maxSplits: maxFields)
        isCut = parts.count > maxFields
        pairs = parts.prefix(maxFields).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : "")
        }
    }

    /// - Returns: `nil` where there is none, or only blanks.
    subscript(name: String) -> String? {
        guard
            let value = pairs.first(where: { $0.name == name })?.value.trimmingCharacters(in: .whitespacesAndNewlines),
            !value.isEmpty
        else { return nil }
        return value
    }

    /// As it was sent, blanks included: passwords.
    func exact(_ name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    func isOn(_ name: String) -> Bool { self[name] != nil }

    /// What is no UTF-8 becomes U+FFFD rather than an error: it then is found nowhere.
    private static func decoded(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(text)
        }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), let code = Self.byte(rest.prefix(2)) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The byte that two hexadecimal digits mean; `nil` for anything else.
    private static func byte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return values.count == 2 ? UInt8(values[0] << 4 | values[1]) : nil
    }
}

extension String {
    /// As a value in an address.
    var queryEncoded: String { addingPercentEncoding(withAllowedCharacters: Self.plainInQuery) ?? "" }

    private static let plainInQuery = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

/// An address of ours with what is filtered by.
struct Address: Sendable {
    var path: String
    private(set) var query: [(String, String)] = []

    init(_ path: String) { self.path = path }

    /// With a further value, unless it is `nil`.
    func with(_ name: String, _ value: String?) -> Address {
        guard let value, !value.isEmpty else { return self }
        var address = self
        address.query.append((name, value))
        return address
    }

    var text: String {
        query.isEmpty ? path : path + "?" + query.map { "\($0)=\($1.queryEncoded)" }.joined(separator: "&")
    }
}
