import Glibc
import P11KitLibrary

/// A PKCS #11 module: the maker's library, opened at run time and never closed, since modules do not bear being unloaded.
/// Used from one thread at a time.
final class TokenModule {
    private let functions: UnsafeMutablePointer<ck_function_list>

    private typealias GetFunctionList =
        @convention(c) (
            UnsafeMutablePointer<UnsafeMutablePointer<ck_function_list>?>?
        ) -> ck_rv_t

    /// - Parameter path: of the library.
    init(_ path: String) throws(TokenFault) {
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(library, "C_GetFunctionList") else {
            throw .moduleMissing
        }
        var list: UnsafeMutablePointer<ck_function_list>?
        let get = unsafeBitCast(symbol, to: GetFunctionList.self)
        guard get(&list) == TokenFault.ok, let list else { throw .moduleMissing }
        functions = list
        // Another part of the process may have begun it, which is no fault.
        var arguments = ck_c_initialize_args()
        arguments.flags = UInt(CKF_OS_LOCKING_OK)
        let code = withUnsafeMutablePointer(to: &arguments) { list.pointee.C_Initialize?($0) }
        guard code == TokenFault.ok || code == 0x191 else { throw .refused(step: "C_Initialize", code: code ?? .max) }
    }

    /// Slots with a token, and the token's label.
    func tokens() throws(TokenFault) -> [(slot: UInt, label: String)] {
        var count: UInt = 0
        try check("C_GetSlotList", functions.pointee.C_GetSlotList?(1, nil, &count))
        var slots = [UInt](repeating: 0, count: Int(min(count, 64)))
        count = UInt(slots.count)
        try check("C_GetSlotList", functions.pointee.C_GetSlotList?(1, &slots, &count))
        return slots.prefix(Int(count)).compactMap { slot in
            var info = ck_token_info()
            guard functions.pointee.C_GetTokenInfo?(slot, &info) == TokenFault.ok else { return nil }
            let label = withUnsafeBytes(of: info.label) { String(decoding: $0, as: UTF8.self) }
            return (slot, String(label.reversed().drop { $0 == " " || $0 == "\0" }.reversed()))
        }
    }

    /// Opens a session in which the user has signed in.
    func session(on slot: UInt, pin: String) throws(TokenFault) -> UInt {
        var session: UInt = 0
        try check("C_OpenSession", functions.pointee.C_OpenSession?(slot, UInt(CKF_SERIAL_SESSION), nil, nil, &session))
        var bytes = Array(pin.utf8)
        let code = functions.pointee.C_Login?(session, UInt(CKU_USER), &bytes, UInt(bytes.count))
        // Signed in already: sign-in is of the whole process.
        guard code == TokenFault.ok || code == 0x100 else {
            _ = functions.pointee.C_CloseSession?(session)
            switch code {
            case 0xA0, 0xA1, 0xA2: throw .wrongPIN
            case 0xA4: throw .locked
            default: throw .refused(step: "C_Login", code: code ?? .max)
            }
        }
        return session
    }

    func close(_ session: UInt) { _ = functions.pointee.C_CloseSession?(session) }

    /// The object of a class with a label; throws unless there is exactly one.
    func object(_ kind: UInt, labelled label: String, in session: UInt) throws(TokenFault) -> UInt {
        var (kind, text) = (kind, Array(label.utf8))
        var found = [UInt](repeating: 0, count: 2)
        var count: UInt = 0
        let code = withUnsafeMutablePointer(to: &kind) { kind in
            text.withUnsafeMutableBufferPointer { text in
                var template = [
                    ck_attribute(type: UInt(CKA_CLASS), value: kind, value_len: UInt(MemoryLayout<UInt>.size)),
                    ck_attribute(type: UInt(CKA_LABEL), value: text.baseAddress, value_len: UInt(text.count)),
                ]
                return functions.pointee.C_FindObjectsInit?(session, &template, 2)
            }
        }
        try check("C_FindObjectsInit", code)
        defer { _ = functions.pointee.C_FindObjectsFinal?(session) }
        try check("C_FindObjects", functions.pointee.C_FindObjects?(session, &found, 2, &count))
        guard count == 1 else { throw count == 0 ? .keyMissing : .keyAmbiguous }
        return found[0]
    }

    /// The value of an attribute.
    func attribute(_ type: UInt, of object: UInt, in session: UInt) throws(TokenFault) -> [UInt8] {
        var attribute = ck_attribute(type: type, value: nil, value_len: 0)
        try check("C_GetAttributeValue", functions.pointee.C_GetAttributeValue?(session, object, &attribute, 1))
        guard attribute.value_len < 1 << 16 else { throw .keyMissing }
        var bytes = [UInt8](repeating: 0, count: Int(attribute.value_len))
        let code = bytes.withUnsafeMutableBufferPointer { buffer in
            attribute.value = UnsafeMutableRawPointer(buffer.baseAddress)
            return functions.pointee.C_GetAttributeValue?(session, object, &attribute, 1)
        }
        try check("C_GetAttributeValue", code)
        return bytes
    }

    /// A signature value over a digest.
    func sign(_ digest: [UInt8], _ mechanism: Mechanism, key: UInt, in session: UInt) throws(TokenFault) -> [UInt8] {
        var parameters = ck_rsa_pkcs_pss_params(hash_alg: UInt(CKM_SHA256), mgf: UInt(CKG_MGF1_SHA256), s_len: 32)
        let code = withUnsafeMutablePointer(to: &parameters) { parameters in
            var chosen =
                switch mechanism {
                case .ecdsa: ck_mechanism(mechanism: UInt(CKM_ECDSA), parameter: nil, parameter_len: 0)
                case .rsaPSS:
                    ck_mechanism(
                        mechanism: UInt(CKM_RSA_PKCS_PSS), parameter: parameters,
                        parameter_len: UInt(MemoryLayout<ck_rsa_pkcs_pss_params>.size))
                }
            return functions.pointee.C_SignInit?(session, &chosen, key)
        }
        try check("C_SignInit", code)
        var (digest, value) = (digest, [UInt8](repeating: 0, count: 2048))
        var count = UInt(value.count)
        try check("C_Sign", functions.pointee.C_Sign?(session, &digest, UInt(digest.count), &value, &count))
        return Array(value.prefix(Int(count)))
    }

    enum Mechanism { case rsaPSS, ecdsa }

    private func check(_ step: String, _ code: ck_rv_t?) throws(TokenFault) {
        guard code == TokenFault.ok else { throw .refused(step: step, code: code ?? .max) }
    }
}
