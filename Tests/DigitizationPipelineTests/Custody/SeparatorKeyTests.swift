import Dossiers
import Foundation
import Testing

@testable import DigitizationPipeline
@testable import Office

@Suite("The secret of separator sheets")
struct SeparatorKeyTests {
    private let payload = SeparatorPayload("SOHOA1/000.00.16.H40-261001-0002/TP01")!

    private func withHome(_ body: (DataHome) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "sohoa-key-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try body(DataHome(path: root.path(percentEncoded: false)))
    }

    @Test("It is made once, for its owner only, and knows its own seals and no others")
    func seals() throws {
        try withHome { home in
            #expect(try SeparatorKey.existing(in: home) == nil)
            let key = try SeparatorKey.make(in: home)
            let attributes = try FileManager.default.attributesOfItem(atPath: home.separatorKey)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            var sealed = payload
            sealed.seal = key.seal(payload)
            #expect(try SeparatorKey.make(in: home).isGenuine(sealed))
            #expect(try #require(try SeparatorKey.existing(in: home)).isGenuine(sealed))
            #expect(!key.isGenuine(payload))
            // The seal of one component says nothing of another.
            var moved = sealed
            moved.component = ComponentCode(rawValue: "TP02")!
            #expect(!key.isGenuine(moved))
            #expect(!SeparatorKey(bytes: Data(repeating: 7, count: 32)).isGenuine(sealed))
            #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["separator.key"])
        }
    }

    @Test("A seal is the same wherever the key is, so that sheets outlive restores and upgrades")
    func stability() {
        let key = SeparatorKey(bytes: Data((0..<32).map { UInt8($0) }))
        #expect(key.seal(payload)?.rawValue == "62ZMVNWL7KDLERAC")
    }

    @Test("A file that is no key is told rather than replaced")
    func damage() throws {
        try withHome { home in
            try Data("short".utf8).write(to: URL(filePath: home.separatorKey))
            #expect(throws: CustodyError.self) { try SeparatorKey.make(in: home) }
            #expect(throws: CustodyError.self) { try SeparatorKey.existing(in: home) }
        }
    }
}
