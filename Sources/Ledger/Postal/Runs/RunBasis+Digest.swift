import Basics
import Crypto

extension RunBasis {
    /// The digest of all that a run takes in. Versions of parcels and complete statements never change, so their
    /// identities stand for their content.
    /// - Parameter latest: the version of a parcel that was recorded last: there are no others than those up to it.
    /// - Parameter number: of the run before, where this input was seen before that.
    func digest(latest: ParcelVersion?, after number: Int? = nil) -> ContentDigest? {
        var hash = SHA256()
        let head = [rulesVersion, cutOff?.rawValue ?? "", additionalInputs] + statements.sorted().map(\.rawValue)
        // Lengths keep texts apart.
        for text in head { hash.update(data: Array("\(text.utf8.count):\(text);".utf8)) }
        hash.update(data: Array("parcels up to \(latest?.number ?? 0)".utf8))
        if let number { hash.update(data: Array("; after \(number)".utf8)) }
        return ContentDigest(rawValue: Self.hexadecimal(hash.finalize()))
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
