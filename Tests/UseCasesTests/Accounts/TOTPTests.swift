import Foundation
import Testing

@testable import UseCases

@Suite struct TOTPTests {
    private static let totp = TOTP(secret: Data("12345678901234567890".utf8))

    /// RFC 6238, appendix B.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func vectors(seconds: Int64, code: String) {
        #expect(Self.totp.code(step: TOTP.step(atSeconds: seconds), digits: 8) == code)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func base32(text: String, encoded: String) {
        #expect(Base32.encode(Data(text.utf8)) == encoded)
        #expect(Base32.decode(encoded.lowercased()) == Data(text.utf8))
    }

    @Test func oneStepBeforeAndAfterIsTaken() {
        let seconds: Int64 = 1_795_000_000
        let present = TOTP.step(atSeconds: seconds)
        for offset in -3...3 {
            let code = Self.totp.code(step: present + offset)
            let expected = abs(offset) <= 1 ? present + offset : nil
            #expect(Self.totp.step(of: code, atSeconds: seconds) == expected)
        }
        let code = Self.totp.code(step: present)
        #expect(Self.totp.step(of: "\(code.prefix(3)) \(code.suffix(3))", atSeconds: seconds) == present)
        for wrong in ["", "12345", "1234567", "abcdef", code + " 1"] {
            #expect(Self.totp.step(of: wrong, atSeconds: seconds) == nil)
        }
    }

    @Test func secretsAreNotTheSame() { #expect(TOTP().secret != TOTP().secret) }
}
