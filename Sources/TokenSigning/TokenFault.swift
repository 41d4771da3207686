/// Why a token does not sign. Never holds a PIN.
public enum TokenFault: Error, Hashable, Sendable {
    /// The library is not there, or is no PKCS #11 module.
    case moduleMissing
    /// No token, or several, with that label.
    case tokenMissing
    /// No key, or no certificate, with that label.
    case keyMissing
    case keyAmbiguous
    case wrongPIN
    /// Too many wrong PINs: the maker's tool has to unlock it.
    case locked
    /// A key that cannot sign by a scheme of ours: other than RSA and P-256, P-384, P-521.
    case unknownKey
    /// A step of the module failed, with its code (`CKR_…`).
    case refused(step: String, code: UInt)

    static let ok: UInt = 0
}
