import Foundation

/// A name that a station gives to a file or a batch, safe as the name of a file: in NFC, without path parts, at most 255
/// bytes.
///
/// Names that start with a dot are refused too: intake leaves hidden files out, and a file that was handed over must
/// not vanish.
struct SafeName: Hashable, Sendable {
    let text: String

    init?(_ text: String) {
        let name = text.precomposedStringWithCanonicalMapping
        guard (1...255).contains(name.utf8.count), !name.hasPrefix("."), name.unicodeScalars.allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = name
    }

    /// Takes the part of an address that names a file.
    init?(percentEncoded part: String) {
        // Gives nothing for what is no UTF-8.
        guard let text = part.removingPercentEncoding else { return nil }
        self.init(text)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "/", "\\", "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}": false
        // Marks that turn the direction of writing: a name must read as what it is.
        case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": false
        default: true
        }
    }
}
