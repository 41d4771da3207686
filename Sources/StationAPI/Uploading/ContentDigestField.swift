import Basics
import Foundation
import RawStructuredFieldValues

/// The field `Content-Digest` (RFC 9530): a dictionary of digests by algorithm, of which SHA-256 is the one that counts.
enum ContentDigestField {
    /// Reads the SHA-256 digest; `nil` when the field has none, or is none.
    static func sha256(_ field: String) -> ContentDigest? {
        var parser = StructuredFieldValueParser(Array(field.utf8))
        guard let digests = try? parser.parseDictionaryFieldValue(), case .item(let item)? = digests["sha-256"],
            case .undecodedByteSequence(let encoded) = item.rfc9651BareItem,
            let bytes = Data(base64Encoded: encoded), bytes.count == 32
        else { return nil }
        return ContentDigest(rawValue: hexadecimal(bytes))
    }

    /// Writes a digest as the field has it.
    static func text(_ digest: ContentDigest) -> String {
        let digits = Array(digest.rawValue.utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(hex(digits[$0]) << 4 | hex(digits[$0 + 1])) }
        return "sha-256=:\(Data(bytes).base64EncodedString()):"
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func hex(_ digit: UInt8) -> Int { digit < 0x60 ? Int(digit) - 0x30 : Int(digit) - 0x57 }
}
