import Crypto
import SwiftASN1

/// A question to a time-stamp authority and its answer (RFC 3161). Who carries them is the caller's matter.
public struct TimeStampExchange: Sendable {
    /// Why an answer is not taken.
    public enum Fault: Error, Equatable, Sendable {
        case malformed
        /// The authority refused; its status.
        case refused(Int)
        /// It stamps something else, or answers another question.
        case other
    }

    /// The `TimeStampReq`, to be sent as `application/timestamp-query`.
    public let request: [UInt8]
    private let stamped: [UInt8]
    private let nonce: [UInt8]

    /// - Parameters:
    ///   - signature: the signature value that is stamped.
    ///   - nonce: eight bytes that nobody can guess.
    public init(signature: [UInt8], nonce: UInt64) {
        typealias D = DEREncoding
        stamped = signature
        // A number that is not negative, and in DER without needless zeros.
        let low = Int(nonce >> 1)
        self.nonce = D.integer(low)
        let imprint = D.sequence(SigningScheme.sha256, D.octets(Array(SHA256.hash(data: signature))))
        request = D.sequence(D.integer(1), imprint, self.nonce, D.value(0x01, [0xFF]))
    }

    /// The token of a `TimeStampResp`. That its authority is trusted is for whoever verifies to find.
    public func token(from answer: [UInt8]) throws(Fault) -> [UInt8] {
        guard answer.count <= 1 << 20, let root = try? DER.parse(answer), let status = root.children.first,
            let code = status.children.first?.smallInteger
        else { throw .malformed }
        guard code <= 1 else { throw .refused(code) }
        guard root.children.count == 2, let token = TimeStampToken(root.children[1]),
            let content = token.signedData.content, let info = try? DER.parse(content)
        else { throw .malformed }
        guard token.check(stamped: [stamped[...]]) == .right,
            info.children.contains(where: { $0.identifier == .integer && $0.encodedBytes.elementsEqual(nonce) })
        else { throw .other }
        return token.der
    }
}
