/// What the QR code of a separator sheet says.
///
/// Sheets that are printed today bear `SOHOA2/<case code>/<component code>/<seal>`: the seal shows that the sheet was
/// printed by this data home. Older ones bear `SOHOA1/<case code>/<component code>`. The codes are kept as printed.
/// Whether the register knows them is the splitter's question; a payload that only resembles the form is no separator
/// payload at all.
public struct SeparatorPayload: Hashable, Sendable {
    /// First part of payloads without a seal; names the version of the form.
    public static let prefix = "SOHOA1"
    /// First part of payloads with a seal.
    public static let sealedPrefix = "SOHOA2"

    /// The case the following pages belong to.
    public var caseCode: CaseCode
    /// The component within that case.
    public var component: ComponentCode
    /// What only the data home that printed the sheet can have made; `nil` on sheets of the older form.
    public var seal: SeparatorSeal?

    public init(caseCode: CaseCode, component: ComponentCode, seal: SeparatorSeal? = nil) {
        self.caseCode = caseCode
        self.component = component
        self.seal = seal
    }

    /// Parses a decoded payload; `nil` when it is some other code.
    public init?(_ payload: String) {
        let parts = payload.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, let caseCode = CaseCode(rawValue: parts[1]),
            let component = ComponentCode(rawValue: parts[2])
        else { return nil }
        switch (parts[0], parts.count) {
        case (Self.prefix, 3): self.init(caseCode: caseCode, component: component)
        case (Self.sealedPrefix, 4):
            guard let seal = SeparatorSeal(rawValue: parts[3]) else { return nil }
            self.init(caseCode: caseCode, component: component, seal: seal)
        default: return nil
        }
    }

    /// The text to print as QR code.
    public var text: String {
        guard let seal else { return "\(Self.prefix)/\(caseCode.rawValue)/\(component.rawValue)" }
        return "\(Self.sealedPrefix)/\(sealedText)/\(seal.rawValue)"
    }

    /// What the seal is made of.
    public var sealedText: String { "\(caseCode.rawValue)/\(component.rawValue)" }
}

/// The seal in a separator's code: the first 80 bits of a message authentication code, in Base32 (RFC 4648) of capital
/// letters and figures, which QR codes hold in little room.
public struct SeparatorSeal: RawRepresentable, Hashable, Sendable {
    /// Bytes that are kept: guessing one of 2^80 is hopeless for who has to print every guess.
    public static let byteCount = 10

    public let rawValue: String

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Takes 16 characters of the alphabet; anything else gives `nil`.
    public init?(rawValue: String) {
        let characters = rawValue.utf8
        guard characters.count == Self.byteCount * 8 / 5, characters.allSatisfy(Self.alphabet.contains) else {
            return nil
        }
        self.rawValue = rawValue
    }

    /// The seal of an authentication code; `nil` when it has fewer bytes than a seal.
    public init?(code: some Sequence<UInt8>) {
        let bytes = Array(code.prefix(Self.byteCount))
        guard bytes.count == Self.byteCount else { return nil }
        var (text, buffer, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
        for byte in bytes {
            buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(Self.alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
        }
        rawValue = String(decoding: text, as: UTF8.self)
    }
}
