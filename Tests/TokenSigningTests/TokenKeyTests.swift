import Crypto
import CryptoExtras
import Foundation
import Signatures
import Synchronization
import Testing

@testable import TokenSigning

/// Keys in SoftHSM2, a token in software. One token serves all tests: its folder is named by the environment of the process.
@Suite(.serialized, .enabled(if: SoftToken.isInstalled, "Debian's softhsm2 is not installed"))
struct TokenKeyTests {
    @Test func signsByCurveAndByRSA() async throws {
        let token = try await SoftToken.shared()
        let bytes = Array("signed attributes".utf8)
        let curve = try await TokenKey.open(token.place("curve"), certificate: [0x30, 0])
        #expect(curve.scheme == .ecdsaWithSHA256)
        for _ in 0..<8 {
            let value = try P256.Signing.ECDSASignature(derRepresentation: try await curve.sign(bytes))
            #expect(token.curve.publicKey.isValidSignature(value, for: Data(bytes)))
        }
        let rsa = try await TokenKey.open(token.place("rsa"), certificate: [0x30, 0])
        #expect(rsa.scheme == .rsaPSSWithSHA256)
        let value = _RSA.Signing.RSASignature(rawRepresentation: Data(try await rsa.sign(bytes)))
        #expect(token.rsa.publicKey.isValidSignature(value, for: Data(bytes), padding: .PSS))
    }

    @Test func faultsAreTold() async throws {
        let token = try await SoftToken.shared()
        func fault(_ change: (inout TokenKey.Place) -> Void) async -> TokenFault? {
            var place = token.place("curve")
            change(&place)
            do { _ = try await TokenKey.open(place, certificate: [0x30, 0]) } catch { return error as? TokenFault }
            return nil
        }
        #expect(await fault { $0.module = "/no/such.so" } == .moduleMissing)
        #expect(await fault { $0.module = "/etc/passwd" } == .moduleMissing)
        #expect(await fault { $0.token = "another" } == .tokenMissing)
        #expect(await fault { $0.key = "another" } == .keyMissing)
        #expect(await fault { $0.pin = "0000" } == .wrongPIN)
        #expect(await fault { _ in } == nil)
        // Without one of ours, the token's certificate is taken; there is none.
        await #expect(throws: TokenFault.keyMissing) { try await TokenKey.open(token.place("curve")) }
    }
}

/// Gone with the process: modules are not closed before.
private let softTokenFolder = Mutex("")

/// A token in a temporary folder with two keys that are imported.
private final class SoftToken: Sendable {
    static let module = "/usr/lib/softhsm/libsofthsm2.so"
    static var isInstalled: Bool {
        [module, "/usr/bin/softhsm2-util"].allSatisfy { FileManager.default.fileExists(atPath: $0) }
    }

    let curve = P256.Signing.PrivateKey()
    let rsa: _RSA.Signing.PrivateKey
    private static let made = Task { try SoftToken() }
    static func shared() async throws -> SoftToken { try await made.value }

    func place(_ key: String) -> TokenKey.Place {
        TokenKey.Place(module: Self.module, token: "thử", key: key, pin: "1234")
    }

    private init() throws {
        rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let folder = FileManager.default.temporaryDirectory.appending(path: "sohoa-token-\(UUID().uuidString)")
        let tokens = folder.appending(path: "tokens")
        try FileManager.default.createDirectory(at: tokens, withIntermediateDirectories: true)
        let settings = folder.appending(path: "softhsm2.conf")
        try Data("directories.tokendir = \(tokens.path)\nobjectstore.backend = file\nlog.level = ERROR\n".utf8)
            .write(to: settings)
        setenv("SOFTHSM2_CONF", settings.path, 1)
        softTokenFolder.withLock { $0 = folder.path }
        atexit { try? FileManager.default.removeItem(atPath: softTokenFolder.withLock { $0 }) }
        try util(["--init-token", "--free", "--label", "thử", "--pin", "1234", "--so-pin", "5678"])
        for (label, pem, id) in [("curve", curve.pemRepresentation, "01"), ("rsa", rsa.pkcs8PEMRepresentation, "02")] {
            let file = folder.appending(path: "\(label).pem")
            try Data(pem.utf8).write(to: file)
            try util(["--import", file.path, "--token", "thử", "--label", label, "--id", id, "--pin", "1234"])
            try FileManager.default.removeItem(at: file)
        }
    }

    private func util(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/softhsm2-util")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "softhsm2-util \(arguments[0])")
    }
}
