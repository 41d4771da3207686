import Foundation

/// The two forms in which text is stored for search and compared by rules.
///
/// The Icelandic Ð, which old encodings and recognition put for Đ, counts as Đ.
///
/// Both forms keep the number of characters of the NFC text, so that the character at offset *n* of a form stands for
/// the character at offset *n* of the composed original: a hit in the folded form can be shown in the printed one.
public enum Folding {
    /// NFC and lower case, marks kept: `"NGUYỄN Văn Đông"` becomes `"nguyễn văn đông"`.
    public static func exact(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in composed(text).unicodeScalars {
            let folded = entry(for: scalar)
            if folded.lower != 0 {
                append(folded.lower, to: &result)
            } else {
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(result)
    }

    /// Lower case, tone and vowel marks stripped, đ as d: `"NGUYỄN Văn Đông"` becomes `"nguyen van dong"`.
    public static func folded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in composed(text).unicodeScalars {
            let folded = entry(for: scalar)
            if folded.bare != 0 {
                append(folded.bare, to: &result)
            } else if !isStrippedMark(scalar) {
                result.append(contentsOf: bareScalars(of: scalar))
            }
        }
        return String(result)
    }

    /// NFC. Text of composed Vietnamese letters, which is nearly all, is returned as it is.
    public static func composed(_ text: String) -> String {
        text.unicodeScalars.allSatisfy(isCertainlyComposed) ? text : text.precomposedStringWithCanonicalMapping
    }

    // MARK: Table

    private struct Entry {
        /// Lower-case scalar, 0 when it has to be looked up elsewhere.
        var lower: UInt32 = 0
        /// Lower-case base letter, 0 when it has to be looked up elsewhere.
        var bare: UInt32 = 0
    }

    private static let latinEnd = 0x250
    private static let additionalStart = 0x1E00
    private static let additionalEnd = 0x1F00

    /// Latin letters up to U+024F, then Latin Extended Additional, where the Vietnamese letters stand.
    private static let table: [Entry] = (0..<latinEnd).map(makeEntry) + (additionalStart..<additionalEnd).map(makeEntry)

    private static func makeEntry(_ code: Int) -> Entry {
        guard let scalar = Unicode.Scalar(UInt32(code)) else { return Entry() }
        let lower = Array(scalar.properties.lowercaseMapping.unicodeScalars)
        guard lower.count == 1 else { return Entry() }
        if code == 0xD0 || code == 0xF0 { return Entry(lower: 0x111, bare: 0x64) }
        let bare = Array(bareScalars(of: scalar))
        return Entry(lower: lower[0].value, bare: bare.count == 1 ? bare[0].value : 0)
    }

    private static func entry(for scalar: Unicode.Scalar) -> Entry {
        let code = Int(scalar.value)
        if code < latinEnd { return table[code] }
        guard code >= additionalStart, code < additionalEnd else { return Entry() }
        return table[latinEnd + code - additionalStart]
    }

    private static func append(_ code: UInt32, to view: inout String.UnicodeScalarView) {
        if let scalar = Unicode.Scalar(code) { view.append(scalar) }
    }

    /// Base letters of one scalar: decomposed, marks dropped, lower case, đ replaced.
    private static func bareScalars(of scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        let lower = scalar.properties.lowercaseMapping
        var result = String.UnicodeScalarView()
        for part in lower.decomposedStringWithCanonicalMapping.unicodeScalars where !isStrippedMark(part) {
            result.append(part == "đ" ? "d" : part)
        }
        return result.isEmpty ? lower.unicodeScalars : result
    }

    private static func isStrippedMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x300...0x36F).contains(scalar.value)
    }

    /// Ranges that hold no combining mark and no letter that NFC would change.
    private static func isCertainlyComposed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x1E00..<0x1F00, 0x2002...0x2027, 0x2030...0x205E, 0x25A0...0x25FF: true
        default: false
        }
    }
}
