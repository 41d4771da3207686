import Crypto
import DocumentModel

extension RunBasis {
    /// The digest of all that a run takes in. Versions of parcels and complete statements never change, so their
    /// identities stand for their content.
    /// - Parameter parcels: the versions of all parcels, in any order.
    public func digest(parcels versions: some Collection<ParcelVersion>) -> ContentDigest? {
        var hash = SHA256()
        let head = [rulesVersion, cutOff?.rawValue ?? "", furtherInput] + statements.sorted().map(\.rawValue)
        // Lengths keep texts apart.
        for text in head { hash.update(data: Array("\(text.utf8.count):\(text);".utf8)) }
        let numbers = versions.map { UInt64($0.number).littleEndian }.sorted()
        numbers.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return ContentDigest(rawValue: Self.hexadecimal(hash.finalize()))
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
