import Foundation
import Logging
import Testing

@testable import Observability

@Suite struct JSONLogTests {
    @Test func aMessageIsOneLineOfJSON() throws {
        let line = JSONLogLine.text(
            time: Date(timeIntervalSince1970: 1_795_000_000.125), level: .warning, label: "sohoa.http",
            message: "dòng \"một\"\nhai\u{2028}\u{7}\\",
            metadata: [
                "status": .stringConvertible(507), "station": "quầy", "list": ["a", "b"],
                "inner": ["flag": .stringConvertible(true)],
            ])
        #expect(line.hasSuffix("}\n"))
        #expect(line.dropLast().allSatisfy { !$0.isNewline })
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["time"] as? String == "2026-11-18T11:06:40.125Z")
        #expect(object["level"] as? String == "warning")
        #expect(object["label"] as? String == "sohoa.http")
        #expect(object["message"] as? String == "dòng \"một\"\nhai\u{2028}\u{7}\\")
        let metadata = try #require(object["metadata"] as? [String: Any])
        #expect(metadata["status"] as? Int == 507)
        #expect(metadata["station"] as? String == "quầy")
        #expect(metadata["list"] as? [String] == ["a", "b"])
        #expect((metadata["inner"] as? [String: Any])?["flag"] as? Bool == true)
    }

    @Test func aTextWithoutEndIsCut() throws {
        let line = JSONLogLine.text(
            time: Date(), level: .info, label: "l", message: String(repeating: "ộ", count: 100_000), metadata: [:])
        #expect(line.utf8.count < JSONLogLine.maximumText + 200)
        #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }

    @Test(arguments: [(false, ""), (true, "<3>")])
    func linesGoWhereTheyShould(hasPriority: Bool, prefix: String) throws {
        let pipe = Pipe()
        let output = LogOutput(
            descriptor: pipe.fileHandleForWriting.fileDescriptor, hasPriority: hasPriority)
        var logger = Logger(label: "test") { JSONLogHandler(label: $0, level: .info, output: output) }
        logger[metadataKey: "station"] = "quay-1"
        logger.debug("below the level")
        logger.error("one", metadata: .init([.code: "x"]))
        logger.info("two")
        try pipe.fileHandleForWriting.close()
        let text = String(decoding: try #require(try pipe.fileHandleForReading.readToEnd()), as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix(prefix + "{"))
        #expect(lines[0].contains(#""metadata":{"code":"x","station":"quay-1"}"#))
        #expect(lines[1].contains(#""message":"two""#))
    }
}
